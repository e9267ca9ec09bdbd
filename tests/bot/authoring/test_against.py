"""What an edited story means for those who are reading it."""

from __future__ import annotations

from pathlib import Path

import pytest

from bot.authoring.against import compare, report
from narrative.errors import AuthorError

OLD = "title: Start\n---\nHello. #line:hello\n<<listen Anna>>\n-> Stay #line:stay\n===\n"


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "old.yarn").write_text(OLD)
    return tmp_path


def told(folder: Path, new: str) -> list[str]:
    (folder / "new.yarn").write_text(new)
    return report(compare("old.yarn", "new.yarn"), "old.yarn").splitlines()


def test_the_same_story_moves_nobody(folder: Path) -> None:
    assert ["Against old.yarn:", "Readers keep their place at 2 of 2 places where they may be."] == told(
        folder, OLD
    )


def test_differences_are_counted_and_named(folder: Path) -> None:
    more = "".join(f"Line {number}. #line:l{number}\n" for number in range(7))
    edited = OLD.replace("Hello.", "Good day.").replace("<<listen", f"{more}<<listen")
    assert [
        "Against old.yarn:",
        "  new lines (7): line:l0, line:l1, line:l2, line:l3, line:l4 and 2 more",
        "  lines with another text (1): line:hello",
        "Readers keep their place at 2 of 2 places where they may be.",
    ] == told(folder, edited)


def test_a_place_that_is_lost_can_be_opened(folder: Path) -> None:
    assert (
        "old.yarn:4: at <<listen Anna>> in Start they go back to their last checkpoint"
        == told(folder, OLD.replace("<<listen Anna>>\n", ""))[-1]
    )


def test_a_file_of_an_older_project_can_be_opened_too(folder: Path) -> None:
    for name in ("old", "new"):
        (folder / name).mkdir()
        (folder / name / "a.yarnproject").write_text(
            '{"projectFileVersion": 4, "baseLanguage": "en", "sourceFiles": ["*.yarn"]}'
        )
        (folder / name / "a.yarn").write_text(
            OLD.replace("-> Stay", f"-> Stay #{name}").replace("stay", name)
        )
    lines = report(compare("old", "new"), "old").splitlines()
    assert "old/a.yarn:5: at the choice of “Stay” in Start they go back to their last checkpoint" == lines[-1]


def test_a_place_where_no_reader_waits_is_none(folder: Path) -> None:
    (folder / "old.yarn").write_text(OLD.replace("listen Anna", "wait 2"))
    assert (
        "Readers keep their place at 1 of 1 places where they may be."
        == told(folder, OLD.replace("<<listen Anna>>\n", ""))[-1]
    )


def test_an_edition_with_errors_cannot_be_compared(folder: Path) -> None:
    with pytest.raises(AuthorError, match="YS0012"):
        told(folder, OLD.replace("<<listen Anna>>", "<<jump Nowhere>>"))
