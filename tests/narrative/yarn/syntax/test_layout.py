"""Which lines stand inside which option: the rules of indentation, empty lines and comments."""

from __future__ import annotations

import pytest

from tests.narrative.yarn.syntax.reading import layout, outline, problems, read, text

TWO_IN_ONE_GROUP = """
options
  -> Tea
  -> Coffee
"""


def test_a_deeper_line_opens_a_body_and_a_line_at_the_arrow_ends_the_group() -> None:
    script = """
-> Tea
    It is hot.
-> Coffee
    It is bitter.
She drinks.
"""
    expected = """
options
  -> Tea
    It is hot.
  -> Coffee
    It is bitter.
She drinks.
"""
    assert text(expected) == outline(script)


def test_an_option_without_a_body() -> None:
    assert text(TWO_IN_ONE_GROUP) == outline("-> Tea\n-> Coffee")


def test_text_at_the_arrows_depth_parts_two_groups() -> None:
    expected = """
options
  -> Tea
Or else:
options
  -> Coffee
"""
    assert text(expected) == outline("-> Tea\nOr else:\n-> Coffee")


def test_options_within_options() -> None:
    script = """
-> Tea
    -> Green
        In the small pot.
    -> Black
-> Coffee
Done.
"""
    expected = """
options
  -> Tea
    options
      -> Green
        In the small pot.
      -> Black
  -> Coffee
Done.
"""
    assert text(expected) == outline(script)


def test_a_later_line_may_be_deeper_but_not_shallower_than_the_first_of_its_body() -> None:
    deeper = "-> Tea\n    One.\n        Two.\n    Three.\n-> Coffee"
    assert "options\n  -> Tea\n    One.\n    Two.\n    Three.\n  -> Coffee\n" == outline(deeper)
    shallower = "-> Tea\n        One.\n    Two.\n-> Coffee"
    assert "options\n  -> Tea\n    One.\nTwo.\noptions\n  -> Coffee\n" == outline(shallower)


def test_an_empty_line_ends_the_group() -> None:
    expected = "options\n  -> Tea\noptions\n  -> Coffee\n"
    assert expected == outline("-> Tea\n\n-> Coffee")
    assert expected == outline("-> Tea\n\n\n\n-> Coffee")


def test_an_empty_line_closes_every_open_body() -> None:
    script = """
-> Tea
    -> Green
        In the small pot.

    -> Black
        In the large one.
-> Coffee
"""
    expected = """
options
  -> Tea
    options
      -> Green
        In the small pot.
options
  -> Black
    In the large one.
  -> Coffee
"""
    assert text(expected) == layout(script)
    assert ["7:5 KD0011"] == problems(script)


@pytest.mark.parametrize(
    "script",
    ["-> Tea\n    Hot.\n\n    Sweet.\n-> Coffee", "-> Tea\n    Hot.\n// note\n    Sweet.\n-> Coffee"],
)
def test_what_closes_a_body_unseen_is_warned_of(script: str) -> None:
    """An empty line, or a comment at the left edge, turns the rest of the body into plain lines."""
    assert "options\n  -> Tea\n    Hot.\nSweet.\noptions\n  -> Coffee\n" == layout(script)
    assert ["6:5 KD0011"] == problems(script)


@pytest.mark.parametrize("between", ["", "// note"])
def test_what_stands_between_an_arrow_and_its_body_leaves_it_without_one(between: str) -> None:
    script = f"-> Tea\n{between}\n    Hot.\n-> Coffee"
    assert "options\n  -> Tea\nHot.\noptions\n  -> Coffee\n" == layout(script)
    assert ["5:5 KD0011"] == problems(script)


def test_the_warning_says_what_has_closed_the_body() -> None:
    empty, comment = (
        read(f"title: A\n---\n-> Tea\n  Hot.\n{between}\n  Sweet.\n===")[1][0].message
        for between in ("", "// x")
    )
    assert empty.startswith("An empty line above has closed the option's body")
    assert comment.startswith("A comment at the left edge above has closed the option's body")


def test_an_empty_line_before_text_at_the_left_edge_is_what_it_looks_like() -> None:
    assert "options\n  -> Tea\n    Hot.\nShe drinks.\n" == outline("-> Tea\n    Hot.\n\nShe drinks.")


def test_a_comment_between_options_keeps_them_together() -> None:
    assert text(TWO_IN_ONE_GROUP) == outline("-> Tea\n// the other one\n-> Coffee")


def test_an_indented_comment_belongs_to_the_body() -> None:
    script = "-> Tea\n    // it is hot\n    Hot.\n    // and\n    Sweet.\n-> Coffee"
    assert "options\n  -> Tea\n    Hot.\n    Sweet.\n  -> Coffee\n" == outline(script)


def test_a_comment_may_be_all_of_a_body() -> None:
    assert text(TWO_IN_ONE_GROUP) == outline("-> Tea\n    // nothing yet\n-> Coffee")


def test_a_line_of_spaces_as_deep_as_the_body_changes_nothing_but_is_warned_of() -> None:
    script = "-> Tea\n    Hot.\n    \n    Sweet.\n-> Coffee"
    assert "options\n  -> Tea\n    Hot.\n    Sweet.\n  -> Coffee\n" == layout(script)
    assert ["5:1 KD0012"] == problems(script)


def test_a_line_of_spaces_cannot_be_all_of_a_body() -> None:
    assert ["4:1 KD0012", "5:1 YS0005"] == problems("-> Tea\n   \n-> Coffee")


def test_a_line_of_spaces_before_the_body_opens_it() -> None:
    script = "-> Tea\n    \n    Hot.\n-> Coffee"
    assert "options\n  -> Tea\n    Hot.\n  -> Coffee\n" == layout(script)
    assert ["4:1 KD0012"] == problems(script)


def test_a_line_of_spaces_outside_of_options_says_nothing() -> None:
    assert "One.\nTwo.\n" == outline("One.\n    \nTwo.")


def test_a_tab_is_as_deep_as_eight_spaces() -> None:
    same = "-> Tea\n\tHot.\n        Sweet.\n-> Coffee"
    assert "options\n  -> Tea\n    Hot.\n    Sweet.\n  -> Coffee\n" == layout(same)
    less = "-> Tea\n\tHot.\n    Sweet.\n-> Coffee"
    assert "options\n  -> Tea\n    Hot.\nSweet.\noptions\n  -> Coffee\n" == layout(less)


def test_mixing_tabs_and_spaces_is_warned_of() -> None:
    assert ["5:1 KD0013"] == problems("-> Tea\n\tHot.\n        Sweet.")
    assert ["4:1 KD0013"] == problems("-> Tea\n \tHot.")


def test_indentation_means_nothing_where_no_arrow_is() -> None:
    script = "One.\n    Two.\n        Three.\n<<if true>>\n      Four.\n  <<endif>>\nFive."
    assert "One.\nTwo.\nThree.\nif true\n  Four.\nFive.\n" == outline(script)


def test_blocks_in_a_body_and_bodies_in_a_block() -> None:
    script = """
<<if true>>
-> Tea
    <<once>>
        Hot.
    <<endonce>>
-> Coffee
<<endif>>
-> Water
"""
    expected = """
if true
  options
    -> Tea
      once
        Hot.
    -> Coffee
options
  -> Water
"""
    assert text(expected) == outline(script)


def test_a_block_at_the_left_edge_ends_the_options() -> None:
    script = "-> Tea\n    Hot.\n<<if true>>\nWait.\n<<endif>>\n-> Coffee"
    assert "options\n  -> Tea\n    Hot.\nif true\n  Wait.\noptions\n  -> Coffee\n" == outline(script)


def test_line_groups_follow_the_same_rules_and_stay_apart_from_options() -> None:
    script = "=> Rain.\n    It drips.\n=> Sun.\n-> Go\n-> Stay\n=> Wind."
    expected = """
one of
  => Rain.
    It drips.
  => Sun.
options
  -> Go
  -> Stay
one of
  => Wind.
"""
    assert text(expected) == outline(script)
    assert "one of\n  => Rain.\none of\n  => Sun.\n" == outline("=> Rain.\n\n=> Sun.")


def test_spaces_at_a_lines_end_mean_nothing() -> None:
    assert "options\n  -> Tea\n    Hot.\n  -> Coffee\n" == outline("-> Tea   \n    Hot.  \n-> Coffee ")


def test_a_body_that_is_left_open_inside_an_unclosed_block_is_reported() -> None:
    assert ["4:5 YS0007", "6:1 YS0005"] == problems("-> Tea\n    <<if true>>\n    Hot.\n<<endif>>")


def test_a_broken_option_does_not_hide_what_comes_after_it() -> None:
    script = "<<if true>>\n-> Tea {1 +}\n    Hot {2 +}.\n-> Coffee {3 +}\n<<endif>>\n{4 +}"
    assert ["4:12 YS0005", "5:13 YS0005", "6:15 YS0005", "8:5 YS0005"] == problems(script)


def test_bodies_cannot_be_nested_without_end() -> None:
    script = "\n".join("  " * depth + "-> Deeper" for depth in range(60))
    assert {"KD0001"} == {finding.split()[1] for finding in problems(script)}
