"""A performance in one workspace: stage after stage, without being closed, as a rehearsal plays it."""

from __future__ import annotations

from narrative.drama.performance import Performance, Spoken
from narrative.drama.reading import Choosing, Listening, Option, Over, Reading, Shown, Stage
from narrative.events import Language, Pace
from narrative.persona.acts import Interpretation
from narrative.yarn.run.content import DialogueEvent, LineEvent, NodeStarted, OptionsEvent
from narrative.yarn.run.state import DialogueState
from tests.narrative.drama.lamp import SCRIPT, make_book

ME = Option(line=Shown(line_id="line:s_me"), act="greet")
LOVE = Option(line=Shown(line_id="line:s_love"), act="love")
GREETED = Interpretation(act="greet")


def performance(script: str = SCRIPT) -> Performance:
    book = make_book(script)
    reading = Reading(
        book=book.id,
        language=Language.ENGLISH,
        pace=Pace.CALM,
        stage=Over(),
        dialogue=DialogueState.fresh(seed=1).to_plain(),
    )
    opened = Performance(book, reading)
    opened.start("Start")
    return opened


def to_stage(opened: Performance) -> tuple[list[DialogueEvent], Stage]:
    came: list[DialogueEvent] = []
    while True:
        events, stage = opened.step()
        came += events
        if stage is not None:
            return came, stage


def talking(script: str = SCRIPT) -> Performance:
    opened = performance(script)
    to_stage(opened)
    opened.choose(0)
    to_stage(opened)
    return opened


def spoken(line_id: str, *, language: Language = Language.ENGLISH, by_mask: bool = False) -> Spoken:
    return Spoken(line=Shown(line_id=line_id), language=language, by_mask=by_mask)


def test_a_step_returns_what_came_and_where_the_story_stands() -> None:
    events, stage = to_stage(performance())

    assert [NodeStarted, LineEvent, LineEvent, OptionsEvent] == [type(event) for event in events]
    assert isinstance(stage, Choosing)
    assert ["line:o_lamp", "line:o_tongue"] == [option.line.line_id for option in stage.options]


def test_a_step_that_needs_nobody_has_no_stage() -> None:
    opened = performance("\ntitle: Start\n---\n<<pace slow>>\nHello. #line:hello\n===\n")

    assert [None, Over()] == [opened.step()[1] for _ in range(2)]
    assert Pace.SLOW == opened.pace


def test_lines_are_shown_in_the_language_of_their_moment() -> None:
    opened = performance()
    to_stage(opened)
    opened.choose(2)
    to_stage(opened)

    assert [spoken("line:dark"), spoken("line:dark", language=Language.INDONESIAN)] == opened.spoken


def test_a_pressed_line_is_spoken_by_the_mask() -> None:
    opened = performance()
    opened.echo(Shown(line_id="line:o_lamp"))

    assert [spoken("line:o_lamp", by_mask=True)] == opened.spoken


def test_every_stage_has_its_own_suggestions() -> None:
    """What was suggested at the last stage is not suggested again with it."""
    opened = talking()
    opened.hear("hello", GREETED)

    assert Listening(who="She", options=(ME, LOVE), patience=60.0) == to_stage(opened)[1]


def test_suggestions_before_a_choice_are_gone_after_it() -> None:
    script = (
        "\ntitle: Start\n---\nMask: No. #suggest:disagree #line:no\n-> On #line:on\n<<listen She>>\n===\n"
    )
    opened = performance(script)
    to_stage(opened)
    opened.choose(0)

    assert Listening(who="She") == to_stage(opened)[1]


def test_the_nodes_that_run_are_told_the_innermost_last() -> None:
    script = "\ntitle: Start\n---\n<<detour Talk>>\n===\ntitle: Talk\n---\n<<listen She>>\n===\n"
    opened = performance(script)
    to_stage(opened)

    assert ("Start", "Talk") == opened.nodes


def test_what_she_asked_for_is_known_from_the_script() -> None:
    script = SCRIPT.replace('<<declare $said = "">>', '<<declare $said = "">>\n<<declare $asked = "">>')
    script = script.replace("She: Who is there?", '<<set $asked = "name">>\nShe: Who is there?')

    assert ("", "name") == (performance(script).asked, talking(script).asked)
    assert "" == talking().asked


def test_what_is_remembered_has_the_number_of_its_turn() -> None:
    """Of two equally telling quotations, the later one is quoted."""
    opened = talking()
    for turn, words in enumerate(("I counted the steps", "I counted the doors"), start=2):
        opened.turn = turn
        opened.hear(words, GREETED)
        to_stage(opened)

    assert "I counted the doors" == opened.quote("words")
    assert "I counted the steps" == opened.quote("words")
