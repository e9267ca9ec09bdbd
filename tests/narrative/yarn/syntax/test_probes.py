"""Small scripts that upstream's own grammar has judged: which it takes, where it stops, and how it groups.

`expected.tsv` has a row for each: the verdict, the line of the first error, and the layout. In a layout `{ }`
is a group of options or line-group items, `( )` one of them with its body, and `if[ ]` an `<<if>>`.
"""

from __future__ import annotations

import csv
import re
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import pytest

from narrative.yarn.syntax.tree import If, LineGroup, OptionGroup, Statement, blocks
from narrative.yarn.syntax.tree import Line as SpokenLine
from tests.narrative.yarn.syntax.reading import read

FOLDER = Path(__file__).parent.parent / "probes"

# What ours judges otherwise, on purpose.
DEVIATIONS = {"w23_header_cap.yarn": "a node whose title is written `Title:` has none (YS0051)"}

# Where ours tells of the mistake itself, and upstream of the line after it.
EARLIER = {"zq_option_empty.yarn": 3, "w26_dash4.yarn": 2}

_EXPRESSION = re.compile(r'\{(?:"(?:[^"\\]|\\.)*"|[^{}"])*\}')
_QUOTED = re.compile(r"'([^']*)'")


@dataclass(frozen=True, slots=True)
class Probe:
    file: str
    fails: bool
    line: int
    layout: str


def probes() -> list[Probe]:
    rows = csv.reader(
        (FOLDER / "expected.tsv").read_text().splitlines()[1:], "excel-tab", quoting=csv.QUOTE_NONE
    )
    return [
        Probe(file, verdict != "ok", int(line or 0), layout.strip()) for file, verdict, line, layout in rows
    ]


def errors(file: str) -> list[int]:
    """Return the lines of the errors in a script."""
    text = (FOLDER / file).read_bytes().decode()
    return [found.line for found in read(text)[1] if found.severity == "error"]


def layout(file: str) -> str:
    text = (FOLDER / file).read_bytes().decode()
    return "".join(_drawn(tree.body) for tree in read(text)[0]).strip()


def _drawn(body: Sequence[Statement]) -> str:
    return "".join(map(_statement, body))


def _statement(statement: Statement) -> str:
    match statement:
        case SpokenLine():
            return _said(statement)
        case OptionGroup(items) | LineGroup(items):
            return "{" + "".join(f"({_said(item.line)}{_drawn(item.body)})" for item in items) + "}"
        case If():
            return f"if[{''.join(map(_drawn, blocks(statement)))}]"
        case _:
            return "".join(map(_drawn, blocks(statement)))


def _said(line: SpokenLine) -> str:
    return f"'{line.template.text}' "


def _numbered(text: str) -> str:
    """Put {0}, {1}… for the expressions in the quoted texts, as they stand in a template."""

    def number(quoted: re.Match[str]) -> str:
        count = iter(range(100))
        return _EXPRESSION.sub(lambda _: f"{{{next(count)}}}", quoted[0])

    return _QUOTED.sub(number, text)


PROBES = [
    pytest.param(probe, id=probe.file.removesuffix(".yarn"))
    for probe in probes()
    if probe.file not in DEVIATIONS
]


def test_every_script_has_its_verdict() -> None:
    assert sorted(path.name for path in FOLDER.glob("*.yarn")) == sorted(probe.file for probe in probes())


@pytest.mark.parametrize("probe", PROBES)
def test_a_probe_is_judged_as_upstream_judges_it(probe: Probe) -> None:
    """What is wrong is found, first in the line where upstream finds it; what is right makes those groups."""
    if probe.fails:
        assert EARLIER.get(probe.file, probe.line) == errors(probe.file)[0]
    else:
        assert ([], _numbered(probe.layout)) == (errors(probe.file), layout(probe.file))


@pytest.mark.parametrize("file", DEVIATIONS)
def test_a_deviation_is_still_one(file: str) -> None:
    (probe,) = (probe for probe in probes() if probe.file == file)
    assert probe.fails != bool(errors(file))
