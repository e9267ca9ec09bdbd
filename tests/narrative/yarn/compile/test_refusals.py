"""What must never compile: each mistake the language knows, with the code that names it."""

from __future__ import annotations

import pytest

from tests.narrative.yarn.compile.compiling import compiled, node

COLOURS = "<<enum Colour>><<case Red>><<case Blue>><<endenum>>\n"
WORDS = '<<enum Word>><<case Yes = "yes">><<case No = "no">><<endenum>>\n'

REFUSED = {
    "a command over two lines": ("YS0006", node("<<wait\n2>>")),
    "a declaration without a value": ("YS0005", node("<<declare $x>>")),
    "two enums compared": ("YS0050", node(COLOURS + WORDS + "A <<if Colour.Red == Word.Yes>>")),
    "a number enum where a string is wanted": ("YS0050", node(COLOURS + "<<call shout(Colour.Red)>>")),
    "a string enum where a number is wanted": ("YS0050", node(WORDS + "<<call double(Word.Yes)>>")),
    "a case of no enum": ("YS0050", node(COLOURS + "<<set $x = .Four>>")),
    "a case of two enums": (
        "YS0028",
        node(COLOURS + COLOURS.replace("Colour", "Paint") + "<<set $x = .Red>>"),
    ),
    "a case its enum does not have": ("YS0038", node(COLOURS + "<<set $x = Colour.Green>>")),
    "a raw value that is computed": ("YS0037", node("<<enum E>><<case A = double(1)>><<endenum>>")),
    "a raw value that is an enum's case": (
        "YS0037",
        node(COLOURS + "<<enum E>><<case A = Colour.Red>><<endenum>>"),
    ),
    "a case twice": ("YS0035", node("<<enum E>><<case A>><<case A>><<endenum>>")),
    "a raw value twice": ("YS0035", node('<<enum E>><<case A = "a">><<case B = "a">><<endenum>>')),
    "raw values of two types": ("YS0035", node('<<enum E>><<case A = "a">><<case B = 1>><<endenum>>')),
    "a raw value left out": ("YS0035", node('<<enum E>><<case A = "a">><<case B>><<endenum>>')),
    "a raw value that is no whole number": ("YS0035", node("<<enum E>><<case A = 0.5>><<endenum>>")),
    "an enum without cases": ("YS0005", node("<<enum E>>\n<<endenum>>")),
    "two enums of one name": ("YS0040", node(COLOURS + COLOURS)),
    "a line of spaces as an option's body": ("YS0005", "title: Start\n---\n-> A\n    \n-> B\n===\n"),
    "nothing to infer from": ("YS0029", node("<<set $x = anything()>>")),
    "a variable that is only printed": ("YS0029", node("{$x}")),
    "too few arguments": ("YS0014", node("<<call double()>>")),
    "too many arguments": ("YS0014", node("<<call double(1, 2)>>")),
    "an unknown function": ("YS0013", node("<<call nowhere()>>")),
    "a jump to a number": ("YS0050", node("<<jump {1}>>")),
    "a jump to nowhere": ("YS0012", node("<<jump Nowhere>>")),
    "a detour to nowhere": ("YS0012", node("<<detour Nowhere>>")),
    "a node without a body": ("YS0004", "title: Start\n"),
    "a node that does not end": ("YS0004", "title: Start\n---\nHi\n"),
    "a node without a title": ("YS0051", "tags: a\n---\nHi\n===\n"),
    "a node with two titles": ("YS0052", "title: A\ntitle: B\n---\nHi\n===\n"),
    "a title with a space": ("YS0027", "title: My Node\n---\nHi\n===\n"),
    "two nodes of one title": ("YS0011", node("Hi") + node("Hi")),
    "a node with the title of a group": (
        "YS0031",
        node("Hi") + "title: Start\nwhen: always\nsubtitle: s\n---\nHi\n===\n",
    ),
    "two members of one subtitle": ("YS0032", "title: A\nwhen: always\nsubtitle: s\n---\nHi\n===\n" * 2),
    "a member with nothing to run": ("KD0002", "title: A\nwhen: always\nsubtitle: s\n---\n===\n"),
    "an empty when": ("YS0005", "title: A\nwhen:\n---\nHi\n===\n"),
    "a when that is no bool": ("YS0050", "title: A\nwhen: 1 + 1\n---\nHi\n===\n"),
    "two bools added": ("YS0050", node("{true + false}")),
    "an option with an empty if": ("YS0005", node("-> A <<if>>\n-> B")),
    "a set without a value": ("YS0005", node("<<set $x = >>")),
    "a smart variable that is set": ("YS0030", node("<<declare $x = (1)>>\n<<set $x = 2>>")),
    "smart variables in a circle": (
        "YS0045",
        node("<<declare $a = $b + 1>>\n<<declare $b = $c + 1>>\n<<declare $c = $a + 1>>"),
    ),
    "a variable declared twice": ("YS0039", node("<<declare $x = 1>>\n<<declare $x = 1>>")),
    "a declaration of another type": ("YS0053", node('<<declare $x = "a" as number>>')),
    "a bool set to a number": ("YS0050", node("<<declare $x = true>>\n<<set $x = 1>>")),
    "a variable of two types": ("YS0050", node("<<set $x = true>>\n<<set $x = 1>>")),
    "a line id twice": ("YS0018", node("One #line:a\nTwo #line:a")),
    "two ids on a line": ("YS0062", node("One #line:a #line:b")),
    "an id and a shadow on a line": ("YS0017", node("One #line:a\nOne #line:b #shadow:a")),
    "a shadow of nothing": ("YS0042", node("One #shadow:a")),
    "a shadow with another text": ("YS0044", node("One #line:a\nTwo #shadow:a")),
    "a shadow with an expression": ("YS0043", node("One {1} #line:a\nOne {1} #shadow:a")),
    "a command after dialogue": ("YS0020", node("Hi <<wait 2>>")),
    "a command before the last one is closed": ("YS0006", node("<<set $x = 1 <<if true>>")),
    "smart variables too deep in one another": (
        "KD0001",
        node("".join(f"<<declare $x{n} = $x{n + 1} + 1>>\n" for n in range(42)) + "<<declare $x42 = 0>>"),
    ),
    "an if that does not end": ("YS0007", node("<<if true>>\nHi")),
    "a once that does not end": ("YS0007", node("<<once>>\nHi")),
    "two elses": ("YS0005", node("<<if true>>\n<<else>>\n<<else>>\n<<endif>>")),
    "else if in two words": ("YS0005", node("<<if true>>\n<<else if true>>\n<<endif>>")),
    "null": ("YS0005", node("<<set $x = null>>")),
    "local": ("YS0005", node("<<local $x = 1>>")),
    "an unknown escape": ("YS0005", node(r"one \n two")),
    "stray text between nodes": ("YS0005", node("Hi") + "stray\n"),
}


@pytest.mark.parametrize(("code", "script"), REFUSED.values(), ids=REFUSED.keys())
def test_refused(code: str, script: str) -> None:
    """The mistake is told by its code, at a place in the script, and there is no program."""
    compilation = compiled(script)
    assert compilation.program is None
    errors = [found for found in compilation.diagnostics if found.severity == "error"]
    assert code in [found.code for found in errors]
    lines = script.split("\n")
    for found in errors:
        assert found.column + found.length <= len(lines[found.line - 1]) + 2
