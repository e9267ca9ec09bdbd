"""`kedok graph`: the three drawings, printed or written."""

from __future__ import annotations

from pathlib import Path

import pytest

from bot.cli import main

STORY = "title: Start\n---\nGood evening.\n<<jump Night>>\n===\ntitle: Night\n---\nThe end.\n===\n"


@pytest.fixture
def script(tmp_path: Path) -> Path:
    file = tmp_path / "ferry.yarn"
    file.write_text(STORY)
    return file


def graph(*arguments: str | Path) -> int:
    return main(["graph", *map(str, arguments)])


@pytest.mark.parametrize(
    ("beginning", "arguments"),
    [
        ("flowchart LR\n", ()),
        ("flowchart LR\n", ("--format", "mermaid")),
        ("digraph story {\n", ("--format", "dot")),
        ("<!doctype html>\n", ("--format", "html")),
    ],
)
def test_a_map_is_printed(
    script: Path, capsys: pytest.CaptureFixture[str], beginning: str, arguments: tuple[str, ...]
) -> None:
    assert 0 == graph(script, *arguments)
    printed = capsys.readouterr().out
    assert (True, True) == (printed.startswith(beginning), "Night" in printed)


def test_a_map_is_written(script: Path, capsys: pytest.CaptureFixture[str]) -> None:
    output = script.parent / "maps" / "ferry.html"
    assert 0 == graph(script, "--format", "html", "--output", output)
    assert ("", True) == (capsys.readouterr().out, "<title>ferry</title>" in output.read_text())


def test_without_a_path_it_is_the_map_of_the_book_in_which_everything_can_be_reached(
    capsys: pytest.CaptureFixture[str],
) -> None:
    assert 0 == graph()
    printed = capsys.readouterr().out
    assert ":::unreached" not in printed
    assert "She_greet ×" in printed


def test_a_story_with_mistakes_has_no_map(script: Path, capsys: pytest.CaptureFixture[str]) -> None:
    script.write_text(STORY.replace("Night>>", "Nigh>>"))
    assert 1 == graph(script)
    assert "ferry.yarn:4:" in capsys.readouterr().err
