"""Understanding what the mask does by what he says."""

from __future__ import annotations

import tracemalloc
from dataclasses import replace
from io import BytesIO

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from narrative.errors import AuthorError
from narrative.persona.acts import ACTS, DEFLECT, Expectation, Interpretation, Recognizer
from narrative.persona.data import PersonaData
from narrative.persona.model import read_model
from narrative.persona.recognizer import TrainedRecognizer

FIRST = Expectation()
LATER = Expectation(turn=4, place="street")


def act_of(recognizer: Recognizer, text: str, expecting: Expectation = LATER) -> str:
    return recognizer.interpret(text, expecting).act


@pytest.mark.parametrize(
    ("text", "act"),
    [
        ("what is your husband like?", "ask_husband"),
        ("do you still love him", "ask_marriage"),
        ("what did you teach them today", "ask_craft"),
        ("you look lovely in that coat", "compliment"),
        ("would you have a coffee with me", "invite_drink"),
        ("let's have dinner together", "invite_dinner"),
        ("have we met before?", "ask_recognition"),
        ("why did you answer me", "ask_motive"),
        ("I feel so alone in this city", "talk_loneliness"),
        ("I work in a laboratory with polymers", "talk_work"),
        ("I am your husband", "confess"),
        ("*takes off the mask*", "confess"),
        ("I love you", "love"),
        ("this is a mask", "confess"),
        ("can I see you again on thursday", "meet_again"),
        ("you cheated on your husband", "jealousy"),
        ("are you a bot", "meta"),
        ("suamimu orangnya gimana?", "ask_husband"),
        ("kamu masih cinta sama dia?", "ask_marriage"),
        ("tadi ngajar apa di kelas?", "ask_craft"),
        ("ngopi yuk sebentar", "invite_drink"),
        ("makan malam bareng yuk", "invite_dinner"),
        ("kita pernah ketemu ya?", "ask_recognition"),
        ("aku kesepian di kota ini", "talk_loneliness"),
        ("aku ini suamimu", "confess"),
        ("kangen banget sama kamu", "love"),
        ("kamu cantik banget malam ini", "compliment"),
        ("ini bot ya?", "meta"),
        ("maksudmu apa?", "clarify"),
        ("aku minta maaf soal tadi", "apologise"),
    ],
)
def test_plain_speech_is_understood(recognizer: TrainedRecognizer, text: str, act: str):
    """In both languages."""
    assert act == act_of(recognizer, text)


@pytest.mark.parametrize(
    ("text", "act"),
    [
        ("yes", "agree"),
        ("iya", "agree"),
        ("No.", "disagree"),
        ("enggak", "disagree"),
        ("nggakkk", "disagree"),
        ("what?", "clarify"),
        ("???", "clarify"),
        ("hah?", "clarify"),
        ("thx", "thank"),
        ("makasih", "thank"),
        ("👍", "agree"),
        ("😂", "joke"),
        ("wkwkwkwk", "joke"),
        ("lol", "joke"),
        ("bye", "farewell"),
    ],
)
def test_an_utterance_that_is_one_known_answer_means_it(recognizer: TrainedRecognizer, text: str, act: str):
    """So few letters say too little to a model."""
    found = recognizer.interpret(text, LATER)
    assert (act, "answer") == (found.act, found.evidence[0])


@pytest.mark.parametrize(
    "text",
    ["", " ", "...", "…", "\u200b", "*silence*", "diam", "*diam*", "*says nothing*", "hmm", "um..."],
    ids=ascii,
)
def test_silence_hesitates(recognizer: TrainedRecognizer, text: str):
    """Nothing, dots, and silence named by its name."""
    assert "hesitate" == act_of(recognizer, text)


@pytest.mark.parametrize(
    "text", ["good evening", "selamat malam", "Selamat malam, Nyonya", "excuse me", "permisi"]
)
def test_the_first_words_greet(recognizer: TrainedRecognizer, text: str):
    """Nobody takes leave before he has come."""
    assert "greet" == act_of(recognizer, text, FIRST)


def test_the_same_words_take_leave_later(recognizer: TrainedRecognizer):
    """Good night in Indonesian is good evening."""
    assert ("greet", "farewell") == (
        act_of(recognizer, "selamat malam", FIRST),
        act_of(recognizer, "selamat malam", LATER),
    )


def test_a_suggestion_wins_to_the_letter(recognizer: TrainedRecognizer):
    """Whatever it would mean otherwise, typed by hand or pressed."""
    expecting = replace(LATER, suggestions={"Will you shoot me for asking?": "joke"})
    found = [
        recognizer.interpret(text, expecting)
        for text in ("Will you shoot me for asking?", "will you shoot me for asking")
    ]
    assert [("joke", "suggestion"), ("joke", "suggestion")] == [
        (each.act, each.evidence[0]) for each in found
    ]


def test_an_empty_utterance_is_no_suggestion(recognizer: TrainedRecognizer):
    """Even where a suggestion has no letters."""
    assert "hesitate" == act_of(recognizer, "", replace(LATER, suggestions={"…": "joke"}))


def test_the_place_decides_between_an_order_and_an_invitation(recognizer: TrainedRecognizer):
    """Seated, one orders."""
    likely = {}
    for place in ("street", "seated"):
        ranked = recognizer.interpret("one more coffee maybe", replace(LATER, place=place)).ranked
        likely[place] = {each.act: each.score for each in ranked}
    assert likely["seated"].get("order", 0.0) > likely["street"].get("order", 0.0)


def test_a_bare_name_answers_the_question_for_one(recognizer: TrainedRecognizer):
    """And is nothing she could follow otherwise."""
    found = recognizer.interpret("Ishida", replace(LATER, asked="name"))
    assert ("introduce_self", {"name": "Ishida"}) == (found.act, found.slots)


def test_a_refusal_to_give_a_name_is_a_refusal(recognizer: TrainedRecognizer):
    """Not a man called No."""
    found = recognizer.interpret("no", replace(LATER, asked="name"))
    assert ("disagree", {}) == (found.act, found.slots)


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("call me Ishida", "Ishida"),
        ("I'm Budi", "Budi"),
        ("namaku Rudi", "Rudi"),
        ("panggil saja Pak Tono", "Pak Tono"),
    ],
)
def test_a_name_he_gives_himself_is_kept(recognizer: TrainedRecognizer, text: str, name: str):
    """As he typed it."""
    found = recognizer.interpret(text, LATER)
    assert ("introduce_self", {"name": name}) == (found.act, found.slots)


@pytest.mark.parametrize(
    ("text", "fact"),
    [
        ("you wash his bandages and hang them up to dry", "bandages"),
        ("perbanmu dijemur melintang di kamar lagi?", "bandages"),
        ("how is the blue tin", "blue_tin"),
        ("kancing-kancingmu masih di kaleng biru itu?", "blue_tin"),
        ("you always take one spoon of sugar", "sugar"),
        ("sesendok gula, lalu kamu bilang tidak pakai", "sugar"),
        ("did the persimmon ripen", "persimmon"),
        ("kesemeknya sudah berbuah?", "persimmon"),
        ("mind the third stair", "stair"),
        ("anak tangga ketiga selalu berderit", "stair"),
        ("you hum when you sew", "humming"),
        ("kamu suka bersenandung kalau menjahit", "humming"),
        ("your lecture is on Thursdays", "lecture"),
        ("kamu pulang naik bus jam empat", "lecture"),
        ("you sleep with the window open a hand's breadth", "window"),
        ("jendelamu terbuka sejengkal", "window"),
        ("there is indigo on your ring", "indigo"),
        ("setetes nila di cincinmu", "indigo"),
        ("it rained all through our honeymoon", "honeymoon"),
        ("kita bikin simpul dari tali pancing", "honeymoon"),
    ],
)
def test_a_private_fact_is_a_slip(recognizer: TrainedRecognizer, text: str, fact: str):
    """Each of the ten that only her husband knows, in both languages."""
    found = recognizer.interpret(text, LATER)
    assert ("slip", fact) == (found.act, found.slots["topic"])


@pytest.mark.parametrize(
    "text",
    [
        "what do you make",
        "do you take sugar?",
        "may I open the window",
        "that is a beautiful ring",
        "the bus is late",
        "have you been married long",
        "his face is bandaged, you say?",
        "do you like Bach",
        "are you free on thursday",
        "apa kamu pakai gula?",
        "jendelanya boleh dibuka?",
        "cincinmu bagus",
        "busnya telat",
    ],
)
def test_what_a_stranger_may_say_is_no_slip(recognizer: TrainedRecognizer, text: str):
    """A slip presupposes what he cannot know."""
    assert act_of(recognizer, text) != "slip"


def test_a_confession_that_names_a_fact_is_a_confession(recognizer: TrainedRecognizer):
    """The slip comes second."""
    found = recognizer.interpret("I am your husband, I know about the third stair", LATER)
    assert ("confess", "slip") == (found.act, found.also)


def test_nothing_can_slip_before_a_mirror(recognizer: TrainedRecognizer):
    """It is told nothing that it does not know."""
    found = recognizer.interpret("mind the third stair", Expectation(listener="Mirror"))
    assert {} == found.slots


@pytest.mark.parametrize("text", ["сколько времени", "يوم سعيد", "你好吗", "mxqz plorp vrnt gleeb"])
def test_what_cannot_be_followed_is_evaded(recognizer: TrainedRecognizer, text: str):
    """A graceful evasion is better than a wrong answer."""
    assert act_of(recognizer, text) in (DEFLECT, "off_topic")


@pytest.mark.parametrize(
    ("text", "question", "negated"),
    [
        ("where do you live", True, False),
        ("you live here?", True, False),
        ("I don't live here", False, True),
        ("why not", True, True),
        ("kenapa tidak", True, True),
        ("rumahmu di sini?", True, False),
        ("bukan aku", False, True),
        ("good evening", False, False),
    ],
)
def test_questions_and_negations_are_told(
    recognizer: TrainedRecognizer, text: str, *, question: bool, negated: bool
):
    """For lines that answer either."""
    found = recognizer.interpret(text, LATER)
    assert (question, negated) == (found.question, found.negated)


def test_an_interpretation_is_explained_without_the_readers_words(recognizer: TrainedRecognizer):
    """The trace may be logged."""
    found = recognizer.interpret("mind the third stair, Zbigniew", LATER)
    assert "fact" == found.evidence[0]
    assert "zbigniew" not in repr(found).casefold()


def ranked_well(found: Interpretation) -> bool:
    acts, scores = [each.act for each in found.ranked], [each.score for each in found.ranked]
    return (
        len(acts) >= 3
        and len(set(acts)) == len(acts)
        and set(acts) <= set(ACTS)
        and all(0 <= score <= 1 for score in scores)
        and scores == sorted(scores, reverse=True)
    )


EXPECTATIONS = st.builds(
    Expectation,
    listener=st.sampled_from(["She", "Mirror", "Nobody"]),
    turn=st.integers(0, 50),
    place=st.sampled_from(["", "street", "seated", "telephone", "moon"]),
    asked=st.sampled_from(["", "yes_no", "name", "reason", "colour"]),
    suggestions=st.dictionaries(st.text(max_size=20), st.sampled_from(ACTS), max_size=3),
)


@given(text=st.text(max_size=500), expecting=EXPECTATIONS)
def test_any_text_is_understood_somehow(recognizer: TrainedRecognizer, text: str, expecting: Expectation):
    """Without an error, with a known act, and the same way twice."""
    found = recognizer.interpret(text, expecting)
    assert found.act in (*ACTS, DEFLECT)
    assert found.also in (*ACTS, "")
    assert ranked_well(found)
    assert found == recognizer.interpret(text, expecting)


@given(st.text(alphabet="aku mati*…?!'\u200b💀 \nI want to die", max_size=300))
def test_any_order_of_dangerous_words_is_understood_somehow(recognizer: TrainedRecognizer, text: str):
    """The patterns find their end."""
    assert ranked_well(recognizer.interpret(text, LATER))


@pytest.mark.parametrize(
    "text", ["a " * 10_000, "x" * 20_000, "*" * 20_000, "💀" * 20_000, "?!" * 10_000, "kill " * 4_000]
)
def test_a_message_of_any_length_is_understood_somehow(recognizer: TrainedRecognizer, text: str):
    """Twenty thousand characters are read no further than need be."""
    assert ranked_well(recognizer.interpret(text, LATER))


def test_a_loaded_model_takes_little_memory(book_folder, data: PersonaData):
    """It is to leave room in a small machine."""
    artefact = (book_folder / "persona" / "model.npz").read_bytes()
    tracemalloc.start()
    try:
        TrainedRecognizer.load(artefact, data)
        _, peak = tracemalloc.get_traced_memory()
    finally:
        tracemalloc.stop()
    assert peak < 12_000_000


def altered(artefact: bytes, **arrays: object) -> bytes:
    with np.load(BytesIO(artefact)) as stored:
        kept = {name: stored[name] for name in stored.files}
    buffer = BytesIO()
    np.savez(buffer, **(kept | arrays))
    return buffer.getvalue()


def test_a_model_trained_from_other_exemplars_is_refused(book_folder, data: PersonaData):
    """Its author is told what to do."""
    artefact = altered((book_folder / "persona" / "model.npz").read_bytes(), digest=np.array("other"))
    with pytest.raises(AuthorError, match="kedok train"):
        TrainedRecognizer.load(artefact, data)


def test_a_model_of_another_format_is_refused(book_folder):
    """Before anything in it is trusted."""
    artefact = altered((book_folder / "persona" / "model.npz").read_bytes(), format=np.int64(99))
    with pytest.raises(AuthorError, match="format 99"):
        read_model(artefact)
