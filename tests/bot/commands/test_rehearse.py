"""`kedok rehearse`: what it prints and writes, and how it ends."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from bot.cli import main
from tests.bot.authoring.rehearsals import BROKEN, SOUND, TALK, UNREACHED, Terminal, ferry


def rehearse(folder: Path, *arguments: str | Path, runs: int = 30) -> int:
    return main(["rehearse", str(folder), "--runs", str(runs), "--processes", "1", *map(str, arguments)])


def test_a_sound_book_passes(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert 0 == rehearse(ferry(tmp_path))
    printed = capsys.readouterr()
    assert ("ferry: 30 runs (mixed players, seed 1)", "") == (printed.out.splitlines()[0], printed.err)


@pytest.mark.parametrize("script", [BROKEN, UNREACHED])
def test_a_book_with_a_dead_end_or_a_node_never_reached_fails(tmp_path: Path, script: str) -> None:
    assert 1 == rehearse(ferry(tmp_path, script))


@pytest.mark.parametrize("pattern", ["Cellar", "C*", "*"])
def test_a_node_may_be_allowed_not_to_be_reached(tmp_path: Path, pattern: str) -> None:
    assert 0 == rehearse(
        ferry(tmp_path, UNREACHED), "--allow-unreached", "Attic", "--allow-unreached", pattern
    )


def test_a_dead_end_is_never_allowed(tmp_path: Path) -> None:
    assert 1 == rehearse(ferry(tmp_path, BROKEN), "--allow-unreached", "*")


def test_lines_never_reached_and_repeats_fail_nothing(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    script = SOUND.replace("A pier. #line:pier", "A pier. #line:pier\nA cat. <<if 1 > 2>> #line:cat")
    assert 0 == rehearse(ferry(tmp_path, script))
    printed = capsys.readouterr().out
    assert "Lines never reached: 1 of" in printed
    assert "Said again within 20 turns: 13 times (lines: 1)" in printed


def test_a_run_that_is_too_long_is_a_dead_end(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert 1 == rehearse(ferry(tmp_path, TALK), "--longest", "2", "--players", "random")
    printed = capsys.readouterr().out
    assert "no ending after 2 turns" in printed
    assert "--players random --longest 2" in printed


def test_figures_for_machines(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert 1 == rehearse(ferry(tmp_path, BROKEN), "--format", "json", "--seed", "7")
    found = json.loads(capsys.readouterr().out)
    assert ("ferry", 30, 7, ["fault"]) == (
        found["book"],
        found["runs"],
        found["seed"],
        [each["trouble"] for each in found["dead_ends"]],
    )


def test_every_hit_goes_into_a_file(tmp_path: Path) -> None:
    file = tmp_path / "out" / "hits.csv"
    assert 0 == rehearse(ferry(tmp_path), "--hits", file)
    rows = file.read_text(encoding="utf-8").splitlines()
    assert ("node,Start,30,ferry.yarn,1,", 11) == (rows[1], len(rows))


def test_what_the_report_names_can_be_replayed(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    rehearse(ferry(tmp_path, BROKEN), "--format", "json", "--seed", "7")
    (found,) = json.loads(capsys.readouterr().out)["dead_ends"]

    assert 0 == rehearse(tmp_path, "--replay", found["replay"])

    assert [
        "A pier.",
        "> choose line:o_wait: Wait",
        f"(fault: {found['message']})",
    ] == capsys.readouterr().out.splitlines()


def test_a_replay_needs_no_number_of_runs(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    ferry(tmp_path)
    assert 0 == main(["rehearse", str(tmp_path), "--replay", "3:12345"])
    assert "A pier." == capsys.readouterr().out.splitlines()[0]


def test_a_terminal_shows_a_bar_and_takes_it_away(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    terminal = Terminal()
    monkeypatch.setattr("sys.stderr", terminal)
    assert 0 == rehearse(ferry(tmp_path))
    assert (True, True) == (
        "100%  30 of 30 runs" in terminal.getvalue(),
        terminal.getvalue().endswith("\r\x1b[K"),
    )


@pytest.mark.parametrize(
    "arguments",
    [
        ("--runs", "0"),
        ("--runs", "many"),
        ("--seed", "-3"),
        ("--longest", "-1"),
        ("--players", "lazy"),
        ("--replay", "12"),
        ("--replay", "1:x"),
        ("--replay", "x:1"),
    ],
)
def test_wrong_usage_is_exit_code_2(arguments: tuple[str, ...], capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as left:
        main(["rehearse", *arguments])
    assert (2, True) == (left.value.code, capsys.readouterr().err.startswith("usage: kedok rehearse"))


def test_a_book_that_is_not_there_is_exit_code_1(capsys: pytest.CaptureFixture[str]) -> None:
    assert 1 == main(["rehearse", "nowhere"])
    assert "there is no file, folder or book nowhere\n" == capsys.readouterr().err


def test_help_says_what_fails_and_what_an_ending_is(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit):
        main(["rehearse", "--help"])
    printed = capsys.readouterr().out
    words = ("Exit codes", "ending: NAME", "--replay", "--allow-unreached", "Dead ends", "within 20 turns")
    assert [] == [word for word in words if word not in printed]


def test_the_slice_is_sound_wherever_players_come(capsys: pytest.CaptureFixture[str]) -> None:
    """No dead end in the book that Kedok brings, and no line of hers said twice; few runs miss some nodes."""
    assert 0 == main(["rehearse", "--runs", "200", "--allow-unreached", "*", "--format", "json"])
    found = json.loads(capsys.readouterr().out)
    assert ([], []) == (found["dead_ends"], found["repeats"])
    assert len(found["endings"]) >= 8
