"""String tables: how they are read and written."""

from __future__ import annotations

from contextlib import suppress

import pytest
from hypothesis import given
from hypothesis import strategies as st

from narrative.errors import AuthorError
from narrative.yarn.strings import (
    COLUMNS,
    TRANSLATION_COLUMNS,
    Row,
    Table,
    lock,
    placeholders,
    read_rows,
    read_table,
    write_table,
)

HEADER = "language,id,text,file,node,lineNumber,lock,comment\n"


def test_a_table_is_read_by_id() -> None:
    text = (
        HEADER + 'id,line:a,"Satu, dua",f.yarn,Start,3,0123abcd,"a ""note"""\nid,line:b,"Tiga\nempat",,,,,\n'
    )
    assert (
        Row(
            id="line:a",
            text="Satu, dua",
            language="id",
            file="f.yarn",
            node="Start",
            line="3",
            lock="0123abcd",
            comment='a "note"',
        ),
        Row(id="line:b", text="Tiga\nempat", language="id"),
    ) == read_rows(text)


def test_a_row_knows_where_in_the_file_it_begins() -> None:
    text = 'id,text\na,"one\ntwo"\n\nb,three\n'
    assert [2, 5] == [row.number for row in read_rows(text)]


@pytest.mark.parametrize("end", ["\n", "\r\n"])
def test_order_of_columns_line_ends_and_a_byte_order_mark_do_not_matter(end: str) -> None:
    text = end.join(["\ufefftext,id", "Satu,line:a", "Dua,line:b", ""])
    assert (Row(id="line:a", text="Satu"), Row(id="line:b", text="Dua")) == read_rows(text)


@pytest.mark.parametrize("delimiter", [",", ";", "\t"])
def test_a_table_may_come_from_any_countrys_spreadsheet(delimiter: str) -> None:
    text = delimiter.join(["id", "text", "status\nline:a", '"a, b; c\td"', "stale\n"])
    assert (Row(id="line:a", text="a, b; c\td", status="stale"),) == read_rows(text)
    assert read_table(text) == read_table(write_table(read_table(text)))
    assert delimiter == read_table(write_table(read_table(text))).delimiter


def test_columns_that_are_not_ours_are_kept_even_without_a_heading() -> None:
    text = "who,id,text,,text\nAni,line:a,Satu,x,again\nBudi,line:b\nCici,line:c,Tiga,,,beyond\n"
    assert (
        Row(id="line:a", text="Satu", extra=("Ani", "x", "again", "")),
        Row(id="line:b", text="", extra=("Budi", "", "", "")),
        Row(id="line:c", text="Tiga", extra=("Cici", "", "", "beyond")),
    ) == read_rows(text)
    assert (
        "who,id,text,,text,\nAni,line:a,Satu,x,again,\nBudi,line:b,,,,\nCici,line:c,Tiga,,,beyond\n"
    ) == write_table(read_table(text))


def test_rows_of_empty_cells_are_none() -> None:
    assert () == read_rows("id,text\n,\n\n,\n")


@pytest.mark.parametrize("text", ["", "id,words\nline:a,Satu\n", "text\nSatu\n", "just words"])
def test_a_table_without_ids_and_texts_is_refused(text: str) -> None:
    with pytest.raises(AuthorError, match="columns `id` and `text`"):
        read_rows(text)


def test_a_file_that_is_no_table_is_refused_with_its_line() -> None:
    with pytest.raises(AuthorError, match="cannot be read at line 3"):
        read_rows("id,text\nline:a,Satu\nline:b," + "x" * 200_000)


def test_a_table_is_written_with_all_its_columns() -> None:
    row = Row(id="line:a", text='Satu, "dua"', language="id", node="Start", line="3", lock="0123abcd")
    assert HEADER + 'id,line:a,"Satu, ""dua""",,Start,3,0123abcd,\n' == write_table(
        Table(columns=COLUMNS, rows=(row,))
    )


def test_a_table_is_written_as_it_was_found() -> None:
    text = "\ufeffstatus;text;mine;id\r\nnew;;x;line:a\r\n"
    assert text == write_table(read_table(text))


CELLS = st.text(st.characters(exclude_categories=["Cs"]), max_size=20)
ROWS = st.builds(
    Row,
    id=CELLS.map("line:{}".format),
    text=CELLS,
    language=CELLS,
    original=CELLS,
    status=CELLS,
    file=CELLS,
    node=CELLS,
    line=CELLS,
    lock=CELLS,
    comment=CELLS,
    extra=st.tuples(CELLS, CELLS),
)


@given(
    table=st.builds(
        Table,
        columns=st.permutations([*TRANSLATION_COLUMNS, "mine", ""]).map(tuple),
        rows=st.lists(ROWS, max_size=5).map(tuple),
        mark=st.sampled_from(["", "\ufeff"]),
        delimiter=st.sampled_from([",", ";", "\t"]),
        line_end=st.sampled_from(["\n", "\r\n"]),
    )
)
def test_what_is_written_is_read_again(table: Table) -> None:
    assert table == read_table(write_table(table))


@given(st.text())
def test_any_text_is_a_table_or_refused(text: str) -> None:
    with suppress(AuthorError):
        assert read_table(text) == read_table(write_table(read_table(text)))


def test_a_lock_is_eight_hexadecimal_digits_of_the_text() -> None:
    assert "a591a6d4" == lock("Hello World")
    assert lock("one") != lock("two")


@pytest.mark.parametrize(
    ("expected", "text"),
    [
        (set(), "none"),
        ({0}, "{0}"),
        ({0, 12}, "{12} and {0} and {0}"),
        (set(), "{} {a} { 0 }"),
        (set(), "{123456789012345678901234567890}"),
    ],
)
def test_placeholders(expected: set[int], text: str) -> None:
    assert expected == placeholders(text)
