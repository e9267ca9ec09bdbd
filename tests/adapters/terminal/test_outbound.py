"""How messages look in a terminal."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from adapters.port import Post
from adapters.terminal.outbound import Look, echo, render
from narrative.cues import LETTER, Choice, Listen, Notice, Offer, Say, Span

PLAIN = Look()
COLOUR = Look(width=40, colour=True)
SHE = Say(speaker="She", name="She", text="You are late.")
NARRATOR = Say(speaker="Narrator", name="", text="The lamp was lit.")


def test_a_plain_message_is_one_line_each_with_numbered_choices() -> None:
    post = Post(
        lines=(NARRATOR, SHE), controls=Offer(offer=1, choices=(Choice(label="Yes"), Choice(label="No")))
    )

    assert "The lamp was lit.\n\nShe: You are late.\n\n  1. Yes\n  2. No\n" == render(post, PLAIN)


def test_a_speaker_is_named_where_he_begins() -> None:
    post = Post(lines=(SHE, SHE, NARRATOR, SHE))

    assert "She: You are late.\n\nYou are late.\n\nThe lamp was lit.\n\nShe: You are late.\n" == render(
        post, PLAIN
    )


def test_a_letter_keeps_its_paragraphs() -> None:
    texts = (("I have read it.", 1.0), ("Twice.", 0.0), ("Well.", 1.0))
    lines = tuple(Say(speaker=LETTER, name="Her letter", text=text, pause=pause) for text, pause in texts)

    assert "Her letter: I have read it.\nTwice.\n\nWell.\n" == render(Post(lines=lines), PLAIN)


def test_a_listener_without_suggestions_leaves_no_list() -> None:
    assert "She: You are late.\n" == render(Post(lines=(SHE,), controls=Listen(offer=1)), PLAIN)


def test_the_masks_own_line_reads_like_a_typed_one() -> None:
    assert "> It is cold.\n" == render(
        Post(lines=(Say(speaker="Mask", name="You", text="It is cold."),)), PLAIN
    )


def test_a_notice_is_set_in() -> None:
    assert "  One.\n\n  Two.\n" == render(Post(lines=(Notice(text="One.\n\nTwo."),)), PLAIN)


def test_prose_is_wrapped_to_the_width() -> None:
    text = "a chemist with a burned face makes himself a mask and wears it"

    shown = render(Post(lines=(Say(speaker="Narrator", name="", text=text),)), Look(width=20))

    assert "a chemist with a\nburned face makes\nhimself a mask and\nwears it\n" == shown


def test_a_name_is_coloured_and_a_stressed_word_is_slanted() -> None:
    line = Say(speaker="She", name="She", text="not now", spans=(Span(kind="i", start=4, length=3),))

    assert "\x1b[1;35mShe\x1b[0m: not \x1b[3mnow\x1b[0m\n" == render(Post(lines=(line,)), COLOUR)


@given(st.text())
def test_a_readers_words_cannot_drive_the_terminal(text: str) -> None:
    shown = echo(text, PLAIN)

    assert not any(ord(character) < 32 for character in shown if character != "\n")
