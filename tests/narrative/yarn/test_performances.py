"""Longer scripts played over several runs: what one part of the language does to another."""

from __future__ import annotations

from textwrap import dedent

import pytest

from tests.narrative.yarn.playing import Stage, node, play


def transcript(written: str) -> str:
    return dedent(written).strip("\n")


BUS_STOP = (
    node(
        """
        /// What he did by saying it.
        <<enum Act>>
            <<case Other = "other">>
            <<case Greet = "greet">>
            <<case Ask = "ask">>
        <<endenum>>
        <<declare $act = Act.Other>>
        <<declare $turns = 0>>
        <<declare $warm = 0>>
        <<declare $opens = $warm >= 2>>
        """,
        "tracking: never",
        title="Declarations",
    )
    + node(
        """
        <<set $turns += 1>>
        <<if has_any_content("She_" + string($act))>>
            <<detour {"She_" + string($act)}>>
        <<else>>
            <<detour She_other>>
        <<endif>>
        <<if $opens>>
            <<jump Letter>>
        <<endif>>
        <<wait {$turns}>>
        """
    )
    + node("<<set $warm += 1>>\nGood evening. #line:g1", "subtitle: first", "when: once", title="She_greet")
    + node("You said so. #line:g2", "subtitle: again", "when: once if $turns > 1", title="She_greet")
    + node(
        """
        => Which one? <<once>> #line:a1
            <<set $warm += 1>>
        => I sew. <<once if $warm > 0>> #line:a2
            By the window. #line:a3
        """,
        title="She_ask",
    )
    + node("=> Hm. #line:o1\n=> Say it plainly. <<if $turns > 3>> #line:o2", title="She_other")
    + node("A letter. #line:l1", title="Letter")
)


def said(stage: Stage, act: str) -> str:
    stage.dialogue.set("$act", act)
    return stage.play()


def test_a_conversation_in_which_nothing_is_said_twice() -> None:
    stage = Stage(BUS_STOP)
    assert [
        "Hm.\n<<wait 1>>",
        "You said so.\n<<wait 2>>",
        "Good evening.\n<<wait 3>>",
        "Say it plainly.\n<<wait 4>>",
        "I sew.\nBy the window.\n<<wait 5>>",
        "Which one?\nA letter.",
        "A letter.",
    ] == [said(stage, act) for act in ("other", "greet", "greet", "greet", "ask", "ask", "ask")]


def test_the_conversation_counts_what_was_visited() -> None:
    stage = Stage(BUS_STOP + node('<<call visited("Let" + "ter")>>', title="Asks"))
    for act in ("greet", "greet", "ask"):
        said(stage, act)
    counted = ("Start", "She_greet", "She_greet.first", "She_greet.again", "She_ask", "Letter")
    assert (3, 2, 1, 1, 1, 0) == tuple(stage.dialogue.visits(name) for name in counted)
    assert 0 == stage.dialogue.visits("Declarations")


def test_the_same_seed_gives_the_same_performance() -> None:
    script = node("=> One. #line:1\n=> Two. #line:2\n=> Three. #line:3\n{random_range(1, 100)} #line:4")
    runs = [
        [stage.play() for _ in range(6)]
        for stage in (Stage(script, strategy="random_best_least_recently_viewed", seed=7) for _ in range(2))
    ]
    assert runs[0] == runs[1]


def test_the_first_strategy_takes_the_items_in_order() -> None:
    script = node(
        "=> One. <<once>> #line:1\n=> Two. <<if false>> #line:2\n=> Three. #line:3\n=> Four. #line:4"
    )
    stage = Stage(script, strategy="first")
    assert ["One.", "Three.", "Three."] == [stage.play() for _ in range(3)]


MAZE = """
    You stand at a fork. #line:fork
    -> Left <<if not visited("Left")>> #line:left
        <<jump Left>>
    -> Right <<once>> #line:right
        The path bends. #line:bends
        -> On #line:on
            <<detour Well>>
            Up again. #line:up
        -> Back #line:back
            <<jump Start>>
        It grows dark. #line:dark
    -> Home <<if visited("Left") and visited("Well")>> #line:home
        <<stop>>
    <<jump Start>>
"""


def test_a_maze_of_options_jumps_and_detours() -> None:
    script = (
        node(MAZE)
        + node("A hedge. #line:hedge\n<<jump Start>>", title="Left")
        + node(
            "-> Drink #line:drink\n    Cold. #line:cold\n    <<return>>\n-> Leave #line:leave\n", title="Well"
        )
    )
    expected = """
        You stand at a fork.
        -> Left
        -> Right
        -> Home (closed)
        > 2
        The path bends.
        -> On
        -> Back
        > 1
        -> Drink
        -> Leave
        > 1
        Cold.
        Up again.
        It grows dark.
        You stand at a fork.
        -> Left
        -> Right (closed)
        -> Home (closed)
        > 1
        A hedge.
        You stand at a fork.
        -> Left (closed)
        -> Right (closed)
        -> Home
        > 3
    """
    assert transcript(expected) == Stage(script).play(2, 1, 1, 1, 3)


def test_when_no_option_is_open_the_story_goes_on_behind_them() -> None:
    body = "-> Left <<if false>>\n    Hedge.\n-> Right <<if 1 > 2>>\n    Well.\nYou wait."
    assert "-> Left (closed)\n-> Right (closed)\n> none\nYou wait." == play(body, None)


@pytest.mark.parametrize(
    ("expected", "body"),
    [
        ("one\ntwo", "<<if true>>\none\n<<if true>>\ntwo\n<<endif>>\n<<endif>>"),
        ("else", "<<if false>>\n<<if true>>\none\n<<endif>>\n<<else>>\nelse\n<<endif>>"),
        ("", "<<if false>>\none\n<<elseif false>>\ntwo\n<<endif>>"),
        ("inner\nouter", "<<once>>\n<<once>>\ninner #line:i\n<<endonce>>\nouter #line:o\n<<endonce>>"),
        ("a\nb", "a\n    b"),
        ("{0} 1", '{"{0}"} {1}'),
        ("a: b", "a: b"),
        ("x", "x // y"),
        ("x", "x #y // z"),
        ("True False", "{true} {false}"),
        ("1000000", "{1000000}"),
        ("-0.5", "{-0.5}"),
    ],
)
def test_small_things(expected: str, body: str) -> None:
    assert expected == play(body)


def test_a_node_may_run_itself_again() -> None:
    body = """
        <<declare $n = 0>>
        <<set $n += 1>>
        {$n} #line:n
        <<if $n < 4>>
            <<jump Start>>
        <<endif>>
        {visited_count("Start")} #line:count
    """
    assert "1\n2\n3\n4\n3" == play(body)


def test_detours_nest_and_come_back_in_turn() -> None:
    script = (
        node("a\n<<detour B>>\ne")
        + node("b\n<<detour C>>\nd", title="B")
        + node("c\n<<if true>>\n<<return>>\n<<endif>>\nnever", title="C")
    )
    assert "a\nb\nc\nd\ne" == Stage(script).play()


def test_a_detour_into_a_group_from_a_line_groups_body() -> None:
    script = node("=> Hello. #line:h\n    <<detour Group>>\nBye. #line:b") + node(
        "Inside. #line:i", "subtitle: s", "when: always", title="Group"
    )
    assert "Hello.\nInside.\nBye." == Stage(script).play()


def test_several_whens_must_all_hold() -> None:
    script = (
        node("<<declare $a = false>>\n<<declare $b = false>>\n<<detour G>>\n.")
        + node("both", "subtitle: both", "when: $a", "when: $b", title="G")
        + node("one", "subtitle: one", "when: $a", title="G")
    )
    stage = Stage(script)
    heard = []
    for name in ("", "$a", "$b"):
        if name:
            stage.dialogue.set(name, True)
        heard.append(stage.play())
    assert [".", "one\n.", "both\n."] == heard


def test_smart_variables_may_stand_on_each_other_and_on_visits() -> None:
    script = node("""
        <<declare $met = visited("Start")>>
        <<declare $friend = $met and $gifts > 1>>
        <<declare $gifts = 0>>
        <<set $gifts += 1>>
        Stranger. <<if not $met>> #line:s
        Friend. <<if $friend>> #line:f
    """)
    stage = Stage(script)
    assert ["Stranger.", "Friend."] == [stage.play() for _ in range(2)]


def test_an_undeclared_variable_is_what_its_use_says() -> None:
    body = """
        <<if $flag>>
            never
        <<endif>>
        <<set $count += 2>>
        <<set $name = $name + "x">>
        {$count} {$name} {$flag}
    """
    assert "2 x False" == play(body)
