"""The prompt book: endings, voices, answers, and the words of speeches."""

from __future__ import annotations

from dataclasses import replace

import pytest

from narrative.chance import Chance
from narrative.drama.book import Book
from narrative.drama.reading import Option, Shown
from narrative.drama.rehearsal.prompt_book import PromptBook
from narrative.events import Language
from narrative.persona.acts import ACTS, Expectation, Interpretation
from narrative.persona.data import PersonaData, read_persona
from narrative.persona.exemplars import Exemplar
from tests.narrative.drama.lamp import Literal, make_book
from tests.narrative.drama.maze import MAZE

EN, ID = Language.ENGLISH, Language.INDONESIAN

ENGLISH = {"love": ["I love you", "my dear", "my heart", "my own"], "insult": ["you fool"]}
INDONESIAN = {"love": ["aku cinta kamu"]}


def persona() -> PersonaData:
    exemplars = [
        Exemplar(act=act, text=text, language=language)
        for language, table in (("en", ENGLISH), ("id", INDONESIAN))
        for act, texts in table.items()
        for text in texts
    ]
    context = {"yes_no": {"agree": 2, "disagree": 1.5, "order": 0.2, "greet": 1}}
    return read_persona({}, {}, {"context": context}, exemplars=tuple(exemplars))


@pytest.fixture
def prompts() -> PromptBook:
    return PromptBook(replace(make_book(MAZE), persona=persona()))


def spoken(
    prompts: PromptBook, act: str, *, language: Language = EN, times: int = 200
) -> list[Interpretation]:
    chance = Chance(1)
    return [prompts.speech(act, language, chance)[1] for _ in range(times)]


def words(prompts: PromptBook, act: str, *, language: Language = EN, manner: int = 0) -> set[str]:
    chance = Chance(1)
    return {prompts.speech(act, language, chance, manner=manner)[0] for _ in range(200)}


def test_endings_are_named_by_a_header(prompts: PromptBook) -> None:
    assert {"Kind": "kind", "Dull": "dull"} == prompts.endings


def test_voices_are_the_lines_that_somebody_says_to_the_reader(prompts: PromptBook) -> None:
    """Neither the narrator nor the mask."""
    voiced = ("line:yes", "line:kind", "line:dull")
    assert {line: line for line in voiced} == prompts.voices


def test_a_shadow_line_has_the_voice_of_its_source() -> None:
    script = MAZE.replace("She: Good night. #line:dull", "She: Yes? #shadow:yes")

    assert ["line:yes", "line:kind", "line:yes"] == list(PromptBook(make_book(script)).voices.values())


def test_answers_are_the_acts_that_a_question_makes_likelier(prompts: PromptBook) -> None:
    assert {"yes_no": frozenset({"agree", "disagree"})} == prompts.answers


def test_words_are_exemplars_of_the_act_in_the_language_of_the_moment(prompts: PromptBook) -> None:
    assert words(prompts, "love") <= set(ENGLISH["love"])
    assert {"aku cinta kamu"} == words(prompts, "love", language=ID)
    assert {"you fool"} == words(prompts, "insult")


def test_an_act_without_exemplars_is_named(prompts: PromptBook) -> None:
    assert {"(greet)"} == words(prompts, "greet")


def test_one_manner_has_few_ways_to_say_a_thing(prompts: PromptBook) -> None:
    assert set(ENGLISH["love"][:3]) == words(prompts, "love", manner=0)
    assert {"my own", "I love you", "my dear"} == words(prompts, "love", manner=3)


def test_sometimes_he_gives_a_name_and_says_it(prompts: PromptBook) -> None:
    chance = Chance(1)
    said = [prompts.speech("introduce_self", ID, chance) for _ in range(60)]
    names = {understood.slots.get("name", "") for _, understood in said}

    assert {"", "Kuroda", "Sam", "Dewi"} == names
    assert all(understood.slots.get("name", "") in text for text, understood in said)


def test_only_who_introduces_himself_gives_a_name(prompts: PromptBook) -> None:
    assert all(
        {} == one.slots for act in ACTS if act != "introduce_self" for one in spoken(prompts, act, times=9)
    )


def test_half_of_the_speeches_do_a_second_thing_as_well(prompts: PromptBook) -> None:
    seconds = [one.also for one in spoken(prompts, "love", times=1000)]

    assert 400 < sum(bool(also) for also in seconds) < 600
    assert set(ACTS) - {"love", "self_harm", "threat", "sexual_explicit"} >= set(seconds) - {""}


@pytest.mark.parametrize(
    ("act", "safety"), [("threat", "threat"), ("sexual_explicit", "sexual_explicit"), ("love", "")]
)
def test_what_must_not_be_kept_is_marked(prompts: PromptBook, act: str, safety: str) -> None:
    assert {safety} == {one.safety for one in spoken(prompts, act)}


class Counting(Literal):
    """Counts how often it is asked."""

    def __init__(self) -> None:
        super().__init__()
        self.asked: list[str] = []

    def interpret(self, text: str, expecting: Expectation) -> Interpretation:
        self.asked.append(text)
        return super().interpret(text, expecting)


def pressing(line: str, listener: Literal) -> tuple[Book, Option]:
    script = MAZE.replace("Mask: I love you.", f"Mask: {line}")
    return make_book(script, listener), Option(line=Shown(line_id="line:s_love"), act="love")


def test_a_pressed_line_does_what_its_author_says() -> None:
    book, option = pressing("I love you.", Literal())

    assert ("I love you.", Interpretation(act="love")) == PromptBook(book).pressed(option, EN)


def test_a_name_in_a_pressed_line_is_understood_and_only_once() -> None:
    listener = Counting()
    book, option = pressing("I am Kuroda.", listener)
    prompts = PromptBook(book)

    for _ in range(3):
        understood = Interpretation(act="love", slots={"name": "Kuroda"})
        assert ("I am Kuroda.", understood) == prompts.pressed(option, EN)
    assert ["I am Kuroda."] == listener.asked
