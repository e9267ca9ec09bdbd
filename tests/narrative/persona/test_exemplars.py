"""Tables of what readers say are read, or refused with the line that is wrong."""

from __future__ import annotations

import pytest

from narrative.errors import AuthorError
from narrative.persona.exemplars import Exemplar, read_dangers, read_exemplars

HEAD = "text\tact\talso\tplayer\tscene\tasked\n"


def read(table: str) -> tuple[Exemplar, ...]:
    return read_exemplars(table, language="en", file="exemplars.en.tsv")


def test_every_line_has_its_act():
    """And whatever else is known."""
    table = f"{HEAD}hello\tgreet\nYes, I did.\tagree\tclarify\tanna\tcafe\tDid you?\n"
    assert (
        Exemplar(act="greet", text="hello", language="en"),
        Exemplar(
            act="agree",
            text="Yes, I did.",
            language="en",
            also="clarify",
            player="anna",
            scene="cafe",
            asked="Did you?",
        ),
    ) == read(table)


@pytest.mark.parametrize(
    "table", ["\ufefftext\tact\nhi\tgreet\n", "text\tact\r\nhi\tgreet\r\n", "act\ttext\ngreet\thi"]
)
def test_a_table_may_come_from_any_editor(table: str):
    """Byte-order mark, line ends, and the columns in any order."""
    assert (Exemplar(act="greet", text="hi", language="en"),) == read(table)


def test_empty_lines_say_nothing():
    """A last line end is no line."""
    assert () == read(f"{HEAD}\n\t\n")


@pytest.mark.parametrize(
    ("table", "message"),
    [
        ("", r"exemplars\.en\.tsv:1: the table must begin with a heading"),
        ("hello\tgreet\n", r"exemplars\.en\.tsv:1: the table must begin with a heading"),
        (f"{HEAD}hello\tgreat\n", r"exemplars\.en\.tsv:2: there is no act 'great'"),
        (f"{HEAD}hello\tgreet\tjok\n", r"exemplars\.en\.tsv:2: there is no act 'jok'"),
        (f"{HEAD}\nhello\n", r"exemplars\.en\.tsv:3: there is no act ''"),
    ],
)
def test_what_cannot_be_meant_is_named(table: str, message: str):
    """With its line."""
    with pytest.raises(AuthorError, match=message):
        read(table)


def test_a_line_may_only_look_dangerous():
    """Then it has no act."""
    found = read_dangers("text\tact\nI want to die\tself_harm\nim dead lol\t\n", language="en", file="d.tsv")
    assert ["self_harm", ""] == [line.act for line in found]


def test_other_acts_are_no_dangers():
    """They belong to the exemplars."""
    with pytest.raises(AuthorError, match=r"d\.tsv:2: there is no act 'greet'"):
        read_dangers("text\tact\nhello\tgreet\n", language="en", file="d.tsv")
