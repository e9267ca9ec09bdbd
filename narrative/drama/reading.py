"""A Reading: one conversation's whole progress through a book, as a plain value."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import Any, TypeAlias

from narrative.drama.patch import difference, patched
from narrative.errors import StateError
from narrative.events import Language, Pace
from narrative.persona.memory import Memory

FORMAT = 1
"""The saved form's version. A reading of another version is refused, never guessed at."""

_TAKE_BACKS = 8
_TAKE_BACK_BYTES = 2_000


@dataclass(frozen=True, slots=True, kw_only=True)
class Shown:
    """A line as it was shown: enough to show it again, in either language."""

    line_id: str
    substitutions: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Option:
    """One way out of a choice: `index` is its place in the script's group, which may have closed ones too.

    A suggested line has `act` instead: what it does by being said.
    """

    line: Shown
    index: int = 0
    act: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Choosing:
    """The reader must choose."""

    options: tuple[Option, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Listening:
    """`who` listens for free text; the options are suggestions. `patience` in seconds, 0 for ever."""

    who: str
    options: tuple[Option, ...] = ()
    patience: float = 0.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Over:
    """The story has ended."""


Stage: TypeAlias = Choosing | Listening | Over


def options_of(stage: Stage) -> tuple[Option, ...]:
    """Return what can be pressed on a stage."""
    return () if isinstance(stage, Over) else stage.options


@dataclass(frozen=True, slots=True, kw_only=True)
class Speech:
    """What the reader said in the last turn, the act that it was taken as, and perhaps a second one.

    Where he has said since what he meant, `act` is that, and `first` what it was taken as before.
    """

    words: str
    language: Language
    act: str
    also: str = ""
    first: str = ""

    @property
    def corrected(self) -> bool:
        """Whether it was taken as something else than was meant."""
        return bool(self.first) and self.first != self.act


@dataclass(frozen=True, slots=True, kw_only=True)
class Menu:
    """A question from outside the story that lies over the stage; `acts` are what it offers, if it offers acts."""

    kind: str
    offer: int
    acts: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Reading:
    """One conversation's progress.

    `turn` counts every event that was acted on; `offer` is the number of the stage's buttons and `offers` the
    last number given out (a menu has one too). `page` is the last lines shown, `recap` the lines that tell
    the scenes so far. `speeches` counts the reader's speeches in the talk with `listener`. `dialogue` is the
    machine's own plain state. `back` holds one patch per turn that can be taken back, newest last. `heard` is
    what was said in the last turn, if it was a speech; `consent` is whether lines that she misheard may be kept
    for the author, or None if the reader was never asked.
    """

    book: str
    language: Language
    pace: Pace
    turn: int = 0
    offer: int = 0
    offers: int = 0
    stage: Stage
    menu: Menu | None = None
    page: tuple[Shown, ...] = ()
    recap: tuple[str, ...] = ()
    voiced: bool = False
    listener: str = ""
    speeches: int = 0
    checkpoint: str = ""
    memory: Memory = field(default_factory=Memory)
    dialogue: Mapping[str, Any]
    read_at: str = ""
    back: tuple[Mapping[str, Any], ...] = ()
    heard: Speech | None = None
    consent: bool | None = None

    @property
    def program(self) -> str:
        """The fingerprint of the program that was played last."""
        return str(self.dialogue.get("program", ""))


def to_plain(reading: Reading) -> dict[str, Any]:
    """Return the reading as JSON-able data, without what is at its default."""
    plain: dict[str, Any] = {
        "format": FORMAT,
        "book": reading.book,
        "language": reading.language.value,
        "pace": reading.pace.value,
        "turn": reading.turn,
        "offer": reading.offer,
        "offers": reading.offers,
        "stage": _stage_to_plain(reading.stage),
        "page": [_shown_to_plain(shown) for shown in reading.page],
        "recap": list(reading.recap),
        "voiced": reading.voiced,
        "listener": reading.listener,
        "speeches": reading.speeches,
        "checkpoint": reading.checkpoint,
        "memory": reading.memory.to_plain(),
        "dialogue": dict(reading.dialogue),
        "read_at": reading.read_at,
        "back": [dict(patch) for patch in reading.back],
    }
    if reading.menu is not None:
        plain["menu"] = [reading.menu.kind, reading.menu.offer, *reading.menu.acts]
    if reading.heard is not None:
        heard = reading.heard
        plain["heard"] = [heard.words, heard.language.value, heard.act, heard.also, heard.first]
    if reading.consent is not None:
        plain["consent"] = reading.consent
    return plain


def from_plain(plain: Mapping[str, Any]) -> Reading:
    """Return the reading that `to_plain` wrote, or raise StateError."""
    if plain.get("format") != FORMAT:
        message = f"this reading has format {plain.get('format')!r}, and this version reads format {FORMAT}"
        raise StateError(message)
    try:
        menu = plain.get("menu")
        return Reading(
            book=plain["book"],
            language=Language(plain["language"]),
            pace=Pace(plain["pace"]),
            turn=plain["turn"],
            offer=plain["offer"],
            offers=plain["offers"],
            stage=_stage_from_plain(plain["stage"]),
            menu=Menu(kind=menu[0], offer=menu[1], acts=tuple(menu[2:])) if menu else None,
            page=tuple(_shown_from_plain(shown) for shown in plain["page"]),
            recap=tuple(plain["recap"]),
            voiced=plain["voiced"],
            listener=plain["listener"],
            speeches=plain["speeches"],
            checkpoint=plain["checkpoint"],
            memory=Memory.from_plain(plain["memory"]),
            # Readings used to keep the program's fingerprint themselves.
            dialogue={"program": plain.get("fingerprint", ""), **plain["dialogue"]},
            read_at=plain["read_at"],
            back=tuple(plain["back"]),
            heard=_speech_from_plain(plain["heard"]) if "heard" in plain else None,
            consent=plain.get("consent"),
        )
    except (KeyError, IndexError, TypeError, ValueError) as error:
        message = f"this reading cannot be read: {type(error).__name__} at {error}"
        raise StateError(message) from error


def with_way_back(later: Reading, earlier: Reading) -> Reading:
    """Return `later`, able to be taken back to `earlier`; the oldest ways back go when all grow too large."""
    patch = difference(_story(later), _story(earlier))
    back = [*earlier.back, patch][-_TAKE_BACKS:]
    while len(back) > 1 and len(json.dumps(back, ensure_ascii=False).encode()) > _TAKE_BACK_BYTES:
        del back[0]
    return replace(later, back=tuple(back))


def with_same_way_back(later: Reading, before: Reading) -> Reading:
    """Return `later`, which was `before` in another form, able to be taken back to what that could be."""
    if not before.back:
        return later
    *others, last = before.back
    patch = difference(_story(later), patched(_story(before), last))
    return replace(later, back=(*others, patch))


def taken_back(reading: Reading) -> Reading | None:
    """Return the reading as if its last turn had never been taken, or None if there is none to take back.

    Language, pace, consent and the numbering of turns and buttons stay, as they are not the story's.
    """
    if not reading.back:
        return None
    story = patched(_story(reading), reading.back[-1])
    kept = {key: value for key, value in to_plain(reading).items() if key in _NOT_STORY}
    earlier = from_plain({**story, **kept})
    return replace(earlier, back=reading.back[:-1], menu=None)


_NOT_STORY = frozenset({"language", "pace", "turn", "offer", "offers", "read_at", "menu", "back", "consent"})


def _story(reading: Reading) -> dict[str, Any]:
    return {key: value for key, value in to_plain(reading).items() if key not in _NOT_STORY}


def _stage_to_plain(stage: Stage) -> dict[str, Any]:
    match stage:
        case Choosing():
            return {"choosing": [_option_to_plain(option) for option in stage.options]}
        case Listening():
            options = [_option_to_plain(option) for option in stage.options]
            return {"listening": stage.who, "options": options, "patience": stage.patience}
        case Over():
            return {"over": True}


def _stage_from_plain(plain: Mapping[str, Any]) -> Stage:
    if "choosing" in plain:
        return Choosing(options=tuple(_option_from_plain(option) for option in plain["choosing"]))
    if "listening" in plain:
        options = tuple(_option_from_plain(option) for option in plain["options"])
        return Listening(who=plain["listening"], options=options, patience=plain["patience"])
    return Over()


def _speech_from_plain(plain: Any) -> Speech:
    words, language, act, also, first = plain
    return Speech(words=words, language=Language(language), act=act, also=also, first=first)


def _option_to_plain(option: Option) -> list[Any]:
    return [_shown_to_plain(option.line), option.act or option.index]


def _option_from_plain(plain: Any) -> Option:
    line, means = _shown_from_plain(plain[0]), plain[1]
    return Option(line=line, act=means) if isinstance(means, str) else Option(line=line, index=means)


def _shown_to_plain(shown: Shown) -> list[str]:
    return [shown.line_id, *shown.substitutions]


def _shown_from_plain(plain: Any) -> Shown:
    return Shown(line_id=plain[0], substitutions=tuple(plain[1:]))
