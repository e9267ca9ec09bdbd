"""Measures how well a recognizer understands: how often it is right, evades, or is wrong and sure of it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from narrative.persona.acts import DEFLECT, Expectation, Recognizer

_NO_ANSWER = (DEFLECT, "off_topic")


@dataclass(frozen=True, slots=True, kw_only=True)
class Judged:
    """A line with the act it was meant as, a second act that will do, and the act it was understood as."""

    meant: str
    also: str
    understood: str
    second: str

    @property
    def right(self) -> bool:
        """Whether it was understood as it was meant."""
        return self.understood == self.meant

    @property
    def acceptable(self) -> bool:
        """Whether it was understood as one of its acts, or its act was understood as the second."""
        return self.understood in (self.meant, self.also) or self.second == self.meant

    @property
    def evaded(self) -> bool:
        """Whether she does not follow a line that means something."""
        return self.understood in _NO_ANSWER and self.meant not in _NO_ANSWER

    @property
    def wrong_and_sure(self) -> bool:
        """Whether she answers something that was not said."""
        return not self.acceptable and self.understood not in _NO_ANSWER


def evaluate(tsv_text: str, recognizer: Recognizer) -> str:
    """Return a report on `tsv_text`: a heading, then lines of text, its act and perhaps a second."""
    judged = tuple(_judged(tsv_text, recognizer))
    if not judged:
        return "0 lines\n"
    shares = {
        "strict": sum(line.right for line in judged),
        "acceptable": sum(line.acceptable for line in judged),
        "deflected": sum(line.evaded for line in judged),
        "wrong and confident": sum(line.wrong_and_sure for line in judged),
    }
    rows = [f"{name:<20} {count / len(judged):6.1%}\n" for name, count in shares.items()]
    return f"{len(judged)} lines\n{''.join(rows)}"


def _judged(tsv_text: str, recognizer: Recognizer) -> Iterator[Judged]:
    for row in tsv_text.splitlines()[1:]:
        text, meant, also, *_ = [*row.split("\t"), "", ""]
        if meant:
            found = recognizer.interpret(text, Expectation(turn=1))
            yield Judged(meant=meant, also=also, understood=found.act, second=found.also)
