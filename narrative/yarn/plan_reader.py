"""Reads test plans: the text of a `.testplan` in, a Plan or the place where it is none out.

Theory of operation
-------------------
A plan is made of runs, separated by `---`; a run is made of steps, which need no lines of their own. Text
stands between backticks and goes to the next backtick, over line ends too. `#` begins a comment wherever it
does not stand in a text; so what looks like a hashtag behind a line is one, as in Yarn Spinner's own runner.

The format is Yarn Spinner's. Unless it is read strictly, a plan may also `say:`, `expect:` a variable's
value, give a `seed:`, `allow:` commands, and set variables to texts and to negative and decimal numbers. It
is then refused where it would check nothing: at options without a `select:`, and behind a `stop`.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Final

from narrative.errors import AuthorError
from narrative.yarn.diagnostics import Diagnostic, Severity, render, source_lines
from narrative.yarn.plan import (
    Allow,
    ExpectCommand,
    ExpectLine,
    ExpectOption,
    ExpectStop,
    ExpectVariable,
    GoToNode,
    Plan,
    Run,
    Say,
    Seed,
    SelectOption,
    SetVariable,
    Step,
    UseStrategy,
)
from narrative.yarn.program import Value
from narrative.yarn.values import single


def read_plan(source: str, *, file: str = "plan.testplan", strict: bool = False) -> Plan:
    """Read a plan; raise AuthorError, with the place shown, where it is none."""
    text = "\n".join(source_lines(source))
    return _Reader(text, file, strict=strict).plan()


_CODE: Final = "KD0040"
_STRATEGIES: Final = ("first", "best", "best_least_recently_seen")
_THEIRS: Final = ("line", "option", "command", "stop", "select", "set", "node", "saliency")
_OURS: Final = ("say", "expect", "seed", "allow")
_COUNT: Final = re.compile(r"[0-9]{1,20}")

_TOKEN: Final = re.compile(
    r"(?P<nothing>\s+|#[^\n]*)"
    r"|(?P<text>`[^`]*`)"
    r"|(?P<rule>---)"
    r"|(?P<keyword>[a-z]+:)"
    r"|(?P<disabled>\[disabled\])"
    r"|(?P<variable>\$\w+)"
    r"|(?P<number>-?[0-9]+(?:\.[0-9]+)?)"
    r"|(?P<word>[^\W\d][\w.]*)"
    r"|(?P<sign>[*=])"
    r"|(?P<end>\Z)"
    r"|(?P<stray>.)"
)


@dataclass(frozen=True, slots=True)
class _Token:
    kind: str
    text: str
    offset: int


def _tokens(source: str) -> Iterator[_Token]:
    for found in _TOKEN.finditer(source):
        kind = found.lastgroup or ""
        if kind != "nothing":
            yield _Token(kind, found[0], found.start())


class _Reader:
    """Reads steps by their first token; every other token is demanded where it must stand."""

    def __init__(self, source: str, file: str, *, strict: bool) -> None:
        self._source = source
        self._file = file
        self._strict = strict
        self._tokens = list(_tokens(source))
        self._at = 0

    def plan(self) -> Plan:
        runs: list[Run] = []
        if self._next.kind != "end":
            runs.append(self._run())
            while self._next.kind == "rule":
                self._take()
                runs.append(self._run())
        return Plan(runs=tuple(runs), strict=self._strict)

    def _run(self) -> Run:
        first = [self._next]
        steps = [self._step()]
        while self._next.kind not in ("rule", "end"):
            first.append(self._next)
            steps.append(self._step())
        if not self._strict:
            self._check_reached(steps, first)
            self._check_options(steps, first)
        return Run(steps=tuple(steps))

    def _check_reached(self, steps: Sequence[Step], first: Sequence[_Token]) -> None:
        stopped = False
        for step, token in zip(steps, first, strict=True):
            if stopped and not isinstance(step, ExpectVariable):
                message = "after `stop` a run can only `expect:` values. Begin another with `---`."
                raise self._error(message, token)
            stopped = stopped or isinstance(step, ExpectStop)

    def _check_options(self, steps: Sequence[Step], first: Sequence[_Token]) -> None:
        unchecked: list[_Token] = []
        for step, token in zip(steps, first, strict=True):
            match step:
                case ExpectOption():
                    unchecked.append(token)
                case SelectOption():
                    unchecked.clear()
                case ExpectLine() | ExpectCommand() | ExpectStop() | Say() | GoToNode() if unchecked:
                    break
        if unchecked:
            message = "no `select:` follows, so nothing would check this option"
            raise self._error(message, unchecked[-1])

    def _step(self) -> Step:
        first = self._take()
        at = self._line(first)
        word = first.text.removesuffix(":")
        if self._strict and word in _OURS:
            raise self._error(f"`{first.text}` is not in Yarn Spinner's own format", first)
        match first.kind, word:
            case "keyword", "line":
                return ExpectLine(text=self._any_or_text(), at=at)
            case "keyword", "option":
                return ExpectOption(text=self._text(), available=not self._is_disabled(), at=at)
            case "keyword", "command":
                return ExpectCommand(text=self._text(), at=at)
            case "word", "stop":
                return ExpectStop(at=at)
            case "keyword", "select":
                return SelectOption(number=self._count("the number of an option, or 0 for none"), at=at)
            case "keyword" | "word", "set":
                return SetVariable(name=self._variable(), value=self._value(), at=at)
            case "keyword", "node":
                return GoToNode(node=self._name("word", "the name of a node"), at=at)
            case "keyword", "saliency":
                return UseStrategy(name=self._strategy(), at=at)
            case "keyword", "say":
                return Say(text=self._text(), at=at)
            case "keyword", "expect":
                return ExpectVariable(name=self._variable(), value=self._value(), at=at)
            case "keyword", "seed":
                return Seed(number=self._count("a whole number"), at=at)
            case "keyword", "allow":
                return Allow(commands=self._commands(), at=at)
            case _:
                raise self._instead(self._steps(), first)

    def _steps(self) -> str:
        words = _THEIRS if self._strict else (*_THEIRS, *_OURS)
        return f"a step ({', '.join(word if word == 'stop' else f'{word}:' for word in words)})"

    # What a step is made of

    def _any_or_text(self) -> str | None:
        if self._next.text == "*":
            self._take()
            return None
        return self._text("a text between backticks, or * for any")

    def _text(self, wanted: str = "a text between backticks") -> str:
        return self._demand("text", wanted).text[1:-1]

    def _is_disabled(self) -> bool:
        if self._next.kind != "disabled":
            return False
        self._take()
        return True

    def _count(self, wanted: str) -> int:
        token = self._demand("number", wanted)
        if not _COUNT.fullmatch(token.text):
            raise self._instead(wanted, token)
        return int(token.text)

    def _name(self, kind: str, wanted: str) -> str:
        token = self._demand(kind, wanted)
        if self._strict and not re.fullmatch(r"\$?\w+", token.text, re.ASCII):
            raise self._instead(f"{wanted}, in letters of ASCII, digits and _", token)
        return token.text

    def _strategy(self) -> str:
        token = self._demand("word", "the name of a saliency strategy")
        if self._strict and token.text not in _STRATEGIES:
            raise self._instead(f"one of {', '.join(_STRATEGIES)}", token)
        return token.text

    def _commands(self) -> tuple[str, ...]:
        names = [self._name("word", "the name of a command")]
        while self._next.kind == "word" and self._next.text not in ("set", "stop"):
            names.append(self._take().text)
        return tuple(names)

    def _variable(self) -> str:
        return self._name("variable", "the name of a variable, with its $")

    def _value(self) -> Value:
        if self._next.text != "=":
            raise self._instead("=", self._next)
        self._take()
        token = self._take()
        if token.text in ("true", "false"):
            return token.text == "true"
        if token.kind == "number" and (token.text.isdecimal() or not self._strict):
            return single(float(token.text))
        if token.kind == "text" and not self._strict:
            return token.text[1:-1]
        wanted = "a whole number" if self._strict else "a number or a text between backticks"
        raise self._instead(f"true, false, {wanted}", token)

    # Tokens and refusals

    @property
    def _next(self) -> _Token:
        return self._tokens[self._at]

    def _take(self) -> _Token:
        token = self._next
        self._at = min(self._at + 1, len(self._tokens) - 1)  # the end stays
        return token

    def _demand(self, kind: str, wanted: str) -> _Token:
        token = self._take()
        if token.kind != kind:
            raise self._instead(wanted, token)
        return token

    def _instead(self, wanted: str, token: _Token) -> AuthorError:
        if token.text == "`":
            return self._error("this text has no closing backtick", token)
        got = "the plan ends" if token.kind == "end" else f"there is {token.text.splitlines()[0]}"
        return self._error(f"here must stand {wanted}, but {got}", token)

    def _error(self, message: str, token: _Token) -> AuthorError:
        finding = Diagnostic(
            code=_CODE,
            severity=Severity.ERROR,
            message=message,
            file=self._file,
            line=self._line(token),
            column=token.offset - self._source.rfind("\n", 0, token.offset),
            length=len(token.text.split("\n", 1)[0]),
        )
        return AuthorError(render(finding, self._source))

    def _line(self, token: _Token) -> int:
        return self._source.count("\n", 0, token.offset) + 1
