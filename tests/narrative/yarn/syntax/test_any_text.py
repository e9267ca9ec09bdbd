"""Whatever the text is, parsing gives a tree and findings that lie within the text."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from narrative.yarn.diagnostics import render, source_lines
from tests.narrative.yarn.syntax.reading import node, read

PIECES = [
    *("title: A\n", "when: $a\n", "---\n", "===\n", "\n", "\n\n", "    ", "  \n", "\t", "// c", "/// d"),
    *("-> ", "=> ", "text", "{$a + 1}", '{f("q")}', "#line:a", " #tag", r"\{", r"\n"),
    *("<<if $a>>", "<<if ", "<<elseif $b>>", "<<else>>", "<<endif>>"),
    *("<<once>>", "<<once if $c>>", "<<endonce>>", "<<enum E>>", '<<case Y = "y">>', "<<endenum>>"),
    *("<<declare $a = .X>>", "<<set $b += 1>>", "<<jump A>>", "<<detour {$s}>>", "<<call f(1,2)>>"),
    *("<<stop>>", "<<cmd {$a} x>>", "<", "<<", ">>", ">", "{", "}", "$", "(", ")", '"', "not ", "-", "1"),
    *(".", " and ", " == ", "=", "é", "😀", "\x00", "\u2028"),
]
SCRIPTS = st.lists(st.sampled_from(PIECES) | st.text(max_size=4), max_size=50).map("".join)


@given(SCRIPTS.map(node) | SCRIPTS | st.text())
def test_any_text_parses(text: str) -> None:
    _, found = read(text)
    lines = source_lines(text)
    for finding in found:
        assert 1 <= finding.line <= len(lines)
        assert 1 <= finding.column <= len(lines[finding.line - 1]) + 1
        assert 1 <= finding.length
        assert render(finding, text).startswith(f"story.yarn:{finding.line}:{finding.column}: ")


@given(SCRIPTS.map(node))
def test_line_ends_do_not_matter(text: str) -> None:
    text = text.replace("\r", "")
    tree = read(text)
    assert tree == read(text.replace("\n", "\r\n"))
    assert tree == read("\ufeff" + text.replace("\n", "\r"))
