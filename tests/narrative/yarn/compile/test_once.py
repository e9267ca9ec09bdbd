"""What runs once is remembered by a key that an edit elsewhere does not change."""

from __future__ import annotations

from narrative.yarn.program import Op, Program
from tests.narrative.yarn.compile.compiling import codes, node, program


def keys(of: Program) -> list[str]:
    """Return every key that is spent, in order."""
    return [str(step.operands[0]) for step in of.nodes["Start"].code if step.op is Op.ONCE_SPEND]


def test_a_blocks_key_is_made_from_its_first_line() -> None:
    block = "<<once>>\n<<wait 1>>\n<<if true>>\nOne #line:a\n<<endif>>\n<<endonce>>"
    assert ["once:line:a"] == keys(program(node(block)))
    assert ["once:line:a"] == keys(program(node(f"<<wait 2>>\n\n{block}")))


def test_options_and_items_count_as_lines() -> None:
    assert ["once:line:a"] == keys(program(node("<<once>>\n-> Tea #line:a\n<<endonce>>")))
    assert ["once:line:b"] == keys(program(node("<<once>>\n=> Rain #line:b\n<<endonce>>")))


def test_blocks_that_share_their_first_line_have_two_keys() -> None:
    script = "<<once>>\n<<once>>\nOne #line:a\n<<endonce>>\n<<endonce>>"
    assert ["once:line:a", "once:line:a:2"] == keys(program(node(script)))


def test_a_line_in_a_block_has_a_key_of_its_own() -> None:
    script = "<<once>>\nOne <<once>> #line:a\n<<endonce>>"
    assert ["once:line:a", "line:a"] == keys(program(node(script)))


def test_a_block_without_lines_is_known_by_its_place() -> None:
    script = "<<once>>\n<<wait 1>>\n<<endonce>>\n<<once>>\n<<wait 1>>\n<<endonce>>"
    found = keys(program(node(script)))
    assert 2 == len(set(found))
    assert found == keys(program(node(script)))


def test_a_key_that_moves_with_an_edit_is_warned_of() -> None:
    assert ["a:3:1 KD0014"] == codes(node("One <<once>>"))
    assert ["a:3:1 KD0014"] == codes(node("-> One <<once if $a>>\n<<declare $a = true>>"))
    assert ["a:3:1 KD0014"] == codes(node("<<once>>\nOne\n<<endonce>>"))
    assert ["a:3:1 KD0014"] == codes(node("<<once>>\n<<wait 1>>\n<<endonce>>"))
    assert ["a:1:8 KD0014"] == codes("title: A\nwhen: once\n---\nHi\n===\n")


def test_a_key_that_stays_is_not_warned_of() -> None:
    assert [] == codes(node("One <<once>> #line:a\n<<once>>\nTwo #line:b\nThree\n<<endonce>>"))
    assert [] == codes("title: A\nsubtitle: s\nwhen: once\n---\nHi\n===\n")
