"""Tunes the sentence encoder to what readers do by what they say. It needs PyTorch; what comes out are arrays.

Theory of operation. The network is `narrative.persona.encoder`'s, with the weights of the package to begin with and
two layers on top: one for the acts, one for the dangers. Each time a line comes by, some of its letters are mistyped
and its punctuation may be gone, as in chat, and a few of its pieces are left out. The whole is trained once for each
fold without that fold's lines, to know how it scores what it has not seen, and once with all.
"""

from __future__ import annotations

import os
import random
import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from concurrent.futures import ProcessPoolExecutor
from functools import partial
from io import BytesIO
from multiprocessing import get_context
from pathlib import Path
from typing import Any, Final

import numpy as np
import torch
from torch import Tensor, nn
from torch.nn import functional

from bot.encoders import WordPieces, package_weights, word_pieces
from narrative.errors import AuthorError
from narrative.persona.acts import ACTS, SAFETY_ACTS
from narrative.persona.encoder import BRANCHES, MEANING, Floats, TunedEncoder
from narrative.persona.model import Linear, Model
from narrative.persona.training import FOLDS, Heard, Lessons

EPOCHS: Final = 8
FEW_EPOCHS: Final = 2
_BATCH = 48
_RATES = (3e-4, 3e-3)  # of the network, of the layers on top
_FURTHER_RATES = (1.5e-4, 1e-3)
_WARMING = 0.06
_DROPPED_PIECES, _DROPPED_FEATURES = 0.1, 0.3
_SMOOTHING = 0.05
_DANGERS_COUNT = 0.5


class Network(nn.Module):
    """The encoder as PyTorch sees it, with the two layers on top."""

    def __init__(self, weights: Mapping[str, Floats]) -> None:
        super().__init__()
        self.w = nn.ParameterDict(
            {name: nn.Parameter(torch.tensor(array)) for name, array in weights.items()}
        )
        width = weights["d3"].shape[1] + weights["d2"].shape[0]
        self.acts = nn.Linear(width, len(ACTS))
        self.dangers = nn.Linear(width, len(SAFETY_ACTS))

    def forward(self, pieces: Tensor, there: Tensor) -> tuple[Tensor, Tensor]:
        """Return scores for acts and dangers; `there` is 1 where a sentence has a piece, 0 behind its end."""
        vectors = functional.dropout(self.vectors(pieces, there), _DROPPED_FEATURES, self.training)
        return self.acts(vectors), self.dangers(vectors)

    def vectors(self, pieces: Tensor, there: Tensor) -> Tensor:
        w = self.w
        projected = pieces @ w["proj"] + w["proj_b"]
        projected = (
            functional.layer_norm(projected, projected.shape[-1:], w["proj_g"], w["proj_beta"], 1e-12) * there
        )
        seen = torch.cat(
            [pieces, *(self._branch(number, projected, there) for number in range(len(BRANCHES)))], -1
        )
        seen = functional.layer_norm(seen, seen.shape[-1:], w["ln_g"], w["ln_b"], 1e-12) * there
        if self.training:
            seen = seen * (torch.rand(*seen.shape[:2], 1) > _DROPPED_PIECES)
        count = there.sum(1)
        summed = (seen.sum(1) @ w["cnn_W"] + count * w["cnn_b"]) / count.sqrt()
        first = torch.relu(summed @ w["d0"])
        second = torch.relu(summed @ w["p1"] + first @ w["d1"])
        third = torch.relu(second @ w["d2"])
        meaning = torch.tanh(second @ w["p3"] + third @ w["d3"])
        meaning = meaning / meaning.norm(dim=1, keepdim=True).clamp_min(1e-6)
        return torch.cat([meaning * MEANING, second], -1)

    def _branch(self, number: int, projected: Tensor, there: Tensor) -> Tensor:
        span, before = BRANCHES[number]
        width = projected.shape[-1] // len(BRANCHES)
        seen = projected[..., number * width : (number + 1) * width]
        for layer in ("w1", "w2"):
            padded = functional.pad(seen, (0, 0, before, span - 1 - before))
            windows = torch.cat([padded[:, shift : shift + seen.shape[1]] for shift in range(span)], -1)
            seen = (
                torch.relu(windows @ self.w[f"{layer}_{span}"] + self.w[f"{layer}_b{span}"]) + seen
            ) * there
        return seen


def tuning(file: Path, watch: Callable[[str], None], *, epochs: int = EPOCHS) -> Callable[[Lessons], Heard]:
    """Return how to tune the encoder to lessons; its weights are written to `file`."""

    def listen(learnt: Lessons) -> Heard:
        unseen, unseen_danger = np.zeros_like(learnt.acts), np.zeros_like(learnt.dangers)
        everything = np.arange(len(learnt.texts))
        known = [everything, *(np.flatnonzero(learnt.folds != fold) for fold in range(FOLDS))]
        # Each with one thread of its own: so the result is the same on any machine of a kind.
        with ProcessPoolExecutor(os.cpu_count(), mp_context=get_context("spawn")) as pool:
            whole, *parts = pool.map(partial(_tuned, learnt, epochs), known)
        pieces = word_pieces()
        for fold, network in enumerate(parts):
            held = np.flatnonzero(learnt.folds == fold)
            texts = [learnt.texts[line] for line in held]
            unseen[held], unseen_danger[held] = _scores(network, texts, pieces)
        file.write_bytes(_written(whole))
        watch("the encoder is tuned")
        return Heard(
            encoder=TunedEncoder(_arrays(whole), pieces),
            meaning=_linear(whole.acts),
            danger=_linear(whole.dangers),
            unseen=unseen,
            unseen_danger=unseen_danger,
        )

    return listen


def tuning_further(
    file: Path, known: Model, *, epochs: int = FEW_EPOCHS
) -> Callable[[Lessons], tuple[Linear, Linear]]:
    """Return how to go on tuning from where `file` and the model are: a little, for a few thousand new lines."""

    def listen(learnt: Lessons) -> tuple[Linear, Linear]:
        with np.load(BytesIO(file.read_bytes()), allow_pickle=False) as stored:
            network = Network({name: stored[name].astype(np.float32) for name in stored.files})
        for layer, view in ((network.acts, known.meaning), (network.dangers, known.meaning_danger)):
            if view is None:
                message = "the model has not been tuned yet: kedok train --tune"
                raise AuthorError(message)
            _set(layer, view)
        _tune(network, learnt, np.arange(len(learnt.texts)), epochs, _FURTHER_RATES)
        file.write_bytes(_written(network))
        return _linear(network.acts), _linear(network.dangers)

    return listen


@torch.no_grad()
def _set(layer: nn.Linear, view: Linear) -> None:
    layer.weight.copy_(torch.from_numpy(np.asarray(view.weights * view.scale, dtype=np.float32).T))
    layer.bias.copy_(torch.from_numpy(view.bias))


def _tuned(learnt: Lessons, epochs: int, lines: Any) -> Network:
    """Tune a network to some of the lessons, in a process of its own."""
    torch.manual_seed(1)
    network = Network(package_weights())
    _tune(network, learnt, lines, epochs, _RATES)
    return network


def _tune(network: Network, learnt: Lessons, lines: Any, epochs: int, rates: tuple[float, float]) -> None:
    torch.set_num_threads(1)
    torch.manual_seed(1)
    pieces = word_pieces()
    chance = random.Random(1)
    top = [*network.acts.parameters(), *network.dangers.parameters()]
    groups = [{"params": list(network.w.parameters())}, {"params": top}]
    optimizer = torch.optim.AdamW(groups, lr=rates[0], weight_decay=0.05)
    batches = [batch for _ in range(epochs) for batch in _batches(learnt, lines, chance)]
    network.train()
    for step, batch in enumerate(batches, start=1):
        pace = min(1.0, step / (_WARMING * len(batches))) * max(0.02, 1 - step / len(batches))
        for group, rate in zip(optimizer.param_groups, rates, strict=True):
            group["lr"] = rate * pace
        texts = [_mistyped(learnt.texts[line], chance) for line in batch]
        loss = _loss(network, learnt, batch, [pieces.numbers(text) for text in texts], pieces)
        optimizer.zero_grad()
        loss.backward()
        nn.utils.clip_grad_norm_(network.parameters(), 1.0)
        optimizer.step()
    network.eval()


def _loss(
    network: Network, learnt: Lessons, batch: Sequence[int], numbers: list[list[int]], pieces: WordPieces
) -> Tensor:
    acts, dangers = network(*_tensors(numbers, pieces))
    told = torch.from_numpy(learnt.ordinary[list(batch)])
    meant = torch.from_numpy(learnt.acts[list(batch)])
    meant = meant * (1 - _SMOOTHING) + _SMOOTHING / len(ACTS)
    wrong = -(functional.log_softmax(acts, -1) * meant).sum(-1)
    danger = torch.from_numpy(learnt.dangers[list(batch)])
    alarm = functional.binary_cross_entropy_with_logits(dangers, danger, pos_weight=torch.tensor(2.0))
    return (wrong * told).sum() / told.sum().clamp_min(1) + _DANGERS_COUNT * alarm


def _batches(learnt: Lessons, lines: Any, chance: random.Random) -> Iterator[list[int]]:
    """Yield every line once, lines of like length together, in a new order each time."""
    order = [int(line) for line in lines]
    chance.shuffle(order)
    batches: list[list[int]] = []
    for start in range(0, len(order), _BATCH * 20):
        alike = sorted(order[start : start + _BATCH * 20], key=lambda line: len(learnt.texts[line]))
        batches += [alike[first : first + _BATCH] for first in range(0, len(alike), _BATCH)]
    chance.shuffle(batches)
    yield from batches


def _tensors(numbers: Sequence[Sequence[int]], pieces: WordPieces) -> tuple[Tensor, Tensor]:
    longest = max(map(len, numbers))
    vectors = np.zeros((len(numbers), longest, pieces.width), dtype=np.float32)
    there = np.zeros((len(numbers), longest, 1), dtype=np.float32)
    for row, each in enumerate(numbers):
        vectors[row, : len(each)] = pieces.vectors(each)
        there[row, : len(each)] = 1
    return torch.from_numpy(vectors), torch.from_numpy(there)


@torch.no_grad()
def _scores(network: Network, texts: Sequence[str], pieces: WordPieces) -> tuple[Floats, Floats]:
    numbers = [pieces.numbers(text) for text in texts]
    found = [network(*_tensors(numbers[start : start + 64], pieces)) for start in range(0, len(numbers), 64)]
    acts, dangers = (torch.cat(scores).numpy() for scores in zip(*found, strict=True))
    return acts, dangers


def _written(network: Network) -> bytes:
    buffer = BytesIO()
    np.savez(buffer, **_arrays(network))
    return buffer.getvalue()


def _arrays(network: Network) -> dict[str, Any]:
    return {name: weight.detach().numpy().astype(np.float16) for name, weight in sorted(network.w.items())}


def _linear(layer: nn.Linear) -> Linear:
    weights = layer.weight.detach().numpy().T
    one = np.ones(weights.shape[1], dtype=np.float32)
    return Linear(
        weights=weights.astype(np.float16), scale=one, bias=layer.bias.detach().numpy().astype(np.float32)
    )


# Typing


_ROWS = ("qwertyuiop", "asdfghjkl", "zxcvbnm")
_NEAR = {
    key: row[max(0, place - 1) : place] + row[place + 1 : place + 2]
    for row in _ROWS
    for place, key in enumerate(row)
}


def _mistyped(text: str, chance: random.Random) -> str:
    """Return the text as it may come from a phone."""
    if chance.random() < 0.35:
        text = re.sub(r"[^\w\s*]", "", text)
    if chance.random() < 0.3:
        text = " ".join(
            _slipped(word, chance) if chance.random() < 0.25 else word for word in text.split(" ")
        )
    return text


def _slipped(word: str, chance: random.Random) -> str:
    if len(word) < 4:
        return word
    at = chance.randrange(1, len(word) - 1)
    before, key, after = word[:at], word[at], word[at + 1 :]
    match chance.randrange(4):
        case 0:
            return before + after
        case 1:
            return before + after[:1] + key + after[1:]
        case 2:
            return before + chance.choice(_NEAR.get(key) or key) + after
        case _:
            return before + key + key + after
