"""Types that nobody wrote down are worked out from how values are used."""

from __future__ import annotations

import pytest

from narrative.yarn.compile.job import compile_project
from narrative.yarn.program import Declaration, Instruction, Op
from tests.narrative.yarn.compile.compiling import codes, compiled, message, node, program, types, wrong

ENUMS = """<<enum Size>><<case Small>><<case Large>><<case Odd>><<endenum>>
<<enum Act>><<case Go = "go">><<case Stay = "stay">><<case Odd = "odd">><<endenum>>
"""


@pytest.mark.parametrize(
    ("expected", "body"),
    [
        ("number", "<<set $x = 1>>"),
        ("string", '<<set $x = "a">>'),
        ("bool", "<<set $x = true>>"),
        ("bool", "<<if $x>>\nA\n<<endif>>"),
        ("bool", "<<if not $x and true>>\nA\n<<endif>>"),
        ("number", "<<if $x < 1>>\nA\n<<endif>>"),
        ("string", '<<if $x == "a">>\nA\n<<endif>>'),
        ("number", "{$x + 1}"),
        ("number", "{-$x}"),
        ("number", "<<call double($x)>>"),
        ("string", "<<jump {$x}>>"),
        ("bool", 'A <<if visited("Start") == $x>>'),
        ("Act", "<<set $x = Act.Go>>"),
        ("Act", "<<set $x = .Go>>"),
        ("Size", "<<if $x == .Large>>\nA\n<<endif>>"),
        ("Act", "<<if $x == .Odd>>\nA\n<<elseif $x == .Go>>\nB\n<<endif>>"),
        ("number", "{$x}\n<<set $x += 1>>"),
    ],
)
def test_a_variable_takes_the_type_of_its_use(expected: str, body: str) -> None:
    assert expected == types(ENUMS + body)["$x"]


def test_what_is_known_of_one_variable_is_known_of_all_that_were_joined_with_it() -> None:
    body = "<<set $a = $b>>\n<<set $b = $c>>\n<<if $c == $d>>\nA\n<<endif>>\n<<set $d += 1>>"
    assert {"$a": "number", "$b": "number", "$c": "number", "$d": "number"} == types(body)


def test_later_files_and_nodes_count() -> None:
    files = node("{$x}"), node("<<set $x = true>>", title="B")
    assert "bool" == program(*files).declarations["$x"].type


def test_an_undeclared_variable_starts_with_its_types_default() -> None:
    body = ENUMS + '<<set $n = 1>>\n<<set $s = "a">>\n<<set $b = true>>\n<<set $e = Act.Stay>>'
    defaults = {name: variable.default for name, variable in program(node(body)).declarations.items()}
    assert {"$n": 0.0, "$s": "", "$b": False, "$e": "go"} == defaults


def test_an_undeclared_variable_is_warned_of_once_where_it_is_first_used() -> None:
    script = node("<<set $x = 1>>\n<<set $x = 2>>")
    assert ["a:3:7 YS0003"] == codes(script)
    assert compiled(script).program is not None


def test_a_project_may_require_declarations() -> None:
    script = node("<<set $x = 1>>")
    assert ["a:3:7 YS0003"] == codes(script, requires_declarations=True)
    assert compiled(script, requires_declarations=True).program is None


@pytest.mark.parametrize(
    ("expected", "body"),
    [
        (["3 YS0029"], "{$x}"),
        (["3 YS0029"], "<<call string($x)>>"),
        (["3 YS0029", "3 YS0029"], "<<set $x = $y>>"),
        (["3 YS0029"], "<<set $x = anything()>>"),
        (["4 YS0050"], "<<set $x = true>>\n<<set $x = 1>>"),
        (["4 YS0050"], "{$x + 1}\n<<if $x>>\n<<endif>>"),
        (["5 YS0028"], ENUMS + "<<call string(.Odd)>>"),
        (["5 YS0050"], ENUMS + "<<call string(.Four)>>"),
    ],
)
def test_what_cannot_be_worked_out(expected: list[str], body: str) -> None:
    assert expected == wrong(body)


def test_what_is_not_known_tells_how_to_make_it_known() -> None:
    assert "Declare it: `<<declare $x = …>>`." in message("{$x}")
    assert "`.Odd` could be of `Size` and `Act`. Write `Size.Odd`." == message(
        ENUMS + "<<call string(.Odd)>>"
    )


def test_declarations_count_wherever_they_stand() -> None:
    files = (
        node("{$x}"),
        node("<<if false>>\n<<declare $x = 3 as number>> /// Three.\n<<endif>>", title="Never"),
    )
    assert (
        Declaration(name="$x", type="number", default=3.0, note="Three.")
        == program(*files).declarations["$x"]
    )


@pytest.mark.parametrize(
    ("type_", "default", "value"),
    [
        ("number", 1.0, "1"),
        ("number", -1.5, "-1.5"),
        ("string", "a", '"a"'),
        ("bool", True, "true"),
        ("Act", "stay", "Act.Stay"),
        ("Act", "stay", ".Stay"),
        ("Size", 1.0, "Size.Large as Size"),
        ("number", 1.0, "1 as number"),
        ("string", "a", '"a" as String'),
    ],
)
def test_a_plain_value_is_what_a_variable_begins_with(type_: str, default: object, value: str) -> None:
    declared = program(node(f"{ENUMS}<<declare $x = {value}>>")).declarations["$x"]
    assert (type_, default, ()) == (declared.type, declared.default, declared.smart)


@pytest.mark.parametrize(
    ("type_", "value"),
    [
        ("number", "(1)"),
        ("number", "1 + 1"),
        ("number", "$n"),
        ("bool", "$n > 2 and not $b"),
        ("bool", 'visited("Start")'),
        ("bool", "not true"),
        ("number", "--1"),
        ("string", "string(Act.Go)"),
        ("number", "double($n) as number"),
    ],
)
def test_anything_else_makes_a_smart_variable(type_: str, value: str) -> None:
    body = f"{ENUMS}<<declare $n = 1>>\n<<declare $b = true>>\n<<declare $x = {value}>>"
    declared = program(node(body)).declarations["$x"]
    assert type_ == declared.type
    assert () != declared.smart


def test_a_smart_variable_is_code() -> None:
    declared = program(node("<<declare $n = 1>>\n<<declare $x = $n + 1>>")).declarations["$x"]
    assert (
        Instruction(Op.LOAD, ("$n",), 4),
        Instruction(Op.PUSH, (1.0,), 4),
        Instruction(Op.OPERATE, ("+",), 4),
    ) == declared.smart


@pytest.mark.parametrize(
    ("expected", "body"),
    [
        (["4 YS0030"], "<<declare $x = (1)>>\n<<set $x = 2>>"),
        (["3 YS0030"], "<<set $x += 2>>\n<<declare $x = (1)>>"),
        (["3 YS0045"], "<<declare $x = $x + 1>>"),
        (
            ["3 YS0045", "4 YS0045", "5 YS0045"],
            "<<declare $a = $b + 1>>\n<<declare $b = $c + 1>>\n<<declare $c = $a>>",
        ),
        ([], "<<declare $a = $b + 1>>\n<<declare $b = $c + 1>>\n<<declare $c = 1>>"),
        (["3 YS0039", "4 YS0039"], "<<declare $x = 1>>\n<<declare $x = 1>>"),
        (["3 YS0053"], "<<declare $x = 1 as string>>"),
        (["4 YS0053"], "<<declare $b = true>>\n<<declare $x = not $b as number>>"),
        (["3 YS0050"], "<<declare $x = 1 as Colour>>"),
        (["3 YS0050"], "<<declare $x = 1 + true>>"),
    ],
)
def test_what_is_wrong_with_declarations(expected: list[str], body: str) -> None:
    assert expected == wrong(body)


def test_a_declared_variable_that_nothing_uses_is_mentioned() -> None:
    found = compiled(node("<<declare $x = 1>>\n<<declare $y = 1>>\n{$y}")).diagnostics
    assert [("info", "YS0010", 3)] == [(each.severity, each.code, each.line) for each in found]


@pytest.mark.parametrize(
    ("expected", "body"),
    [
        (["3 YS0035"], "<<enum E>><<case A>><<case A>><<endenum>>"),
        (["3 YS0035"], "<<enum E>><<case A = 1>><<case B = 1>><<endenum>>"),
        (["3 YS0035"], '<<enum E>><<case A = 1>><<case B = "b">><<endenum>>'),
        (["3 YS0035"], "<<enum E>><<case A = 1>><<case B>><<endenum>>"),
        (["3 YS0035"], '<<enum E>><<case A>><<case B = "b">><<endenum>>'),
        (["3 YS0035"], "<<enum E>><<case A = 1.5>><<endenum>>"),
        (["3 YS0035"], "<<enum E>><<case A = true>><<endenum>>"),
        (["3 YS0037"], "<<enum E>><<case A = double(1)>><<endenum>>"),
        (["3 YS0037"], "<<enum E>><<case A = 1 + 1>><<endenum>>"),
        (["4 YS0037"], "<<enum D>><<case X>><<endenum>>\n<<enum E>><<case A = D.X>><<endenum>>"),
        (["4 YS0040"], "<<enum E>><<case A>><<endenum>>\n<<enum E>><<case B>><<endenum>>"),
        (["3 YS0040"], "<<enum number>><<case A>><<endenum>>"),
        ([], "<<enum E>><<case A = -1>><<case B = 7>><<endenum>>"),
    ],
)
def test_enums(expected: list[str], body: str) -> None:
    assert expected == wrong(body)


def test_an_enums_cases_and_raw_values() -> None:
    enums = program(node(ENUMS + "<<enum Far>><<case A = -1>><<case B = 7>><<endenum>>")).enums
    assert {
        "Size": (("Small", 0.0), ("Large", 1.0), ("Odd", 2.0)),
        "Act": (("Go", "go"), ("Stay", "stay"), ("Odd", "odd")),
        "Far": (("A", -1.0), ("B", 7.0)),
    } == {name: enum.cases for name, enum in enums.items()}


def inferred(body: str) -> list[str]:
    """Return the errors where functions need not be declared, each as `line code`."""
    found = compile_project({"a.yarn": node(body)}, signatures={}, infers_functions=True).diagnostics
    return [f"{one.line} {one.code}" for one in found if one.severity == "error"]


@pytest.mark.parametrize(
    ("expected", "body"),
    [
        ([], "<<if far()>>\nA\n<<endif>>"),
        ([], "<<declare $n = 1>>\n<<set $n = far(2)>>\n{far($n)}"),
        ([], ENUMS + "<<declare $n = 1>>\n<<set $n = far(Size.Small) + far(2)>>"),
        ([], "<<if far(near())>>\nA\n<<endif>>\n{1 + near()}"),
        (["3 YS0029"], "{far()}"),
        (["3 YS0029", "3 YS0029"], "<<if far(near())>>\nA\n<<endif>>"),
        (["5 YS0014"], "<<declare $n = 1>>\n<<set $n = far(2)>>\n{far(1, 2)}"),
        (["5 YS0050"], '<<declare $n = 1>>\n<<set $n = far(2)>>\n{far("a")}'),
        (["4 YS0050"], "{1 + far()}\n{true and far()}"),
    ],
)
def test_an_undeclared_function_takes_its_types_from_its_calls(expected: list[str], body: str) -> None:
    """All calls in the project share them."""
    assert expected == inferred(body)
