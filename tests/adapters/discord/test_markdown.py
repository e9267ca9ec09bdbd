"""Markdown that shows exactly what it was made from."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from adapters.discord.markdown import escaped, styled
from narrative.cues import Span

MARKUP = st.text(alphabet=st.sampled_from(list("*_~`|<>[]()#-+@:/\\ \n1.ab,é日"))) | st.text()

# What Discord's apps take for markup, after escapes have been taken out of the way.
ACTIVE = re.compile(
    r"""[*_~`|@\[]            # styles, spoilers, code, pings, masked links
      | <                     # mentions, channels, emoji, timestamps, links without preview
      | ://                   # addresses
      | ^[ \t]*[#>+-]         # headings, quotes, lists, subtext
      | ^[ \t]*[0-9]+[.)]     # numbered lists
    """,
    re.VERBOSE | re.MULTILINE,
)
ESCAPE = re.compile(r"\\([^0-9A-Za-z\s])")


def shown(markdown: str) -> str:
    """Return what Discord shows of a text whose every mark is escaped."""
    return ESCAPE.sub(r"\1", markdown)


@pytest.mark.parametrize(
    ("text", "markdown"),
    [
        ("plain, with a comma – and “quotes”.", "plain, with a comma – and “quotes”."),
        ("*bold* _it_ ~~no~~ `code` ||secret||", r"\*bold\* \_it\_ \~\~no\~\~ \`code\` \|\|secret\|\|"),
        ("@everyone and @here", r"\@everyone and \@here"),
        (
            "<@123> <@&4> <#5> <:a:6> <t:7:R> </start:8>",
            r"\<\@123> \<\@&4> \<#5> \<:a:6> \<t:7:R> \</start:8>",
        ),
        ("[click](http://evil.example)", r"\[click](http\://evil.example)"),
        ("<https://a.example/_x_>", r"\<https\://a.example/\_x\_>"),
        ("# big\n## less\n-# small", "\\# big\n\\## less\n\\-# small"),
        ("> quote\n>>> more", "\\> quote\n\\>>> more"),
        ("- a\n  - b\n+ c\n* d", "\\- a\n  \\- b\n\\+ c\n\\* d"),
        ("1. one\n2) two\n3 three", "1\\. one\n2\\) two\n3 three"),
        ("a > b, 5 - 3, no. 1. here", "a > b, 5 - 3, no. 1. here"),
        ("back\\slash \\*", "back\\\\slash \\\\\\*"),
        ("¯\\_(ツ)_/¯", r"¯\\\_(ツ)\_/¯"),
        ("", ""),
    ],
)
def test_marks_are_escaped_and_nothing_else(text: str, markdown: str) -> None:
    assert markdown == escaped(text)


@given(MARKUP)
def test_whatever_is_typed_is_shown_exactly(text: str) -> None:
    assert text == shown(escaped(text))


@given(MARKUP)
def test_whatever_is_typed_is_never_markup(text: str) -> None:
    assert None is ACTIVE.search(ESCAPE.sub("\N{OBJECT REPLACEMENT CHARACTER}", escaped(text)))


@pytest.mark.parametrize(
    ("text", "spans", "markdown"),
    [
        ("so soft", (Span(kind="i", start=3, length=4),), "so _soft_"),
        ("so soft", (Span(kind="b", start=3, length=4),), "so **soft**"),
        ("you said no", (Span(kind="quote", start=9, length=2),), "you said _no_"),
        ("both", (Span(kind="i", start=0, length=4), Span(kind="b", start=0, length=4)), "**_both_**"),
        ("unbelievable", (Span(kind="i", start=2, length=7),), "un*believa*ble"),
        ("a*b*c", (Span(kind="i", start=0, length=4),), "a\\*b\\*c"),
        (" pad ", (Span(kind="i", start=0, length=5),), " _pad_ "),
        ("one\ntwo", (Span(kind="i", start=0, length=7),), "_one_\n_two_"),
        ("# one\n# two", (Span(kind="i", start=0, length=11),), "_\\# one_\n_\\# two_"),
        ("1. one", (Span(kind="b", start=0, length=1),), "**1**. one"),
        ("said - no", (Span(kind="i", start=5, length=1),), "said _-_ no"),
        ("short", (Span(kind="i", start=2, length=99),), "sh_ort_"),
        ("none", (Span(kind="i", start=9, length=2),), "none"),
        (
            "two words",
            (Span(kind="i", start=0, length=3), Span(kind="quote", start=3, length=6)),
            "_two words_",
        ),
    ],
)
def test_spans_are_set_apart(text: str, spans: tuple[Span, ...], markdown: str) -> None:
    assert markdown == styled(text, spans)


@given(MARKUP)
def test_a_text_without_spans_is_only_escaped(text: str) -> None:
    assert text == shown(styled(text, ()))


SPANS = st.lists(
    st.builds(
        Span,
        kind=st.sampled_from(["i", "b", "quote"]),
        start=st.integers(0, 30),
        length=st.integers(0, 30),
    ),
    max_size=4,
).map(tuple)


@given(MARKUP, SPANS)
def test_styles_add_only_their_marks(text: str, spans: tuple[Span, ...]) -> None:
    unstyled = re.sub(r"(\\.)|[*_]", lambda match: match[1] or "", styled(text, spans), flags=re.DOTALL)
    assert text == shown(unstyled)
