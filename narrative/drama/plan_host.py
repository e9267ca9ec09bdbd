"""Performs a book for a test plan: its commands act, and it understands what is said, as in a reading.

Theory of operation
-------------------
Between two stages there is one Performance, as in a turn. At a stage it is closed into a Reading, and the next
one is opened from that when the plan acts; so what a reading keeps is kept here, and nothing else. Sent through
JSON, the reading is written and read again at every stage, which is where readings are saved.

A plan sees what a reader sees: recap lines do not come, and suggested lines are offered, not said.
"""

from __future__ import annotations

import json
from dataclasses import replace

from narrative.drama.beginnings import opened
from narrative.drama.book import Book
from narrative.drama.commands import COMMANDS
from narrative.drama.hearing import heard, interpret, with_act
from narrative.drama.lines import say, whole
from narrative.drama.performance import Performance
from narrative.drama.reading import Listening, Option, Reading, Shown, Stage, from_plain, to_plain
from narrative.drama.tags import tags_of
from narrative.drama.words import has_words
from narrative.errors import StoryFault
from narrative.events import Language, Pace
from narrative.persona.acts import ACTS, DEFLECT, Interpretation
from narrative.yarn.plan import Act, ExpectOption, Say
from narrative.yarn.plan_host import SEED, Happening, happening, sent_through_json
from narrative.yarn.run.content import DialogueEvent, LineEvent, OptionItem
from narrative.yarn.run.dialogue import Dialogue


class BookHost:
    """Performs one reading of a book."""

    commands = frozenset(COMMANDS)

    def __init__(self, book: Book, *, through_json: bool = False) -> None:
        self.start = book.manifest.start
        self._book = replace(book, program=sent_through_json(book.program)) if through_json else book
        self._through_json = through_json
        self._stage: Stage | None = None  # what the story waits at
        self._last = Happening(seen=())
        self._performance = Performance(
            self._book, opened(self._book, language=Language.ENGLISH, pace=Pace.INSTANT, seed=SEED)
        )

    @property
    def dialogue(self) -> Dialogue:
        return self._performance.dialogue

    @property
    def suggestions(self) -> tuple[ExpectOption, ...]:
        if not isinstance(self._stage, Listening):
            return ()
        return tuple(map(self._suggestion, self._stage.options))

    def begin(self, node: str) -> None:
        self._stage = None
        self._performance.start(node)

    def next(self) -> Happening:
        if not isinstance(self._stage, Listening):
            self._last = self._go_on()
        return self._last

    def select(self, option: int | None) -> None:
        """Choose; where no option is open, the performance has gone on by itself."""
        if option is not None:
            self._performance.choose(option)
        self._stage = None

    def say(self, step: Say | Act) -> None:
        if not isinstance(self._stage, Listening):
            message = "nobody listens"
            raise StoryFault(message)
        reading = self._performance.close(self._stage)
        match step:
            case Say(text=None):
                self._say_nothing(self._stage)
            case Say(text=str() as text):
                self._performance.hear(*_heard(self._book, reading, text))
            case Act():
                self._performance.hear(step.text, _done(self._book, reading, step))
        self._stage = None

    def speak(self, language: str) -> None:
        if language not in tuple(Language):
            message = f"there are no texts in {language!r}, but in {', '.join(Language)}"
            raise StoryFault(message)
        self._performance.language = Language(language)

    def _go_on(self) -> Happening:
        events, stage = self._performance.step(by_line=True)
        while _is_kept_back(self._book, events[-1]):
            events, stage = self._performance.step(by_line=True)
        came = happening(events[-1], self.dialogue, self._book.program, self._text)
        if stage is not None:
            self._pause(stage)
        return came

    def _pause(self, stage: Stage) -> None:
        """Close the performance, as at the end of a turn, and open the next one."""
        reading = self._performance.close(stage)
        if self._through_json:
            reading = from_plain(json.loads(json.dumps(to_plain(reading), allow_nan=False)))
        self._performance = Performance(self._book, replace(reading, turn=reading.turn + 1))
        self._stage = reading.stage

    def _say_nothing(self, stage: Listening) -> None:
        if stage.patience <= 0:
            message = f"{stage.who} waits for ever, and nobody says anything"
            raise StoryFault(message)
        self._performance.hear_nothing()

    def _suggestion(self, option: Option) -> ExpectOption:
        tags = self._book.program.lines[option.line.line_id].tags
        return ExpectOption(text=say(self._book, self._performance.language, option.line).text, tags=tags)

    def _text(self, event: LineEvent | OptionItem) -> str:
        shown = Shown(line_id=event.line_id, substitutions=event.substitutions)
        return whole(self._book, self._performance.language, shown)


def _is_kept_back(book: Book, event: DialogueEvent) -> bool:
    """Whether it is a line that no reader sees when it comes."""
    if not isinstance(event, LineEvent):
        return False
    tags = tags_of(book.program.lines[event.line_id])
    return tags.recap or bool(tags.suggests)


def _heard(book: Book, reading: Reading, text: str) -> tuple[str, Interpretation]:
    words, understood = heard(book, reading, text)
    if not has_words(text) or understood.safety == "self_harm":
        message = "this is answered from outside the story, which does not go on"
        raise StoryFault(message)
    return words, understood


def _done(book: Book, reading: Reading, step: Act) -> Interpretation:
    if step.act not in (*ACTS, DEFLECT):
        message = f"there is no act {step.act!r}: use one of {DEFLECT}, {', '.join(ACTS)}"
        raise StoryFault(message)
    if not step.text:
        return Interpretation(act=step.act, evidence=("silence",))
    return with_act(interpret(book, reading, step.text), step.act, why="the plan")
