"""What goes to Telegram: text, looks and buttons."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from adapters.port import Action, ConversationKey, Outbound, Post, Strip, Typing
from adapters.telegram.inbound import JSON
from adapters.telegram.outbound import LIMITS, ClearKeyboard, Request, SendMessage, ShowTyping, cut, render
from narrative.cues import LETTER, MASK, Choice, Listen, Notice, Offer, Say, Span
from narrative.events import Language


def outbound(action: Action, *, plain: bool = False) -> Outbound:
    chat = ConversationKey(platform="telegram", chat="7")
    return Outbound(id=1, conversation=chat, language=Language.ENGLISH, action=action, plain=plain)


def rendered(
    *lines: Say | Notice, controls: Offer | Listen | None = None, plain: bool = False
) -> SendMessage:
    request = render(outbound(Post(lines=lines, controls=controls), plain=plain))
    assert isinstance(request, SendMessage)
    return request


def told(text: str, *spans: Span) -> Say:
    return Say(speaker="Narrator", name="", text=text, spans=spans)


def she(text: str, *spans: Span) -> Say:
    return Say(speaker="She", name="She", text=text, spans=spans)


def bold(offset: int, length: int) -> JSON:
    return {"type": "bold", "offset": offset, "length": length}


def italic(offset: int, length: int) -> JSON:
    return {"type": "italic", "offset": offset, "length": length}


def test_the_narrator_speaks_plainly() -> None:
    assert SendMessage(chat=7, text="It rains.") == rendered(told("It rains."))


def test_a_speaker_is_named_in_bold_on_a_line_of_its_own() -> None:
    assert SendMessage(chat=7, text="She\nCome in.", entities=(bold(0, 3),)) == rendered(she("Come in."))


def test_a_speaker_is_named_once_until_another_speaks() -> None:
    expected = SendMessage(
        chat=7,
        text="She\nOne.\n\nTwo.\n\nIt rains.\n\nShe\nThree.",
        entities=(bold(0, 3), bold(27, 3)),
    )
    assert expected == rendered(she("One."), she("Two."), told("It rains."), she("Three."))


def test_the_readers_own_line_is_set_lightly() -> None:
    mask = Say(speaker=MASK, name="You", text="Only me.")
    expected = SendMessage(
        chat=7,
        text="She\nWho?\n\nYou: Only me.\n\nShe\nAh.",
        entities=(bold(0, 3), italic(10, 13), bold(25, 3)),
    )
    assert expected == rendered(she("Who?"), mask, she("Ah."))


def test_a_letter_is_one_quotation() -> None:
    def written(text: str, *spans: Span, pause: float = 0.0) -> Say:
        return Say(speaker=LETTER, name="Her letter", text=text, spans=spans, pause=pause)

    said = written("“Who?”", Span(kind="quote", start=1, length=4), pause=1.0)
    quotation = {"type": "blockquote", "offset": 0, "length": 27}
    expected = SendMessage(
        chat=7,
        text="Her letter\n“Who?”\nYou.\n\nSo.",
        entities=(quotation, bold(0, 10), italic(12, 4)),
    )
    assert expected == rendered(said, written("You."), written("So.", pause=1.0))


def test_spans_become_looks() -> None:
    spans = (
        Span(kind="i", start=0, length=1),
        Span(kind="b", start=2, length=1),
        Span(kind="quote", start=4, length=1),
    )
    expected = SendMessage(chat=7, text="a b c", entities=(italic(0, 1), bold(2, 1), italic(4, 1)))
    assert expected == rendered(told("a b c", *spans))


def test_looks_are_counted_in_utf_16_units() -> None:
    """A face takes two units, and a name before the text moves everything."""
    expected = SendMessage(chat=7, text="She\n😀 you 😀😀", entities=(bold(0, 3), italic(7, 3), bold(11, 4)))
    spans = (Span(kind="i", start=2, length=3), Span(kind="b", start=6, length=2))
    assert expected == rendered(she("😀 you 😀😀", *spans))


def test_a_word_from_outside_the_story_is_set_apart() -> None:
    quote = {"type": "blockquote", "offset": 0, "length": 9}
    assert SendMessage(chat=7, text="A notice.", entities=(quote,)) == rendered(Notice(text="A notice."))


def test_plain_means_the_words_alone() -> None:
    span = Span(kind="i", start=0, length=4)
    assert SendMessage(chat=7, text="She\nCome in.") == rendered(she("Come in.", span), plain=True)


@pytest.mark.parametrize(
    "text",
    [
        "<b>x</b>",
        "*x* _y_ `z`",
        "[a](http://b)",
        "@everyone",
        "/start",
        "&amp;",
        "\u202eabc",
        "\u200b.",
        "😀",
    ],
)
def test_text_is_never_markup(text: str) -> None:
    assert SendMessage(chat=7, text=text) == rendered(told(text))


def keyboard(*rows: tuple[str, str]) -> JSON:
    return {"inline_keyboard": [[{"text": text, "callback_data": data}] for text, data in rows]}


def test_choices_are_buttons_one_a_row() -> None:
    offer = Offer(offer=3, choices=(Choice(label="Soft"), Choice(label="Hard")))
    expected = SendMessage(chat=7, text="?", keyboard=keyboard(("Soft", "k1:3:0"), ("Hard", "k1:3:1")))
    assert expected == rendered(told("?"), controls=offer)


def test_suggestions_are_buttons_one_a_row() -> None:
    listen = Listen(offer=4, choices=(Choice(label="Greet her"), Choice(label="…")))
    expected = SendMessage(chat=7, text="?", keyboard=keyboard(("Greet her", "k1:4:0"), ("…", "k1:4:1")))
    assert expected == rendered(told("?"), controls=listen)


def test_without_suggestions_there_is_no_keyboard() -> None:
    assert SendMessage(chat=7, text="?") == rendered(told("?"), controls=Listen(offer=4))


def test_the_largest_token_fits_a_button() -> None:
    choices = tuple(Choice(label=str(number)) for number in range(100))
    request = rendered(told("?"), controls=Offer(offer=999_999_999, choices=choices))
    assert request.keyboard
    data = [row[0]["callback_data"] for row in request.keyboard["inline_keyboard"]]
    assert (100, "k1:999999999:99") == (len(data), data[-1])


def test_a_long_label_is_cut() -> None:
    offer = Offer(offer=1, choices=(Choice(label="x" * 65),))
    assert keyboard(("x" * 63 + "…", "k1:1:0")) == rendered(told("?"), controls=offer).keyboard


@pytest.mark.parametrize(
    ("action", "expected"),
    [
        (Strip(message_id="12"), ClearKeyboard(chat=7, message=12)),
        (Typing(seconds=2.5), ShowTyping(chat=7, seconds=2.5)),
    ],
)
def test_other_actions_have_requests_of_their_own(action: Action, expected: Request) -> None:
    assert expected == render(outbound(action))


@pytest.mark.parametrize(
    ("text", "limit", "expected"),
    [
        ("abcd", 4, "abcd"),
        ("abcde", 4, "abc…"),
        ("ab cd", 4, "ab…"),
        ("abe\u0301d", 4, "ab…"),
        ("ab👩\u200d👧d", 5, "ab…"),
        ("ab👍🏽d", 4, "ab…"),
        ("\u0301" * 9, 4, "…"),
    ],
)
def test_a_cut_goes_between_signs(text: str, limit: int, expected: str) -> None:
    assert expected == cut(text, limit)


def test_looks_end_where_a_cut_text_ends() -> None:
    span = Span(kind="i", start=4000, length=1000)
    late = Span(kind="b", start=4990, length=5)
    request = rendered(told("x" * 5000, span, late))
    assert ("x" * 4095 + "…", (italic(4000, 96),)) == (request.text, request.entities)


signs = st.text(st.characters(codec="utf-8"), min_size=1, max_size=40)
lines = st.one_of(
    signs.map(told),
    signs.map(she),
    signs.map(lambda text: Notice(text=text)),
    st.builds(
        lambda text, start, length: told(text, Span(kind="quote", start=start, length=length)),
        signs,
        st.integers(0, 50),
        st.integers(0, 50),
    ),
)


@given(st.lists(lines, min_size=1, max_size=5), st.integers(1, 300))
def test_whatever_is_said_fits_and_its_looks_lie_within_it(drawn: list[Say | Notice], times: int) -> None:
    request = rendered(*(drawn * times)[:300])
    units = len(request.text.encode("utf-16-le")) // 2
    assert len(request.text) <= LIMITS.text
    for entity in request.entities:
        assert 0 <= entity["offset"] < entity["offset"] + entity["length"] <= units
