"""`kedok check`: what it prints, and how it ends."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from bot.cli import main

GOOD = "title: Start\n---\nGood evening. #line:evening\n===\n"
DOUBTFUL = "title: Start\n---\n<<lissten She>>\n===\n"
BAD = "title: Start\n---\n\tGood evening \\n\n===\n"


@pytest.fixture(autouse=True)
def here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder with three scripts, in which the command is given."""
    monkeypatch.chdir(tmp_path)
    for name, text in {"good": GOOD, "doubtful": DOUBTFUL, "bad": BAD}.items():
        (tmp_path / f"{name}.yarn").write_text(text)
    return tmp_path


def test_a_good_script_has_nothing_to_mend(capsys: pytest.CaptureFixture[str]) -> None:
    assert 0 == main(["check", "--strict", "good.yarn"])
    assert "good.yarn: 1 node, 1 line: nothing to mend\n" == capsys.readouterr().out


def test_an_error_is_shown_with_its_line_and_fails(capsys: pytest.CaptureFixture[str]) -> None:
    assert 1 == main(["check", "bad.yarn"])
    head, line, caret, summary = capsys.readouterr().out.splitlines()
    assert head.startswith("bad.yarn:3:15: error YS0005: ")
    assert ["    \tGood evening \\n", "    \t             ^^"] == [line, caret]
    assert "bad.yarn: 1 error" == summary


@pytest.mark.parametrize(("arguments", "code"), [([], 0), (["--strict"], 1)])
def test_a_warning_fails_only_if_asked_to(
    arguments: list[str], code: int, capsys: pytest.CaptureFixture[str]
) -> None:
    assert code == main(["check", *arguments, "doubtful.yarn"])
    assert "doubtful.yarn: 1 node, 0 lines: 1 warning" == capsys.readouterr().out.splitlines()[-1]


def test_a_note_fails_never(here: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (here / "good.yarn").write_text(GOOD.replace(" #line:evening", ""))
    assert 0 == main(["check", "--strict", "good.yarn"])
    head, *_, summary = capsys.readouterr().out.splitlines()
    assert head.startswith("good.yarn:3:1: info KD0202: ")
    assert "good.yarn: 1 node, 1 line: nothing to mend, 1 note" == summary


def test_all_paths_are_checked_in_one_run(capsys: pytest.CaptureFixture[str]) -> None:
    assert 1 == main(["check", "nowhere", "bad.yarn", "good.yarn", "./doubtful.yarn", "good.yarn"])
    printed = capsys.readouterr().out.splitlines()
    assert ["nowhere:1:1: error KD0200: there is no file, folder or book nowhere"] == printed[:1]
    assert ["bad.yarn:3:15", "doubtful.yarn:3:1"] == [
        line.partition(": ")[0] for line in printed[1:-1] if not line.startswith(" ")
    ]
    assert (
        "nowhere, bad.yarn, good.yarn, ./doubtful.yarn: 2 nodes, 1 line: 2 errors, 1 warning" == printed[-1]
    )


def test_for_machines_there_is_a_list(capsys: pytest.CaptureFixture[str]) -> None:
    assert 0 == main(["check", "--format", "json", "good.yarn", "doubtful.yarn"])
    assert [
        {
            "code": "YS0060",
            "severity": "warning",
            "message": "Nobody obeys the command `lissten`. Correct its name, or define it in a file that the "
            "project names under `definitions`.",
            "file": "doubtful.yarn",
            "line": 3,
            "column": 1,
            "length": 15,
        }
    ] == json.loads(capsys.readouterr().out)


def test_a_list_of_nothing_is_a_list(capsys: pytest.CaptureFixture[str]) -> None:
    assert 0 == main(["check", "--format", "json", "good.yarn"])
    assert "[]\n" == capsys.readouterr().out


@pytest.mark.parametrize("code", ["KD0202", "kd0202"])
def test_a_code_is_explained(code: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert 0 == main(["check", "--explain", code])
    printed = capsys.readouterr().out
    assert printed.startswith("## KD0202 — a line without an id\n")
    assert "kedok tag" in printed


def test_a_code_that_is_none_is_wrong_usage(capsys: pytest.CaptureFixture[str]) -> None:
    assert 2 == main(["check", "--explain", "YS9999"])
    assert ("", "there is no finding with the code YS9999\n") == tuple(capsys.readouterr())


def test_without_a_path_it_checks_our_own_book_which_is_clean(capsys: pytest.CaptureFixture[str]) -> None:
    assert 0 == main(["check", "--strict"])
    (summary,) = capsys.readouterr().out.splitlines()
    assert summary.startswith("anothers_face: ")
    assert summary.endswith(" lines: nothing to mend")


def test_against_an_older_copy_it_tells_what_changed(here: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (here / "old.yarn").write_text(GOOD.replace("Good evening", "Good day"))
    assert 0 == main(["check", "good.yarn", "--against", "old.yarn"])
    assert [
        "good.yarn: 1 node, 1 line: nothing to mend",
        "Against old.yarn:",
        "  lines with another text (1): line:evening",
        "Readers keep their place at 0 of 0 places where they may be.",
    ] == capsys.readouterr().out.splitlines()


def test_against_an_older_copy_a_machine_reads_it_too(capsys: pytest.CaptureFixture[str]) -> None:
    assert 0 == main(["check", "good.yarn", "--against", "doubtful.yarn", "--format", "json"])
    answer = json.loads(capsys.readouterr().out)
    assert ([], ["line:evening"]) == (answer["findings"], answer["changes"]["new_lines"])


def test_what_cannot_be_played_is_not_compared(capsys: pytest.CaptureFixture[str]) -> None:
    assert 1 == main(["check", "bad.yarn", "--against", "good.yarn"])
    assert "Against" not in capsys.readouterr().out


def test_only_one_story_can_be_compared(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit, match="2"):
        main(["check", "good.yarn", "bad.yarn", "--against", "doubtful.yarn"])
    assert "with --against, name one PATH" in capsys.readouterr().err
