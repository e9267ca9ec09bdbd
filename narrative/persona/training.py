"""Trains the model of acts from a book's exemplars, and finds out how sure it may be of itself.

Theory of operation. The letters' weights come from ridge regression over hashed features (`sparse`). So do those of
the meaning, when any encoder gives it; an encoder that was tuned to the exemplars brings its own (`Heard`). How much
each view counts, the temperature, the threshold and the alarms come from scores of lines that the scoring model had
not seen: the exemplars are dealt into folds in which one player's lines stay together, and so do lines written one
after the other, because a fold that knows the twin of a line knows too much.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray

from narrative.persona.acts import ACTS, SAFETY_ACTS
from narrative.persona.data import PersonaData
from narrative.persona.encoder import Encoder
from narrative.persona.exemplars import PLACES, Exemplar
from narrative.persona.features import BUCKETS, Features, Floats, features
from narrative.persona.model import (
    Expected,
    Judgement,
    Linear,
    Model,
    in_eight_bits,
    likelihoods,
    situation,
    write_model,
)
from narrative.persona.sparse import SparseRows, ridge
from narrative.persona.utterance import Reader

FOLDS: Final = 3
ACTLESS: Final = -1
"""The label of a harmless line that only looks dangerous: nobody said what it does."""

_PENALTY = 0.5
_DENSE_PENALTY = 3.0
_RUN = 5
_LEANING = 2
"""How many words need her line to mean anything: they teach what may follow it, and nothing by themselves."""
_SHARES = np.linspace(0, 1.5, 16)
_TEMPERATURES = np.geomspace(0.02, 3, 60)
_COST_OF_ERROR = 1.0
_FALSE_ALARMS = dict(zip(SAFETY_ACTS, (0.01, 0.006, 0.006), strict=True))
"""How many of the harmless lines may be taken for dangerous, at most."""

Labels = NDArray[np.intp]
Mask = NDArray[np.bool_]


@dataclass(frozen=True, slots=True, kw_only=True)
class Lessons:
    """Every line to learn from: as it is read, its acts as shares that add up to 1, and its dangers."""

    texts: tuple[str, ...]
    rows: SparseRows
    rarity: Floats
    acts: Floats
    dangers: Floats
    labels: Labels
    also: Labels
    leaning: Mask
    folds: Labels
    before: tuple[str, ...]
    places: tuple[str, ...]

    @property
    def ordinary(self) -> Mask:
        """Which lines say by themselves what they do."""
        return np.asarray((self.labels != ACTLESS) & ~self.leaning)


@dataclass(frozen=True, slots=True, kw_only=True)
class Heard:
    """What an encoder makes of the acts, and of the lessons that it had not seen: scores for acts and for dangers."""

    encoder: Encoder
    meaning: Linear
    danger: Linear
    unseen: Floats
    unseen_danger: Floats


def lessons(data: PersonaData) -> Lessons:
    """Return what there is to learn."""
    reader = Reader(data.spellings)
    lines = (*data.exemplars, *data.dangers)
    heard = [reader.read(line.text) for line in lines]
    plain = [features(one.text, one.words, data.concepts_in(one.words)) for one in heard]
    rarity = _rarity(plain)
    return Lessons(
        texts=tuple(one.spoken for one in heard),
        rows=SparseRows([one.weighted(rarity) for one in plain]),
        rarity=rarity,
        acts=_act_shares(lines),
        dangers=np.array([[line.act == act for act in SAFETY_ACTS] for line in lines], dtype=np.float32),
        labels=np.array([_label(line.act) for line in lines], dtype=np.intp),
        also=np.array([_label(line.also) for line in lines], dtype=np.intp),
        leaning=np.array([bool(line.asked) and len(line.text.split()) <= _LEANING for line in lines]),
        folds=_folds(lines),
        before=tuple(reader.read(line.asked).spoken for line in lines),
        places=tuple(PLACES.get(line.scene, "") for line in lines),
    )


def train(
    data: PersonaData,
    *,
    listen: Callable[[Lessons], Heard] | None = None,
    watch: Callable[[str], None] = lambda _: None,
) -> bytes:
    """Return the trained model: always the same bytes for the same data, on one machine.

    `listen` teaches an encoder (`listening_with`, or the tuning); without it only the letters are learnt.
    """
    learnt = lessons(data)
    watch(f"{len(learnt.texts)} lines")
    heard = listen(learnt) if listen else None
    letters, danger = _fitted(learnt, np.ones(len(learnt.texts), dtype=np.bool_))
    unseen, unseen_danger = _unseen(learnt, watch)
    light = _judged(learnt, unseen, unseen_danger, None)
    whole = _judged(learnt, unseen, unseen_danger, heard) if heard else light
    return write_model(
        Model(
            letters=in_eight_bits(letters),
            letters_danger=in_eight_bits(danger),
            rarity=learnt.rarity,
            meaning=heard.meaning if heard else None,
            meaning_danger=heard.danger if heard else None,
            expected=_expected(learnt, heard, _heard_likely(heard, unseen, light, whole)) if heard else None,
            light=light,
            whole=whole,
            digest=data.digest,
        )
    )


def retrain(
    data: PersonaData, known: Model, *, listen: Callable[[Lessons], tuple[Linear, Linear]] | None = None
) -> bytes:
    """Return a model whose letters have learnt from other exemplars; how it judges stays as it was known.

    This takes a fraction of the time: right for an author who adds a few lines. `listen` may go on teaching the
    encoder, and returns what it makes of acts and dangers then.
    """
    learnt = lessons(data)
    meaning, meaning_danger = listen(learnt) if listen else (known.meaning, known.meaning_danger)
    letters, danger = _fitted(learnt, np.ones(len(learnt.texts), dtype=np.bool_))
    taught = replace(
        known,
        letters=in_eight_bits(letters),
        letters_danger=in_eight_bits(danger),
        meaning=meaning,
        meaning_danger=meaning_danger,
        rarity=learnt.rarity,
        digest=data.digest,
    )
    return write_model(taught)


def listening_with(encoder: Encoder) -> Callable[[Lessons], Heard]:
    """Return how to learn the acts from what any encoder gives."""

    def listen(learnt: Lessons) -> Heard:
        vectors = encoder(learnt.texts)
        targets = np.concatenate([learnt.acts, learnt.dangers], axis=1)
        everything = _dense_ridge(vectors, targets)
        unseen = np.zeros_like(targets)
        for fold in range(FOLDS):
            held = learnt.folds == fold
            unseen[held] = vectors[held] @ _dense_ridge(vectors[~held], targets[~held])
        count = len(ACTS)
        return Heard(
            encoder=encoder,
            meaning=in_eight_bits(everything[:, :count]),
            danger=in_eight_bits(everything[:, count:]),
            unseen=unseen[:, :count],
            unseen_danger=unseen[:, count:],
        )

    return listen


# Lines


def _label(act: str) -> int:
    return ACTS.index(act) if act else ACTLESS


def _act_shares(lines: Iterable[Exemplar]) -> Floats:
    """Return for each line how much each act is meant; a harmless line means none more than another."""
    shares = []
    for line in lines:
        share = np.zeros(len(ACTS), dtype=np.float32)
        if line.act:
            share[_label(line.act)] = 1.0 if not line.also else 0.7
        if line.also:
            share[_label(line.also)] += 0.3
        shares.append(share)
    return np.stack(shares)


def _folds(lines: Iterable[Exemplar]) -> Labels:
    """Deal whole players into the folds, and where no player is known, runs of lines."""
    folds, dealt = [], dict[object, int]()
    for position, line in enumerate(lines):
        key = (line.language, line.player) if line.player else position // _RUN
        folds.append(dealt.setdefault(key, len(dealt)) % FOLDS)
    return np.array(folds, dtype=np.intp)


def _rarity(plain: list[Features]) -> Floats:
    seen_in = np.zeros(BUCKETS)
    for row in plain:
        seen_in[np.unique(np.concatenate([buckets for buckets, _ in row.blocks]))] += 1
    return (1 + np.log((1 + len(plain)) / (1 + seen_in))).astype(np.float16).astype(np.float32)


# Letters


def _fitted(learnt: Lessons, counts: Mask) -> tuple[Floats, Floats]:
    """Return the letters' weights for the acts and for the dangers, learnt from the lines that count."""
    acts = (learnt.acts - np.float32(1 / len(ACTS))) * learnt.ordinary[:, None]
    weights = ridge(learnt.rows, acts, _PENALTY, counts & learnt.ordinary)
    return weights, ridge(learnt.rows, learnt.dangers, _PENALTY, counts)


def _unseen(learnt: Lessons, watch: Callable[[str], None]) -> tuple[Floats, Floats]:
    acts, dangers = np.zeros_like(learnt.acts), np.zeros_like(learnt.dangers)
    for fold in range(FOLDS):
        held = learnt.folds == fold
        weights, danger = _fitted(learnt, ~held)
        acts[held] = learnt.rows.times(weights)[held]
        dangers[held] = learnt.rows.times(danger)[held]
        watch(f"letters, fold {fold + 1} of {FOLDS}")
    return acts, dangers


def _dense_ridge(vectors: Floats, targets: Floats) -> Floats:
    products = vectors.T @ vectors + np.float32(_DENSE_PENALTY) * np.eye(vectors.shape[1], dtype=np.float32)
    return np.asarray(np.linalg.solve(products, vectors.T @ targets), dtype=np.float32)


# Expecting


def _expected(learnt: Lessons, heard: Heard, likely: NDArray[np.float64]) -> Expected | None:
    """Learn what is said after what she said, and how much that should count beside what was heard."""
    told = np.array([bool(before) for before in learnt.before]) & (learnt.labels != ACTLESS)
    if not told.any():
        return None
    lines = np.flatnonzero(told)
    known = dict(_vectors(heard.encoder, [learnt.before[line] for line in lines]))
    vectors = np.stack([situation(known[learnt.before[line]], learnt.places[line]) for line in lines])
    targets, labels, folds = learnt.acts[lines], learnt.labels[lines], learnt.folds[lines]
    usual = np.log((targets.sum(axis=0) + 1) / (len(lines) + len(ACTS))).astype(np.float32)
    unseen = np.zeros_like(targets)
    for fold in range(FOLDS):
        held = folds == fold
        unseen[held] = vectors[held] @ _dense_ridge(vectors[~held], targets[~held])
    temperature = _best_temperature(unseen, labels)
    more = likelihoods(unseen, temperature) - usual
    share = min(map(float, _SHARES), key=lambda share: _loss(likely[lines] + share * more, labels, 1.0))
    view = in_eight_bits(_dense_ridge(vectors, targets))
    return Expected(view=view, temperature=temperature, share=share, usual=usual)


def _vectors(encoder: Encoder, texts: Iterable[str]) -> Iterable[tuple[str, Floats]]:
    each = tuple(dict.fromkeys(texts))
    return zip(each, encoder(each), strict=True)


def _heard_likely(heard: Heard, letters: Floats, light: Judgement, whole: Judgement) -> NDArray[np.float64]:
    known = likelihoods(letters, light.temperature)
    return likelihoods(_added(heard.unseen, known, whole.share), whole.temperature)


# Judging


def _judged(learnt: Lessons, letters: Floats, danger: Floats, heard: Heard | None) -> Judgement:
    told = learnt.ordinary
    labels = learnt.labels[told]
    light = _best_temperature(letters[told], labels)
    if heard is None:
        share, temperature = 1.0, light
        likely = likelihoods(letters[told], light)
        danger_share, alarm = 1.0, danger
    else:
        found = likelihoods(letters[told], light)
        share, temperature = _best_share(heard.unseen[told], found, labels)
        likely = likelihoods(_added(heard.unseen[told], found, share), temperature)
        danger_share, alarm = _best_alarm(learnt, danger, heard.unseen_danger)
    return Judgement(
        share=share,
        temperature=temperature,
        threshold=_threshold(likely, labels, learnt.also[told]),
        danger_share=danger_share,
        alarms=_alarms(learnt, alarm),
    )


def _added(meaning: Floats, letters: NDArray[np.float64], share: float) -> Floats:
    return np.asarray(meaning + share * letters, dtype=np.float32)


def _best_share(meaning: Floats, letters: NDArray[np.float64], labels: Labels) -> tuple[float, float]:
    """Return how much the letters should count beside the meaning, and the temperature of both."""
    tried = []
    for share in map(float, _SHARES):
        scores = _added(meaning, letters, share)
        temperature = _best_temperature(scores, labels)
        tried.append((_loss(scores, labels, temperature), share, temperature))
    _, share, temperature = min(tried)
    return share, temperature


def _best_temperature(scores: Floats, labels: Labels) -> float:
    return min(map(float, _TEMPERATURES), key=lambda temperature: _loss(scores, labels, temperature))


def _loss(scores: NDArray[Any], labels: Labels, temperature: float) -> float:
    return float(-likelihoods(scores, temperature)[np.arange(len(labels)), labels].mean())


def _threshold(likely: NDArray[np.float64], labels: Labels, also: Labels) -> float:
    """Return the confidence below which answers cost more by the wrong ones than they gain."""
    sure, best = np.exp(likely.max(axis=1)), likely.argmax(axis=1)
    right = (best == labels) | (best == also)
    order = np.argsort(-sure, kind="stable")
    gained = np.cumsum(np.where(right[order], 1.0, -_COST_OF_ERROR))
    return float(sure[order][int(gained.argmax())])


def _best_alarm(learnt: Lessons, letters: Floats, meaning: Floats) -> tuple[float, Floats]:
    """Return the share of the letters with which most dangers are found, and the scores with it."""
    tried = []
    for share in (0.0, 1.0, 2.0, 4.0, 8.0, 16.0):
        scores = np.asarray(meaning + share * letters, dtype=np.float32)
        found = (scores > _alarms(learnt, scores)) & (learnt.dangers > 0)
        tried.append((-int(found.sum()), share, scores))
    _, share, scores = min(tried, key=lambda one: one[:2])
    return share, scores


def _alarms(learnt: Lessons, scores: Floats) -> Floats:
    """Return for each danger the score above which only a few harmless lines would be taken for it."""
    harmless = scores[~learnt.dangers.any(axis=1)]
    cuts = [
        np.quantile(harmless[:, column], 1 - share) for column, share in enumerate(_FALSE_ALARMS.values())
    ]
    # Of what nobody has taught there can be no alarm.
    taught = learnt.dangers.any(axis=0)
    return np.where(taught, np.array(cuts, dtype=np.float32), np.float32(np.inf))
