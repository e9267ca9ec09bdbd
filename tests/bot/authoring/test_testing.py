"""Trying stories by their plans: scripts, projects and books, in our way and in Yarn Spinner's."""

from __future__ import annotations

import json
from pathlib import Path
from textwrap import dedent

import pytest

from bot.authoring.testing import Rules, plans_of, try_plans
from bot.authoring.verdicts import Failure, Verdict
from narrative.errors import AuthorError
from narrative.yarn.plan_runner import Mismatch

PROJECT = {
    "projectFileVersion": 4,
    "baseLanguage": "en",
    "localisation": {"id": {"strings": "id.csv"}},
    "editorOptions": {"yarnScriptEditor": {"startNode": "Hall"}},
}


def written(folder: Path, script: str, plan: str) -> tuple[Path, Path]:
    script_file, plan_file = folder / "a.yarn", folder / "a.testplan"
    script_file.write_text(dedent(script), encoding="utf-8")
    plan_file.write_text(dedent(plan), encoding="utf-8")
    return script_file, plan_file


def start(body: str) -> str:
    return f"title: Start\n---\n{body}\n===\n"


def tried(script: Path, plan: Path, *, strict: bool = False) -> Verdict:
    (verdict,) = try_plans(script, [plan], Rules(strict=strict))
    return verdict


def test_a_script_that_follows_its_plan(tmp_path: Path) -> None:
    script, plan = written(tmp_path, start("Hello."), "line: `Hello.` stop --- line: *")
    expected = Verdict(plan=str(plan), source=plan.read_text(), runs=2, steps=3)
    assert expected == tried(script, plan)
    assert expected.passed


def test_a_script_that_does_not(tmp_path: Path) -> None:
    """The same mismatch straight and through JSON is one failure."""
    script, plan = written(tmp_path, start("Hello."), "\nline: `Good night.`")
    mismatch = Mismatch(
        run=1, step=1, line=2, expected="line: `Good night.`", got="line: `Hello.`", place=f"{script}:3"
    )
    assert (Failure(mismatch=mismatch),) == tried(script, plan).failures
    assert not tried(script, plan).passed


def test_a_script_may_call_our_functions(tmp_path: Path) -> None:
    """Nothing has been said to it, and it speaks English."""
    body = '{quote("vow")}{has_quote("vow")} {turns()} {language()}'
    script, plan = written(tmp_path, start(body), "line: `False 0 en`")
    assert tried(script, plan).passed


def test_a_strict_script_may_call_the_functions_of_upstreams_suite(tmp_path: Path) -> None:
    """Of some the compiler must find out the types by itself."""
    sums = '{dummy_number() + add_three_operands(1, 2, 3)} {dummy_string() + get_quest_status("a")}'
    body = f"<<call assert(dummy_bool())>>\n{sums}"
    script, plan = written(tmp_path, start(body), "line: `7 stringInProgress` stop")
    assert tried(script, plan, strict=True).passed


def test_a_strict_script_without_a_start_need_only_compile(tmp_path: Path) -> None:
    script, plan = written(tmp_path, "title: Kitchen\n---\nHello.\n===\n", "line: `Never.`")
    note = "the story compiles, and has no node Start to run"
    assert Verdict(plan=str(plan), note=note) == tried(script, plan, strict=True)
    assert not tried(script, plan).passed


def test_a_plan_that_cannot_be_read_does_not_stop_the_others(tmp_path: Path) -> None:
    script, plan = written(tmp_path, start("Hello."), "line: a\nselect: b")
    other = tmp_path / "b.testplan"
    other.write_text("line: `Hello.`", encoding="utf-8")
    refused, followed = try_plans(script, [plan, other], Rules())
    assert [(1, 7), (2, 9)] == [(found.line, found.column) for found in refused.findings]
    assert (False, True) == (refused.passed, followed.passed)


@pytest.mark.parametrize(
    ("expected", "body"),
    [("a.yarn:3:1: error YS", "<<if true>>"), ("a.yarn:3:8: error YS0013", "<<call assert(true)>>")],
)
def test_what_cannot_be_compiled_is_shown(tmp_path: Path, expected: str, body: str) -> None:
    script, plan = written(tmp_path, start(body), "stop")
    with pytest.raises(AuthorError) as caught:
        tried(script, plan)
    assert str(caught.value).startswith(f"{tmp_path}/{expected}")


def test_what_is_no_text_is_refused(tmp_path: Path) -> None:
    script, plan = written(tmp_path, start("Hello."), "")
    script.write_bytes(b"title: Start\n---\n\xff\n===\n")
    with pytest.raises(AuthorError, match="is not UTF-8 text"):
        tried(script, plan)


@pytest.fixture
def project(tmp_path: Path) -> Path:
    """A project of two scripts with an Indonesian table, which begins in its hall."""
    file = tmp_path / "house.yarnproject"
    file.write_text(json.dumps(PROJECT), encoding="utf-8")
    hall = "title: Hall\n---\nA hall. #line:hall\n<<lamp on>>\n<<jump Room>>\n===\n"
    (tmp_path / "hall.yarn").write_text(hall, encoding="utf-8")
    (tmp_path / "room.yarn").write_text("title: Room\n---\nA room.\n===\n", encoding="utf-8")
    (tmp_path / "id.csv").write_text("id,text\nline:hall,Sebuah aula.\n", encoding="utf-8")
    return file


def test_a_project_is_tried_whole_and_in_its_languages(project: Path) -> None:
    """It is no book: nobody carries out its commands."""
    plan = project.with_name("walk.testplan")
    plan.write_text(
        "line: `A hall.` command: `lamp on` line: `A room.` stop --- language: id line: `Sebuah aula.`",
        encoding="utf-8",
    )
    assert [True, True] == [tried(path, plan).passed for path in (project, project.parent)]


def test_the_plans_of_a_script_a_project_and_a_folder(project: Path) -> None:
    folder = project.parent
    (folder / "plans").mkdir()
    plans = [folder / name for name in ("b.testplan", "hall.testplan", "plans/a.testplan")]
    for plan in plans:
        plan.touch()
    assert tuple(plans) == plans_of(project) == plans_of(folder)
    assert (folder / "hall.testplan",) == plans_of(folder / "hall.yarn")
    assert () == plans_of(folder / "room.yarn")
