"""Markup: from marked text to plain text and attributes."""

from __future__ import annotations

from unicodedata import normalize

import pytest
from hypothesis import given
from hypothesis import strategies as st

from narrative.yarn.markup import Attribute, MarkupError, MarkupResult, escape, parse, parse_strictly
from narrative.yarn.program import Value


def at(name: str, position: int, length: int, /, **properties: Value) -> Attribute:
    return Attribute(name=name, position=position, length=length, properties=properties)


def result(text: str, *attributes: Attribute) -> MarkupResult:
    return MarkupResult(text=text, attributes=attributes)


def empty(name: str, position: int, /, **properties: Value) -> Attribute:
    return at(name, position, 0, **properties, trimwhitespace=True)


@pytest.mark.parametrize(
    ("expected", "source"),
    [
        (result(""), ""),
        (result("plain"), "plain"),
        (result("a bold word", at("b", 2, 4)), "a [b]bold[/b] word"),
        (result("xyz", at("a", 0, 3), at("b", 1, 1)), "[a]x[b]y[/b]z[/a]"),
        (result("xyz", at("a", 0, 2), at("b", 1, 2)), "[a]x[b]y[/a]z[/b]"),
        (result("xyz", at("a", 0, 3), at("a", 1, 1)), "[a]x[a]y[/a]z[/a]"),
        (result("xyz", at("a", 0, 2), at("b", 1, 1)), "[a]x[b]y[/]z"),
        (result("xy", at("a", 0, 1), at("a", 1, 1)), "[a]x[/a][a]y[/a]"),
        (result("x", at("a", 1, 0)), "x[a][/a]"),
        (result("x", at("a", 0, 1)), "[ a ]x[ / a ]"),
        (result("x", at("a", 0, 1)), "[a]x[ / ]"),
        (result("x"), "x[/]"),
        (result("x", at("a|b_2", 0, 1)), "[a|b_2]x[/a|b_2]"),
        (result("x", at("2nd", 0, 1)), "[2nd]x[/2nd]"),
        (result("x", at("sedih", 0, 1)), "[sedih]x[/sedih]"),
        (result("a]b"), "a]b"),
        (result("two\nlines", at("b", 0, 9)), "[b]two\nlines[/b]"),
    ],
)
def test_markers_become_attributes(expected: MarkupResult, source: str) -> None:
    """Nested, overlapping, repeated, empty, closed one by one or all at once."""
    assert expected == parse_strictly(source)


def test_positions_count_code_points() -> None:
    """A face is one, where UTF-16 has two."""
    assert result("😀!", at("b", 1, 1)) == parse("😀[b]![/b]")


def test_the_text_is_normalised_before_positions_are_counted() -> None:
    """A letter with a separate accent becomes one letter, in names and values too."""
    expected = result("é: é!", at("character", 0, 3, name="é"), at("é", 3, 1, p="é"), at("b", 4, 1))
    assert expected == parse("e\u0301: [e\u0301 p=e\u0301]e\u0301[/e\u0301][b]![/b]")


def test_an_accent_behind_a_marker_stays_alone() -> None:
    """It is the line that is normalised, markers and all."""
    assert result("e\u0301", at("b", 0, 1)) == parse("[b]e[/b]\u0301")


@pytest.mark.parametrize(
    ("properties", "source"),
    [
        ({"p": 1.0}, "p=1"),
        ({"p": -1.5}, "p=-1.5"),
        ({"p": True, "q": False}, "p=true q=False"),
        ({"p": "word"}, "p=word"),
        ({"p": "two words"}, 'p="two words"'),
        ({"p": ""}, 'p=""'),
        ({"p": "1"}, 'p="1"'),
        ({"p": 'a "b" \\ c]'}, r'p="a \"b\" \\ c]"'),
        ({"p": 1.0, "q": 2.0}, " p = 1  q = 2 "),
        ({"p": "{0}"}, "p={0}"),
        ({"p": "-"}, "p=-"),
        ({"a": 1.0}, "a=1"),
    ],
)
def test_properties(properties: dict[str, Value], source: str) -> None:
    """Numbers, bools, bare words and quoted strings."""
    assert result("x", at("a", 0, 1, **properties)) == parse_strictly(f"[a {source}]x[/a]")


def test_the_shorthand_is_a_property_of_the_marker_s_name() -> None:
    """`[a=1]` is `[a a=1]`, and more properties may follow."""
    assert result("x", at("a", 0, 1, a=1.0, b="y")) == parse_strictly("[a=1 b=y]x[/a]")


@pytest.mark.parametrize(
    ("expected", "source"),
    [
        (result("A B", empty("a", 2)), "A [a/] B"),
        (result("A  B", empty("a", 2)), "A [a/]  B"),
        (result("AB", empty("a", 1)), "A[a/]B"),
        (result("A", empty("a", 1)), "A[a /]"),
        (result("A  B", at("a", 2, 0, trimwhitespace=False)), "A [a trimwhitespace=false/] B"),
        (result("x", empty("pause", 0, pause=600.0)), "[pause=600/]x"),
    ],
)
def test_self_closing_markers_drop_one_space_behind_them(expected: MarkupResult, source: str) -> None:
    """Exactly one, unless they ask for it to stay."""
    assert expected == parse_strictly(source)


@pytest.mark.parametrize(
    ("expected", "source"),
    [
        (result("[a] b [/a]"), r"\[a\] b \[/a]"),
        (result("10:30"), r"10\:30"),
        (result("\\[b]"), r"\\\[b]"),
        (result("\\"), "\\"),
        (result("\\n \\*"), r"\n \*"),
        (result("[a] \\: [/", at("nomarkup", 0, 9)), r"[nomarkup][a] \: [/[/nomarkup]"),
        (result("x[b]y", at("a", 0, 5), at("nomarkup", 1, 3)), "[a]x[nomarkup][b][/nomarkup]y[/a]"),
    ],
)
def test_escapes_and_nomarkup_keep_text_as_it_is(expected: MarkupResult, source: str) -> None:
    """Four characters can be escaped; any other backslash is a backslash; nomarkup keeps everything."""
    assert expected == parse_strictly(source)


@pytest.mark.parametrize(
    ("expected", "source"),
    [
        (result("She: Come in.", at("character", 0, 5, name="She")), "She: Come in."),
        (result("She:Come in.", at("character", 0, 4, name="She")), "She:Come in."),
        (result("The wife :  Yes", at("character", 0, 12, name="The wife")), "The wife :  Yes"),
        (result("It was 10:30", at("character", 0, 10, name="It was 10")), "It was 10:30"),
        (result("She: at 10:30", at("character", 0, 5, name="She")), "She: at 10:30"),
        (result("It was 10:30: late", at("character", 0, 14, name="It was 10:30")), r"It was 10\:30: late"),
        (
            result("She: hm", at("character", 0, 5, name="She"), at("b", 0, 3)),
            "[b]She[/b]: hm",
        ),
        (
            result("She: a: b", at("character", 0, 5, name="She"), empty("p", 5, q="c:d")),
            'She: [p q="c:d"/]a: b',
        ),
        (result("x y", empty("p", 0, q="c:d")), '[p q="c:d"/]x y'),
        (result(": nobody"), ": nobody"),
        (result("She", at("character", 0, 3, name="The wife")), '[character name="The wife"]She[/character]'),
        (
            result("She: x", at("character", 0, 4, name="W")),
            '[character name="W"]She:[/character] x',
        ),
        (result("a:b", at("nomarkup", 0, 3)), "[nomarkup]a:b[/nomarkup]"),
        (result("She:", at("character", 0, 4, name="She")), "She:"),
    ],
)
def test_the_speaker_stands_before_the_first_colon(expected: MarkupResult, source: str) -> None:
    """Not before an escaped one, nor before one inside a marker, nor if the line names its speaker itself."""
    assert expected == parse_strictly(source)


PLATES = '[plural value={0} one="One plate" other="% plates"/] here'
PLACE = '[ordinal value={0} one="%st" two="%nd" few="%rd" other="%th"/]'


@pytest.mark.parametrize(
    ("text", "language", "source"),
    [
        ("One plate here", "en", PLATES.replace("{0}", "1")),
        ("2 plates here", "en-AU", PLATES.replace("{0}", "2")),
        ("1.5 plates here", "en", PLATES.replace("{0}", "1.5")),
        ("1 plates here", "id", PLATES.replace("{0}", "1")),
        ("3 plates here", "en", PLATES.replace("{0}", '"3"')),
        ("3 buah", "id", '[plural value=3 other="% buah"/]'),
        ("1 plates", "en", '[plural value=1 other="% plates"/]'),
        ("5 cangkir", "id-ID", '[plural value=5 one="satu" other="% cangkir"/]'),
        ("21 чашка", "ru", '[plural value=21 one="% чашка" few="% чашки" many="% чашек"/]'),
        ("4 чашки", "ru", '[plural value=4 one="% чашка" few="% чашки" many="% чашек"/]'),
        ("0.3 plates", "en", '[plural value=0.3 one="a plate" other="% plates"/]'),
        ("Infinity plates", "en", '[plural value=Infinity one="a plate" other="% plates"/]'),
        ("NaN plates", "en", '[plural value="NaN" one="a plate" other="% plates"/]'),
        ("22nd", "en", PLACE.replace("{0}", "22")),
        ("13th", "en", PLACE.replace("{0}", "13")),
        ("ke-3", "id", '[ordinal value=3 other="ke-%"/]'),
        ("he", "en", '[select value=m m="he" f="she"/]'),
        ("she, f and f", "en", '[select value=f m="he" f="she, % and %"/]'),
        ("two", "en", "[select value=2 1=one 2=two/]"),
        ("yes", "en", "[select value=True true=yes false=no/]"),
        ("no", "en", "[select value=false True=yes False=no/]"),
        ("[b]x[/b] y", "en", '[select value=1 1="[b]x[/b]"/] y'),
        ('"quoted"', "en", r'[select value=1 1="\"quoted\""/]'),
    ],
)
def test_replacement_markers_put_text_in(text: str, language: str, source: str) -> None:
    """Their text is final, they leave no attribute, and the space behind them stays."""
    assert result(text) == parse_strictly(source, language=language)


def test_attributes_go_round_replaced_text() -> None:
    """Positions count the text as it comes out."""
    source = 'She: [b][plural value=2 one="One" other="% plates"/][/b]!'
    expected = result("She: 2 plates!", at("character", 0, 5, name="She"), at("b", 5, 8))
    assert expected == parse_strictly(source)


BAD = [
    ("is never closed", "[a]x"),
    ("is never closed", "[a][b]x[/a]"),
    ("closes what is not open", "x[/a]"),
    ("closes what is not open", "[a]x[/b][/a]"),
    ("there is no name", "[]"),
    ("there is no name", "["),
    ("there is no name", "[_a]x[/_a]"),
    ("there is no name", "[a]x[/_a]"),
    ("there is no name", "[a"),
    ("there is no name", "[a p=1"),
    ("there is no name", "[a-b]x[/a-b]"),
    ("the property p has no value", "[a p]x[/a]"),
    ("the property p has no value", "[a p=]x[/a]"),
    ("the property p has no value", '[a p="x]y[/a]'),
    ("the property a has no value", "[a=/]"),
    ("nomarkup] is never closed", "[nomarkup]x[/]"),
    ("select] has no value", "[select a=1/]"),
    ("select] has no property b", '[select value=b a="x"/]'),
    ("plural] has no property one", "[plural value=1 two=x/]"),
    ("plural] needs a number, not many", "[plural value=many other=x/]"),
    ("ordinal] needs a number, not True", "[ordinal value=true other=x/]"),
    ("select] must close itself", "[select value=a a=b]x[/select]"),
]


@pytest.mark.parametrize(("complaint", "source"), BAD)
def test_bad_markup_is_explained(complaint: str, source: str) -> None:
    """The strict reader says what is wrong."""
    with pytest.raises(MarkupError, match=complaint):
        parse_strictly(source)


@pytest.mark.parametrize("source", [source for _, source in BAD])
def test_bad_markup_is_shown_as_it_is(source: str) -> None:
    """The reader of the story sees the raw text rather than nothing."""
    raw = rf"She: \[ {source}"
    assert result(raw) == parse(raw)


SOURCES = st.text(alphabet=st.sampled_from('ab01 []/\\:="%-|_{}\n😀') | st.characters())


@given(st.text() | SOURCES)
def test_escaped_text_reads_as_itself(text: str) -> None:
    """Whatever a reader types can be put into a line."""
    assert result(normalize("NFC", text)) == parse(escape(text))


@given(st.text() | SOURCES)
def test_escaped_text_in_the_middle_of_a_line_reads_as_itself(text: str) -> None:
    """And it never disturbs the markup round it."""
    quoted = normalize("NFC", text)
    expected = result(f"She: {quoted}.", at("character", 0, 5, name="She"), at("quote", 5, len(quoted)))
    assert expected == parse(f"She: [quote]{escape(text)}[/quote].")


@given(SOURCES, st.sampled_from(["en", "id"]))
def test_any_text_whatever_can_be_parsed(text: str, language: str) -> None:
    """Nothing raises, and every attribute lies within the text."""
    parsed = parse(text, language=language)
    for attribute in parsed.attributes:
        assert 0 <= attribute.position <= attribute.position + attribute.length <= len(parsed.text)


@given(
    st.lists(
        st.sampled_from(["[a]", "[b]", "[/a]", "[/b]", "[/]", "[c/]", "x", " ", r"\[", "Y: "]), max_size=12
    )
)
def test_text_without_markers_is_the_text_between_them(pieces: list[str]) -> None:
    """Where markup is right, only markers, escapes and one space after a self-closing one go."""
    try:
        parsed = parse_strictly("".join(pieces))
    except MarkupError:
        return
    expected = "".join(pieces).replace("[c/] ", "[c/]")
    for marker in ("[a]", "[b]", "[/a]", "[/b]", "[/]", "[c/]"):
        expected = expected.replace(marker, "")
    assert expected.replace("\\", "") == parsed.text
