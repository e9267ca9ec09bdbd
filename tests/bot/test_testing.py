"""`kedok test`: a script and its plan from files, in our way and in Yarn Spinner's."""

from __future__ import annotations

from pathlib import Path
from textwrap import dedent

import pytest

from bot.testing import Verdict, try_plan
from narrative.errors import AuthorError


def written(folder: Path, script: str, plan: str) -> tuple[Path, Path]:
    script_file, plan_file = folder / "a.yarn", folder / "a.testplan"
    script_file.write_text(dedent(script), encoding="utf-8")
    plan_file.write_text(dedent(plan), encoding="utf-8")
    return script_file, plan_file


def start(body: str) -> str:
    return f"title: Start\n---\n{body}\n===\n"


def test_a_script_that_follows_its_plan(tmp_path: Path) -> None:
    script, plan = written(tmp_path, start("Hello."), "line: `Hello.` stop --- line: *")
    expected = f"{plan}: followed, straight and through JSON (runs: 2, steps: 3)"
    assert Verdict(passed=True, text=expected) == try_plan(script, plan)


def test_a_script_that_does_not(tmp_path: Path) -> None:
    script, plan = written(tmp_path, start("Hello."), "\nline: `Good night.`")
    expected = f"""\
        {plan}:2: run 1, step 1 is not followed
            expected  line: `Good night.`
            got       line: `Hello.`
            before    nothing
            (run straight)"""
    assert Verdict(passed=False, text=dedent(expected)) == try_plan(script, plan)


def test_a_script_may_call_our_functions(tmp_path: Path) -> None:
    """Nothing has been said to it, and it speaks English."""
    body = '{quote("vow")}{has_quote("vow")} {turns()} {language()}'
    script, plan = written(tmp_path, start(body), "line: `False 0 en`")
    assert try_plan(script, plan).passed


def test_a_strict_script_may_call_the_functions_of_upstreams_suite(tmp_path: Path) -> None:
    """Of some the compiler must find out the types by itself."""
    sums = '{dummy_number() + add_three_operands(1, 2, 3)} {dummy_string() + get_quest_status("a")}'
    body = f"<<call assert(dummy_bool())>>\n{sums}"
    script, plan = written(tmp_path, start(body), "line: `7 stringInProgress` stop")
    assert try_plan(script, plan, strict=True).passed


def test_a_strict_script_without_a_start_need_only_compile(tmp_path: Path) -> None:
    script, plan = written(tmp_path, "title: Kitchen\n---\nHello.\n===\n", "line: `Never.`")
    expected = f"{script}: it compiles, and has no node Start to run"
    assert Verdict(passed=True, text=expected) == try_plan(script, plan, strict=True)
    assert not try_plan(script, plan).passed


@pytest.mark.parametrize(
    ("expected", "strict", "body", "plan"),
    [
        ("a.yarn:3:1: error YS0007", False, "<<if true>>", "stop"),
        ("a.yarn:3:8: error YS0013", False, "<<call assert(true)>>", "stop"),
        ("a.testplan:1:1: error KD0040", True, "Hello.", "say: `Hello`"),
    ],
)
def test_what_cannot_be_read_is_shown(
    tmp_path: Path, *, expected: str, strict: bool, body: str, plan: str
) -> None:
    script, plan_file = written(tmp_path, start(body), plan)
    with pytest.raises(AuthorError) as caught:
        try_plan(script, plan_file, strict=strict)
    assert str(caught.value).startswith(f"{tmp_path}/{expected}: ")


def test_what_is_no_text_is_refused(tmp_path: Path) -> None:
    script, plan = written(tmp_path, start("Hello."), "")
    script.write_bytes(b"title: Start\n---\n\xff\n===\n")
    with pytest.raises(AuthorError, match="is not UTF-8 text"):
        try_plan(script, plan)
