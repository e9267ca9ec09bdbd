"""Parses what stands in `<< >>`: the language's own words, and commands for the host."""

from __future__ import annotations

import re
from typing import Final

from narrative.yarn.diagnostics import LineError, Place
from narrative.yarn.syntax.clauses import BlockWord, Clause, Word
from narrative.yarn.syntax.expressions import Reader
from narrative.yarn.syntax.lexer import tokenize
from narrative.yarn.syntax.templates import command_template
from narrative.yarn.syntax.tokens import SourceLine, TokenKind
from narrative.yarn.syntax.tree import (
    Binary,
    Call,
    CallStatement,
    Case,
    Command,
    Declare,
    Expression,
    Jump,
    Return,
    Set,
    Stop,
)

_KEYWORD = re.compile(
    r"<<\s*(?:(if|elseif|else|endif|set|declare|call|jump|detour|return|enum|case|endenum|once|endonce|local)"
    r"(?=[\s>])|(stop)(?=\s*>>))"
)
_ASSIGNMENTS: Final = ("=", "to", "+=", "-=", "*=", "/=", "%=")
_BARE: Final = frozenset({Word.ELSE, Word.ENDIF, Word.ENDONCE, Word.ENDENUM})


def command(line: SourceLine, start: int, note: str) -> tuple[Clause, int]:
    """Parse the command whose `<<` stands at `start`; return it and the position after its `>>`."""
    keyword = _KEYWORD.match(line.text, start)
    if keyword is None:
        return _host_command(line, start)
    tokens, position = tokenize(line, keyword.end(), ">>")
    word = keyword.group(1) or keyword.group(2)
    return _clause(word, Reader(tokens), line.place(start, position), note), position


def _host_command(line: SourceLine, start: int) -> tuple[Command, int]:
    text, position = command_template(line, start + 2)
    place = line.place(start, position)
    if not text.text:
        raise LineError("YS0005", "Expected a command between `<<` and `>>`.", place)
    return Command(text, place), position


def _clause(word: str, reader: Reader, place: Place, note: str) -> Clause:
    match word:
        case "set":
            return _set(reader, place)
        case "declare":
            return _declare(reader, note)
        case "call":
            return _call(reader, place)
        case "jump" | "detour":
            return _jump(reader, place, detour=word == "detour")
        case "return":
            reader.expect_end("`>>` after `return`")
            return Return(place)
        case "stop":
            return Stop(place)
        case "case":
            return _case(reader)
        case "enum":
            name = reader.expect(TokenKind.NAME, "the enum's name")
            reader.expect_end("`>>` after the enum's name")
            return BlockWord(Word.ENUM, name.place, name=name.text)
        case "local":
            raise LineError("YS0005", "`local` is reserved. Choose another name for the command.", place)
        case _:
            return _block_word(Word(word), reader, place)


def _block_word(word: Word, reader: Reader, place: Place) -> BlockWord:
    if word in _BARE:
        hint = " (for another condition write `elseif`, in one word)" if word is Word.ELSE else ""
        reader.expect_end(f"`>>` after `{word}`{hint}")
        return BlockWord(word, place)
    if word is Word.ONCE and not reader.take_if("if"):
        reader.expect_end("`if` or `>>` after `once`")
        return BlockWord(word, place)
    condition = reader.expression()
    reader.expect_end("an operator or `>>` after the condition")
    return BlockWord(word, place, condition)


def _set(reader: Reader, place: Place) -> Set:
    variable = reader.variable()
    sign = reader.take_if(*_ASSIGNMENTS)
    if sign is None:
        raise reader.surprise(f"`=` or `to` after `{variable.name}`")
    value = reader.expression()
    reader.expect_end("an operator or `>>` after the value")
    if sign.text not in ("=", "to"):
        value = Binary(sign.text[0], variable, value, sign.place)
    return Set(variable, value, place)


def _declare(reader: Reader, note: str) -> Declare:
    variable = reader.variable()
    if not reader.take_if("=", "to"):
        raise reader.surprise(f"`=` and the initial value of `{variable.name}`")
    value = reader.expression()
    type_name, type_place = "", variable.place
    if reader.take_if("as"):
        type_token = reader.expect(TokenKind.NAME, "a type after `as`: number, string, bool or an enum")
        type_name, type_place = type_token.text, type_token.place
    reader.expect_end("`as` and a type, or `>>`")
    return Declare(variable, value, type_name, type_place, note)


def _call(reader: Reader, place: Place) -> CallStatement:
    called = reader.expression()
    reader.expect_end("`>>` after the call")
    if not isinstance(called, Call):
        raise LineError("YS0005", "Expected a function to call, such as `<<call f($x)>>`.", place)
    return CallStatement(called)


def _jump(reader: Reader, place: Place, *, detour: bool) -> Jump:
    target: str | Expression
    if reader.take_if("{"):
        target = reader.expression()
        if not reader.take_if("}"):
            raise reader.surprise("`}` to close the `{`")
        reader.expect_end("`>>` after the `}`")
    else:
        target = reader.expect(TokenKind.NAME, "a node's name, or an expression in `{ }`").text
        reader.expect_end('`>>` after the node\'s name (a member of a group is written {"Title.Subtitle"})')
    return Jump(target, detour, place)


def _case(reader: Reader) -> Case:
    name = reader.expect(TokenKind.NAME, "the case's name")
    value: Expression | None = None
    if reader.take_if("="):
        value = reader.expression()
    reader.expect_end("`=` and a raw value, or `>>`")
    return Case(name.text, value, name.place)
