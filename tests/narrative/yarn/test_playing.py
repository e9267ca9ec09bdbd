"""What scripts do when they are played: the compiler and the machine together."""

from __future__ import annotations

from textwrap import dedent

import pytest

from narrative.errors import StoryFault
from narrative.yarn.run.content import NodeStarted
from narrative.yarn.values import single
from tests.narrative.yarn.playing import Stage, node, play


def transcript(written: str) -> str:
    return dedent(written).strip("\n")


@pytest.mark.parametrize(
    ("expected", "expression"),
    [
        ("7", "1 + 2 * 3"),
        ("9", "(1 + 2) * 3"),
        ("-1", "1 - 2"),
        ("0", "-1 - -1"),
        ("2.5", "5 / 2"),
        ("1", "7 % 3"),
        ("0.3", "0.1 + 0.2"),
        ("True", "0.1 + 0.1 == 0.2"),
        ("ab", '"a" + "b"'),
        ("True", "not false"),
        ("False", "true or false and false"),
        ("True", "true or (false and false)"),
        ("True", "true xor false"),
        ("False", "true ^ true"),
        ("True", "1 < 2 and 2 >= 2 and 3 neq 4"),
        ("True", '"a" is "a" and "a" != "b"'),
        ("3", "max(1, 3)"),
        ("12", "string(1) + string(2)"),
        ("5", 'number("4") + 1'),
        ("True", 'bool("true")'),
        ("4", "round(3.6)"),
        ('say "no" \\', r'"say \"no\" \\"'),
    ],
)
def test_values(expected: str, expression: str) -> None:
    assert expected == play(f"{{{expression}}}")


def test_set_and_arithmetic_assignment() -> None:
    body = """
        <<declare $x = 10>>
        <<set $x += 5>>
        <<set $x -= 3>>
        <<set $x *= 4>>
        <<set $x /= 6>>
        <<set $x %= 5>>
        {$x}
    """
    assert "3" == play(body)


def test_if_takes_the_first_branch_that_holds() -> None:
    body = """
        <<declare $x = 2>>
        <<if $x == 1>>
            one
        <<elseif $x == 2>>
            two
        <<elseif $x > 1>>
            many
        <<else>>
            none
        <<endif>>
        <<if $x > 5>>
            hidden
        <<endif>>
        shown <<if $x < 5>>
        hidden <<if $x > 5>>
        done
    """
    assert "two\nshown\ndone" == play(body)


TEA = """
    <<declare $sugar = false>>
    What will you have?
    -> Tea
        She pours it.
        -> With sugar <<if $sugar>>
            She frowns.
        -> Without
            She nods.
        You drink.
    -> Coffee
    -> Nothing
        <<stop>>
    The bus comes.
"""


@pytest.mark.parametrize(
    ("expected", "choices"),
    [
        (
            """
            What will you have?
            -> Tea
            -> Coffee
            -> Nothing
            > 1
            She pours it.
            -> With sugar (closed)
            -> Without
            > 2
            She nods.
            You drink.
            The bus comes.
            """,
            [1, 2],
        ),
        ("What will you have?\n-> Tea\n-> Coffee\n-> Nothing\n> 2\nThe bus comes.", [2]),
        ("What will you have?\n-> Tea\n-> Coffee\n-> Nothing\n> 3", [3]),
        ("What will you have?\n-> Tea\n-> Coffee\n-> Nothing\n> none\nThe bus comes.", [None]),
    ],
)
def test_options(expected: str, choices: list[int | None]) -> None:
    assert transcript(expected) == play(TEA, *choices)


def test_an_empty_line_makes_two_groups_to_choose_from() -> None:
    body = "-> Tea\n    Hot.\n\n-> Coffee\n    Black.\n"
    assert "-> Tea\n> 1\nHot.\n-> Coffee\n> 1\nBlack." == play(body, 1, 1)


def test_an_option_with_once_is_closed_after_it_was_chosen_not_shown() -> None:
    stage = Stage(node("-> Ask <<once>> #line:ask\n-> Leave #line:leave"))
    assert "-> Ask\n-> Leave\n> 2" == stage.play(2)
    assert "-> Ask\n-> Leave\n> 1" == stage.play(1)
    assert "-> Ask (closed)\n-> Leave\n> 2" == stage.play(2)


def test_once_in_lines_and_blocks() -> None:
    stage = Stage(
        node("""
            Hello <<once>> #line:a
            <<once>>
                First time. #line:b
            <<else>>
                Again. #line:c
            <<endonce>>
            <<once if visited_count("Start") > 0>>
                Second time. #line:d
            <<else>>
                Not now. #line:e
            <<endonce>>
        """)
    )
    assert "Hello\nFirst time.\nNot now." == stage.play()
    assert "Again.\nSecond time." == stage.play()
    assert "Again.\nNot now." == stage.play()


def test_a_line_that_is_once_on_a_condition_waits_for_it() -> None:
    stage = Stage(node('At last <<once if visited("Start")>> #line:a\nDone #line:b'))
    assert ["Done", "At last\nDone", "Done"] == [stage.play() for _ in range(3)]


def test_line_groups_say_one_of_their_items_with_its_body() -> None:
    body = """
        <<declare $rain = true>>
        => It is a day. #line:day
        => It rains. <<if $rain>> #line:rain
            <<wait 1>>
            Take a coat. #line:coat
        => It hails. <<if not $rain>> #line:hail
        Go. #line:go
    """
    assert "It rains.\n<<wait 1>>\nTake a coat.\nGo." == play(body)


def test_a_line_group_of_which_nothing_fits_says_nothing() -> None:
    stage = Stage(node("=> Once. <<once>> #line:a\n=> Never. <<if false>> #line:b\nGo. #line:c"))
    assert ["Once.\nGo.", "Go."] == [stage.play() for _ in range(2)]


def test_jumps_detours_and_returns() -> None:
    script = (
        node("""
            One
            <<detour Side>>
            Two
            <<detour {"Si" + "de"}>>
            <<jump {"End"}>>
            Never
        """)
        + node('Side {visited_count("Side")}\n<<return>>\nNever', title="Side")
        + node("End", title="End")
    )
    assert "One\nSide 0\nTwo\nSide 1\nEnd" == Stage(script).play()


def test_a_jump_out_of_a_detour_forgets_the_way_back() -> None:
    script = node("<<detour Side>>\nNever") + node("<<jump End>>", title="Side") + node("End", title="End")
    assert "End" == Stage(script).play()


def test_a_return_from_the_first_node_stops() -> None:
    assert "One" == play("One\n<<return>>\nTwo")


def test_stop_within_options_and_ifs() -> None:
    assert "-> A\n> 1\na" == play("-> A\n    a\n    <<if true>>\n    <<stop>>\n    <<endif>>\nNever", 1)


def test_commands_get_their_expressions() -> None:
    assert '<<show 3 "a b" True>>' == play('<<show {1 + 2} "a {"b"}" {true}>>')


REPLIES = (
    node("<<detour Reply>>\nDone")
    + node(
        "<<declare $late = false>>\n<<declare $cold = false>>\n<<declare $quiet = not $late and not $cold>>",
        title="D",
    )
    + node("Late.", "subtitle: late", "when: $late", title="Reply")
    + node("Late and cold.", "subtitle: both", "when: $late and $cold", title="Reply")
    + node("First.", "subtitle: first", "when: once", title="Reply")
    + node("Well.", "subtitle: last", "when: always", title="Reply")
)


def test_a_group_runs_the_member_that_fits_closest() -> None:
    stage = Stage(REPLIES)
    assert "First.\nDone" == stage.play()
    assert "Well.\nDone" == stage.play()
    stage.dialogue.set("$late", True)
    assert "Late.\nDone" == stage.play()
    stage.dialogue.set("$cold", True)
    assert "Late and cold.\nDone" == stage.play()


def test_a_group_in_which_nothing_fits_returns() -> None:
    script = node("<<detour Reply>>\nDone") + node("Once.", "subtitle: s", "when: once", title="Reply")
    stage = Stage(script)
    assert ["Once.\nDone", "Done"] == [stage.play(), stage.play()]


def test_a_group_and_its_members_are_visited_by_their_names() -> None:
    anybody = node('<<call visited("Re" + "ply")>>', title="Asks")
    stage = Stage(REPLIES + anybody)
    stage.play()
    stage.play()
    assert (2, 1, 1, 0, 2) == tuple(
        stage.dialogue.visits(name) for name in ("Reply", "Reply.first", "Reply.last", "Reply.late", "Start")
    )


def test_a_node_that_is_never_tracked() -> None:
    stage = Stage(node('{visited("Start")}', "tracking: never"))
    assert ["False", "False"] == [stage.play(), stage.play()]


def test_smart_variables_follow_what_they_are_made_of() -> None:
    stage = Stage(REPLIES)
    assert stage.dialogue.get("$quiet") is True
    stage.dialogue.set("$cold", True)
    assert stage.dialogue.get("$quiet") is False


def test_enums() -> None:
    body = """
        <<enum Act>>
            <<case Greet = "greet">>
            <<case Ask = "ask">>
        <<endenum>>
        <<enum Size>>
            <<case Small>>
            <<case Large>>
        <<endenum>>
        <<declare $act = Act.Greet>>
        <<set $act = .Ask>>
        <<set $size = Size.Large>>
        {$act} {$size} {string($act)} <<if $act == .Ask and $size != .Small>>
        <<detour {"On_" + string($act)}>>
    """
    assert "ask 1 ask\nAsked." == Stage(node(body) + node("Asked.", title="On_ask")).play()


def test_has_any_content_asks_and_changes_nothing() -> None:
    script = node("""
            {has_any_content("Reply")} {has_any_content("Reply")}
            {has_any_content("Nowhere")} {has_any_content("Start")}
            <<detour Reply>>
            {has_any_content("Reply")}
        """) + node("Once.", "subtitle: s", "when: once", title="Reply")
    assert "True True\nFalse True\nOnce.\nFalse" == Stage(script).play()


def test_escapes_reach_the_reader_as_they_were_meant() -> None:
    assert r"< > { } # / \ \[ \]" == play(r"\< \> \{ \} \# \/ \\ \[ \]")


def test_a_loop_that_ends_by_a_count() -> None:
    body = """
        Round {visited_count("Start") + 1} #line:round
        <<if visited_count("Start") < 2>>
            <<jump Start>>
        <<endif>>
        Done #line:done
    """
    assert "Round 1\nRound 2\nRound 3\nDone" == play(body)


def test_a_shadow_line_says_what_its_line_says() -> None:
    assert "Sigh.\nSigh." == play("Sigh. #line:sigh\nSigh. #shadow:sigh")


def test_a_node_announces_the_lines_and_options_it_may_run() -> None:
    """A host can make them ready. A group runs none of its own."""
    body = """
        One. #line:one
        => Two. #line:two
            <<if false>>
                Three. #line:three
            <<endif>>
        <<once>>
            -> Four. #line:four
                Five. #line:five
        <<endonce>>
    """
    script = node(body, "when: always", "subtitle: only")
    stage = Stage(script)
    stage.dialogue.start("Start")
    started = [event for event in stage.dialogue.continue_() if isinstance(event, NodeStarted)]
    lines = ("line:one", "line:two", "line:three", "line:four", "line:five")
    assert [NodeStarted(node="Start"), NodeStarted(node="Start.only", line_ids=lines)] == started


@pytest.mark.parametrize("expression", ["false and 1 % 0 == 0", "true or 1 % 0 == 0", "false && bool(1 % 0)"])
def test_both_sides_of_an_operator_are_always_evaluated(expression: str) -> None:
    """A fault on the right is a fault, whatever the left says."""
    with pytest.raises(StoryFault, match="1 % 0 has no result"):
        play(f"{{{expression}}}")


def test_the_host_reads_every_kind_of_variable() -> None:
    """Declared, inferred and smart ones; a throw of a smart one is taken back."""
    stage = Stage(
        node("""
            <<enum Mood>>
                <<case Sad = "sad">>
                <<case Glad = "glad">>
            <<endenum>>
            <<declare $mood = Mood.Glad>>
            <<declare $same = $mood>>
            <<declare $long = visited_count("Start") * 2 + 0.1>>
            <<declare $thrown = dice(1000)>>
            <<set $inferred = $inferred + "x">>
            Said.
        """)
    )
    stage.play()
    names = ("$mood", "$same", "$long", "$inferred")
    assert ("glad", "glad", single(2.1), "x") == tuple(stage.dialogue.get(name) for name in names)
    assert stage.dialogue.get("$thrown") == stage.dialogue.get("$thrown")


def test_an_option_that_is_not_available_may_be_chosen_by_the_host() -> None:
    """The machine delivers what is so; the host decides."""
    assert "-> Open (closed)\n> 1\nOpened.\nDone." == play("-> Open <<if false>>\n    Opened.\nDone.", 1)


def test_an_empty_node_has_no_content() -> None:
    """It is left out of the story."""
    script = node('{has_any_content("Empty")} {has_any_content("Start")}') + "title: Empty\n---\n===\n"
    assert "False True" == Stage(script).play()


def test_a_save_made_before_an_edit_knows_what_was_seen_once() -> None:
    """Lines by their ids, nodes by their subtitles, and blocks by the first line in them."""
    body = """
        Line. <<once>> #line:a
        <<once>>
            Block. #line:b
        <<endonce>>
        <<detour Say>>
    """
    member = node("Node. #line:c", "subtitle: first", "when: once", title="Say")
    edited = node("New first line.\n<<wait 1>>\n" + dedent(body).replace("Line.", "Changed.")) + member
    stage = Stage(node(body) + member)
    assert "Line.\nBlock.\nNode." == stage.play()
    later = Stage(edited)
    later.dialogue.state.once.update(stage.dialogue.state.once)
    assert "New first line.\n<<wait 1>>" == later.play()
