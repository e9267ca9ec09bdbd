"""The page of findings: an entry for every code there is, and every example does what is said of it."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

import bot
import narrative
from narrative.yarn.diagnostics import explain
from tests.narrative.explained import PAGE, Entry, entries

ENTRIES = [pytest.param(entry, id=entry.code) for entry in entries()]


@pytest.mark.parametrize("entry", ENTRIES)
def test_the_example_provokes_it(entry: Entry) -> None:
    assert (entry.code, entry.severity) in entry.wrong.found()


@pytest.mark.parametrize("entry", ENTRIES)
def test_the_mended_example_does_not(entry: Entry) -> None:
    assert entry.code not in {code for code, _ in entry.mended.found()}
    assert set() == {found for found in entry.mended.compiled() if "error" in found}


@pytest.mark.parametrize("entry", ENTRIES)
def test_the_two_examples_are_made_of_the_same_blocks(entry: Entry) -> None:
    assert list(entry.wrong.blocks) == list(entry.mended.blocks)


def test_the_page_has_every_code_that_the_source_has_and_no_other() -> None:
    folders = [Path(package.__file__ or "").parent for package in (bot, narrative)]
    sources = [path for folder in folders for path in folder.rglob("*.py")]
    codes = {code for path in sources for code in re.findall(r"\b(?:YS|KD)\d{4}\b", path.read_text())}
    assert sorted(codes) == sorted(re.findall(r"^## (\S+)", PAGE, re.MULTILINE))


def test_every_heading_is_an_entry() -> None:
    assert re.findall(r"^## (\S+)", PAGE, re.MULTILINE) == [entry.code for entry in entries()]


def test_an_entry_is_found_by_its_code() -> None:
    explained = explain(PAGE, "YS0012")
    assert explained is not None
    assert explained.startswith("## YS0012 — a jump to nowhere\n\n*Error.* ")
    assert explained.endswith("===\n```")
    assert 1 == explained.count("\n## ") + 1


@pytest.mark.parametrize("code", ["YS9999", "YS001", "", "YS00.2"])
def test_what_has_no_entry_is_not_explained(code: str) -> None:
    assert explain(PAGE, code) is None


def test_the_last_entry_ends_with_the_page() -> None:
    assert "## B — b\n\nText." == explain("# Page\n\n## A — a\n\nText.\n\n## B — b\n\nText.\n", "B")
