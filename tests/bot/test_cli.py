"""The command: what it prints, and the exit codes by which a supervisor knows what to do."""

from __future__ import annotations

import os
import subprocess
import sys
from importlib.metadata import version
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]


def kedok(
    *arguments: str | Path, stdin: str = "", home: Path, **variables: str
) -> subprocess.CompletedProcess[str]:
    """Run the command in an environment of its own."""
    environment = {
        "PATH": os.environ["PATH"],
        "PYTHONPATH": str(ROOT),
        "PYTHONUTF8": "1",
        "XDG_DATA_HOME": str(home),
        "XDG_CACHE_HOME": os.environ["XDG_CACHE_HOME"],
        "KEDOK_UNDERSTANDING": "light",
        **variables,
    }
    return subprocess.run(
        [sys.executable, "-m", "bot", *map(str, arguments)],
        input=stdin,
        env=environment,
        cwd=home,
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )


def test_version_is_the_packages(tmp_path: Path) -> None:
    done = kedok("version", home=tmp_path)
    assert (0, f"kedok {version('kedok')}\n") == (done.returncode, done.stdout)


def test_help_names_every_command(tmp_path: Path) -> None:
    done = kedok("--help", home=tmp_path)
    assert 0 == done.returncode
    assert [] == [
        word
        for word in (
            *("play", "run", "new", "check", "test", "rehearse", "tag", "strings", "graph"),
            *("definitions", "understand", "train", "version", "78"),
        )
        if word not in done.stdout
    ]


def test_an_answer_may_be_read_in_part(tmp_path: Path) -> None:
    command = f"{sys.executable} -m bot graph anothers_face | head -1; exit ${{PIPESTATUS[0]}}"
    environment = {**os.environ, "PYTHONPATH": str(ROOT)}
    done = subprocess.run(
        ["bash", "-c", command], env=environment, cwd=tmp_path, capture_output=True, text=True, check=False
    )
    assert (0, "") == (done.returncode, done.stderr)


@pytest.mark.parametrize(
    "arguments", [(), ("dance",), ("play", "--pace", "fast"), ("play", "--language", "nl"), ("run", "--fast")]
)
def test_wrong_usage_is_exit_code_2(tmp_path: Path, arguments: tuple[str, ...]) -> None:
    done = kedok(*arguments, home=tmp_path)
    assert (2, True) == (done.returncode, done.stderr.startswith("usage: kedok"))


def test_understand_says_how_each_line_is_taken(tmp_path: Path) -> None:
    done = kedok("understand", stdin="where is your husband?\nsuami Anda di mana?\n", home=tmp_path)
    assert ["ask_husband", "ask_husband"] == [line.split()[0] for line in done.stdout.splitlines()]


def test_check_finds_nothing_wrong_with_the_book(tmp_path: Path) -> None:
    done = kedok("check", home=tmp_path)
    assert (0, True) == (done.returncode, done.stdout.startswith("anothers_face: "))


def test_running_without_a_token_is_exit_code_78(tmp_path: Path) -> None:
    """Invariant 20. Nothing is left behind, either."""
    done = kedok("run", home=tmp_path)
    sentence = "There is no platform to serve: set KEDOK_TELEGRAM_TOKEN or KEDOK_DISCORD_TOKEN.\n"
    assert (78, sentence, []) == (done.returncode, done.stderr, list(tmp_path.iterdir()))


def test_running_with_a_bad_setting_is_exit_code_78(tmp_path: Path) -> None:
    done = kedok("run", home=tmp_path, KEDOK_PACE="fast")
    assert (78, "KEDOK_PACE is 'fast': set it to one of instant, brisk, calm, slow.\n") == (
        done.returncode,
        done.stderr,
    )


def test_a_script_plays_from_the_beginning_every_time(tmp_path: Path) -> None:
    script = tmp_path / "lines.txt"
    script.write_text("1\n\n/help\n")
    first, second = (kedok("play", "--script", script, home=tmp_path) for _ in range(2))
    assert (0, 0, "", "") == (first.returncode, second.returncode, first.stderr, second.stderr)
    assert "You are the mask." in first.stdout
    assert [script] == list(tmp_path.iterdir())


def test_piped_lines_are_played_and_the_page_is_kept(tmp_path: Path) -> None:
    first = kedok("play", "--save", "page.sqlite", stdin="/language id\n", home=tmp_path)
    second = kedok("play", "--save", "page.sqlite", stdin="", home=tmp_path)
    assert (0, 0) == (first.returncode, second.returncode)
    assert "Kita lanjutkan dalam bahasa Indonesia." in first.stdout
    assert "Kamu sedang di tengah bacaan." in second.stdout


def test_the_page_is_kept_with_the_users_data_by_default(tmp_path: Path) -> None:
    kedok("play", stdin="", home=tmp_path)
    assert (tmp_path / "kedok" / "play.sqlite").exists()


def test_playing_needs_no_setting_for_serving(tmp_path: Path) -> None:
    done = kedok("play", "--language", "id", stdin="", home=tmp_path, KEDOK_TELEGRAM_API_URL="nonsense")
    assert 0 == done.returncode


def test_signs_that_the_terminal_does_not_know_end_no_reading(tmp_path: Path) -> None:
    """Neither the reader's nor the story's."""
    ascii_only = {"PYTHONUTF8": "0", "PYTHONIOENCODING": "ascii:strict"}
    done = kedok("play", stdin="sí\n", home=tmp_path, **ascii_only)
    assert (0, True) == (done.returncode, "K?b? Abe" in done.stdout)
    assert "" == done.stderr


def test_a_missing_script_is_exit_code_78(tmp_path: Path) -> None:
    done = kedok("play", "--script", "nowhere.txt", home=tmp_path)
    assert (78, "The script nowhere.txt cannot be read (FileNotFoundError): give another --script.\n") == (
        done.returncode,
        done.stderr,
    )


def test_a_save_that_is_no_save_is_exit_code_78(tmp_path: Path) -> None:
    """Invariant 20: the sentence says what to change here, where no setting names the file."""
    (tmp_path / "letter.txt").write_text("Dear Sir, " * 100)
    done = kedok("play", "--save", "letter.txt", home=tmp_path)
    sentence = (
        "letter.txt cannot be used as a database (file is not a database): "
        "choose another KEDOK_DATABASE, or --save of kedok play.\n"
    )
    assert (78, sentence) == (done.returncode, done.stderr)


def test_a_save_open_elsewhere_is_said_in_the_readers_language(tmp_path: Path) -> None:
    from bot.store.lock import StoreLock

    lock = StoreLock(tmp_path / "page.sqlite")
    done = kedok("play", "--save", "page.sqlite", "--language", "id", home=tmp_path)
    lock.close()
    assert (1, "Simpanan itu sedang dibuka di jendela lain: page.sqlite\n") == (done.returncode, done.stderr)
