"""Translations: how their tables are brought up to the story, compared with it and measured."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from narrative.yarn.program import LineInfo, Program
from narrative.yarn.strings import COLUMNS, TRANSLATION_COLUMNS, Row, Table, lock
from narrative.yarn.translation import (
    NO_TABLE,
    Progress,
    Status,
    compare,
    extract,
    progress,
    status_of,
    update,
)

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


def story(texts: Mapping[str, str]) -> Program:
    """Make a program of nothing but these lines."""
    return Program(
        nodes={},
        lines={
            line_id: LineInfo(text=text, node="Start", file="1.yarn", line=number)
            for number, (line_id, text) in enumerate(texts.items(), start=1)
        },
    )


def brought_up(rows: tuple[Row, ...], texts: Mapping[str, str]) -> list[tuple[str, str, str]]:
    """Return the ids, texts and statuses after an update."""
    table = replace(NO_TABLE, rows=rows)
    return [(row.id, row.text, row.status) for row in updated(table, texts).rows]


def updated(table: Table, texts: Mapping[str, str]) -> Table:
    return update(story(texts), table, {}, language="id")


def translated(texts: Mapping[str, str], **translations: str) -> Table:
    """Return the table of a story whose translator has written these texts."""
    table = updated(NO_TABLE, texts)
    rows = [replace(row, text=translations.get(row.id.removeprefix("line:"), "")) for row in table.rows]
    return updated(replace(table, rows=tuple(rows)), texts)


ONE = {"line:a": "One.", "line:b": "Two."}


def test_the_base_table_has_a_row_for_each_line_in_story_order() -> None:
    found = extract(STORY, {"line:end": "a button"}, language="en")
    assert COLUMNS == found.columns
    assert ["line:greet", "line:count", "line:end"] == [row.id for row in found.rows]
    assert (
        Row(
            id="line:end",
            text="The bus came.",
            language="en",
            file="3.yarn",
            node="Bridge",
            line="9",
            lock=lock("The bus came."),
            comment="a button",
        )
        == found.rows[-1]
    )


def test_a_new_table_asks_for_every_line() -> None:
    found = update(STORY, NO_TABLE, {"line:end": "a button"}, language="id")
    assert TRANSLATION_COLUMNS == found.columns
    assert (
        Row(
            id="line:end",
            text="",
            language="id",
            original="The bus came.",
            status="new",
            file="3.yarn",
            node="Bridge",
            line="9",
            lock=lock("The bus came."),
            comment="a button",
        )
        == found.rows[-1]
    )


def test_what_lacks_is_put_where_it_usually_stands() -> None:
    table = Table(columns=("text", "mine", "id"), rows=(Row(id="line:a", text="Satu.", extra=("x",)),))
    found = updated(table, ONE)
    assert (
        "language",
        "text",
        "status",
        "file",
        "node",
        "lineNumber",
        "lock",
        "comment",
        "mine",
        "id",
        "original",
    ) == found.columns
    assert [("x",), ()] == [row.extra for row in found.rows]


def test_a_translators_comment_is_kept_and_the_storys_only_fills_an_empty_one() -> None:
    rows = (Row(id="line:a", text="", comment="ask the author"), Row(id="line:b", text=""))
    told = {"line:a": "a button", "line:b": "a button"}
    found = update(story(ONE), replace(NO_TABLE, rows=rows), told, language="id")
    assert ["ask the author", "a button"] == [row.comment for row in found.rows]


def test_a_text_that_has_been_written_is_done() -> None:
    table = translated(ONE, a="Satu.")
    assert [("line:a", "Satu.", ""), ("line:b", "", "new")] == brought_up(table.rows, ONE)


def test_a_changed_line_keeps_its_text_and_is_stale_until_somebody_says_it_is_right() -> None:
    changed = {**ONE, "line:a": "One!"}
    table = updated(translated(ONE, a="Satu.", b="Dua."), changed)
    stale = table.rows[0]
    assert ("Satu.", "stale", "One!", lock("One.")) == (stale.text, stale.status, stale.original, stale.lock)
    assert table == updated(table, changed)
    confirmed = (replace(stale, status=""), table.rows[1])
    assert [("line:a", "Satu.", ""), ("line:b", "Dua.", "")] == brought_up(confirmed, changed)


def test_a_mended_text_stays_stale_until_its_mark_is_taken_out() -> None:
    changed = {**ONE, "line:a": "One!"}
    stale = updated(translated(ONE, a="Satu."), changed).rows[0]
    assert "stale" == updated(replace(NO_TABLE, rows=(replace(stale, text="Satu!"),)), changed).rows[0].status


def test_a_line_that_changes_back_is_no_longer_stale() -> None:
    table = updated(translated(ONE, a="Satu."), {**ONE, "line:a": "One!"})
    assert ("line:a", "Satu.", "") == brought_up(table.rows, ONE)[0]


def test_what_was_confirmed_is_what_the_translator_saw() -> None:
    """The table was out with its translator while the line changed a second time."""
    seen = updated(translated(ONE, a="Satu."), {**ONE, "line:a": "One!"}).rows[0]
    confirmed = (replace(seen, status="ok"),)
    assert ("line:a", "Satu.", "stale") == brought_up(confirmed, {"line:a": "One?"})[0]


def test_what_was_translated_is_what_the_translator_saw() -> None:
    seen = updated(NO_TABLE, ONE).rows[0]
    written = (replace(seen, text="Satu."),)
    assert ("line:a", "Satu.", "stale") == brought_up(written, {"line:a": "One?"})[0]


@pytest.mark.parametrize("word", ["ok", "Review, please", "  "])
def test_a_word_of_the_translators_own_stands(word: str) -> None:
    rows = (replace(translated(ONE, a="Satu.").rows[0], status=word),)
    assert ("line:a", "Satu.", word) == brought_up(rows, ONE)[0]
    assert ("line:a", "Satu.", "stale") == brought_up(rows, {"line:a": "One!"})[0]


@pytest.mark.parametrize("word", ["Stale", " STALE "])
def test_a_mark_of_ours_is_known_however_it_is_written(word: str) -> None:
    stale = updated(translated(ONE, a="Satu."), {**ONE, "line:a": "One!"}).rows[0]
    rows = (replace(stale, status=word),)
    assert ("line:a", "Satu.", "stale") == brought_up(rows, {"line:a": "One!"})[0]


def test_a_table_of_another_tool_is_trusted_where_it_keeps_no_lock() -> None:
    assert ("line:a", "Satu.", "") == brought_up((Row(id="line:a", text="Satu."),), ONE)[0]


def test_a_table_of_another_tool_is_stale_where_its_lock_is_not_ours() -> None:
    assert ("line:a", "Satu.", "stale") == brought_up((Row(id="line:a", text="Satu.", lock="0ld"),), ONE)[0]


def test_lines_that_moved_follow_the_story() -> None:
    table = translated(ONE, a="Satu.", b="Dua.")
    moved = {"line:b": "Two.", "line:c": "Three.", "line:a": "One."}
    assert [("line:b", "Dua.", ""), ("line:c", "", "new"), ("line:a", "Satu.", "")] == brought_up(
        table.rows, moved
    )


def test_a_gone_line_is_kept_at_the_end_and_comes_back() -> None:
    table = updated(translated(ONE, a="Satu.", b="Dua."), {"line:b": "Two."})
    assert [("line:b", "Dua.", ""), ("line:a", "Satu.", "gone")] == brought_up(table.rows, {"line:b": "Two."})
    assert [("line:a", "Satu.", ""), ("line:b", "Dua.", "")] == brought_up(table.rows, ONE)
    assert ("line:a", "Satu.", "stale") == brought_up(table.rows, {**ONE, "line:a": "One!"})[0]


def test_a_line_that_was_stale_when_it_went_is_stale_when_it_comes_back() -> None:
    changed = {**ONE, "line:a": "One!"}
    table = updated(translated(ONE, a="Satu."), changed)
    assert ("line:a", "Satu.", "stale") == brought_up(updated(table, {}).rows, changed)[0]


def test_a_gone_line_that_nobody_translated_goes() -> None:
    assert [("line:b", "", "new")] == brought_up(updated(NO_TABLE, ONE).rows, {"line:b": "Two."})


def test_pruning_lets_gone_lines_go() -> None:
    table = translated(ONE, a="Satu.", b="Dua.")
    found = update(story({"line:b": "Two."}), table, {}, language="id", prune=True)
    assert ["line:b"] == [row.id for row in found.rows]


def test_two_texts_for_one_line_are_both_kept_until_one_is_chosen() -> None:
    rows = (
        Row(id="line:a", text=""),
        Row(id="line:a", text="Satu."),
        Row(id="line:a", text="Esa."),
        Row(id="line:a", text=""),
    )
    both = [("line:a", "Satu.", ""), ("line:a", "Esa.", "double")]
    assert both == brought_up(rows, {"line:a": "One."})
    table = updated(replace(NO_TABLE, rows=rows), {"line:a": "One."})
    assert both == brought_up(table.rows, {"line:a": "One."})
    assert [("line:a", "Esa.", "")] == brought_up(table.rows[1:], {"line:a": "One."})


IDS = st.sampled_from(["line:a", "line:b", "line:c", "line:d"])
TEXTS = st.sampled_from(["One.", "One!", "Two {0}.", "She: [b]Three[/b]."])
STORIES = st.dictionaries(IDS, TEXTS)
TRANSLATIONS = st.sampled_from(["", "", "Satu.", "Dua {0}.", "She: [b]Tiga[/b].", " "])
STATUSES = st.sampled_from(["", "", "new", "stale", "gone", "double", "ok"])
ROWS = st.builds(
    Row,
    id=IDS | st.just(""),
    text=TRANSLATIONS,
    original=st.just("") | TEXTS,
    status=STATUSES,
    lock=st.just("") | TEXTS.map(lock),
    comment=st.sampled_from(["", "mine"]),
    extra=st.sampled_from([(), ("",), ("x",)]),
)
TABLES = st.lists(ROWS, max_size=8).map(lambda rows: replace(NO_TABLE, rows=tuple(rows)))


def works(table: Table) -> list[tuple[str, str]]:
    """Return all that a translator has written, with the lines it was written for."""
    return sorted((row.id, row.text) for row in table.rows if row.text)


@given(TABLES, st.lists(STORIES, max_size=4))
def test_no_update_ever_loses_or_changes_a_translation(table: Table, edits: list[dict[str, str]]) -> None:
    before = works(table)
    for texts in edits:
        table = updated(table, texts)
    assert before == works(table)


@given(TABLES, STORIES)
def test_a_second_update_changes_nothing(table: Table, texts: dict[str, str]) -> None:
    once = updated(table, texts)
    assert once == updated(once, texts)


@given(TABLES, STORIES)
def test_the_statuses_say_what_is_to_do(table: Table, texts: dict[str, str]) -> None:
    """The story's lines come first, in order; each says new, stale, or what its translator says."""
    rows = updated(table, texts).rows
    marked = {row.id: row.status for row in reversed(rows) if row.id in texts}
    assert list(texts) == list(dict.fromkeys(row.id for row in rows if row.id in texts))
    for row in rows:
        if row.id not in texts:
            assert "gone" == row.status
        elif row.status != "double":
            assert (row.status == "stale") == (status_of(row, texts[row.id]) is Status.STALE)
            assert row.text or row.status in {"new", "ok"}
    assert list(texts) == [line_id for line_id in texts if line_id in marked]


@given(TABLES, STORIES, STORIES)
def test_going_away_for_a_while_makes_no_stale_row_fresh(
    table: Table, texts: dict[str, str], meanwhile: dict[str, str]
) -> None:
    first = updated(table, texts)
    back = updated(updated(first, meanwhile), texts)
    stale = {row.id for row in first.rows if row.status == "stale"}
    assert stale <= {row.id for row in back.rows if row.status == "stale"}


def test_progress_counts_lines_and_words() -> None:
    texts = {"line:a": "She: One [b]two[/b].", "line:b": "Three {0}", "line:c": "Four"}
    table = updated(translated({**texts, "line:b": "Older."}, a="She: Satu dua.", b="Tiga"), texts)
    found = progress(story(texts), table.rows)
    assert Progress(lines=3, translated=1, stale=1, missing=1, words=4, words_translated=2) == found


@pytest.mark.parametrize(
    ("expected", "translated", "lines"), [(100.0, 0, 0), (0.0, 0, 3), (50.0, 1, 2), (99.9, 9999, 10000)]
)
def test_percents_are_full_only_when_all_is_done(expected: float, translated: int, lines: int) -> None:
    found = Progress(
        lines=lines, translated=translated, stale=0, missing=0, words=0, words_translated=0
    ).percent
    assert expected == found


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


def test_a_row_that_is_kept_for_a_gone_line_is_only_told_of() -> None:
    gone = Row(id="line:gone", text="Hilang.", status="gone", number=5)
    (found,) = compare(STORY, (GREET, COUNT, END, gone, gone))
    assert ("KD0022", "info") == (found.code, found.severity)


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
