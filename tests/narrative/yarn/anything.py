"""Texts of every kind for a compiler that must not be surprised: noise, Yarn's own words at random, spoilt scripts."""

from __future__ import annotations

from pathlib import Path

from hypothesis import strategies as st

HERE = Path(__file__).parent

WORDS = [
    *(
        "title: A\n",
        "title: B\n",
        "Title: C\n",
        "title: a b\n",
        "---\n",
        "===\n",
        "----\n",
        "#file_tag\n",
        "key: // c\n",
    ),
    *("subtitle: s\n", "when: $a\n", "when: $a and .X\n", "when: once if $b\n", "when: always\n", "when:\n"),
    *("\n", "\n", "\n", "\n\n", "\r\n", "\r", "  \n", "    ", "\t", " ", "-> ", "-> opt", "=> ", "=> item"),
    *(
        "// c",
        "/// d\n",
        "text",
        "She: ",
        "é",
        "😀",
        "晩",
        "e\u0301",
        "\x00",
        "\x1b[",
        "\u2028",
        "\ufeff",
        "\ud800",
    ),
    *("<<if $a>>", "<<if ", "<<elseif $b == .X>>", "<<else>>", "<<else if 1>>", "<<endif>>", "<<endif 1>>"),
    *("<<once>>", "<<once if $c>>", "<<endonce>>", "<<enum E>>", "<<enum F>>", "<<enum >>", "<<endenum>>"),
    *("<<case X>>", "<<case X = 1>>", '<<case Y = "y">>', "<<case Z = -0.5>>", "<<case 1>>"),
    *(
        "<<declare $a = true>>",
        "<<declare $b = .X>>",
        "<<declare $c = $a and $d>>",
        "<<declare $d = $c as bool>>",
    ),
    *("<<set $a = double($a, .X)>>", "<<set $b += 1>>", "<<set $e = $b>>", "<<set $s to string(E.X)>>"),
    *(
        "<<jump A>>",
        "<<detour B>>",
        "<<detour {$s}>>",
        "<<jump {.X}>>",
        "<<return>>",
        "<<stop>>",
        "<<local x>>",
    ),
    *(
        "<<call shout(.Y)>>",
        "<<call f(1,2)>>",
        "<<cmd {$a} x>>",
        "<<",
        ">>",
        "<",
        ">",
        "<<<",
        ">>>",
        "set $a = 1\n",
    ),
    *(
        "{$a + 1}",
        '{string("q") + "a"}',
        "{E.X}",
        "{.X == $b}",
        "{anything()}",
        "{",
        "}",
        r"\{0\}",
        r"\{",
        r"\n",
        "\\",
    ),
    *(
        "#line:a",
        "#line:b ",
        "#line:",
        "#shadow:a",
        " #tag",
        "#",
        "[b]",
        "[/b]",
        "[select value={$a} 1=x/]",
        "[",
        "]",
    ),
    *(
        "$",
        "$a",
        "(",
        ")",
        '"',
        "'",
        "not ",
        "-",
        "1",
        "1.5",
        ".",
        ".X",
        ",",
        " and ",
        " xor ",
        " == ",
        "=",
        "%",
        "/",
    ),
]

STATEMENTS = [
    *(
        "She: Hi. #line:a",
        "Hi {$a} {$b}",
        "Hi <<if $a>> #line:b",
        "Hi <<once>>",
        "Hi #shadow:a",
        "[b]Hi[/b] {E.X}",
    ),
    *("<<if $a>>\nHi", "<<if $b == .X>>\nHi", "<<elseif $c>>\nHi", "<<else>>\nHi", "<<endif>>", "<<endif>>"),
    *(
        "<<once>>\nHi",
        "<<once if $c>>",
        "<<endonce>>",
        "<<jump A>>",
        "<<jump {$s}>>",
        "<<detour A>>",
        "<<stop>>",
    ),
    *(
        "-> One",
        "-> Two <<if $a>>",
        "    Three",
        "    -> Four",
        "        Five",
        "=> Six <<once>>",
        "    <<return>>",
    ),
    "<<enum E>>\n<<case X>>\n<<case Y>>\n<<endenum>>",
    '<<enum F>>\n<<case Y = "y">>\n<<case Z = "z">>\n<<endenum>>',
    *(
        "<<declare $a = true>>",
        "<<declare $b = .X>>",
        "<<declare $c = $a and $d>>",
        "<<declare $d = not $c>>",
    ),
    *(
        '<<declare $s = "a">>',
        "<<declare $n = -1 as number>>",
        "<<declare $e = F.Y as F>>",
        "<<declare $s = $s>>",
    ),
    *(
        "<<set $a to not $a>>",
        "<<set $b = E.Y>>",
        "<<set $e = .Z>>",
        "<<set $e = .Y>>",
        "<<set $n += double($n)>>",
    ),
    *(
        "<<set $s = shout($e)>>",
        "<<set $n = f($x, $y)>>",
        "<<set $y = f(1, $e)>>",
        "<<set $x = $y>>",
        "<<set $v = .X>>",
    ),
    *(
        "<<call shout(string($e))>>",
        "<<call agree($x == $y)>>",
        "<<set $x = anything()>>",
        "<<cmd {$v} {$s + $s}>>",
    ),
]

ANY_TEXT = st.text(st.characters(), max_size=200)
"""Any characters at all: control characters and lone surrogates too."""

WORD_SALAD = st.lists(st.sampled_from(WORDS) | st.text(st.characters(), max_size=3), max_size=60).map("".join)


SENSIBLE = st.lists(st.sampled_from(STATEMENTS), max_size=14).map("\n".join)
"""Bodies whose every line can be read, so that it is the later passes that have something to do."""


def in_a_node(body: str) -> str:
    return f"title: Start\n---\n{body}\n===\n"


def _scripts() -> list[str]:
    paths = sorted([*HERE.glob("plans/*.yarn"), *HERE.glob("probes/*.yarn")])
    return [path.read_bytes().decode() for path in paths]


@st.composite
def spoilt(draw: st.DrawFn) -> str:
    """Draw a good script with a few stretches of it lost, doubled, moved or written over."""
    text = draw(st.sampled_from(SCRIPTS))
    for _ in range(draw(st.integers(1, 6))):
        start = draw(st.integers(0, len(text)))
        end = min(len(text), start + draw(st.integers(0, 40)))
        other = draw(st.integers(0, len(text)))
        instead = draw(
            st.sampled_from(["", text[start:end] * 2, text[other : other + 30]]) | st.sampled_from(WORDS)
        )
        text = text[:start] + instead + text[end:]
    return text


SCRIPTS = _scripts()
NODES = st.lists(
    st.tuples(
        st.sampled_from(["title: A", "title: B", "title: A\nwhen: $a", "title: A\nwhen: once\nsubtitle: s"]),
        SENSIBLE,
    ),
    min_size=1,
    max_size=3,
).map(lambda nodes: "".join(f"{headers}\n---\n{body}\n===\n" for headers, body in nodes))
FILES = ANY_TEXT | WORD_SALAD | WORD_SALAD.map(in_a_node) | spoilt() | NODES | SENSIBLE.map(in_a_node)
PROJECTS = st.dictionaries(st.sampled_from(["a.yarn", "b.yarn", "é.yarn"]), FILES, min_size=1, max_size=2)
