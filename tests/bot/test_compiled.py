"""A compiled story is kept, and compiled again exactly when it must be."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from bot.compiled import kept_program
from bot.works import Work, program_of, read_work
from narrative.errors import AuthorError

SCRIPT = "title: Start\n---\nHello. #line:hello\n===\n"


@pytest.fixture(autouse=True)
def cache(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    return tmp_path / "cache" / "kedok" / "programs"


@pytest.fixture
def work(tmp_path: Path) -> Work:
    script = tmp_path / "a.yarn"
    script.write_text(SCRIPT)
    return read_work(script)


def test_what_is_kept_is_what_would_be_compiled(work: Work, cache: Path) -> None:
    first, second = kept_program(work), kept_program(work)
    assert program_of(work) == first == second
    assert 1 == len(list(cache.glob("*.json")))


def test_an_edited_script_is_compiled_again(work: Work) -> None:
    kept_program(work)
    edited = replace(work, sources={"a.yarn": SCRIPT.replace("Hello", "Good day")})
    assert "Good day." == kept_program(edited).lines["line:hello"].text


def test_so_is_one_in_a_file_of_another_name(work: Work) -> None:
    kept_program(work)
    assert "b.yarn" == kept_program(replace(work, sources={"b.yarn": SCRIPT})).nodes["Start"].file


def test_so_is_one_whose_project_asks_for_more(work: Work) -> None:
    work = replace(work, sources={"a.yarn": SCRIPT.replace("Hello.", "<<set $x = 1>>\nHello.")})
    kept_program(work)
    with pytest.raises(AuthorError, match=r"\$x"):
        kept_program(replace(work, project=replace(work.project, requires_declarations=True)))


@pytest.mark.parametrize("nonsense", ["", "{", "[]", '{"format": 1}', "\x00"])
def test_nonsense_in_the_cache_is_compiled_over(work: Work, cache: Path, nonsense: str) -> None:
    whole = kept_program(work)
    (kept,) = cache.glob("*.json")
    kept.write_text(nonsense)
    assert whole == kept_program(work)
    assert len(nonsense) < len(kept.read_text())


def test_without_a_cache_it_is_compiled_all_the_same(
    work: Work, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "file").write_text("")
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "file"))
    assert program_of(work) == kept_program(work)


def test_a_story_with_errors_is_refused_and_not_kept(work: Work, cache: Path) -> None:
    broken = replace(work, sources={"a.yarn": SCRIPT.replace("Hello.", "<<jump Nowhere>>")})
    with pytest.raises(AuthorError, match="YS0012"):
        kept_program(broken)
    assert [] == list(cache.glob("*"))


def test_only_the_newest_are_kept(work: Work, cache: Path) -> None:
    for number in range(20):
        kept_program(replace(work, sources={f"{number}.yarn": SCRIPT}))
    assert 16 == len(list(cache.glob("*")))
