"""The slice in a terminal nobody sits at: `kedok play` as its own process, from a script or a pipe."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path

import pytest

from narrative.drama.book import Book
from narrative.drama.lines import say
from narrative.drama.reading import Shown
from narrative.events import Language
from narrative.phrases import Phrase, phrase
from tests.whole.lines import Lines, repeated, rows
from tests.whole.script import PARTS, Part

ROOT = Path(__file__).parents[2]
ENOUGH = 30
"""More moves than any reading has."""


def play(home: Path, language: Language, *options: str, typed: str = "") -> str:
    """Run `kedok play` and return what it printed. It must not complain."""
    environment = {
        **{name: value for name, value in os.environ.items() if not name.startswith("KEDOK_")},
        "XDG_DATA_HOME": str(home),
        "PYTHONPATH": str(ROOT),
        "PYTHONUTF8": "1",
    }
    command = [sys.executable, "-m", "bot", "play", "--language", language, *options]
    done = subprocess.run(
        command,
        cwd=ROOT,
        env=environment,
        input=typed,
        capture_output=True,
        text=True,
        timeout=60,
        check=True,
    )
    assert "" == done.stderr
    return done.stdout


def script(part: Part, count: int = ENOUGH) -> str:
    """Return the part as typed lines: a button by its number. No count from the end can be typed: 3 is last."""
    moves = [move for _, move in zip(range(count), part.moves(), strict=False)]
    return "".join(f"{move if isinstance(move, str) else move % 3 + 1}\n" for move in moves)


def told(transcript: str) -> list[str]:
    """Return the rows of the story: without the reader's own, their numbered choices and the names."""
    shown = [row for row in rows([transcript]) if not row.startswith(">")]
    unnumbered = [row.split(". ", 1)[1] if row[:2] in ("1.", "2.", "3.") else row for row in shown]
    return [re.sub(r"^(She|Dia|Her letter|Suratnya): ", "", row) for row in unnumbered]


@pytest.fixture
def last_rows(book: Book, language: Language) -> set[str]:
    """What stands on the last page, for those who spoke and those who did not."""
    ends = ("line:l_last_yours", "line:l_last_stops")
    return {say(book, language, Shown(line_id=line)).text for line in ends}


@pytest.fixture
def part(language: Language) -> Part:
    return PARTS[language]


def test_a_script_is_played_to_the_letter_and_its_transcript_printed(
    tmp_path: Path, language: Language, part: Part, lines: Lines, last_rows: set[str]
) -> None:
    file = tmp_path / "script.txt"
    file.write_text(script(part), encoding="utf-8")
    transcript = play(tmp_path, language, "--script", str(file))
    assert rows([transcript])[-1] in last_rows
    assert [] == [words for words in (part.first_words, part.opening) if f"“{words}”" not in transcript]
    assert f"> {part.opening}" in transcript.split("\n")
    assert [] == lines.strangers(told(transcript))
    assert [] == repeated(lines.hers(told(transcript)))


def test_a_script_begins_anew_each_time(tmp_path: Path) -> None:
    file = tmp_path / "script.txt"
    file.write_text(script(PARTS[Language.ENGLISH], 2), encoding="utf-8")
    once, again = (play(tmp_path, Language.ENGLISH, "--script", str(file)) for _ in range(2))
    assert once == again


def test_a_save_is_gone_on_with_from_a_pipe_where_it_was(
    tmp_path: Path, language: Language, part: Part, lines: Lines
) -> None:
    save = str(tmp_path / "my.sqlite")
    whole = script(part).splitlines(keepends=True)
    first = play(tmp_path, language, "--save", save, typed="".join(whole[:8]))
    second = play(tmp_path, language, "--save", save, typed="".join(whole[8:]))
    assert phrase(language, Phrase.ALREADY_HERE) == rows([second])[0]
    assert (False, True) == (f"“{part.opening}”" in first, f"“{part.opening}”" in second)
    assert [] == lines.strangers(told(first + second))


def test_a_saved_reading_keeps_its_own_language(tmp_path: Path, all_lines: Mapping[Language, Lines]) -> None:
    save = str(tmp_path / "my.sqlite")
    play(tmp_path, Language.INDONESIAN, "--save", save, typed="1\n")
    transcript = play(tmp_path, Language.ENGLISH, "--save", save, typed="1\n1\n")
    assert [] == all_lines[Language.INDONESIAN].strangers(told(transcript))


def test_an_empty_line_goes_on(tmp_path: Path, language: Language, lines: Lines, last_rows: set[str]) -> None:
    """Silence alone reaches the letter too: he decides, and she moves."""
    transcript = play(tmp_path, language, typed="\n" * ENOUGH)
    assert rows([transcript])[-1] in last_rows
    assert [] == lines.strangers(told(transcript))
    assert [] == repeated(lines.hers(told(transcript)))


def test_commands_may_be_typed(tmp_path: Path, language: Language, part: Part) -> None:
    transcript = play(tmp_path, language, typed=script(part, 9) + "/help\n/undo\n/ringkasan\n")
    assert [] == [
        key
        for key in (Phrase.HELP_TALK, Phrase.UNDONE, Phrase.RECAP)
        if phrase(language, key) not in transcript
    ]
