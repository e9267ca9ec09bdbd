"""Definitions of a host's commands and functions, as `.ysls.json` files tell them to compilers and editors.

There are two dialects: an older one with names in PascalCase, in which a function has a `ReturnType`, and the
one since 2026 in camelCase, in which it has a `return`. Names are read without regard to case.
"""

from __future__ import annotations

import json
import math
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Final

from narrative.errors import AuthorError
from narrative.yarn.signatures import Signature

ANY: Final = "any"
_COMPILED: Final = frozenset({"number", "string", "bool"})
_BOOLS: Final = ("true", "false")
_WORD: Final = re.compile(r'"((?:[^"\\]|\\.)*)"|(\S+)')


@dataclass(frozen=True, slots=True, kw_only=True)
class Parameter:
    """What a command or function is given. One with a `default` may be left out.

    A `variadic` one, always the last, may be given any number of times, or never. `choices` are the only words
    that will do, if there are any: a definitions file can tell of them only in the documentation.
    """

    name: str
    type: str = ANY
    documentation: str = ""
    default: str | None = None
    variadic: bool = False
    choices: tuple[str, ...] = ()

    @property
    def required(self) -> bool:
        """Whether it may not be left out."""
        return self.default is None and not self.variadic

    def refuses(self, word: str) -> str:
        """Return what is wrong with this word for it, or nothing."""
        if self.choices and word not in self.choices:
            return f"`{self.name}` is one of {', '.join(self.choices)}, not `{word}`"
        if self.type == "number" and not _is_number(word):
            return f"`{self.name}` is a number, and `{word}` is none"
        if self.type == "bool" and word.lower() not in _BOOLS:
            return f"`{self.name}` is true or false, not `{word}`"
        return ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Definition:
    """A command, or a function: that one has a type which it `returns`."""

    name: str
    parameters: tuple[Parameter, ...] = ()
    returns: str = ""
    documentation: str = ""

    def complaint(self, words: Sequence[str | None]) -> str:
        """Return what is wrong with being given these words, or nothing. None is a word not known yet."""
        refused = (
            self._parameter(position).refuses(word) for position, word in enumerate(words) if word is not None
        )
        return self._miscounts(len(words)) or next(filter(None, refused), "")

    def signature(self) -> Signature:
        """Return what the compiler must know of a function."""
        return Signature(
            parameters=tuple(_compiled(one.type) for one in self.parameters),
            returns=_compiled(self.returns),
            variadic=self._variadic,
        )

    @property
    def _variadic(self) -> bool:
        return any(one.variadic for one in self.parameters)

    def _parameter(self, position: int) -> Parameter:
        return self.parameters[min(position, len(self.parameters) - 1)]

    def _miscounts(self, count: int) -> str:
        needed = [one.name for one in self.parameters if one.required]
        if count < len(needed):
            return f"`{self.name}` needs {_listed(needed)}"
        if count > len(self.parameters) and not self._variadic:
            return f"`{self.name}` takes {_listed([one.name for one in self.parameters])}, and no more"
        return ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Definitions:
    """All that a host brings, by name."""

    commands: Mapping[str, Definition] = field(default_factory=dict)
    functions: Mapping[str, Definition] = field(default_factory=dict)

    def merged(self, other: Definitions) -> Definitions:
        """Return these and the others. Where both have a name, the other's stands."""
        return Definitions(
            commands={**self.commands, **other.commands}, functions={**self.functions, **other.functions}
        )


def read_definitions(text: str) -> Definitions:
    """Read a definitions file of either dialect; raise AuthorError if it is none."""
    try:
        content = _lowered(json.loads(text.removeprefix("\ufeff")))
    except (ValueError, RecursionError) as error:
        message = f"The definitions file is not JSON: {error}"
        raise AuthorError(message) from error
    content = _table(content, "the whole")
    commands = [_definition(entry, "commands") for entry in _list(content, "commands")]
    functions = [_definition(entry, "functions") for entry in _list(content, "functions")]
    return Definitions(
        commands={one.name: one for one in commands}, functions={one.name: one for one in functions}
    )


def write_definitions(definitions: Definitions) -> str:
    """Return a definitions file of the newer dialect, in its version 2."""
    content = {
        "version": 2,
        "commands": [_written(one) for one in definitions.commands.values()],
        "functions": [
            {**_written(one), "return": {"type": one.returns}} for one in definitions.functions.values()
        ],
    }
    return json.dumps(content, ensure_ascii=False, indent=2) + "\n"


def words_of(text: str) -> list[str]:
    """Split a command into words, as hosts do: on spaces, with quotes that group."""
    return [
        re.sub(r"\\(.)", r"\1", quoted) if quoted or not bare else bare
        for quoted, bare in _WORD.findall(text)
    ]


def _lowered(value: Any) -> Any:
    """Return the content with every name in lower case."""
    match value:
        case dict():
            return {str(name).lower(): _lowered(entry) for name, entry in value.items()}
        case list():
            return [_lowered(entry) for entry in value]
        case _:
            return value


def _definition(entry: Any, where: str) -> Definition:
    content = _table(entry, where)
    returned = _table(content.get("return", {}), "return")
    return Definition(
        name=_text(content, "yarnName", required=True),
        parameters=tuple(_parameter(one) for one in _list(content, "parameters")),
        returns=(_text(returned, "type") or _text(content, "returnType") or ANY)
        if where == "functions"
        else "",
        documentation=_text(content, "documentation"),
    )


def _parameter(entry: Any) -> Parameter:
    content = _table(entry, "parameters")
    default = content.get("defaultvalue")
    return Parameter(
        name=_text(content, "name", required=True),
        type=(_text(content, "type") or ANY).lower(),
        documentation=_text(content, "documentation"),
        default=None if default is None else str(default),
        variadic=content.get("isparamsarray") is True,
    )


def _written(definition: Definition) -> dict[str, Any]:
    return {
        "yarnName": definition.name,
        **({"documentation": definition.documentation} if definition.documentation else {}),
        "parameters": [_written_parameter(one) for one in definition.parameters],
    }


def _written_parameter(parameter: Parameter) -> dict[str, Any]:
    content: dict[str, Any] = {"name": parameter.name, "type": parameter.type}
    if parameter.documentation:
        content["documentation"] = parameter.documentation
    if parameter.default is not None:
        content["defaultValue"] = parameter.default
    if parameter.variadic:
        content["isParamsArray"] = True
    return content


def _table(value: Any, where: str) -> Mapping[str, Any]:
    if not isinstance(value, dict):
        raise _wrong(where, "an object")
    return value


def _list(content: Mapping[str, Any], key: str) -> Sequence[Any]:
    value = content.get(key.lower())
    if value is None:
        return ()
    if not isinstance(value, list):
        raise _wrong(key, "a list")
    return value


def _text(content: Mapping[str, Any], key: str, *, required: bool = False) -> str:
    value = content.get(key.lower())
    if value is None and not required:
        return ""
    if not isinstance(value, str):
        raise _wrong(key, "a text")
    return value


def _wrong(what: str, wanted: str) -> AuthorError:
    return AuthorError(f"The definitions file is wrong: `{what}` must be {wanted}.")


def _compiled(type_: str) -> str:
    return type_ if type_ in _COMPILED else ANY


def _is_number(word: str) -> bool:
    try:
        return math.isfinite(float(word))
    except ValueError:
        return False


def _listed(names: Sequence[str]) -> str:
    return ", ".join(f"`{name}`" for name in names) or "nothing"
