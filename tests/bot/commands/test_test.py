"""`kedok test`: which plans it tries, what it prints, and how it ends."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from bot.cli import main


def kedok_test(*arguments: str | Path) -> int:
    return main(["test", *map(str, arguments)])


@pytest.fixture
def script(tmp_path: Path) -> Path:
    """A script that says hello, with a plan that it follows."""
    file = tmp_path / "a.yarn"
    file.write_text("title: Start\n---\nHello.\n===\n", encoding="utf-8")
    file.with_suffix(".testplan").write_text("line: `Hello.`\nstop\n", encoding="utf-8")
    return file


def test_the_plan_beside_a_script_is_tried(script: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert 0 == kedok_test(script)
    followed = f"{script.with_suffix('.testplan')}: followed, straight and through JSON (1 run, 2 steps)\n"
    assert (f"{followed}1 plan, 1 run: none failed\n", "") == capsys.readouterr()


def test_a_plan_that_is_not_followed_is_exit_code_1(script: Path, capsys: pytest.CaptureFixture[str]) -> None:
    plan = script.with_name("other.testplan")
    plan.write_text("line: `Good night.`", encoding="utf-8")
    assert 1 == kedok_test(script, "--plan", plan, "--strict-upstream")
    printed = capsys.readouterr().out.splitlines()
    assert [f"{plan}:1: run 1, step 1 is not followed", "    expected  line: `Good night.`"] == printed[:2]
    assert "1 plan, 1 run: 1 failed" == printed[-1]


def test_several_plans_may_be_named(script: Path, capsys: pytest.CaptureFixture[str]) -> None:
    plan = script.with_suffix(".testplan")
    assert 0 == kedok_test(script, "--plan", plan, "--plan", plan)
    assert "2 plans, 2 runs: none failed" == capsys.readouterr().out.splitlines()[-1]


def test_a_plan_that_cannot_be_read_is_exit_code_1(script: Path, capsys: pytest.CaptureFixture[str]) -> None:
    plan = script.with_suffix(".testplan")
    plan.write_text("line: `Hello.`\nsay: `Yes.`", encoding="utf-8")
    assert 1 == kedok_test(script, "--strict-upstream")
    assert f"{plan}:2:1: error KD0040: `say:` is not in Yarn Spinner's own format" in capsys.readouterr().out


def test_a_script_that_cannot_be_compiled_is_exit_code_1(
    script: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    script.write_text("title: Start\n---\n<<if true>>\n===\n", encoding="utf-8")
    assert 1 == kedok_test(script)
    assert capsys.readouterr().err.startswith(f"{script}:3:1: error YS")


def test_hashtags_are_checked_on_demand(script: Path, capsys: pytest.CaptureFixture[str]) -> None:
    script.with_suffix(".testplan").write_text("line: `Hello.` #sad", encoding="utf-8")
    assert (0, 1) == (kedok_test(script), kedok_test(script, "--check-tags"))
    assert "    expected  line: `Hello.` #sad" in capsys.readouterr().out


def test_the_answer_for_machines(script: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert 0 == kedok_test(script, "--format", "json")
    plan = {
        "plan": str(script.with_suffix(".testplan")),
        "passed": True,
        "runs": 1,
        "steps": 2,
        "note": "",
        "findings": [],
        "failures": [],
    }
    expected = {"plans": [plan], "runs": 1, "failed": 0, "unreadable": 0}
    assert expected == json.loads(capsys.readouterr().out)


def test_a_plan_can_be_recorded(script: Path, capsys: pytest.CaptureFixture[str]) -> None:
    script.write_text("title: Start\n---\n-> Stay\n-> Go\n    Gone.\n===\n", encoding="utf-8")
    assert 0 == kedok_test(script, "--record", "--choose", "2")
    plan = capsys.readouterr().out
    assert "option: `Stay`\noption: `Go`\nselect: 2\nline: `Gone.`\nstop\n" == plan
    script.with_suffix(".testplan").write_text(plan, encoding="utf-8")
    assert 0 == kedok_test(script)


def test_kedoks_own_book_follows_what_is_recorded_of_it(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """At the mirror and at the bus stop the first suggestion is said, up to the end."""
    assert 0 == kedok_test("--record")
    plan = tmp_path / "a.testplan"
    plan.write_text(capsys.readouterr().out, encoding="utf-8")
    assert 0 == kedok_test("--plan", plan)
    assert plan.read_text(encoding="utf-8").endswith("stop\n")


@pytest.mark.parametrize(
    "arguments", [(), ("--plan", "b.testplan"), ("--record", "--choose", "first"), ("--choose", "1")]
)
def test_wrong_usage_is_exit_code_2(
    script: Path, capsys: pytest.CaptureFixture[str], arguments: tuple[str, ...]
) -> None:
    script.with_suffix(".testplan").unlink()
    with pytest.raises(SystemExit) as caught:
        kedok_test(script, *arguments)
    assert (2, True) == (caught.value.code, capsys.readouterr().err.startswith("usage: kedok test"))


def test_a_story_that_is_not_there_is_exit_code_1(capsys: pytest.CaptureFixture[str]) -> None:
    assert 1 == kedok_test("nowhere.yarn")
    assert "there is no file, folder or book nowhere.yarn\n" == capsys.readouterr().err


def test_the_help_explains_every_step(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit):
        kedok_test("--help")
    theirs = ("line:", "option:", "command:", "stop", "select:", "set:", "node:", "saliency:", "[disabled]")
    ours = ("lines:", "say:", "act:", "language:", "expect:", "seed:", "allow:")
    shown = capsys.readouterr().out
    assert [] == [word for word in (*theirs, *ours, "Exit codes") if word not in shown]


def test_the_place_in_a_books_scripts_can_be_opened(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    plan = tmp_path / "a.testplan"
    plan.write_text("line: `No.`", encoding="utf-8")
    assert 1 == kedok_test("--plan", plan)
    (place,) = (line.split()[1] for line in capsys.readouterr().out.splitlines() if line.startswith("    at"))
    file, _, number = place.rpartition(":")
    assert "Another's Face" in Path(file).read_text(encoding="utf-8").splitlines()[int(number) - 1]


def test_kedoks_own_book_follows_its_plans(capsys: pytest.CaptureFixture[str]) -> None:
    assert 0 == kedok_test()
    assert ": none failed\n" in capsys.readouterr().out
