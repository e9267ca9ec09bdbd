"""One stretch of the play: from the reader's last act to the moment when the story needs the next one.

Theory of operation
-------------------
A Performance is the workspace of a single turn. It is opened from a Reading, told what the reader did
(`choose`, `hear`), run until the script offers a choice, listens or ends, and closed into the next Reading.
Everything in between is the script's: lines are shown, commands change the workspace, suggestions and
recap lines are put aside. The workspace is thrown away; only the Reading lives on.

A rehearsal, which saves nothing, takes turn after turn in one workspace: it goes on by `step` from stage to
stage, and never closes it.
"""

from __future__ import annotations

from dataclasses import dataclass, replace

from narrative.drama import functions
from narrative.drama.book import Book
from narrative.drama.commands import obey
from narrative.drama.reading import Choosing, Listening, Option, Over, Reading, Shown, Speech, Stage
from narrative.drama.tags import tags_of
from narrative.events import Language
from narrative.persona.acts import Interpretation
from narrative.persona.memory import Memory
from narrative.persona.utterance import READ
from narrative.yarn.program import Value
from narrative.yarn.run.content import (
    CommandEvent,
    DialogueCompleted,
    DialogueEvent,
    LineEvent,
    NodeCompleted,
    NodeStarted,
    OptionsEvent,
)
from narrative.yarn.run.dialogue import Dialogue
from narrative.yarn.run.state import DialogueState

_PAGE = 3
_SAID_LENGTH = 160


@dataclass(frozen=True, slots=True, kw_only=True)
class Spoken:
    """A line in its turn, in the language of that moment; `by_mask` if the reader said it by a press."""

    line: Shown
    language: Language
    by_mask: bool = False


class Performance:
    """The workspace of one turn."""

    def __init__(self, book: Book, reading: Reading) -> None:
        self.book = book
        self.language = reading.language
        self.pace = reading.pace
        self.turn = reading.turn
        self.spoken: list[Spoken] = []
        self.trace: list[str] = []
        self._reading = reading
        self._memory: Memory = reading.memory
        self._listener = reading.listener
        self._speeches = reading.speeches
        self._voiced = reading.voiced
        self._checkpoint = reading.checkpoint
        self._recap = list(reading.recap)
        self._suggestions: list[Option] = []
        self._said: tuple[str, Interpretation] | None = None
        self._heard: Speech | None = None
        state = DialogueState.from_plain(reading.dialogue)
        self._dialogue = Dialogue(book.program, functions.library(self), state)

    # What the reader did

    def start(self, node: str) -> None:
        """Begin at that node."""
        self._dialogue.start(node)

    def choose(self, index: int) -> None:
        """Take an option of the choice the script is waiting at."""
        self._dialogue.select(index)

    def hear(self, text: str, understood: Interpretation, *, corrects: Speech | None = None) -> None:
        """Hand the script what was said and what it did, and count and keep what is to be remembered.

        `corrects` is the same speech as it was taken before the reader said what he meant.
        """
        self._said = (text, understood)
        self._heard = (
            Speech(words=text[:READ], language=self.language, act=understood.act, also=understood.also)
            if corrects is None
            else replace(corrects, act=understood.act, also="", first=corrects.first or corrects.act)
        )
        self._speeches += 1
        self._tell(text, understood)
        if self._listener == "She":
            self._measure(understood)
        self.trace.append(f"understood {understood.act} from {', '.join(understood.evidence) or 'nothing'}")

    def hear_nothing(self) -> None:
        """Tell the script that nobody spoke: it moves, and nothing is held against the reader."""
        self._tell("", Interpretation(act="hesitate"))
        self.trace.append("nobody spoke")

    def echo(self, shown: Shown) -> None:
        """Show a pressed line as the mask's own."""
        self.spoken.append(Spoken(line=shown, language=self.language, by_mask=True))

    # The run

    def run(self) -> Reading:
        """Play on until the story needs the reader, and return the reading as it stands then."""
        while True:
            _, stage = self.step()
            if stage is not None:
                return self.close(stage)

    def step(self, *, by_line: bool = False) -> tuple[tuple[DialogueEvent, ...], Stage | None]:
        """Play one batch (`by_line`: or one line): return what came, and the stage if the reader is needed."""
        events = self._dialogue.continue_(by_line=by_line)
        stage = self._play(events)
        if stage is not None:
            self._suggestions.clear()
        return events, stage

    @property
    def dialogue(self) -> Dialogue:
        """The script's own state, for a plan that asks for it and changes it."""
        return self._dialogue

    @property
    def nodes(self) -> tuple[str, ...]:
        """The nodes and groups that are being run, the innermost last."""
        return tuple(frame.node for frame in self._dialogue.state.frames)

    @property
    def asked(self) -> str:
        """What she has just asked for, if the script says so."""
        return str(self._dialogue.state.variables.get("$asked", ""))

    def _play(self, events: tuple[DialogueEvent, ...]) -> Stage | None:
        """Act on one batch; its last event alone can stop the play."""
        stage: Stage | None = None
        for event in events:
            match event:
                case LineEvent():
                    self._line(Shown(line_id=event.line_id, substitutions=event.substitutions))
                case OptionsEvent():
                    stage = _choice(event)
                    if stage is None:
                        self._dialogue.select(None)
                case CommandEvent():
                    stage = obey(self, event.text)
                case NodeStarted():
                    self._enter(event.node)
                case NodeCompleted():
                    pass
                case DialogueCompleted():
                    stage = Over()
        return stage

    def _line(self, shown: Shown) -> None:
        tags = tags_of(self.book.program.lines[shown.line_id])
        if tags.recap:
            self._recap.append(shown.line_id)
        elif tags.suggests:
            self._suggestions.append(Option(line=shown, act=tags.suggests))
        else:
            self.spoken.append(Spoken(line=shown, language=self.language))

    def _enter(self, node: str) -> None:
        entered = self.book.program.nodes.get(node)  # a group that chooses among its members is no node
        if entered is not None and entered.header("checkpoint") == "yes":
            self._checkpoint = node
            self._listener, self._speeches = "", 0

    def close(self, stage: Stage) -> Reading:
        """Return the reading as it stands at that stage."""
        page = [each.line for each in self.spoken if not each.by_mask][-_PAGE:]
        return replace(
            self._reading,
            language=self.language,
            pace=self.pace,
            stage=stage,
            page=tuple(page) or self._reading.page,
            recap=tuple(dict.fromkeys(self._recap)),
            voiced=self._voiced,
            listener=self._listener,
            speeches=self._speeches,
            checkpoint=self._checkpoint,
            memory=self._memory,
            dialogue=self._dialogue.to_plain(),
            heard=self._heard,
        )

    # What the script asks for

    def listen(self, who: str, patience: float) -> Listening:
        """Wait for free text. A new listener starts a new talk."""
        if who != self._listener:
            self._listener, self._speeches = who, 0
        self._voiced = True
        return Listening(who=who, options=tuple(self._suggestions), patience=patience)

    def use_saliency(self, strategy: str) -> None:
        """Choose among lines and nodes by that strategy from now on."""
        self._dialogue.use_strategy(strategy)

    def remember(self, kind: str) -> None:
        """Keep the reader's last words as a quotation of that kind."""
        if self._said is not None and self._said[0].strip():
            words, understood = self._said
            self._memory = self._memory.remember(kind, words, self.turn, safety=understood.safety)

    def quote(self, kind: str) -> str:
        """Return one of the reader's own utterances of that kind, and never the same again."""
        words, self._memory = self._memory.recall(kind)
        return words

    def has_quote(self, kind: str) -> bool:
        """Return whether `quote` would find one."""
        return self._memory.has(kind)

    def turns(self) -> float:
        """Return how many times the reader has spoken in the current talk."""
        return float(self._speeches)

    def spoken_language(self) -> str:
        """Return the language the reading is in."""
        return self.language.value

    def _tell(self, text: str, understood: Interpretation) -> None:
        self._set("$said", text[:_SAID_LENGTH])
        self._set("$act", understood.act)
        self._set("$also", understood.also)
        self._set("$given_name", understood.slots.get("name", ""))

    def _measure(self, understood: Interpretation) -> None:
        for name, counted in self.book.persona.measures.items():
            if understood.act in counted:
                self._set(f"${name}", float(self._dialogue.get(f"${name}")) + 1)
        for kind, kept in self.book.persona.remember.items():
            if understood.act in kept:
                self.remember(kind)

    def _set(self, name: str, value: Value) -> None:
        if name in self.book.program.declarations:
            self._dialogue.set(name, value)


def _choice(event: OptionsEvent) -> Choosing | None:
    """Return the ways that are open, or None if the script left none: then it goes on after the group."""
    options = tuple(
        Option(line=Shown(line_id=item.line_id, substitutions=item.substitutions), index=index)
        for index, item in enumerate(event.options)
        if item.available
    )
    return Choosing(options=options) if options else None
