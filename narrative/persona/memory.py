"""Remembers what the reader said, word for word, to be quoted back at him."""

from __future__ import annotations

import zlib
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any, Self

from narrative.persona.utterance import seen

LONGEST_WORDS = 160
MOST_QUOTATIONS = 24
MOST_BYTES = 1_600

NEVER_KEPT = frozenset({"self_harm", "sexual_explicit"})
"""What is said in danger or in heat is nobody's to quote."""

_TELLING_WORDS = 3


@dataclass(frozen=True, slots=True, kw_only=True)
class Quotation:
    """Words of the reader's, exactly as he typed them (whole, or cut between two words), with their purpose."""

    kind: str
    words: str
    turn: int

    @property
    def mark(self) -> int:
        """A number that stands for the words, whoever wrote them large or small."""
        return zlib.crc32(self.words.casefold().encode(errors="surrogatepass"))

    @property
    def telling(self) -> tuple[bool, int]:
        """How much there is in it: more than a word or two, and said of late."""
        return len(self.words.split()) >= _TELLING_WORDS, self.turn


@dataclass(frozen=True, slots=True, kw_only=True)
class Memory:
    """What is kept of the reader's words, in the order they were said, and the marks of what has been quoted.

    Marks outlive the words, so that what was quoted and forgotten is not quoted again when it is said again.
    """

    quotations: tuple[Quotation, ...] = ()
    quoted: tuple[int, ...] = ()

    def remember(self, kind: str, words: str, turn: int, *, safety: str = "") -> Memory:
        """Return this memory with `words` kept, unless `safety` (what understanding saw in them) forbids it.

        The least telling are forgotten where it would grow too large.
        """
        kept = _cut(" ".join(words.strip().splitlines()), LONGEST_WORDS)
        if safety in NEVER_KEPT or not seen(kept).strip():
            return self
        new = Quotation(kind=kind, words=kept, turn=turn)
        return replace(self, quotations=self._fitting((*self.quotations, new)))

    def has(self, kind: str) -> bool:
        """Return whether something said of that kind is left to quote."""
        return bool(self._unquoted(kind))

    def recall(self, kind: str) -> tuple[str, Memory]:
        """Return the most telling words of that kind, unquoted ones first, and the memory of quoting them.

        The words are empty if nothing of that kind was ever said.
        """
        said = self._unquoted(kind) or [each for each in self.quotations if each.kind == kind]
        if not said:
            return "", self
        best = max(said, key=lambda each: each.telling)
        return best.words, replace(self, quoted=(*self.quoted, best.mark))

    def to_plain(self) -> dict[str, Any]:
        """Return this memory as plain data, as short as it can be."""
        return {"said": [[q.kind, q.turn, q.words] for q in self.quotations], "quoted": list(self.quoted)}

    @classmethod
    def from_plain(cls, plain: Mapping[str, Any]) -> Self:
        """Return the memory that `to_plain` made `plain` of."""
        said = tuple(Quotation(kind=kind, turn=turn, words=words) for kind, turn, words in plain["said"])
        return cls(quotations=said, quoted=tuple(plain["quoted"]))

    def _unquoted(self, kind: str) -> list[Quotation]:
        return [each for each in self.quotations if each.kind == kind and each.mark not in self.quoted]

    def _fitting(self, quotations: tuple[Quotation, ...]) -> tuple[Quotation, ...]:
        while len(quotations) > MOST_QUOTATIONS or _bytes(quotations) > MOST_BYTES:
            kinds = Counter(each.kind for each in quotations)
            worth = [
                (each.mark not in self.quoted, kinds[each.kind] == 1, each.telling) for each in quotations
            ]
            least = worth.index(min(worth))
            quotations = (*quotations[:least], *quotations[least + 1 :])
        return quotations


def _cut(words: str, longest: int) -> str:
    """Return `words`, or as many whole words of them as fit, with an ellipsis."""
    if len(words) <= longest:
        return words
    whole = words[:longest].rpartition(" ")[0].rstrip()
    return f"{whole or words[: longest - 1]}…"


def _bytes(quotations: tuple[Quotation, ...]) -> int:
    return sum(len(each.words.encode(errors="surrogatepass")) for each in quotations)
