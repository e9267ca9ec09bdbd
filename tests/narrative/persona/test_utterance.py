"""Reading what a reader typed into its plain spelling."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from narrative.persona.utterance import READ, READ_FOR_SAFETY, Reader, Utterance, seen

READER = Reader(
    {"u": "you", "ga": "tidak", "gak": "tidak", "gw": "aku", "bgt": "banget", "gonna": "going to"}
)


def test_an_utterance_is_read_into_words_marks_and_what_was_typed():
    """The whole value, so that no field is forgotten."""
    expected = Utterance(
        typed="Hey... *waves* Are U there?!",
        spoken="hey.. *waves* are you there?!",
        full="hey … * waves * are you there ?",
        text="hey … * waves * are you there ?",
        words=("hey", "…", "*", "waves", "*", "are", "you", "there", "?"),
        bare="hey waves are you there",
        asks=True,
    )
    assert expected == READER.read("  Hey... *waves*\nAre U there?! ")


@pytest.mark.parametrize(
    ("typed", "plain"),
    [
        ("HELLO", "hello"),
        ("heyyyyy", "hey"),
        ("hahahahaha", "haha"),
        ("wkwkwkwk", "wkwk"),
        ("gw ga tau", "aku tidak tau"),
        ("capek bgt", "capek banget"),
        ("jalan2 yuk", "jalan jalan yuk"),
        ("i'm gonna", "im going to"),
        ("I’m", "im"),
        ("“quoted”, (words)", "quoted words"),
        ("café", "cafe"),
        ("ｆｕｌｌ ｗｉｄｔｈ", "full width"),
        ("𝐛𝐨𝐥𝐝", "bold"),
        ("wait.... what", "wait … what"),
        ("no…", "no …"),
        ("what?!?!", "what ?"),
        ("stop!!!", "stop !!!"),
        ("hi👋🏽", "hi 👋"),
        ("❤️", "❤"),
        ("snake_case", "snake case"),
        ("a\tb\r\nc", "a b c"),
        ("<b>bold</b>", "b bold b"),
    ],
)
def test_one_thing_is_spelt_one_way(typed: str, plain: str):
    """However it was typed."""
    assert plain == READER.read(typed).text


@pytest.mark.parametrize(
    "hidden",
    [
        "\x00",
        "\u200b",
        "\u200d",
        "\u2060",
        "\ufeff",
        "\u00ad",
        "\u202e",
        "\u2066",
        "\u061c",
        "\ud800",
        "\x1b",
        "\U000e0041",
    ],
    ids=ascii,
)
def test_what_cannot_be_seen_does_not_split_a_word(hidden: str):
    """Or it would be a way round the safety acts."""
    assert "die" == READER.read(f"d{hidden}i{hidden}e").text


@pytest.mark.parametrize(
    "text",
    ["", "   ", "\n", "...", "…", ". . .", "-", "\u200b\u200b", "\x00", "* *", "**", "()", "~"],
    ids=ascii,
)
def test_nothing_readable_is_silence(text: str):
    """Dots and dashes say as much as an empty line."""
    assert READER.read(text).silent


@pytest.mark.parametrize("text", ["a", "?", "!", "👍", "你好", "1", "*nods*", "...well"])
def test_anything_readable_is_not_silence(text: str):
    """A single mark of surprise is something said."""
    assert not READER.read(text).silent


def test_understanding_reads_a_part_and_safety_reads_on():
    """What matters may come at the end of a long message."""
    heard = READER.read("bla " * 100 + "end")
    assert (READ - 1, True, False) == (
        len(heard.text),
        heard.full.endswith("end"),
        heard.text.endswith("end"),
    )


def test_a_flood_of_hidden_characters_does_not_push_the_words_out():
    """They are taken out before anything is cut."""
    assert "hello" == READER.read("\u200b" * 10_000 + "hello").text


def test_seen_keeps_everything_visible():
    """Emoji, other scripts and line ends stay."""
    assert "Hi 👋\nمرحبا" == seen("H\u200bi 👋\n\u202eمرحبا")


@given(st.text(max_size=400) | st.text(alphabet="*'\u200b?!.aA2ü \n", max_size=400))
def test_any_text_can_be_read(text: str):
    """And stays within what is read."""
    heard = READER.read(text)
    assert len(heard.text) <= READ
    assert len(heard.typed) <= READ
    assert len(heard.full) <= 4 * READ_FOR_SAFETY
    assert " ".join(heard.words) == " ".join(heard.text.split())


@given(st.text(max_size=200))
def test_reading_is_pure(text: str):
    """The same text is read the same way twice."""
    assert READER.read(text) == READER.read(text)
