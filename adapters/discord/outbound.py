"""From an outbound post to the draft of a Discord message: its content, its buttons and its nonce. Pure."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import TypeAlias

from adapters.discord.markdown import escaped, styled
from adapters.drafts import gap
from adapters.port import Post
from adapters.tokens import ButtonToken
from narrative.cues import MASK, Choice, Listen, Notice, Offer, Say, Span
from narrative.events import Language
from narrative.phrases import Phrase, phrase

CONTENT_LENGTH, LABEL_LENGTH, MOST_BUTTONS, ROWS = 2000, 80, 25, 5
_ELLIPSIS = "…"


@dataclass(frozen=True, slots=True, kw_only=True)
class ChoiceDraft:
    """A button that chooses. `row` counts from 0: up to five choices have a line each, as a menu."""

    token: ButtonToken
    label: str
    row: int


@dataclass(frozen=True, slots=True, kw_only=True)
class SpeakDraft:
    """The button that opens the reader's mouth: a modal with one field."""

    offer: int
    language: Language
    label: str
    row: int


ButtonDraft: TypeAlias = ChoiceDraft | SpeakDraft


@dataclass(frozen=True, slots=True, kw_only=True)
class MessageDraft:
    """One message. Discord drops a second message with the same nonce, so a retry never shows twice."""

    content: str
    nonce: str
    buttons: tuple[ButtonDraft, ...] = ()


def draft_of(post: Post, *, nonce: int, language: Language, plain: bool = False) -> MessageDraft:
    """Return the message that shows the post; `plain` leaves every decoration out."""
    return MessageDraft(
        content=_content(post, plain=plain),
        nonce=str(nonce),
        buttons=tuple(_buttons(post.controls, language)),
    )


def notice(text: str) -> str:
    """Return a word from outside the fiction as Markdown, cut to what a message holds."""
    return _content(Post(lines=(Notice(text=text),)), plain=False)


def echo(words: str, language: Language) -> str:
    """Return what the reader said where nobody saw it, as a pressed line looks, cut to what a message holds."""
    return _content(
        Post(lines=(Say(speaker=MASK, name=phrase(language, Phrase.YOU), text=words),)), plain=False
    )


def _content(post: Post, *, plain: bool) -> str:
    """Escapes may grow a text beyond a message, so what is too long loses its end until it fits."""
    while (excess := length(content := _shown(post, plain=plain)) - CONTENT_LENGTH) > 0:
        post = replace(post, lines=_shortened(post.lines, excess))
    return content


def length(text: str) -> int:
    """Count as the strictest of Discord's apps does: in UTF-16 units."""
    return len(text.encode("utf-16-le", "surrogatepass")) // 2


def _shortened(lines: Sequence[Say | Notice], excess: int) -> tuple[Say | Notice, ...]:
    """Cut the last line by half of what is too much (no character takes more than two), or drop it."""
    *others, last = lines
    kept = len(last.text) - max(excess // 2, len(_ELLIPSIS)) - len(_ELLIPSIS)
    if kept <= 0 and others:
        return tuple(others)
    shorter = last.text[: max(kept, 0)].rstrip() + _ELLIPSIS
    return (*others, replace(last, text=shorter))


def _shown(post: Post, *, plain: bool) -> str:
    text = ""
    for previous, line in zip((None, *post.lines), post.lines, strict=False):
        text += (gap(line) if text else "") + _line(line, previous, plain=plain)
    return _quoted(text) if post.is_letter and not plain else text


def _quoted(text: str) -> str:
    return "\n".join(f"> {row}" for row in text.split("\n"))


def _line(line: Say | Notice, previous: Say | Notice | None, *, plain: bool) -> str:
    match line:
        case Notice(text=text):
            return escaped(text) if plain else _quoted(escaped(text))
        case Say(name=name) if line.speaker == MASK:
            row = f"{name}: {line.text}"
            return escaped(row) if plain else styled(row, (Span(kind="i", start=0, length=len(row)),))
        case Say(name=name, text=text, spans=spans):
            shown = escaped(text) if plain else styled(text, spans)
            goes_on = isinstance(previous, Say) and previous.name == name
            return shown if not name or goes_on else f"{_name(name, plain=plain)}\n{shown}"


def _name(name: str, *, plain: bool) -> str:
    return escaped(name) if plain else f"**{escaped(name)}**"


def _buttons(controls: Offer | Listen | None, language: Language) -> Iterator[ButtonDraft]:
    if controls is None:
        return
    speaks = isinstance(controls, Listen)
    choices = controls.choices[: MOST_BUTTONS - speaks]
    per_row = -(-(len(choices) + speaks) // ROWS)
    for index, choice in enumerate(choices):
        yield ChoiceDraft(
            token=ButtonToken(offer=controls.offer, choice=index),
            label=_label(choice),
            row=index // per_row,
        )
    if speaks:
        label = phrase(language, Phrase.SPEAK_BUTTON)
        yield SpeakDraft(offer=controls.offer, language=language, label=label, row=len(choices) // per_row)


def _label(choice: Choice) -> str:
    label = choice.label.strip() or _ELLIPSIS
    if length(label) <= LABEL_LENGTH:
        return label
    while length(label) >= LABEL_LENGTH:
        label = label[:-1]
    return label.rstrip() + _ELLIPSIS
