"""What differs between two editions of a story, and where readers lose their place."""

from __future__ import annotations

from narrative.yarn.changes import Changes, LostPlace, changes
from tests.narrative.yarn.compile.compiling import node, program

OLD = node(
    """
        <<declare $mood = 1>>
        <<declare $name = "">>
        Hello. #line:hello
        <<listen Anna>>
        <<wait 1>>
        <<detour Aside>>
        -> Stay #line:stay
        -> Go #line:go
        """
) + node("Between us. #line:aside", title="Aside")


def compared(new: str) -> Changes:
    return changes(program(OLD), program(new), waits=lambda text: text.startswith("listen"))


def test_the_same_story_has_no_changes() -> None:
    nothing = Changes(
        new_nodes=(),
        gone_nodes=(),
        new_lines=(),
        gone_lines=(),
        reworded=(),
        moved=(),
        new_variables=(),
        gone_variables=(),
        retyped=(),
        places=3,
        lost=(),
    )
    assert nothing == compared(OLD)


def test_everything_that_differs_is_told() -> None:
    new = node(
        """
        <<declare $mood = "low">>
        <<declare $age = 1>>
        Good day. #line:hello
        <<listen Anna>>
        Well. #line:well
        <<detour Attic>>
        -> Stay #line:stay
        """
    ) + node("Between us. #line:aside", title="Attic")

    found = compared(new)

    assert (("Attic",), ("Aside",)) == (found.new_nodes, found.gone_nodes)
    assert (("line:well",), ("line:go",)) == (found.new_lines, found.gone_lines)
    assert (("line:hello",), ("line:aside",)) == (found.reworded, found.moved)
    assert (("$age",), ("$name",)) == (found.new_variables, found.gone_variables)
    assert ("$mood",) == found.retyped


def test_a_lost_place_is_told_with_what_readers_wait_for() -> None:
    new = node("Hello. #line:hello") + node("Between us. #line:aside", title="Aside")
    assert (
        LostPlace(file="a.yarn", line=9, node="Start", what="the choice of “Stay”, “Go”"),
        LostPlace(file="a.yarn", line=6, node="Start", what="<<listen Anna>>"),
        LostPlace(file="a.yarn", line=8, node="Start", what="the way back from <<detour Aside>>"),
    ) == compared(new).lost
    assert 3 == compared(new).places


def test_a_choice_that_keeps_one_option_is_not_lost() -> None:
    assert () == compared(OLD.replace("-> Go #line:go", "-> Leave #line:leave")).lost
