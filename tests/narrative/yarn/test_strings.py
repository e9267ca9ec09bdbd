"""String tables: reading, writing, and comparing them with the story."""

from __future__ import annotations

from contextlib import suppress

import pytest
from hypothesis import given
from hypothesis import strategies as st

from narrative.errors import AuthorError
from narrative.yarn.program import LineInfo, Program
from narrative.yarn.strings import (
    Row,
    compare,
    lock,
    placeholders,
    read_rows,
    read_table,
    rows,
    write_table,
)

HEADER = "language,id,text,file,node,lineNumber,lock,comment\n"
STORY = Program(
    nodes={},
    lines={
        "line:greet": LineInfo(text="She: Good evening.", node="BusStop", file="2.yarn", line=4),
        "line:count": LineInfo(text="{0} of [b]{1}[/b] buttons.", node="BusStop", file="2.yarn", line=5),
        "line:sh_1": LineInfo(text="She: Good evening.", shadows="line:greet", file="2.yarn", line=6),
        "line:end": LineInfo(text="The bus came.", node="Bridge", file="3.yarn", line=9),
    },
)
GREET = Row(id="line:greet", text="She: Selamat malam.", lock=lock("She: Good evening."), number=2)
COUNT = Row(id="line:count", text="Dari [b]{1}[/b] kancing, {0}.", number=3)
END = Row(id="line:end", text="Bus datang.", number=4)


def test_a_table_is_read_by_id() -> None:
    text = (
        HEADER + 'id,line:a,"Satu, dua",f.yarn,Start,3,0123abcd,"a ""note"""\nid,line:b,"Tiga\nempat",,,,,\n'
    )
    assert {"line:a": "Satu, dua", "line:b": "Tiga\nempat"} == read_table(text)
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
            number=2,
        ),
        Row(id="line:b", text="Tiga\nempat", language="id", number=3),
    ) == read_rows(text)


def test_a_row_knows_where_in_the_file_it_begins() -> None:
    text = 'id,text\na,"one\ntwo"\n\nb,three\n'
    assert [2, 5] == [row.number for row in read_rows(text)]


@pytest.mark.parametrize("end", ["\n", "\r\n"])
def test_order_of_columns_extra_columns_line_ends_and_a_byte_order_mark_do_not_matter(end: str) -> None:
    text = end.join(["\ufefftext,original,id,later", "Satu,One,line:a,x", "Dua,Two,line:b", ""])
    assert {"line:a": "Satu", "line:b": "Dua"} == read_table(text)


def test_a_row_without_a_text_is_not_translated() -> None:
    assert {"line:b": "Dua"} == read_table("id,text\nline:a,\nline:b,Dua\n")


@pytest.mark.parametrize("text", ["", "id,words\nline:a,Satu\n", "text\nSatu\n", "just words"])
def test_a_table_without_ids_and_texts_is_refused(text: str) -> None:
    with pytest.raises(AuthorError, match="columns `id` and `text`"):
        read_table(text)


def test_a_file_that_is_no_table_is_refused_with_its_line() -> None:
    with pytest.raises(AuthorError, match="cannot be read at line 3"):
        read_table("id,text\nline:a,Satu\nline:b," + "x" * 200_000)


def test_a_new_table_has_a_row_for_each_line_in_story_order() -> None:
    assert (
        Row(
            id="line:greet",
            text="",
            language="id",
            file="2.yarn",
            node="BusStop",
            line="4",
            lock=lock("She: Good evening."),
        ),
        Row(
            id="line:count",
            text="",
            language="id",
            file="2.yarn",
            node="BusStop",
            line="5",
            lock=lock("{0} of [b]{1}[/b] buttons."),
        ),
        Row(
            id="line:end",
            text="",
            language="id",
            file="3.yarn",
            node="Bridge",
            line="9",
            lock=lock("The bus came."),
        ),
    ) == rows(STORY, language="id")


def test_what_is_known_is_kept_with_its_lock_and_comment() -> None:
    known = [
        Row(id="line:gone", text="Hilang."),
        Row(id="line:end", text="", comment="short"),
        Row(id="line:greet", text="She: Selamat malam.", lock="0ld", comment="formal", file="1.yarn"),
    ]
    found = rows(STORY, language="id", known=known)
    assert ["line:greet", "line:count", "line:end"] == [row.id for row in found]
    assert ("She: Selamat malam.", "0ld", "formal", "2.yarn") == (
        found[0].text,
        found[0].lock,
        found[0].comment,
        found[0].file,
    )
    assert ("", lock("The bus came."), "short") == (found[2].text, found[2].lock, found[2].comment)


def test_a_table_is_written_with_all_columns() -> None:
    row = Row(id="line:a", text='Satu, "dua"', language="id", node="Start", line="3", lock="0123abcd")
    assert HEADER + 'id,line:a,"Satu, ""dua""",,Start,3,0123abcd,\n' == write_table([row])


CELLS = st.text(st.characters(exclude_characters="\r\x00", exclude_categories=["Cs"]), max_size=20)


@given(st.lists(st.tuples(CELLS, CELLS, CELLS), max_size=5))
def test_what_is_written_is_read_again(cells: list[tuple[str, str, str]]) -> None:
    written = [Row(id=one, text=two, comment=three, language="id") for one, two, three in cells]
    read = read_rows(write_table(written))
    assert [(row.id, row.text, row.comment) for row in read] == cells


@given(st.text())
def test_any_text_is_a_table_or_refused(text: str) -> None:
    with suppress(AuthorError):
        assert read_rows(text) == read_rows(text)


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


def codes(*table: Row) -> list[str]:
    return [f"{found.file}:{found.line} {found.code}" for found in compare(STORY, table, file="id.csv")]


def test_a_table_that_fits() -> None:
    assert [] == codes(GREET, COUNT, END)


def test_a_line_that_is_missing_or_empty() -> None:
    empty = Row(id="line:end", text="", number=4)
    assert ["3.yarn:9 KD0021"] == codes(GREET, COUNT)
    assert ["3.yarn:9 KD0021"] == codes(GREET, COUNT, empty)


def test_a_row_for_no_line_and_a_row_too_many() -> None:
    assert ["id.csv:5 KD0022"] == codes(GREET, COUNT, END, Row(id="line:gone", text="Hilang.", number=5))
    assert ["id.csv:5 KD0022"] == codes(GREET, COUNT, END, Row(id="line:sh_1", text="x", number=5))
    assert ["id.csv:6 KD0027"] == codes(GREET, COUNT, END, Row(id="line:end", text="Lagi.", number=6))


def test_a_translation_of_an_older_text() -> None:
    old = Row(id="line:end", text="Bus datang.", lock=lock("The bus came late."), number=4)
    assert ["id.csv:4 KD0023"] == codes(GREET, COUNT, old)


@pytest.mark.parametrize(
    ("code", "text"),
    [
        ("KD0024", "[b]{1}[/b] kancing."),
        ("KD0024", "{0} [b]{1}[/b] {2}"),
        ("KD0025", "{0} dari {1} kancing."),
        ("KD0025", "{0} dari [i]{1}[/i] kancing."),
        ("KD0025", "{0} dari [b]{1}[b] kancing."),
        ("KD0025", "{0} dari [b]{1}[/b] [wave/] kancing."),
        ("KD0026", r"Dia: {0} dari [b]{1}[/b] kancing."),
    ],
)
def test_a_translation_that_breaks_the_line(code: str, text: str) -> None:
    broken = Row(id="line:count", text=text, number=3)
    assert [f"id.csv:3 {code}"] == codes(GREET, broken, END)


@pytest.mark.parametrize(
    "text",
    [
        "{1}[b]{0}[/b] kancing, {0}!",
        r"Pukul 4\:00 [b]{0}{1}[/b]",
        r"\[b\] {0} [b]{1}[/b]",
    ],
)
def test_a_translation_may_move_what_it_keeps(text: str) -> None:
    assert [] == codes(GREET, Row(id="line:count", text=text, number=3), END)


def test_the_speakers_id_is_not_translated() -> None:
    assert ["id.csv:2 KD0026"] == codes(
        Row(id="line:greet", text="Dia: Selamat malam.", number=2), COUNT, END
    )
    assert ["id.csv:2 KD0026"] == codes(Row(id="line:greet", text="Selamat malam.", number=2), COUNT, END)
