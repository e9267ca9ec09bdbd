"""The rules of layout as a table: small scripts, and the groups they make.

`{ }` is a group, `( )` an option or item with its body; `~` in a script stands for a space at a line's end.
"""

from __future__ import annotations

from collections.abc import Sequence

import pytest

from narrative.yarn.syntax.tree import If, Item, Line, LineGroup, Once, OptionGroup, Statement
from tests.narrative.yarn.syntax.reading import node, read

TABLE = {
    "options touch": (
        "{(tea hot)(milk cold)} end",
        """
-> tea
    hot
-> milk
    cold
end
""",
    ),
    "options with an empty line between": (
        "{(tea hot)}{(milk)}",
        """
-> tea
    hot

-> milk
""",
    ),
    "options with two empty lines between": (
        "{(tea hot)}{(milk)}",
        """
-> tea
    hot


-> milk
""",
    ),
    "bare options with an empty line between": (
        "{(tea)}{(milk)}",
        """
-> tea

-> milk
""",
    ),
    "an empty line before the body": (
        "{(tea)} hot {(milk)}",
        """
-> tea

    hot
-> milk
""",
    ),
    "an empty line within the body": (
        "{(tea hot)} sweet {(milk)}",
        """
-> tea
    hot

    sweet
-> milk
""",
    ),
    "an empty line within an inner body": (
        "{(tea {(green)})}{(black)(milk)}",
        """
-> tea
    -> green

    -> black
-> milk
""",
    ),
    "a line of spaces within the body": (
        "{(tea hot sweet)(milk)}",
        """
-> tea
    hot
~~~~
    sweet
-> milk
""",
    ),
    "a line of spaces that is deeper than the body": (
        "{(tea hot sweet)(milk)}",
        """
-> tea
    hot
~~~~~~
    sweet
-> milk
""",
    ),
    "a line of spaces that is shallower than the body": (
        "{(tea hot)} sweet {(milk)}",
        """
-> tea
    hot
~~
    sweet
-> milk
""",
    ),
    "a line of spaces between bare options, no deeper than they are": (
        "{(tea {(green)(black)})}",
        """
-> tea
    -> green
~~~~
    -> black
""",
    ),
    "text between": (
        "{(tea)} or {(milk)}",
        """
-> tea
or
-> milk
""",
    ),
    "a comment between bare options": (
        "{(tea)(milk)}",
        """
-> tea
// or
-> milk
""",
    ),
    "a comment at the left edge after a body": (
        "{(tea hot)(milk)}",
        """
-> tea
    hot
// or
-> milk
""",
    ),
    "a comment at the left edge within a body": (
        "{(tea hot)} sweet {(milk)}",
        """
-> tea
    hot
// and
    sweet
-> milk
""",
    ),
    "a comment at the left edge before the body": (
        "{(tea)} hot {(milk)}",
        """
-> tea
// so
    hot
-> milk
""",
    ),
    "an indented comment before the body": (
        "{(tea hot)(milk)}",
        """
-> tea
    // so
    hot
-> milk
""",
    ),
    "an indented comment before a shallower body": (
        "{(tea)} hot {(milk)}",
        """
-> tea
      // so
   hot
-> milk
""",
    ),
    "a comment as deep as the outer body": (
        "{(tea {(green cup)} pot)(milk)}",
        """
-> tea
    -> green
        cup
    // then
    pot
-> milk
""",
    ),
    "a documentation comment is a comment": (
        "{(tea)(milk)}",
        """
-> tea
/// or
-> milk
""",
    ),
    "the body grows deeper": (
        "{(tea hot sweet good)(milk)}",
        """
-> tea
  hot
      sweet
    good
-> milk
""",
    ),
    "the body grows shallower": (
        "{(tea hot)} sweet {(milk)}",
        """
-> tea
      hot
   sweet
-> milk
""",
    ),
    "a body of one space": (
        "{(tea hot)(milk)}",
        """
-> tea
 hot
-> milk
""",
    ),
    "options that stand indented": (
        "{(tea hot)(milk)} end",
        """
    -> tea
        hot
    -> milk
end
""",
    ),
    "options at falling depths": (
        "{(tea)(milk)(water)}",
        """
        -> tea
    -> milk
-> water
""",
    ),
    "options at rising depths": (
        "{(tea {(milk {(water)})})}",
        """
-> tea
    -> milk
        -> water
""",
    ),
    "three levels close at once": (
        "{(tea {(green {(cup sip)})})(milk)}",
        """
-> tea
    -> green
        -> cup
            sip
-> milk
""",
    ),
    "text after an inner group": (
        "{(tea {(green)(black)} pour)(milk)}",
        """
-> tea
    -> green
    -> black
    pour
-> milk
""",
    ),
    "two inner groups": (
        "{(tea {(green)} or {(black)})}",
        """
-> tea
    -> green
    or
    -> black
""",
    ),
    "line groups": (
        "{(rain drip)(sun)} end",
        """
=> rain
    drip
=> sun
end
""",
    ),
    "line groups with an empty line between": (
        "{(rain)}{(sun)}",
        """
=> rain

=> sun
""",
    ),
    "a line group and options": (
        "{(rain)}{(tea)(milk)}",
        """
=> rain
-> tea
-> milk
""",
    ),
    "a line group in an option": (
        "{(tea {(rain)(sun)})(milk)}",
        """
-> tea
    => rain
    => sun
-> milk
""",
    ),
    "an if in a body": (
        "{(tea [hot])(milk)}",
        """
-> tea
    <<if true>>
        hot
    <<endif>>
-> milk
""",
    ),
    "an if after a body": (
        "{(tea hot)}[wait]{(milk)}",
        """
-> tea
    hot
<<if true>>
wait
<<endif>>
-> milk
""",
    ),
    "options in an if": (
        "[{(tea)(milk)}]{(water)}",
        """
<<if true>>
-> tea
-> milk
<<endif>>
-> water
""",
    ),
    "options in the arms of an if": (
        "[{(tea hot)}{(milk)}] end",
        """
<<if true>>
    -> tea
        hot
<<else>>
    -> milk
<<endif>>
end
""",
    ),
    "options in a once": (
        "[hi {(tea)(milk)}] end",
        """
<<once>>
hi
-> tea
-> milk
<<endonce>>
end
""",
    ),
    "commands are lines of a body": (
        "{(tea <<wait>> hot)(milk)}",
        """
-> tea
    <<wait>>
    hot
-> milk
""",
    ),
    "spaces at the ends": (
        "{(tea hot)(milk)}",
        """
-> tea~~
    hot~
-> milk~
""",
    ),
    "conditions and hashtags on options": (
        "{(tea hot)(milk cold)}",
        """
-> tea <<if true>> #a
    hot #b
-> milk <<once>> // c
    cold
""",
    ),
    "an arrow that only looks like one": (
        "a -> b => c",
        """
a -> b => c
""",
    ),
}


@pytest.mark.parametrize(("expected", "script"), TABLE.values(), ids=TABLE.keys())
def test_layout(expected: str, script: str) -> None:
    (only,), _ = read(node(script.replace("~", " ").strip("\n")))
    assert _plain(expected) == _plain(_groups(only.body))


@pytest.mark.parametrize("end", ["\r\n", "\r"])
@pytest.mark.parametrize("script", [script for _, script in TABLE.values()], ids=TABLE.keys())
def test_layout_with_other_line_ends(script: str, end: str) -> None:
    text = node(script.replace("~", " ").strip("\n"))
    assert read(text) == read(text.replace("\n", end))


def _plain(groups: str) -> str:
    """Leave out spaces that part nothing."""
    for bracket in "{}()[]":
        groups = groups.replace(f" {bracket}", bracket).replace(f"{bracket} ", bracket)
    return groups.strip()


def _groups(body: Sequence[Statement]) -> str:
    return " ".join(_group(statement) for statement in body)


def _group(statement: Statement) -> str:
    match statement:
        case Line():
            return statement.template.text
        case OptionGroup(items) | LineGroup(items):
            return f"{{{''.join(map(_item, items))}}}"
        case If(branches):
            return f"[{' '.join(_groups(branch.body) for branch in branches)}]"
        case Once():
            return f"[{_groups(statement.body)}]"
        case _:
            return "<<wait>>"


def _item(item: Item) -> str:
    return f"({item.line.template.text} {_groups(item.body)})"
