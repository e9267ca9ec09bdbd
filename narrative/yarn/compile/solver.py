"""Works out types that nobody wrote down, from how values are used together.

Theory of operation
-------------------
A type that is not known yet is an `Unknown`. Saying that two types are the same joins them, so whatever one
turns out to be, the other is too. What cannot be decided at once is kept: that a value may stand in a place
(an enum passes for its raw type), that a type adds up, or that it is the enum with a certain case. `settle`
decides what it can, and where nothing more follows, it makes the likeliest guess and goes on from there,
until there is nothing to guess. Each unknown type knows which questions wait for it, so that only these are asked
again when it is found. What is found wrong is told once: its type is WRONG, which fits everything.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Mapping
from dataclasses import dataclass
from heapq import heappop, heappush
from itertools import count
from typing import Final, TypeAlias

from narrative.yarn.compile.unread import Unread
from narrative.yarn.diagnostics import Place, Report
from narrative.yarn.program import EnumType
from narrative.yarn.syntax.tree import EnumCase
from narrative.yarn.types import ANY, NUMBER, STRING, Type, converts


class Unknown:
    """A type that is yet to be found out, and the numbers of the open constraints that wait for it."""

    __slots__ = ("found", "waiting")

    def __init__(self) -> None:
        self.found: Term | None = None
        self.waiting: list[int] = []


Term: TypeAlias = Type | Unknown

WRONG: Final[Type] = "wrong"
_NO_CASE: Final = "No enum has a case `{0}`. Check the spelling, or add the case to its enum."


@dataclass(frozen=True, slots=True)
class _Passes:
    """A value of type `source` stands where a `target` is wanted."""

    source: Term
    target: Term
    place: Place
    message: str


@dataclass(frozen=True, slots=True)
class _Adds:
    """`+` joins two values of this type."""

    term: Term
    place: Place


@dataclass(frozen=True, slots=True)
class _HasCase:
    """`.Case` stands for a value of this type."""

    term: Term
    case: EnumCase


_Constraint: TypeAlias = _Passes | _Adds | _HasCase


class Solver:
    """Keeps what is known of the types of a project, and reports what does not fit."""

    def __init__(self, enums: Mapping[str, EnumType], unread: Unread, report: Report) -> None:
        self._enums = enums
        self._unread = unread
        self._report = report
        self._open: dict[int, _Constraint] = {}  # by number, in the order of the sources
        self._numbers = count()
        self._ready: deque[int] = deque()  # may be decidable now
        self._likely: list[int] = []  # a heap of what may be guessed
        self._joined = True  # two unknown types became one since the cases were last guessed
        self.cases: dict[Place, str] = {}

    def same(self, left: Term, right: Term, place: Place, message: str) -> Term:
        """Let both be one type. `message` has `{0}` and `{1}` for the two, should they differ."""
        left, right = find(left), find(right)
        if isinstance(left, Unknown):
            if left is not right:
                self._bind(left, right)
            return right
        if isinstance(right, Unknown):
            self._bind(right, left)
        elif WRONG in (left, right):
            return WRONG
        elif left != right:
            self._report.error("YS0050", message.format(left, right), place)
            return WRONG
        return left

    def passes(self, source: Term, target: Term, place: Place, message: str) -> None:
        self._consider(_Passes(source, target, place, message))

    def adds(self, term: Term, place: Place) -> None:
        self._consider(_Adds(term, place))

    def has_case(self, case: EnumCase) -> Term:
        """Return the type of `.Case`."""
        term = Unknown()
        self._consider(_HasCase(term, case))
        return term

    def settle(self) -> None:
        """Decide everything that is open, as far as it can be decided."""
        self._ready = deque(self._open)
        self._decide_ready()
        while self._guess_cases() or self._guess_passes():
            self._decide_ready()
        for constraint in self._open.values():
            if isinstance(constraint, _HasCase):
                self._report_unfit(constraint.case)
                self.same(constraint.term, WRONG, constraint.case.place, "")
        self._decide_ready()

    def _bind(self, unknown: Unknown, term: Term) -> None:
        unknown.found = term
        if isinstance(term, Unknown):
            term.waiting += unknown.waiting
            self._joined = True
        else:
            self._ready += unknown.waiting

    def _consider(self, constraint: _Constraint) -> None:
        if self._decide(constraint):
            return
        number = next(self._numbers)
        self._open[number] = constraint
        for term in map(find, _terms(constraint)):
            if isinstance(term, Unknown):
                term.waiting.append(number)

    def _decide_ready(self) -> None:
        while self._ready:
            number = self._ready.popleft()
            constraint = self._open.get(number)
            if constraint is not None and self._decide(constraint):
                del self._open[number]
            elif isinstance(constraint, _Passes) and any(
                isinstance(find(term), str) for term in _terms(constraint)
            ):
                heappush(self._likely, number)

    def _decide(self, constraint: _Constraint) -> bool:
        match constraint:
            case _Passes():
                return self._decide_passes(constraint)
            case _Adds(term, place):
                return self._decide_adds(find(term), place)
            case _HasCase(term, case):
                return self._decide_case(find(term), case)

    def _decide_passes(self, constraint: _Passes) -> bool:
        source, target = find(constraint.source), find(constraint.target)
        if target == ANY:
            return True
        if WRONG in (source, target):
            self.same(source, target, constraint.place, constraint.message)
            return True
        if isinstance(source, str) and isinstance(target, str):
            if not converts(source, target, self._enums):
                self._report.error("YS0050", constraint.message.format(source, target), constraint.place)
            return True
        # Only enums convert, and only to numbers and texts: anything else can be decided already.
        may_convert = (
            source in self._enums
            if isinstance(source, str)
            else isinstance(target, Unknown) or target in (NUMBER, STRING)
        )
        if not may_convert:
            self.same(source, target, constraint.place, constraint.message)
        return not may_convert

    def _decide_adds(self, term: Term, place: Place) -> bool:
        if isinstance(term, Unknown):
            return False
        if term not in (NUMBER, STRING, WRONG):
            hint = f" Write `string(…)` around the {term}." if term in self._enums else ""
            self._report.error("YS0050", f"`+` adds two numbers or two strings, not {term}.{hint}", place)
        return True

    def _decide_case(self, term: Term, case: EnumCase) -> bool:
        if isinstance(term, Unknown):
            return False
        if term == WRONG:
            return True
        if term in self._enums:
            self._decide_case_of(self._enums[term], case)
        elif self._with_cases({case.case}):
            message = f"`.{case.case}` is an enum's case, but here a {term} is wanted."
            self._report.error("YS0050", message, case.place)
        else:
            self._report_unknown(case)
        return True

    def _decide_case_of(self, enum: EnumType, case: EnumCase) -> None:
        self.cases[case.place] = enum.name
        if self.lacks(enum, case.case):
            self._report.error("YS0038", no_such_case(enum, case.case), case.place)

    def _guess_cases(self) -> bool:
        """Let each type with cases that only one enum has be that enum, and say whether there was any."""
        if not self._joined:
            return False
        self._joined = False
        names: dict[Unknown, set[str]] = {}
        for constraint in self._open.values():
            term = find(constraint.term) if isinstance(constraint, _HasCase) else None
            if isinstance(term, Unknown) and isinstance(constraint, _HasCase):
                names.setdefault(term, set()).add(constraint.case.case)
        fitting = [(term, self._with_cases(wanted)) for term, wanted in names.items()]
        found = [(term, enums[0]) for term, enums in fitting if len(enums) == 1]
        for term, enum in found:
            self._bind(term, enum)
        return bool(found)

    def _guess_passes(self) -> bool:
        """Let one value have just the type of the place where it stands, and say whether there was any."""
        while self._likely:
            constraint = self._open.pop(heappop(self._likely), None)
            if isinstance(constraint, _Passes):
                self.same(constraint.source, constraint.target, constraint.place, constraint.message)
                return True
        return False

    def _with_cases(self, names: set[str]) -> list[str]:
        return [name for name, enum in self._enums.items() if names <= set(dict(enum.cases))]

    def lacks(self, enum: EnumType, case: str) -> bool:
        """Say whether an enum has no such case, although all of its cases are known."""
        names = dict(enum.cases)
        return case not in names and "" not in names and not self._unread.has("case", case)

    def _report_unknown(self, case: EnumCase) -> None:
        if not self._unread.has("case", case.case):
            self._report.error("YS0050", _NO_CASE.format(case.case), case.place)

    def _report_unfit(self, case: EnumCase) -> None:
        fitting = self._with_cases({case.case})
        if not fitting:
            self._report_unknown(case)
            return
        names = " and ".join(f"`{name}`" for name in fitting)
        hint = f"Write `{fitting[0]}.{case.case}`."
        self._report.error("YS0028", f"`.{case.case}` could be of {names}. {hint}", case.place)


def no_such_case(enum: EnumType, case: str) -> str:
    """Return what to say when an enum does not have a case."""
    names = ", ".join(f"`{name}`" for name, _ in enum.cases)
    return f"The enum `{enum.name}` has no case `{case}`. It has {names}."


def find(term: Term) -> Term:
    """Return a term's type, or the one `Unknown` that stands for all that it was joined with."""
    while isinstance(term, Unknown) and term.found is not None:
        if isinstance(term.found, Unknown) and term.found.found is not None:
            term.found = term.found.found  # the way is shorter next time
        term = term.found
    return term


def _terms(constraint: _Constraint) -> tuple[Term, ...]:
    match constraint:
        case _Passes(source, target):
            return source, target
        case _Adds(term) | _HasCase(term):
            return (term,)
