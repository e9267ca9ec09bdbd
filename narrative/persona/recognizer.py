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
from io import BytesIO
from math import prod

import numpy as np
from numpy.typing import NDArray

from narrative.errors import AuthorError
from narrative.persona.acts import ACTS, DEFLECT, Expectation, Interpretation, ScoredAct
from narrative.persona.data import SAFETY_ACTS, PersonaData
from narrative.persona.features import Floats, features
from narrative.persona.names import NameFinder
from narrative.persona.safety import cleared, danger_in, suspicion_in
from narrative.persona.training import FORMAT, probabilities
from narrative.persona.utterance import Reader, Utterance

_RANKED = 5
_SECOND_ACT = 0.2
_KNOWS_THE_FACTS = "She"


@dataclass(frozen=True, slots=True, kw_only=True)
class Model:
    """The trained arrays: weights of eight bits, and what turns their sums into probabilities."""

    weights: NDArray[np.int8]
    scale: Floats
    rarity: Floats
    temperature: float
    threshold: float
    digest: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Decision:
    """An act and why it was decided; `fact` is the private fact that slipped, if one did."""

    act: str
    reason: str
    fact: str = ""


class NgramRecognizer:
    """A `Recognizer` made of a book's persona data and the model trained from it."""

    __slots__ = ("_data", "_model", "_names", "_reader")

    def __init__(self, model: Model, data: PersonaData) -> None:
        self._model = model
        self._data = data
        self._reader = Reader(data.spellings)
        self._names = NameFinder(data.names)

    @classmethod
    def load(cls, artefact: bytes, lexicon: PersonaData) -> NgramRecognizer:
        """Return a recognizer from the bytes that `training.train` made of the same data."""
        model = read_model(artefact)
        if model.digest != lexicon.digest:
            message = "model.npz was trained from other exemplars than these: train it again (kedok train)"
            raise AuthorError(message)
        return cls(model, lexicon)

    def interpret(self, text: str, expecting: Expectation) -> Interpretation:
        """Return what `text`, of any length and content, was understood to do. Never raises."""
        heard = self._reader.read(text)
        name = self._names.find(heard.typed, asked=expecting.asked == "name")
        factors = self._factors(expecting, named=bool(name))
        likely = cleared(heard.full, self._likely(heard, factors), self._data.safety)
        decision = self._decide(heard, likely, expecting, factors)
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
        expecting: Expectation,
        factors: Mapping[str, float],
    ) -> Decision:
        if act := self._suggested(heard, expecting):
            return Decision(act=act, reason="suggestion")
        if heard.silent:
            return Decision(act="hesitate", reason="silence")
        if act := danger_in(heard.full, self._data.safety):
            return Decision(act=act, reason="sign")
        if act := suspicion_in(likely):
            return Decision(act=act, reason="suspicion")
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
        if likely[act] < self._model.threshold or act in SAFETY_ACTS:
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

    def _likely(self, heard: Utterance, factors: Mapping[str, float]) -> dict[str, float]:
        model = self._model
        found = features(heard.text, heard.words, self._data.concepts_in(heard.words))
        buckets, values = found.weighted(model.rarity)
        scores = (values @ model.weights[buckets].astype(np.float32)) * model.scale
        weighed = probabilities(scores.astype(np.float64), model.temperature)
        weighed = weighed * [factors[act] for act in ACTS]
        return dict(zip(ACTS, (weighed / weighed.sum()).tolist(), strict=True))

    def _factors(self, expecting: Expectation, *, named: bool) -> dict[str, float]:
        """Return how much likelier or less likely the scene makes each act."""
        turn = "later_turn" if expecting.turn else "first_turn"
        keys = (expecting.listener, turn, expecting.place, expecting.asked, "named" if named else "")
        tables = [self._data.context[key] for key in keys if key in self._data.context]
        return {act: prod(table.get(act, 1.0) for table in tables) for act in ACTS}


def read_model(artefact: bytes) -> Model:
    """Return the arrays in `artefact`, or raise `AuthorError` if another version wrote it."""
    with np.load(BytesIO(artefact), allow_pickle=False) as stored:
        if int(stored["format"]) != FORMAT:
            message = f"model.npz has format {stored['format']}, and this version reads {FORMAT}"
            raise AuthorError(message)
        return Model(
            weights=stored["weights"],
            scale=stored["scale"],
            rarity=stored["rarity"].astype(np.float32),
            temperature=float(stored["temperature"]),
            threshold=float(stored["threshold"]),
            digest=str(stored["digest"]),
        )


def _ranked(act: str, likely: Mapping[str, float]) -> tuple[ScoredAct, ...]:
    """Return the likeliest acts, with a decided one in front of them."""
    best = sorted(likely, key=lambda each: -likely[each])[:_RANKED]
    if act in (DEFLECT, best[0]):
        return tuple(ScoredAct(act=each, score=likely[each]) for each in best)
    others = [each for each in best if each != act]
    return (ScoredAct(act=act, score=1.0), *(ScoredAct(act=each, score=likely[each]) for each in others))
