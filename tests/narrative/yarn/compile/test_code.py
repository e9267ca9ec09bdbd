"""The code that each statement becomes."""

from __future__ import annotations

import pytest

from tests.narrative.yarn.compile.compiling import code_of, expression, node, program, text


@pytest.mark.parametrize(
    ("expected", "written"),
    [
        ("PUSH 1", "1"),
        ("PUSH true", "true"),
        ("PUSH 'a'", '"a"'),
        ("LOAD '$v'", "$v"),
        ("LOAD '$v'", "($v)"),
        ("PUSH 1; OPERATE 'neg'", "-1"),
        ("LOAD '$b'; OPERATE 'not'", "!$b"),
        ("PUSH 1; PUSH 2; PUSH 3; OPERATE '*'; OPERATE '+'", "1 + 2 * 3"),
        ("PUSH 1; LOAD '$v'; OPERATE '<='", "1 lte $v"),
        ("PUSH 1; CALL 'double', 1", "double(1)"),
        ("PUSH 'a'; PUSH 1; PUSH 2; CALL 'largest', 3", 'largest("a", 1, 2)'),
        ("LOAD '$b'; PUSH true; OPERATE 'xor'", "$b ^ true"),
    ],
)
def test_expressions(expected: str, written: str) -> None:
    """Operands come first, left before right; both are always evaluated."""
    assert expected == expression(written)


@pytest.mark.parametrize(
    ("expected", "body"),
    [
        ("0 LINE 'line:a', 0", "Hi #line:a"),
        ("0 PUSH 1\n1 PUSH 'x'\n2 LINE 'line:a', 2", '{1} and {"x"} #line:a'),
        ("0 COMMAND 'wait 2', 0", "<<wait 2>>"),
        ("0 PUSH 2\n1 COMMAND 'wait {0}', 1", "<<wait {2}>>"),
        ("0 PUSH 1\n1 STORE '$x'", "<<set $x = 1>>"),
        ("0 LOAD '$x'\n1 PUSH 1\n2 OPERATE '+'\n3 STORE '$x'", "<<set $x += 1>>"),
        ("0 PUSH 1\n1 CALL 'double', 1\n2 POP", "<<call double(1)>>"),
        ("0 GOTO_NODE 'Start'", "<<jump Start>>"),
        ("0 PUSH 'Start'\n1 GOTO_NODE ''", '<<jump {"Start"}>>'),
        ("0 DETOUR 'Start'", "<<detour Start>>"),
        ("0 PUSH 'Start'\n1 DETOUR ''", '<<detour {"Start"}>>'),
        ("0 RETURN", "<<return>>"),
        ("0 STOP", "<<stop>>"),
        ("", "<<declare $x = 1>>"),
        ("", "<<enum E>><<case A>><<endenum>>"),
    ],
)
def test_simple_statements(expected: str, body: str) -> None:
    assert expected == code_of(body)


def test_every_instruction_knows_its_line() -> None:
    code = program(node("Hi #line:a\n\n<<set $x =\t1 + 2>>")).nodes["Start"].code
    assert [3, 5, 5, 5, 5] == [step.at for step in code]


def test_a_line_with_a_condition_is_skipped() -> None:
    assert text("""
        0 LOAD '$a'
        1 JUMP_UNLESS 4
        2 PUSH 1
        3 LINE 'line:a', 1
        4 LINE 'line:b', 0
    """) == code_of("Hi {1} <<if $a>> #line:a\nThere #line:b")


def test_a_line_that_runs_once_is_spent_when_it_runs() -> None:
    assert text("""
        0 ONCE_SEEN 'line:a'
        1 OPERATE 'not'
        2 JUMP_UNLESS 5
        3 ONCE_SPEND 'line:a'
        4 LINE 'line:a', 0
    """) == code_of("Hi <<once>> #line:a")


def test_a_line_that_runs_once_on_a_condition() -> None:
    assert text("""
        0 ONCE_SEEN 'line:a'
        1 OPERATE 'not'
        2 LOAD '$a'
        3 OPERATE 'and'
        4 JUMP_UNLESS 7
        5 ONCE_SPEND 'line:a'
        6 LINE 'line:a', 0
    """) == code_of("Hi <<once if $a>> #line:a")


def test_if() -> None:
    body = """
        <<if $a>>
            One #line:a
        <<elseif $b>>
            Two #line:b
        <<else>>
            Three #line:c
        <<endif>>
    """
    assert text("""
        0 LOAD '$a'
        1 JUMP_UNLESS 4
        2 LINE 'line:a', 0
        3 JUMP 10
        4 LOAD '$b'
        5 JUMP_UNLESS 8
        6 LINE 'line:b', 0
        7 JUMP 10
        8 LINE 'line:c', 0
        9 JUMP 10
    """) == code_of(body)


def test_if_at_a_nodes_end_jumps_to_its_end() -> None:
    assert text("""
        0 PUSH true
        1 JUMP_UNLESS 4
        2 STOP
        3 JUMP 4
    """) == code_of("<<if true>>\n<<stop>>\n<<endif>>")


def test_options() -> None:
    body = """
        -> Tea {1} #line:a
            Hot #line:c
        -> Coffee <<if $a>> #line:b
        Done #line:d
    """
    assert text("""
        0 PUSH 1
        1 OPTION 'line:a', 1, 6, false, ''
        2 LOAD '$a'
        3 OPTION 'line:b', 0, 8, true, ''
        4 SHOW_OPTIONS
        5 JUMP 9
        6 LINE 'line:c', 0
        7 JUMP 9
        8 JUMP 9
        9 LINE 'line:d', 0
    """) == code_of(body)


def test_the_condition_of_an_option_is_pushed_after_its_substitutions() -> None:
    """Once means: on offer until it was chosen."""
    assert text("""
        0 PUSH 1
        1 ONCE_SEEN 'line:a'
        2 OPERATE 'not'
        3 LOAD '$a'
        4 OPERATE 'and'
        5 OPTION 'line:a', 1, 8, true, 'line:a'
        6 SHOW_OPTIONS
        7 JUMP 9
        8 JUMP 9
    """) == code_of("-> Tea {1} <<once if $a>> #line:a")


def test_line_groups() -> None:
    """A candidate carries its score; what is once is spent by being chosen, so the line itself asks nothing."""
    body = """
        => Rain {1} #line:a
            It drips. #line:c
        => Sun <<once if $a and $b>> #line:b
        Done #line:d
    """
    assert text("""
        0 CANDIDATE 'line:a', 0, 10, false, ''
        1 ONCE_SEEN 'line:b'
        2 OPERATE 'not'
        3 LOAD '$a'
        4 LOAD '$b'
        5 OPERATE 'and'
        6 OPERATE 'and'
        7 CANDIDATE 'line:b', 3, 14, true, 'line:b'
        8 SELECT
        9 JUMP 16
        10 PUSH 1
        11 LINE 'line:a', 1
        12 LINE 'line:c', 0
        13 JUMP 16
        14 LINE 'line:b', 0
        15 JUMP 16
        16 LINE 'line:d', 0
    """) == code_of(body)


def test_once_blocks() -> None:
    body = """
        <<once if $a>>
            One #line:a
        <<else>>
            Two #line:b
        <<endonce>>
    """
    assert text("""
        0 ONCE_SEEN 'once:line:a'
        1 OPERATE 'not'
        2 LOAD '$a'
        3 OPERATE 'and'
        4 JUMP_UNLESS 8
        5 ONCE_SPEND 'once:line:a'
        6 LINE 'line:a', 0
        7 JUMP 9
        8 LINE 'line:b', 0
    """) == code_of(body)


def test_an_enums_case_is_its_raw_value() -> None:
    body = """
        <<enum Act>><<case Go = "go">><<case Stay = "stay">><<endenum>>
        <<enum Size>><<case Small>><<case Large>><<endenum>>
        <<set $act = Act.Stay>>
        <<set $size = .Large>>
    """
    assert text("""
        0 PUSH 'stay'
        1 STORE '$act'
        2 PUSH 1
        3 STORE '$size'
    """) == code_of(body)
