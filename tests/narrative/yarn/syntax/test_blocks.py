"""Blocks: if, once and enum, and what is said when they do not close."""

from __future__ import annotations

import pytest

from tests.narrative.yarn.syntax.reading import message, outline, problems, text


def test_if_elseif_else() -> None:
    script = """
<<if $a>>
    One.
<<elseif $b == 2>>
    Two.
<<elseif $c>>
<<else>>
    Four.
    Five.
<<endif>>
Six.
"""
    expected = """
if $a
  One.
if [$b == 2]
  Two.
if $c
else
  Four.
  Five.
Six.
"""
    assert text(expected) == outline(script)


def test_once_with_a_condition_and_an_else() -> None:
    assert "once\n  One.\n" == outline("<<once>>\nOne.\n<<endonce>>")
    assert "once if $a\n  One.\nelse\n  Two.\n" == outline(
        "<<once if $a>>\nOne.\n<<else>>\nTwo.\n<<endonce>>"
    )


def test_blocks_within_blocks_keep_their_elses_apart() -> None:
    script = "<<if $a>>\n<<once>>\nOne.\n<<else>>\nTwo.\n<<endonce>>\n<<else>>\nThree.\n<<endif>>"
    assert "if $a\n  once\n    One.\n  else\n    Two.\nelse\n  Three.\n" == outline(script)


def test_enums() -> None:
    script = """
/// What she is like.
<<enum Mood>>
    <<case Calm>>
    /// she waits

    // and
    <<case Cold>>
<<endenum>>
<<enum Act>><<case Ask = "ask">><<case Go = "go">><<endenum>>
"""
    assert 'enum Mood Calm=? Cold=?\nenum Act Ask="ask" Go="go"\n' == outline(script)


def test_empty_lines_within_blocks_mean_nothing() -> None:
    assert "if $a\n  One.\n" == outline("<<if $a>>\n\nOne.\n\n<<endif>>\n")


@pytest.mark.parametrize(
    ("expected", "script"),
    [
        (["3:1 YS0007"], "<<if true>>\nOne."),
        (["3:1 YS0007"], "<<once>>\nOne."),
        (["3:8 YS0007"], "<<enum E>>\n<<case A>>"),
        (["3:8 YS0005"], "<<enum E>>\n<<endenum>>"),
        (["3:1 YS0005"], "<<endif>>"),
        (["3:1 YS0005"], "<<else>>"),
        (["3:1 YS0005"], "<<elseif true>>"),
        (["3:1 YS0005"], "<<endonce>>"),
        (["3:1 YS0005"], "<<endenum>>"),
        (["3:8 YS0005"], "<<case A>>"),
        (["4:1 YS0007"], "<<if true>>\n<<once>>\n<<endif>>"),
        (["5:1 YS0005"], "<<if true>>\n<<else>>\n<<else>>\n<<endif>>"),
        (["5:1 YS0005"], "<<if true>>\n<<else>>\n<<elseif true>>\n<<endif>>"),
        (["4:8 YS0005"], "<<if true>>\n<<else if false>>\n<<endif>>"),
        (["3:6 YS0005"], "<<if >>\nOne.\n<<endif>>"),
        (["4:9 YS0005"], "<<if true>>\n<<elseif>>\n<<endif>>"),
        (["3:8 YS0005"], "<<once $a>>\nOne.\n<<endonce>>"),
        (["3:11 YS0005"], "<<if true x>>\n<<endif>>"),
        (["4:1 YS0005"], "<<once>>\n<<elseif true>>\n<<endonce>>"),
    ],
)
def test_what_is_refused(expected: list[str], script: str) -> None:
    """Each mistake is told once, and what comes after it is still read."""
    assert expected == problems(script)


@pytest.mark.parametrize(
    ("script", "hint"),
    [
        (
            "<<if true>>\nOne.",
            "The `<<if>>` opened on line 3 is not closed. Add `<<endif>>` before the node's end",
        ),
        ("<<if $a>>\n<<once>>\n<<endif>>", "Add `<<endonce>>` before the `<<endif>>` on line 5"),
        ("<<enum E>>\n<<case A>>\nText", "Add `<<endenum>>`."),
        ("<<else>>", "belongs to no `<<if>>`"),
        ("<<endonce>>", "no `<<once>>` is open here"),
        ("<<endenum>>", "no `<<enum>>` is open here"),
        ("<<enum E>>\n<<endenum>>", "Add `<<case …>>`"),
        ("<<if true>>\n<<else if false>>\n<<endif>>", "write `elseif`, in one word"),
    ],
)
def test_messages_say_how_to_mend_it(script: str, hint: str) -> None:
    assert hint in message(script)


def test_a_block_left_open_in_an_indented_body_is_closed_with_it() -> None:
    script = "-> Tea\n    <<if true>>\n    Hot.\n-> Coffee"
    assert ["4:5 YS0007"] == problems(script)
    assert "within the same indented body" in message(script)


def test_blocks_cannot_be_nested_without_end() -> None:
    assert [] == problems("<<if true>>\n" * 40 + "<<endif>>\n" * 40)
    assert ["43:1 KD0001"] == problems("<<if true>>\n" * 60 + "<<endif>>\n" * 60)


def test_a_block_nested_too_deeply_is_passed_over_whole() -> None:
    within = "<<once>>\n-> Hi\n    <<if true>>\n    <<endif>>\n<<endonce>>\n"
    script = "<<if true>>\n" * 40 + within + "<<endif>>\n" * 40 + "<<endif>>\n"
    assert ["43:1 KD0001", "88:1 YS0005"] == problems(script)


def test_a_block_nested_too_deeply_ends_with_the_body_it_stands_in() -> None:
    script = "-> Hi\n" + "  <<if true>>\n" * 42 + "-> Ho\n<<endif>>"
    codes = [finding.split()[1] for finding in problems(script)]
    assert ["YS0007"] * 40 + ["KD0001", "YS0005"] == codes
