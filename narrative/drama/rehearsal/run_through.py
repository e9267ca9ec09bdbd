"""One run of a rehearsal: a player plays the book from its start, and what comes is counted."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from narrative.chance import Chance
from narrative.drama.beginnings import opened
from narrative.drama.lines import say
from narrative.drama.performance import Performance
from narrative.drama.reading import Over, Stage
from narrative.drama.rehearsal.players import Kind, Player, Situation, Way, ways
from narrative.drama.rehearsal.prompt_book import PromptBook
from narrative.drama.rehearsal.tally import DeadEnd, Repeat, Tally, Trouble
from narrative.errors import StoryFault
from narrative.events import Language, Pace
from narrative.persona.acts import Interpretation
from narrative.yarn.run.content import DialogueEvent, LineEvent, NodeCompleted, NodeStarted, OptionsEvent

SOON = 20
"""A line said again within so many turns is a repeat."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Step:
    """What the player did: in which words, in which language, and after how many lines of the run."""

    way: Way
    words: str
    language: Language
    after: int

    def __str__(self) -> str:
        return f"{self.way} “{self.words}”" if self.words else str(self.way)


class RunThrough:
    """One run, counted into a tally as it is played."""

    def __init__(
        self, prompts: PromptBook, *, number: int, player: Player, chance: Chance, longest: int, tally: Tally
    ) -> None:
        self._prompts = prompts
        self._program = prompts.book.program
        self._number = number
        self._player = player
        self._chance = chance
        self._longest = longest
        self._tally = tally
        self._performance = Performance(
            prompts.book,
            opened(prompts.book, language=Language.ENGLISH, pace=Pace.INSTANT, seed=chance.bits()),
        )
        self._manner = chance.below(1 << 16)
        self._steps: list[Step] = []
        self._said: dict[str, int] = {}
        self._ending = ""
        self._left = ""
        self._shut = ""
        self._outcome = ""

    def play(self) -> None:
        """Play to an ending or a dead end."""
        try:
            self._player.begin(self._chance)
            self._performance.start(self._prompts.book.manifest.start)
            self._play()
        except StoryFault as fault:
            self._reach()
            self._stop(Trouble.FAULT, self._place, str(fault))
        self._tally.turns.append(len(self._steps))
        self._tally.lines.append(len(self._performance.spoken))

    def _play(self) -> None:
        stage = self._next_stage()
        while not isinstance(stage, Over):
            if len(self._steps) == self._longest:
                self._stop(Trouble.ENDLESS, self._place, f"no ending after {self._longest} turns")
                return
            self._take(stage)
            stage = self._next_stage()
        self._end()

    def _next_stage(self) -> Stage:
        while True:
            events, stage = self._performance.step()
            for event in events:
                self._count(event)
            if stage is not None:
                return stage

    def _end(self) -> None:
        """Count the ending: the last one that was named, or else the node that was left last."""
        if self._shut:
            line = self._program.lines[self._shut]
            message = f"{line.file}, line {line.line}: no way is open, and nothing comes after"
            self._stop(Trouble.SHUT, line.node, message)
        else:
            ending = self._ending or self._left
            self._tally.endings[ending] += 1
            self._outcome = f"ending: {ending}"

    # What comes

    def _count(self, event: DialogueEvent) -> None:
        match event:
            case LineEvent(line_id=line_id):
                self._tally.hits[line_id] += 1
                self._shut = ""
                self._watch_for_repeats(line_id)
            case OptionsEvent(options=options):
                shown = [option.line_id for option in options if option.available]
                self._tally.hits.update(shown)
                self._shut = "" if shown else options[0].line_id
            case NodeStarted(node=node):
                self._tally.nodes[node] += 1
            case NodeCompleted(node=node):
                self._leave(node)
            case _:
                pass

    def _leave(self, node: str) -> None:
        if node in self._program.nodes:
            self._left = node
            self._ending = self._prompts.endings.get(node, self._ending)

    def _watch_for_repeats(self, line_id: str) -> None:
        words = self._prompts.voices.get(line_id)
        if words is None:
            return
        turn = len(self._steps)
        gap = turn - self._said.get(words, turn - SOON - 1)
        if gap <= SOON:
            self._tally.repeat(Repeat(line_id=words, gap=gap, run=self._number))
        self._said[words] = turn

    # What the player does

    def _take(self, stage: Stage) -> None:
        performance = self._performance
        waited = bool(self._steps) and self._steps[-1].way.kind is Kind.WAIT
        situation = Situation(
            node=self._place,
            asked=performance.asked,
            ways=ways(stage, waited=waited),
            answers=self._prompts.answers.get(performance.asked, frozenset()),
        )
        way = self._player.pick(situation, self._chance)
        words, understood = self._meant(way)
        after = len(performance.spoken)
        self._steps.append(Step(way=way, words=words, language=performance.language, after=after))
        performance.turn += 1
        self._shut = ""
        if way.kind is Kind.CHOOSE and way.option is not None:
            performance.choose(way.option.index)
        elif way.kind is Kind.WAIT:
            performance.hear_nothing()
        else:
            performance.hear(words, understood)

    def _meant(self, way: Way) -> tuple[str, Interpretation]:
        language = self._performance.language
        if way.kind is Kind.SAY:
            return self._prompts.speech(way.act, language, self._chance, manner=self._manner)
        if way.kind is Kind.PRESS and way.option is not None:
            return self._prompts.pressed(way.option, language)
        return "", Interpretation(act=way.act)

    # Where it came to

    @property
    def _place(self) -> str:
        """The node that is being run."""
        nodes = self._performance.nodes
        return nodes[-1] if nodes else ""

    def _reach(self) -> None:
        """What happened since the last stage is lost in a fault: count at least the nodes that broke."""
        for node in self._performance.nodes:
            self._tally.nodes[node] = max(1, self._tally.nodes[node])

    def _stop(self, trouble: Trouble, node: str, message: str) -> None:
        steps = tuple(str(step) for step in self._steps)
        self._tally.stop(DeadEnd(trouble=trouble, node=node, message=message, run=self._number, steps=steps))
        self._outcome = f"{trouble}: {message}"

    def transcript(self) -> Iterator[str]:
        """Return what was said and done, a line each; what the reader did is marked with `>`."""
        spoken, told = self._performance.spoken, 0
        for step in self._steps:
            yield from map(self._line, range(told, step.after))
            told = step.after
            words = self._words(step)
            yield f"> {step.way}: {words}" if words else f"> {step.way}"
        yield from map(self._line, range(told, len(spoken)))
        yield f"({self._outcome})"

    def _line(self, index: int) -> str:
        spoken = self._performance.spoken[index]
        line = say(self._prompts.book, spoken.language, spoken.line)
        return f"{line.name}: {line.text}" if line.name else line.text

    def _words(self, step: Step) -> str:
        if step.way.kind is Kind.CHOOSE and step.way.option is not None:
            return say(self._prompts.book, step.language, step.way.option.line).text
        return step.words
