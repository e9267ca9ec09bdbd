"""From a post to the draft of a Discord message."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from adapters.discord.outbound import (
    CONTENT_LENGTH,
    LABEL_LENGTH,
    ButtonDraft,
    ChoiceDraft,
    MessageDraft,
    SpeakDraft,
    draft_of,
    echo,
    length,
    notice,
)
from adapters.port import Post
from adapters.tokens import ButtonToken
from narrative.cues import LETTER, MASK, Choice, Listen, Notice, Offer, Say, Span
from narrative.events import Language


def narrated(text: str, *spans: Span) -> Say:
    return Say(speaker="Narrator", name="", text=text, spans=spans)


def spoken(text: str, name: str = "Her") -> Say:
    return Say(speaker="She", name=name, text=text)


def pressed(text: str) -> Say:
    return Say(speaker=MASK, name="You", text=text)


def written(text: str, *spans: Span, pause: float = 0.0) -> Say:
    return Say(speaker=LETTER, name="Her letter", text=text, spans=spans, pause=pause)


def content(*lines: Say | Notice, plain: bool = False) -> str:
    return draft_of(Post(lines=lines), nonce=1, language=Language.ENGLISH, plain=plain).content


def buttons(controls: Offer | Listen, language: Language = Language.ENGLISH) -> tuple[ButtonDraft, ...]:
    post = Post(lines=(narrated("Well?"),), controls=controls)
    return draft_of(post, nonce=1, language=language).buttons


def test_the_nonce_is_the_outbox_id() -> None:
    expected = MessageDraft(content="Rain.", nonce="421")
    assert expected == draft_of(Post(lines=(narrated("Rain."),)), nonce=421, language=Language.ENGLISH)


@pytest.mark.parametrize(
    ("lines", "expected"),
    [
        ((narrated("Rain."),), "Rain."),
        ((narrated("Rain."), narrated("More rain.")), "Rain.\n\nMore rain."),
        ((narrated("So soft", Span(kind="i", start=3, length=4)),), "So _soft_"),
        ((spoken("Who?"),), "**Her**\nWho?"),
        ((spoken("Who?"), spoken("You?")), "**Her**\nWho?\n\nYou?"),
        (
            (spoken("Who?"), pressed("Me."), spoken("Ah.")),
            "**Her**\nWho?\n\n_You: Me._\n\n**Her**\nAh.",
        ),
        ((spoken("Who?"), narrated("Rain."), spoken("You?")), "**Her**\nWho?\n\nRain.\n\n**Her**\nYou?"),
        ((spoken("x", "*N*"),), "**\\*N\\***\nx"),
        ((pressed("*I*"),), "_You: \\*I\\*_"),
        (
            (
                written("“Who?”", Span(kind="quote", start=1, length=4), pause=1.0),
                written("You."),
                written("So.", pause=1.0),
            ),
            "> **Her letter**\n> “_Who?_”\n> You.\n> \n> So.",
        ),
        ((Notice(text="Help:\n/recap – where"),), "> Help:\n> /recap – where"),
        ((Notice(text="one\n\n# two"),), "> one\n> \n> \\# two"),
    ],
)
def test_lines_become_markdown(lines: tuple[Say | Notice, ...], expected: str) -> None:
    assert expected == content(*lines)


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        (narrated("So *soft*", Span(kind="i", start=3, length=6)), "So \\*soft\\*"),
        (spoken("Who?"), "Her\nWho?"),
        (pressed("# 1"), "You: # 1"),
        (written("Who?"), "Her letter\nWho?"),
        (Notice(text="Help:\n# 1"), "Help:\n\\# 1"),
    ],
)
def test_plain_is_escaped_and_undecorated(line: Say | Notice, expected: str) -> None:
    assert expected == content(line, plain=True)


def test_a_text_that_just_fits_is_whole() -> None:
    text = "a" * CONTENT_LENGTH
    assert text == content(narrated(text))


def test_a_text_that_does_not_fit_loses_its_end() -> None:
    cut = content(narrated("a" * 20_000))
    assert (True, True) == (cut.endswith("a…"), 1_900 < len(cut) <= CONTENT_LENGTH)


def test_the_first_of_two_lines_is_kept_whole() -> None:
    first = "a" * 1_500
    assert content(narrated(first), narrated("b" * 9_000)).startswith(f"{first}\n\nbbb")


def test_a_last_line_with_no_room_at_all_is_dropped() -> None:
    first = "a" * CONTENT_LENGTH
    assert first == content(narrated(first), narrated("b"))


def test_a_cut_breaks_no_escape() -> None:
    assert "\\*" * 999 + "…" == content(narrated("*" * 5_000))[-1_999:]


@given(st.text(max_size=3_000), st.text(max_size=3_000), st.booleans())
def test_whatever_is_said_fits_a_message(said: str, told: str, plain: bool) -> None:
    lines = (spoken(said), narrated(said, Span(kind="b", start=3, length=2_000)), Notice(text=told))
    assert length(content(*lines, plain=plain)) <= CONTENT_LENGTH


def test_emoji_count_twice() -> None:
    assert (2, 1, 1) == (length("😀"), length("é"), length("a"))


def test_a_notice_alone_is_quoted_and_cut() -> None:
    assert ("> Ask \\@everyone", True) == (
        notice("Ask @everyone"),
        len(notice("@" * 4_000)) <= CONTENT_LENGTH,
    )


@pytest.mark.parametrize(("language", "you"), [(Language.ENGLISH, "You"), (Language.INDONESIAN, "Kamu")])
def test_what_was_said_in_a_modal_looks_like_a_pressed_line(language: Language, you: str) -> None:
    assert f"_{you}: \\@everyone_\n_\\# stop_" == echo("@everyone\n# stop", language)


def test_an_offer_has_a_button_for_each_choice() -> None:
    expected = (
        ChoiceDraft(token=ButtonToken(offer=7, choice=0), label="Mend it", row=0),
        ChoiceDraft(token=ButtonToken(offer=7, choice=1), label="Leave it", row=1),
    )
    controls = Offer(offer=7, choices=(Choice(label="Mend it"), Choice(label="Leave it")))
    assert expected == buttons(controls)


@pytest.mark.parametrize(
    ("language", "label"), [(Language.ENGLISH, "Speak"), (Language.INDONESIAN, "Bicara")]
)
def test_a_talk_has_suggestions_and_a_mouth(language: Language, label: str) -> None:
    expected = (
        ChoiceDraft(token=ButtonToken(offer=8, choice=0), label="Good evening", row=0),
        SpeakDraft(offer=8, language=language, label=label, row=1),
    )
    assert expected == buttons(Listen(offer=8, choices=(Choice(label="Good evening"),)), language)


def test_a_talk_without_suggestions_has_a_mouth_alone() -> None:
    expected = (SpeakDraft(offer=8, language=Language.ENGLISH, label="Speak", row=0),)
    assert expected == buttons(Listen(offer=8))


@pytest.mark.parametrize(
    ("label", "expected"),
    [
        ("a" * 80, "a" * 80),
        ("a" * 81, "a" * 79 + "…"),
        ("😀" * 41, "😀" * 39 + "…"),
        ("  ", "…"),
        (" x ", "x"),
    ],
)
def test_a_label_is_cut_to_what_a_button_holds(label: str, expected: str) -> None:
    (button,) = buttons(Offer(offer=1, choices=(Choice(label=label),)))
    assert expected == button.label


@given(st.lists(st.builds(Choice, label=st.text(max_size=200)), min_size=1, max_size=40), st.booleans())
def test_whatever_is_offered_fits_five_rows_of_five(choices: list[Choice], listens: bool) -> None:
    kind = Listen if listens else Offer
    drafts = buttons(kind(offer=1, choices=tuple(choices)))
    rows = [draft.row for draft in drafts]
    assert (True, True, True, True) == (
        len(drafts) <= 25,
        max(rows) <= 4,
        max(rows.count(row) for row in rows) <= 5,
        all(0 < length(draft.label) <= LABEL_LENGTH for draft in drafts),
    )
