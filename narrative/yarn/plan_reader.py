"""Reads test plans: the text of a `.testplan` in, a Plan out, and all places where it is none.

Theory of operation
-------------------
A plan is made of runs, separated by `---`; a run is made of steps, which need no lines of their own. Text
stands between backticks and goes to the next backtick, over line ends too. `#` begins a comment wherever it
does not stand in a text; so what looks like a hashtag behind a line is one, as in Yarn Spinner's own runner.
Only who asks for it has the hashtags that stand there read, to be checked.

The format is Yarn Spinner's. Unless it is read strictly, a plan may also have steps of ours, and set
variables to texts and to negative and decimal numbers. It is then refused where it would check nothing: at
options without a `select:`, and behind a `stop`.

A step that cannot be read is reported and passed over, up to what can only begin the next one. So one reading
finds all mistakes.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from narrative.errors import AuthorError
from narrative.yarn.diagnostics import Diagnostic, Severity, render, source_lines
from narrative.yarn.plan import (
    NOTHING,
    Act,
    Allow,
    AnyLines,
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
    Speak,
    Step,
    UseStrategy,
)
from narrative.yarn.program import Value
from narrative.yarn.values import single


@dataclass(frozen=True, slots=True, kw_only=True)
class PlanReading:
    """What was read. Where there is any finding, the plan lacks the steps that could not be."""

    plan: Plan
    findings: tuple[Diagnostic, ...] = ()


def read_plan(source: str, *, file: str = "plan.testplan", strict: bool = False, tags: bool = False) -> Plan:
    """Read a plan; raise AuthorError, with every place shown, where it is none."""
    reading = parse_plan(source, file=file, strict=strict, tags=tags)
    if reading.findings:
        raise AuthorError("\n".join(render(found, source) for found in reading.findings))
    return reading.plan


def parse_plan(
    source: str, *, file: str = "plan.testplan", strict: bool = False, tags: bool = False
) -> PlanReading:
    """Read a plan and find all that is wrong with it. `tags` reads the hashtags behind lines and options."""
    text = "\n".join(source_lines(source))
    reader = _Reader(text, file, strict=strict, tags=tags)
    plan = reader.plan()
    return PlanReading(plan=plan, findings=tuple(sorted(reader.findings, key=_place)))


_CODE: Final = "KD0040"
_STRATEGIES: Final = ("first", "best", "best_least_recently_seen")
_THEIRS: Final = ("line", "option", "command", "stop", "select", "set", "node", "saliency")
_OURS: Final = ("lines", "say", "act", "language", "expect", "seed", "allow")
_BARE: Final = ("set", "stop")
_COUNT: Final = re.compile(r"[0-9]{1,20}")
_TAGS: Final = re.compile(r"[ \t]*(#[^\s#`]+)")

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

    @property
    def begins_step(self) -> bool:
        return self.kind in ("keyword", "rule", "end") or (self.kind == "word" and self.text in _BARE)


class _Unreadable(Exception):
    """A step cannot be read further. Raised and caught here, never beyond."""

    def __init__(self, message: str, token: _Token) -> None:
        super().__init__(message)
        self.message = message
        self.token = token


def _tokens(source: str) -> Iterator[_Token]:
    for found in _TOKEN.finditer(source):
        kind = found.lastgroup or ""
        if kind != "nothing":
            yield _Token(kind, found[0], found.start())


class _Reader:
    """Reads steps by their first token; every other token is demanded where it must stand."""

    def __init__(self, source: str, file: str, *, strict: bool, tags: bool) -> None:
        self.findings: list[Diagnostic] = []
        self._source = source
        self._file = file
        self._strict = strict
        self._reads_tags = tags
        self._tokens = list(_tokens(source))
        self._at = 0

    def plan(self) -> Plan:
        runs = [self._run()]
        while self._next.kind == "rule":
            self._take()
            runs.append(self._run())
        return Plan(runs=tuple(runs), strict=self._strict)

    def _run(self) -> Run:
        read: list[tuple[_Token, Step]] = []
        if self._next.kind in ("rule", "end"):
            self._report(self._instead(self._steps(), self._next))
        while self._next.kind not in ("rule", "end"):
            first = self._next
            try:
                read.append((first, self._step()))
            except _Unreadable as error:
                self._report(error)
                self._pass_over()
        if not self._strict:
            self._check_reached(read)
            self._check_options(read)
        return Run(steps=tuple(step for _, step in read))

    def _pass_over(self) -> None:
        while not self._next.begins_step:
            self._take()

    def _check_reached(self, read: list[tuple[_Token, Step]]) -> None:
        stopped = False
        for token, step in read:
            if stopped and not isinstance(step, ExpectVariable):
                message = "after `stop` a run can only `expect:` values. Begin another with `---`."
                self._report(_Unreadable(message, token))
                return
            stopped = stopped or isinstance(step, ExpectStop)

    def _check_options(self, read: list[tuple[_Token, Step]]) -> None:
        unchecked: list[_Token] = []
        for token, step in read:
            match step:
                case ExpectOption():
                    unchecked.append(token)
                case SelectOption() | Say() | Act():
                    unchecked.clear()
                case ExpectLine() | ExpectCommand() | ExpectStop() | GoToNode() if unchecked:
                    break
        if unchecked:
            message = "no `select:` follows, so nothing would check this option"
            self._report(_Unreadable(message, unchecked[-1]))

    def _step(self) -> Step:
        first = self._take()
        at = self._line(first)
        word = first.text.removesuffix(":")
        if self._strict and first.kind == "keyword" and word in _OURS:
            message = f"`{first.text}` is not in Yarn Spinner's own format"
            raise _Unreadable(message, first)
        match first.kind, word:
            case "keyword", "line":
                return ExpectLine(text=self._text_or("*"), tags=self._tags(), at=at)
            case "keyword", "option":
                text, available = self._text(), not self._is_disabled()
                return ExpectOption(text=text, available=available, tags=self._tags(), at=at)
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
            case "keyword", _:
                return self._step_of_ours(first, word, at)
            case _:
                raise self._instead(self._steps(), first)

    def _step_of_ours(self, first: _Token, word: str, at: int) -> Step:
        match word:
            case "lines":
                self._demand_sign("*")
                return AnyLines(at=at)
            case "say":
                return Say(text=self._text_or(NOTHING), at=at)
            case "act":
                act = self._name("word", "the name of an act")
                return Act(act=act, text=self._text() if self._next.kind == "text" else "", at=at)
            case "language":
                return Speak(language=self._name("word", "the code of a language"), at=at)
            case "expect":
                return ExpectVariable(name=self._variable(), value=self._value(), at=at)
            case "seed":
                return Seed(number=self._count("a whole number"), at=at)
            case "allow":
                return Allow(commands=self._commands(), at=at)
            case _:
                raise self._instead(self._steps(), first)

    def _steps(self) -> str:
        words = _THEIRS if self._strict else (*_THEIRS, *_OURS)
        return f"a step ({', '.join(word if word == 'stop' else f'{word}:' for word in words)})"

    # What a step is made of

    def _text_or(self, otherwise: str) -> str | None:
        if self._next.text == otherwise:
            self._take()
            return None
        meaning = "any" if otherwise == "*" else "silence"
        return self._text(f"a text between backticks, or {otherwise} for {meaning}")

    def _text(self, wanted: str = "a text between backticks") -> str:
        return self._demand("text", wanted).text[1:-1]

    def _is_disabled(self) -> bool:
        if self._next.kind != "disabled":
            return False
        self._take()
        return True

    def _tags(self) -> tuple[str, ...]:
        """Return the hashtags behind what was taken last, up to what is none."""
        tags: list[str] = []
        if self._reads_tags:
            last = self._tokens[self._at - 1]
            offset = last.offset + len(last.text)
            while found := _TAGS.match(self._source, offset):
                tags.append(found[1][1:])
                offset = found.end()
        return tuple(tags)

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
        while self._next.kind == "word" and self._next.text not in _BARE:
            names.append(self._take().text)
        return tuple(names)

    def _variable(self) -> str:
        return self._name("variable", "the name of a variable, with its $")

    def _value(self) -> Value:
        self._demand_sign("=")
        token = self._next
        wanted = "a whole number" if self._strict else "a number or a text between backticks"
        if not self._is_value(token):
            raise self._instead(f"true, false, {wanted}", token)
        self._take()
        match token.kind:
            case "word":
                return token.text == "true"
            case "number":
                return single(float(token.text))
            case _:
                return token.text[1:-1]

    def _is_value(self, token: _Token) -> bool:
        match token.kind:
            case "word":
                return token.text in ("true", "false")
            case "number":
                return token.text.isdecimal() or not self._strict
            case "text":
                return not self._strict
            case _:
                return False

    # Tokens and refusals

    @property
    def _next(self) -> _Token:
        return self._tokens[self._at]

    def _take(self) -> _Token:
        token = self._next
        self._at = min(self._at + 1, len(self._tokens) - 1)  # the end stays
        return token

    def _demand(self, kind: str, wanted: str) -> _Token:
        """Take a token of that kind. Another one stays: it may begin the next step."""
        if self._next.kind != kind:
            raise self._instead(wanted, self._next)
        return self._take()

    def _demand_sign(self, sign: str) -> None:
        if self._next.text != sign:
            raise self._instead(sign, self._next)
        self._take()

    def _instead(self, wanted: str, token: _Token) -> _Unreadable:
        if token.text == "`":
            return _Unreadable("this text has no closing backtick", token)
        got = "the plan ends" if token.kind == "end" else f"there is {token.text.splitlines()[0]}"
        return _Unreadable(f"here must stand {wanted}, but {got}{self._open_text(token)}", token)

    def _open_text(self, token: _Token) -> str:
        """A text over line ends, with nothing that fits behind it, has probably not been closed."""
        before = next((one for one in reversed(self._tokens) if one.offset < token.offset), token)
        if before.kind != "text" or "\n" not in before.text:
            return ""
        return f". Has the text of line {self._line(before)} no closing backtick?"

    def _report(self, error: _Unreadable) -> None:
        token = error.token
        finding = Diagnostic(
            code=_CODE,
            severity=Severity.ERROR,
            message=error.message,
            file=self._file,
            line=self._line(token),
            column=token.offset - self._source.rfind("\n", 0, token.offset),
            length=len(token.text.split("\n", 1)[0]),
        )
        self.findings.append(finding)

    def _line(self, token: _Token) -> int:
        return self._source.count("\n", 0, token.offset) + 1


def _place(found: Diagnostic) -> tuple[int, int]:
    return found.line, found.column
