"""`kedok new`: what it makes is a story that passes every check and plays to its end, in both languages."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from bot.authoring.scaffold import Name, name_of
from bot.bookshelf import read_book
from bot.cli import main
from bot.training import read_persona_files
from bot.works import find, read_work
from narrative.errors import AuthorError
from narrative.events import Language
from narrative.persona.acts import ACTS, DEFLECT


@pytest.fixture
def story(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> Path:
    """Return the folder of a new story."""
    folder = tmp_path / "story"
    assert 0 == main(["new", 'The "Last" Umbrella: 7', "--folder", str(folder)])
    capsys.readouterr()
    return folder


def kedok(*arguments: str | Path) -> int:
    return main([str(argument) for argument in arguments])


def test_it_is_named_everywhere_as_its_author_calls_it(story: Path) -> None:
    book, work = read_book(story), read_work(story)
    assert "the_last_umbrella_7" == book.id
    assert dict.fromkeys(Language, 'The "Last" Umbrella: 7') == dict(book.manifest.title)
    assert 'The "Last" Umbrella: 7' == work.project.name
    assert (story / "README.md").read_text().startswith('# The "Last" Umbrella: 7\n')
    assert (story / "the_last_umbrella_7.yarnproject").is_file()


def test_it_passes_every_check(story: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert 0 == kedok("check", "--strict", story)
    assert 0 == kedok("strings", "check", "--strict", story)
    assert 0 == kedok("tag", "--dry-run", story)
    assert capsys.readouterr().out.endswith("lines that would be given an id: none\n")


def test_its_plans_are_followed(story: Path) -> None:
    assert 2 == len(list((story / "plans").glob("*.testplan")))
    assert 0 == kedok("test", story)


def test_its_table_needs_no_update(story: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert 0 == kedok("strings", "update", story, "--format", "json")
    (table,) = json.loads(capsys.readouterr().out)
    assert (False, 0, 0) == (table["written"], table["progress"]["missing"], table["progress"]["stale"])


@pytest.mark.parametrize(
    ("language", "said", "last"),
    [
        ("en", "It was my father's.\nthank you\n…\n", "You walk home under the umbrella all the same."),
        ("id", "ini punya ayah saya\nmaaf\nterima kasih\n", "Kamu pulang berpayung juga."),
    ],
)
def test_it_plays_to_its_end_in_both_languages(
    story: Path,
    tmp_path: Path,
    capsys: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
    language: str,
    said: str,
    last: str,
) -> None:
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path))
    script = tmp_path / "said.txt"
    script.write_text(f"2\n{said}")
    assert 0 == kedok("play", story, "--language", language, "--script", script)
    assert last in capsys.readouterr().out


def test_its_acts_and_counts_are_those_of_the_listener_it_borrows(story: Path) -> None:
    program = read_book(story).program
    assert {DEFLECT, *ACTS} == {raw for _, raw in program.enums["Act"].cases}
    with find("anothers_face") as folder:
        measures = read_persona_files(folder).measures
    assert {f"${name}" for name in measures} <= program.declarations.keys()


def test_its_page_says_what_next_in_commands_that_exist(story: Path) -> None:
    page = (story / "README.md").read_text()
    assert "{{" not in page
    assert all(f"kedok {word}" in page for word in ("play", "tag", "strings update", "check", "test"))


def test_a_folder_that_holds_something_is_refused(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "mine.txt").write_text("mine")
    assert 1 == kedok("new", "Story", "--folder", tmp_path)
    assert "is there already, and not empty" in capsys.readouterr().err
    assert [tmp_path / "mine.txt"] == list(tmp_path.iterdir())
    assert 1 == kedok("new", "Story", "--folder", tmp_path / "mine.txt")


def test_an_empty_folder_will_do_and_without_one_the_name_is_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "last_ferry").mkdir()
    assert 0 == kedok("new", "Last Ferry")
    assert Path("last_ferry/last_ferry.yarnproject").is_file()
    assert "`kedok play last_ferry`" in capsys.readouterr().out


@pytest.mark.parametrize(
    ("expected", "wished"),
    [
        (Name(id="last_ferry", title="Last ferry"), "last_ferry"),
        (Name(id="last_ferry", title="Last Ferry"), " Last  Ferry "),
        (Name(id="anns_cafe", title="Ann's Café"), "Ann's Café"),
        (Name(id="story_7_days", title="7 Days"), "7 Days"),
        (Name(id="a_b", title="../a/b"), "../a/b"),
    ],
)
def test_names_become_identifiers_and_titles(expected: Name, wished: str) -> None:
    assert expected == name_of(wished)


@pytest.mark.parametrize("wished", ["", "…", "12", "雨"])
def test_a_name_without_letters_is_refused(wished: str) -> None:
    with pytest.raises(AuthorError, match="has no letter"):
        name_of(wished)
