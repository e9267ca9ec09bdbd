"""How a message looks in a terminal: wide and coloured for a person, plain lines for a pipe. Pure."""

from __future__ import annotations

import re
from dataclasses import dataclass

from adapters.drafts import gap
from adapters.port import Post
from narrative.cues import LETTER, MASK, Choice, Listen, Notice, Offer, Say

_RESET = "\x1b[0m"
_MASK = "\x1b[36m"
_NAME = {"She": "\x1b[1;35m", LETTER: "\x1b[1;35m"}
_OTHER_NAME = "\x1b[1;33m"
_DIM = "\x1b[2m"
_SPANS = {"i": "\x1b[3m", "quote": "\x1b[3m", "b": "\x1b[1m"}
_CONTROL = re.compile(r"[\x00-\x09\x0b-\x1f\x7f-\x9f]")


@dataclass(frozen=True, slots=True, kw_only=True)
class Look:
    """`width` in columns to wrap to, or 0 for lines as they are; `colour` for a terminal that shows it."""

    width: int = 0
    colour: bool = False


def render(post: Post, look: Look) -> str:
    """Return the message with its numbered choices, ending in a newline."""
    text, named = "", ""
    for line in post.lines:
        text += (gap(line) if text else "") + _line(line, look, named)
        named = line.name if isinstance(line, Say) else ""
    if post.controls is not None and post.controls.choices:
        text += "\n\n" + _choices(post.controls)
    return text + "\n"


def echo(text: str, look: Look) -> str:
    """Return a reader's own line, as it stands in a transcript."""
    line = _safe(f"> {text}")
    return f"{_MASK}{_wrap(line, look)}{_RESET}\n" if look.colour else f"{_wrap(line, look)}\n"


def hint(text: str, look: Look) -> str:
    """Return a word on how to use the terminal, quietly."""
    return f"{_DIM}{_wrap(text, look)}{_RESET}\n" if look.colour else f"{_wrap(text, look)}\n"


def _line(line: Say | Notice, look: Look, named: str) -> str:
    """Show a line; its speaker is named where he begins."""
    if isinstance(line, Notice):
        return _notice(line, look)
    if line.speaker == MASK:
        return echo(line.text, look).rstrip("\n")
    name = "" if line.name == named else line.name
    body = _safe(f"{name}: {line.text}" if name else line.text)
    if not look.colour:
        return _wrap(body, look)
    shift = len(body) - len(line.text)
    for span in sorted(line.spans, key=lambda one: one.start, reverse=True):
        start, end = span.start + shift, span.start + span.length + shift
        body = f"{body[:start]}{_SPANS[span.kind]}{body[start:end]}{_RESET}{body[end:]}"
    if name:
        body = f"{_NAME.get(line.speaker, _OTHER_NAME)}{name}{_RESET}{body[len(name) :]}"
    return _wrap(body, look)


def _notice(notice: Notice, look: Look) -> str:
    text = "\n".join(_wrap(_safe(part), look) for part in notice.text.split("\n"))
    if look.colour:
        return f"{_DIM}{text}{_RESET}"
    return "\n".join(f"  {part}".rstrip() for part in text.split("\n"))


def _choices(controls: Offer | Listen) -> str:
    return "\n".join(_choice(number, choice) for number, choice in enumerate(controls.choices, start=1))


def _choice(number: int, choice: Choice) -> str:
    return _safe(f"  {number}. {choice.label}")


def _wrap(text: str, look: Look) -> str:
    """Wrap prose to the width; escape sequences have none."""
    if not look.width:
        return text
    lines: list[list[str]] = [[]]
    used = 0
    for word in text.split(" "):
        size = len(re.sub(r"\x1b\[[0-9;]*m", "", word))
        if lines[-1] and used + 1 + size > look.width:
            lines.append([])
            used = 0
        used += size + (1 if lines[-1] else 0)
        lines[-1].append(word)
    return "\n".join(" ".join(line) for line in lines)


def _safe(text: str) -> str:
    """Keep control characters in a reader's words from driving the terminal."""
    return _CONTROL.sub("", text)
