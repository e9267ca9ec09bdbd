"""Understands free text: rules where words are plain, a small trained model elsewhere, and no answer when
unsure.

Theory of operation. An utterance is read into its plain spelling, and the model says how likely each act is,
with the scene's expectations weighed in. Then the first of these decides: a suggestion said to the letter;
silence; danger (`safety`); a name, where one was asked for; an utterance that is one known answer, such as
"no"; a private fact let slip; and else the likeliest act, if it is likely enough. Otherwise the act is
`DEFLECT`: to evade gracefully is better than to answer what was not said.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from math import prod

import numpy as np
from numpy.typing import NDArray

from narrative.errors import AuthorError
from narrative.persona.acts import (
    ACTS,
    DEFLECT,
    SAFETY_ACTS,
    SOME_TURN,
    Expectation,
    Interpretation,
    ScoredAct,
)
from narrative.persona.data import PersonaData
from narrative.persona.encoder import Encoder, Floats
from narrative.persona.features import features
from narrative.persona.misspelling import Mender
from narrative.persona.model import Model, likelihoods, read_model, situation
from narrative.persona.names import NameFinder
from narrative.persona.safety import alarm_in, cleared, danger_in
from narrative.persona.utterance import Reader, Utterance

_RANKED = 5
_SECOND_ACT = 0.2
_KNOWS_THE_FACTS = "She"


@dataclass(frozen=True, slots=True, kw_only=True)
class Decision:
    """An act and why it was decided; `fact` is the private fact that slipped, if one did."""

    act: str
    reason: str
    fact: str = ""


class TrainedRecognizer:
    """A `Recognizer` made of a book's persona data and the model trained from it."""

    __slots__ = ("_data", "_encoder", "_judgement", "_model", "_names", "_reader")

    def __init__(self, model: Model, data: PersonaData, encoder: Encoder | None = None) -> None:
        self._model = model
        self._data = data
        self._encoder = encoder if model.meaning is not None else None
        self._judgement = model.light if self._encoder is None else model.whole
        self._reader = Reader(data.spellings, _mender(data))
        self._names = NameFinder(data.names)

    @classmethod
    def load(cls, artefact: bytes, lexicon: PersonaData, encoder: Encoder | None = None) -> TrainedRecognizer:
        """Return a recognizer from the bytes that `training.train` made of the same data.

        Without the encoder it was trained with it understands by letters alone: lighter, and less.
        """
        model = read_model(artefact)
        if model.digest != lexicon.digest:
            message = "model.npz was trained from other exemplars than these: train it again (kedok train)"
            raise AuthorError(message)
        return cls(model, lexicon, encoder)

    @property
    def data(self) -> PersonaData:
        """What it knows of the readers' language."""
        return self._data

    def interpret(self, text: str, expecting: Expectation) -> Interpretation:
        """Return what `text`, of any length and content, was understood to do. Never raises."""
        heard = self._reader.read(text)
        name = self._names.find(heard.typed, asked=expecting.asked == "name")
        factors = self._factors(expecting, named=bool(name))
        scores, dangers = self._scores(heard)
        expected = self._expected(expecting)
        likely = cleared(heard.full, self._likely(scores, expected, factors), self._data.safety)
        alarm = alarm_in(heard.full, dangers > self._judgement.alarms, self._data.safety)
        decision = self._decide(heard, likely, alarm, expecting, factors)
        ranked = _ranked(decision.act, likely)
        return Interpretation(
            act=decision.act,
            also=self._second(decision, likely),
            ranked=ranked,
            question=heard.asks or not self._data.questions.isdisjoint(heard.words[:1]),
            negated=any(word in self._data.negations for word in heard.words),
            safety=decision.act if decision.act in SAFETY_ACTS else "",
            slots={key: slot for key, slot in (("name", name), ("topic", decision.fact)) if slot},
            evidence=(decision.reason, f"{ranked[0].act}={ranked[0].score:.2f}"),
        )

    def _decide(
        self,
        heard: Utterance,
        likely: Mapping[str, float],
        alarm: str,
        expecting: Expectation,
        factors: Mapping[str, float],
    ) -> Decision:
        if act := self._suggested(heard, expecting):
            return Decision(act=act, reason="suggestion")
        if heard.silent:
            return Decision(act="hesitate", reason="silence")
        if act := danger_in(heard.full, self._data.safety):
            return Decision(act=act, reason="sign")
        if alarm:
            return Decision(act=alarm, reason="alarm")
        if acts := self._data.answers.get(heard.bare or heard.text):
            return Decision(act=max(acts, key=factors.__getitem__), reason="answer")
        return self._slipped(heard, likely, expecting) or self._likeliest(likely)

    def _suggested(self, heard: Utterance, expecting: Expectation) -> str:
        if not heard.bare:
            return ""
        lines = expecting.suggestions.items()
        return next((act for line, act in lines if self._reader.read(line).bare == heard.bare), "")

    def _slipped(
        self, heard: Utterance, likely: Mapping[str, float], expecting: Expectation
    ) -> Decision | None:
        if expecting.listener != _KNOWS_THE_FACTS:
            return None
        facts = (fact for fact, words in self._data.facts.items() if words.search(heard.text))
        if not (fact := next(facts, "")):
            return None
        act = "confess" if likely["confess"] >= _SECOND_ACT else "slip"
        return Decision(act=act, reason="fact", fact=fact)

    def _likeliest(self, likely: Mapping[str, float]) -> Decision:
        act = max(likely, key=likely.__getitem__)
        if likely[act] < self._judgement.threshold or act in SAFETY_ACTS:
            return Decision(act=DEFLECT, reason="unsure")
        return Decision(act=act, reason="model")

    def _second(self, decision: Decision, likely: Mapping[str, float]) -> str:
        if decision.fact and decision.act != "slip":
            return "slip"
        if decision.act == DEFLECT or decision.reason in ("suggestion", "silence", "answer"):
            return ""
        others = [act for act in ACTS if act not in (decision.act, *SAFETY_ACTS)]
        second = max(others, key=likely.__getitem__)
        return second if likely[second] >= _SECOND_ACT else ""

    def _scores(self, heard: Utterance) -> tuple[Floats, Floats]:
        """Return what the letters and the meaning say of the acts, added up, and of the dangers."""
        model, judgement = self._model, self._judgement
        found = features(heard.text, heard.words, self._data.concepts_in(heard.words))
        row = found.weighted(model.rarity)
        letters, danger = model.letters.of_row(row), model.letters_danger.of_row(row)
        if self._encoder is None or model.meaning is None or model.meaning_danger is None:
            return letters, danger
        vector = self._meaning(heard.spoken)
        known = likelihoods(letters, model.light.temperature).astype(np.float32)
        return (
            model.meaning.of_vector(vector) + judgement.share * known,
            model.meaning_danger.of_vector(vector) + judgement.danger_share * danger,
        )

    def _expected(self, expecting: Expectation) -> float | NDArray[np.float64]:
        """Return how much likelier than usual what she said makes each act, in logarithms."""
        if self._encoder is None or self._model.expected is None or not expecting.before:
            return 0.0
        before = self._reader.read(expecting.before).spoken
        return self._model.expected.of(situation(self._meaning(before), expecting.place))

    def _meaning(self, spoken: str) -> Floats:
        assert self._encoder is not None
        return np.asarray(self._encoder((spoken,))[0])

    def _likely(
        self, scores: Floats, expected: float | NDArray[np.float64], factors: Mapping[str, float]
    ) -> dict[str, float]:
        likely = np.exp(likelihoods(scores, self._judgement.temperature) + expected)
        weighed = likely * [factors[act] for act in ACTS]
        return dict(zip(ACTS, (weighed / weighed.sum()).tolist(), strict=True))

    def _factors(self, expecting: Expectation, *, named: bool) -> dict[str, float]:
        """Return how much likelier or less likely the scene makes each act."""
        turn = {SOME_TURN: "", 0: "first_turn"}.get(expecting.turn, "later_turn")
        keys = (expecting.listener, turn, expecting.place, expecting.asked, "named" if named else "")
        tables = [self._data.context[key] for key in keys if key in self._data.context]
        return {act: prod(table.get(act, 1.0) for table in tables) for act in ACTS}


def _mender(data: PersonaData) -> Mender:
    """Return what knows every word of the exemplars as they were learnt from."""
    reader = Reader(data.spellings)
    return Mender(
        lambda: (word for line in (*data.exemplars, *data.dangers) for word in reader.read(line.text).words)
    )


def _ranked(act: str, likely: Mapping[str, float]) -> tuple[ScoredAct, ...]:
    """Return the likeliest acts, with a decided one in front of them."""
    best = sorted(likely, key=lambda each: -likely[each])[:_RANKED]
    if act in (DEFLECT, best[0]):
        return tuple(ScoredAct(act=each, score=likely[each]) for each in best)
    others = [each for each in best if each != act]
    return (ScoredAct(act=act, score=1.0), *(ScoredAct(act=each, score=likely[each]) for each in others))
