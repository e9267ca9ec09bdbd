"""A small book of two scenes, and a listener who understands by rule, for the tests of the drama."""

from __future__ import annotations

import re
from datetime import UTC, datetime
from typing import ClassVar

from narrative.cues import Cue, Listen, Notice, Offer, Say
from narrative.drama.book import Book, Manifest, suggestions_of
from narrative.drama.functions import signatures
from narrative.drama.reading import from_plain, to_plain
from narrative.drama.turn import Turn, advance, begin
from narrative.events import Asked, Command, Language, Pace, ReaderEvent
from narrative.persona.acts import SAFETY_ACTS, Expectation, Interpretation, ScoredAct
from narrative.persona.data import PersonaData, read_persona
from narrative.yarn.compile.job import compile_project

NOW = datetime(1960, 11, 24, 16, 0, tzinfo=UTC)

SCRIPT = """
title: Acts
---
<<enum Act>>
    <<case Other = "other">>
    <<case Greet = "greet">>
    <<case Love = "love">>
    <<case Hesitate = "hesitate">>
    <<case AskHusband = "ask_husband">>
    <<case Confess = "confess">>
    <<case IntroduceSelf = "introduce_self">>
    <<case Joke = "joke">>
    <<case Anger = "anger">>
    <<case Threat = "threat">>
    <<case SexualExplicit = "sexual_explicit">>
    <<case Disagree = "disagree">>
    <<case MeetAgain = "meet_again">>
<<endenum>>
<<declare $said = "">>
<<declare $act = Act.Other>>
<<declare $also = "">>
<<declare $given_name = "">>
<<declare $tenderness = 0>>
<<declare $asked_her = 0>>
<<declare $lamp = "lit">>
===
title: Start
checkpoint: yes
---
The room was dark. #pause:2 #line:dark
You lay in the dark. #recap #line:recap_dark
-> Light the lamp #line:o_lamp
    The lamp was lit. #line:lamp
-> Wait <<if language() == "id">> #line:o_wait
    Nothing came. #line:wait
-> Speak another tongue #line:o_tongue
    <<language id>>
    <<jump Start>>
<<jump Talk>>
===
title: Talk
checkpoint: yes
---
You spoke with her. #recap #line:recap_talk
She: Who is there? #line:who
<<jump Loop>>
===
title: Loop
---
Mask: Only me. #suggest:greet #line:s_me
Mask: I love you. <<if turns() > 0>> #suggest:love #line:s_love
<<listen She 60>>
<<remember words>>
<<if $act == .Greet>>
    She: Good [i]evening[/i]. #line:evening
<<elseif $act == .Hesitate>>
    She: Then I will talk. #line:talk
<<elseif $act == .AskHusband>>
    She: He is away. You asked {$asked_her} times. #line:away
<<elseif $act == .Confess>>
    <<jump End>>
<<else>>
    She: You said “[quote]{$said}[/quote]”. #line:quoted
<<endif>>
<<jump Loop>>
===
title: End
---
She: I have kept this: “[quote]{quote("words")}[/quote]” #line:kept
===
"""

INDONESIAN = {
    "line:dark": "Kamar itu gelap.",
    "line:o_lamp": "Nyalakan lampu",
    "line:o_wait": "Tunggu",
    "line:recap_dark": "Kamu terbaring dalam gelap.",
    "line:who": "She: Siapa di situ?",
    "line:s_me": "Mask: Cuma aku.",
    "line:quoted": "She: Katamu “[quote]{0}[/quote]”.",
}

MANIFEST = Manifest(
    id="lamp",
    start="Start",
    title={Language.ENGLISH: "The Lamp", Language.INDONESIAN: "Lampu"},
    about={Language.ENGLISH: "A room.", Language.INDONESIAN: "Sebuah kamar."},
    notes={Language.ENGLISH: "darkness", Language.INDONESIAN: "kegelapan"},
    speakers={
        "Narrator": {Language.ENGLISH: "", Language.INDONESIAN: ""},
        "She": {Language.ENGLISH: "She", Language.INDONESIAN: "Dia"},
        "Mask": {Language.ENGLISH: "You", Language.INDONESIAN: "Kamu"},
    },
)


class Literal:
    """Understands by the first word alone, thinks of love at every other, and remembers what it was told to expect."""

    acts: ClassVar[dict[str, str]] = {
        "hello": "greet",
        "love": "love",
        "husband": "ask_husband",
        "confess": "confess",
        "gun": "threat",
        "naked": "sexual_explicit",
    }
    ranked: ClassVar[tuple[ScoredAct, ...]] = tuple(
        ScoredAct(act=act, score=score)
        for act, score in (("love", 0.4), ("threat", 0.2), ("joke", 0.2), ("greet", 0.1), ("insult", 0.1))
    )

    def __init__(self) -> None:
        self.expected: list[Expectation] = []

    def interpret(self, text: str, expecting: Expectation) -> Interpretation:
        self.expected.append(expecting)
        first = "".join(re.findall(r"\w+", text.lower())[:1])
        if first == "die":
            return Interpretation(act="self_harm", safety="self_harm")
        name = re.search(r"I am (\w+)", text)
        slots = {"name": name[1]} if name else {}
        act = self.acts.get(first, "other")
        return Interpretation(
            act=act,
            also="slip" if "stair" in text else "",
            ranked=self.ranked,
            safety=act if act in SAFETY_ACTS else "",
            slots=slots,
            evidence=("its first word",),
        )


def persona() -> PersonaData:
    measures = {
        "remember": {"tender": ["love"]},
        "measures": {"tenderness": ["love"], "asked_her": ["ask_husband"]},
    }
    return read_persona({}, {}, measures)


def make_book(script: str = SCRIPT, recognizer: Literal | None = None) -> Book:
    compilation = compile_project({"lamp.yarn": script}, signatures=signatures())
    assert compilation.program is not None, compilation.diagnostics
    return Book(
        manifest=MANIFEST,
        program=compilation.program,
        fingerprint=compilation.program.fingerprint,
        tables={},
        texts={Language.INDONESIAN: INDONESIAN},
        persona=persona(),
        recognizer=recognizer or Literal(),
        suggestions=suggestions_of(compilation.program, [INDONESIAN]),
    )


class Session:
    """A reader at the book: takes turns, and keeps the reading as it comes back from being saved."""

    def __init__(self, book: Book, *, language: Language = Language.ENGLISH, seed: int = 1) -> None:
        self.book = book
        self.now = NOW
        self.last: Turn = begin(book, language=language, pace=Pace.CALM, seed=seed)
        self.cues: list[Cue] = list(self.last.cues)

    def does(self, *events: ReaderEvent) -> Turn:
        for event in events:
            saved = from_plain(to_plain(self.last.reading))
            self.last = advance(self.book, saved, event, now=self.now)
            self.cues += self.last.cues
        return self.last

    def asks(self, command: Command, argument: str = "") -> Turn:
        return self.does(Asked(command=command, argument=argument))


def lines(turn: Turn) -> list[str]:
    """What a turn says, in order, with names; notices in brackets."""
    said: list[str] = []
    for cue in turn.cues:
        match cue:
            case Say():
                said.append(f"{cue.name}: {cue.text}" if cue.name else cue.text)
            case Notice():
                said.append(f"[{cue.text}]")
            case _:
                pass
    return said


def buttons(turn: Turn) -> list[str]:
    """The labels under a turn."""
    control = turn.cues[-1] if isinstance(turn.cues[-1], Offer | Listen) else None
    found = control or next(cue for cue in turn.cues if isinstance(cue, Offer | Listen))
    return [choice.label for choice in found.choices]
