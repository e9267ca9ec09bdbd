"""Puts a body's clauses together: what stands in which `if`, `once`, `enum`, option or line-group item."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from narrative.yarn.diagnostics import Report
from narrative.yarn.syntax.clauses import Arrow, BlockWord, Clause, Word
from narrative.yarn.syntax.indentation import Mark
from narrative.yarn.syntax.tree import (
    Branch,
    Case,
    EnumDeclaration,
    If,
    Item,
    LineGroup,
    Once,
    OptionGroup,
    Statement,
)

DEEPEST: Final = 40  # blocks within blocks: keeps every later walk over the tree within Python's stack
_NOTHING: Final[frozenset[Word]] = frozenset()
_CLOSING: Final = frozenset({Word.ENDIF, Word.ENDONCE, Word.ENDENUM})
_CLOSERS: Final = {Word.IF: "<<endif>>", Word.ONCE: "<<endonce>>", Word.ENUM: "<<endenum>>"}


def build(clauses: Sequence[Clause], report: Report) -> tuple[Statement, ...]:
    """Return the statements of a node's body."""
    builder = _Builder(clauses, report)
    return builder.body(_NOTHING)


class _Builder:
    def __init__(self, clauses: Sequence[Clause], report: Report) -> None:
        self._clauses = clauses
        self._position = 0
        self._depth = 0
        self._report = report

    def body(self, enders: frozenset[Word]) -> tuple[Statement, ...]:
        """Read statements up to one of the `enders` (which is left), the body's end or the node's end."""
        statements: list[Statement] = []
        while (clause := self._next()) not in (None, Mark.CLOSE):
            if isinstance(clause, BlockWord) and clause.word in enders:
                break
            statement = self._statement(enders)
            if statement is not None:
                statements.append(statement)
        return tuple(statements)

    def _next(self) -> Clause | None:
        return self._clauses[self._position] if self._position < len(self._clauses) else None

    def _take(self) -> Clause:
        clause = self._clauses[self._position]
        self._position += 1
        return clause

    def _statement(self, enders: frozenset[Word]) -> Statement | None:
        clause = self._clauses[self._position]
        match clause:
            case Mark.OPEN:  # under an option that could not be read: read on, for what else is wrong
                self._indented()
                return None
            case Mark():  # an empty line between statements that are no options
                self._take()
                return None
            case Arrow():
                return self._group(clause.symbol)
            case BlockWord():
                self._take()
                return self._block(clause, enders)
            case Case():
                self._take()
                self._report.error("YS0005", _NOT_OUTSIDE, clause.place)
                return None
            case _:
                self._take()
                return clause

    def _group(self, symbol: str) -> OptionGroup | LineGroup:
        items: list[Item] = []
        while isinstance(clause := self._next(), Arrow) and clause.symbol == symbol:
            self._take()
            items.append(Item(clause.line, self._indented()))
            if self._next() is Mark.BLANK:
                break
        return OptionGroup(tuple(items)) if symbol == "->" else LineGroup(tuple(items))

    def _indented(self) -> tuple[Statement, ...]:
        if self._next() is not Mark.OPEN:
            return ()
        self._take()
        body = self.body(_NOTHING)
        self._take()  # the layout closes every body that it opens
        return body

    def _block(self, opening: BlockWord, enders: frozenset[Word]) -> Statement | None:
        if opening.word not in _CLOSERS:
            self._report.error("YS0005", _stray(opening.word), opening.place)
            return None
        if self._depth >= DEEPEST:
            self._report.error("KD0001", "Blocks are nested too deeply. Move some to a node.", opening.place)
            self._skip_block()
            return None
        self._depth += 1
        block = self._opened(opening, enders)
        self._depth -= 1
        return block

    def _skip_block(self) -> None:
        """Go past the end of the block just opened, but not out of the indented body it stands in."""
        blocks, bodies = 1, 0
        while blocks and self._next() is not None and (bodies or self._next() is not Mark.CLOSE):
            match self._take():
                case Mark.OPEN:
                    bodies += 1
                case Mark.CLOSE:
                    bodies -= 1
                case BlockWord(word) if not bodies:
                    blocks += (word in _CLOSERS) - (word in _CLOSING)
                case _:
                    pass

    def _opened(self, opening: BlockWord, enders: frozenset[Word]) -> Statement:
        if opening.word is Word.IF:
            return self._if(opening, enders)
        if opening.word is Word.ONCE:
            return self._once(opening, enders)
        return self._enum(opening)

    def _if(self, opening: BlockWord, enders: frozenset[Word]) -> If:
        inner = enders | {Word.ELSEIF, Word.ELSE, Word.ENDIF}
        branches = [Branch(opening.condition, self.body(inner), opening.place)]
        while arm := self._take_word(Word.ELSEIF, Word.ELSE):
            if branches[-1].condition is None:
                self._report.error("YS0005", _AFTER_ELSE, arm.place)
            branches.append(Branch(arm.condition, self.body(inner), arm.place))
        self._expect_closer(Word.ENDIF, opening)
        return If(tuple(branches))

    def _once(self, opening: BlockWord, enders: frozenset[Word]) -> Once:
        inner = enders | {Word.ELSE, Word.ENDONCE}
        body = self.body(inner)
        otherwise: tuple[Statement, ...] = ()
        if self._take_word(Word.ELSE):
            otherwise = self.body(enders | {Word.ENDONCE})
        self._expect_closer(Word.ENDONCE, opening)
        return Once(opening.condition, body, otherwise, opening.place)

    def _enum(self, opening: BlockWord) -> EnumDeclaration:
        cases: list[Case] = []
        end = self._end_of_enum()
        while isinstance(clause := self._next(), Case) or clause is Mark.BLANK or self._position < end:
            self._take()
            if isinstance(clause, Case):
                cases.append(clause)
            elif clause is not Mark.BLANK:
                self._report.error("YS0005", _NOT_IN_ENUM, opening.place)
        if not cases:
            self._report.error(
                "YS0005", f"The enum `{opening.name}` has no case. Add `<<case …>>`.", opening.place
            )
        self._expect_closer(Word.ENDENUM, opening)
        return EnumDeclaration(opening.name, tuple(cases), opening.place)

    def _end_of_enum(self) -> int:
        """Return where the `<<endenum>>` stands, if nothing that shapes a body comes before it; or 0."""
        for position in range(self._position, len(self._clauses)):
            match self._clauses[position]:
                case BlockWord(word):
                    return position if word is Word.ENDENUM else 0
                case Mark.OPEN | Mark.CLOSE:
                    return 0
                case _:
                    pass
        return 0

    def _take_word(self, *words: Word) -> BlockWord | None:
        clause = self._next()
        if isinstance(clause, BlockWord) and clause.word in words:
            self._take()
            return clause
        return None

    def _expect_closer(self, closer: Word, opening: BlockWord) -> None:
        if self._take_word(closer):
            return
        self._report.error(
            "YS0007",
            f"The `<<{opening.word}>>` opened on line {opening.place.line} is not closed. "
            f"Add `{_CLOSERS[opening.word]}`{self._before_what()}.",
            opening.place,
        )

    def _before_what(self) -> str:
        clause = self._next()
        match clause:
            case None:
                return " before the node's end"
            case Mark():
                return " within the same indented body"
            case BlockWord():
                return f" before the `<<{clause.word}>>` on line {clause.place.line}"
            case _:
                return ""


_NOT_IN_ENUM: Final = "Only `<<case …>>` may stand between `<<enum>>` and `<<endenum>>`. Move the rest out."
_NOT_OUTSIDE: Final = "This `<<case>>` is in no enum. Put it between `<<enum Name>>` and `<<endenum>>`."
_AFTER_ELSE: Final = "After the `<<else>>` only its `<<endif>>` may follow. Put this branch before it."


def _stray(word: Word) -> str:
    match word:
        case Word.ENDONCE:
            return "This `<<endonce>>` closes nothing: no `<<once>>` is open here. Take it out."
        case Word.ENDENUM:
            return "This `<<endenum>>` closes nothing: no `<<enum>>` is open here. Take it out."
        case _:
            return f"This `<<{word}>>` belongs to no `<<if>>` in the same indented body. Open one, or take it out."
