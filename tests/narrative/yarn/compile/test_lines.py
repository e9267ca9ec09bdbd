"""Line ids, the string table, the last line before options, and shadow lines."""

from __future__ import annotations

import re

from narrative.yarn.program import LineInfo
from tests.narrative.yarn.compile.compiling import codes, node, program, wrong


def tagged(body: str) -> dict[str, tuple[str, ...]]:
    """Return every line's text with its hashtags other than its id."""
    lines = program(node(body)).lines.values()
    return {line.text: tuple(tag for tag in line.tags if not tag.startswith("line:")) for line in lines}


def test_a_line_is_known_by_the_id_it_is_given() -> None:
    assert {
        "line:greet": LineInfo(
            text="She: Hello, {0}.",
            tags=("pause:2", "line:greet"),
            node="Start",
            file="a.yarn",
            line=4,
        )
    } == program(node('\nShe: Hello, {"you"}. #pause:2 #line:greet').replace("---\n", "---\n\n")).lines


def test_the_table_is_in_story_order_over_files_and_nodes() -> None:
    first = node("-> Two #line:2\n    Three #line:3\n-> Four #line:4\n=> Five #line:5\n    Six #line:6")
    second = node("<<if true>>\nSeven #line:7\n<<else>>\nEight #line:8\n<<endif>>", title="Later")
    third = node("<<once>>\nNine #line:9\n<<endonce>>", title="Last")
    assert [f"line:{n}" for n in (2, 3, 4, 5, 6, 7, 8, 9)] == list(program(first + second, third).lines)


def test_a_line_without_an_id_gets_one_that_the_same_script_gives_again() -> None:
    script = node("One\nTwo\n-> Three\n=> Four")
    ids = list(program(script).lines)
    assert ids == list(program(script).lines)
    assert 4 == len(set(ids))
    assert all(re.fullmatch(r"line:[0-9a-f]{8}", line_id) for line_id in ids)


def test_made_up_ids_differ_between_files_and_nodes() -> None:
    lines = program(node("Hi") + node("Hi", title="B"), node("Hi", title="C")).lines
    assert 3 == len(lines)


def test_a_made_up_id_never_takes_a_written_one() -> None:
    taken = next(iter(program(node("Hi")).lines))
    lines = program(node("Hi") + node(f"There #{taken}", title="B")).lines
    assert 2 == len(lines)
    assert "There" == lines[taken].text


def test_a_lines_node_is_a_members_own_name() -> None:
    script = "title: Talk\nsubtitle: late\nwhen: always\n---\nHi #line:a\n===\n"
    assert "Talk.late" == program(script).lines["line:a"].node


def test_the_line_before_options_is_tagged() -> None:
    assert {"One": (), "Two": ("lastline",), "Tea": ()} == tagged("One\nTwo\n-> Tea")
    assert {"One": ("x", "lastline"), "Tea": ()} == tagged("One #x\n\n-> Tea")
    assert {"One": ("lastline",), "Tea": ()} == tagged("One #lastline\n-> Tea")


def test_the_last_line_in_ifs_and_options() -> None:
    body = """
        <<if true>>
            One
            -> Tea
                Two
                -> Green
        <<else>>
            Three
            -> Coffee
        <<endif>>
    """
    assert ["One", "Two", "Three"] == [text for text, tags in tagged(body).items() if tags]


def test_no_last_line_where_anything_stands_between_or_the_block_is_another() -> None:
    body = """
        One
        <<wait 1>>
        -> Tea
        Two
        => Rain
        <<if true>>
            Three
        <<endif>>
        -> Coffee
        <<once>>
            Four
            -> Water
        <<endonce>>
    """
    assert {()} == set(tagged(body).values())


def test_a_shadow_line_has_its_own_id_and_tags() -> None:
    lines = program(node("Sigh. #line:sigh #slow\nSigh. #shadow:sigh #fast")).lines
    _, shadow_id = lines
    assert re.fullmatch(r"line:sh_[0-9a-f]{8}", shadow_id)
    assert (
        LineInfo(
            text="Sigh.",
            tags=("shadow:sigh", "fast"),
            node="Start",
            file="a.yarn",
            line=4,
            shadows="line:sigh",
        )
        == lines[shadow_id]
    )


def test_a_shadow_may_stand_before_its_line_and_in_another_file() -> None:
    lines = program(node("Sigh. #shadow:sigh"), node("Sigh. #line:sigh", title="B")).lines
    assert ["line:sigh", ""] == [line.shadows for line in lines.values()]


def test_what_is_wrong_with_ids() -> None:
    assert ["3 YS0018", "4 YS0018"] == wrong("One #line:a\nTwo #line:a")
    assert ["3 YS0062"] == wrong("One #line:a #line:b")
    assert ["3 YS0062", "4 YS0018", "4 YS0018"] != wrong("One #line:a #line:b\nTwo #line:b")
    assert ["4 YS0017", "4 YS0017"] == wrong("One #line:a\nOne #line:b #shadow:a")
    assert ["4 YS0062"] == wrong("One #line:a\nOne #shadow:a #shadow:a")
    assert ["3 KD0003"] == wrong("One #line:")
    assert ["a:3:5 YS0018", "b:3:5 YS0018"] == codes(node("One #line:a"), node("One #line:a", title="B"))


def test_what_is_wrong_with_shadows() -> None:
    assert ["3 YS0042"] == wrong("One #shadow:a")
    assert ["4 YS0042"] == wrong("One\nOne #shadow:a")
    assert ["4 YS0044"] == wrong("One #line:a\nTwo #shadow:a")
    assert ["4 YS0043"] == wrong("One {1} #line:a\nOne {1} #shadow:a")
    assert ["4 YS0043"] == wrong("One #line:a\nOne {1} #shadow:a")


def test_markup_that_cannot_be_read_is_warned_of() -> None:
    assert ["a:3:1 YS0063"] == codes(node("One [b]two #line:a"))
    assert [] == codes(node(r"One [b]two[/b] \[three #line:a"))


def test_markup_beside_expressions_is_read_too() -> None:
    assert ["a:3:1 YS0063"] == codes(node("[select value={1} 1=one/] [b #line:a"))
    assert ["a:3:1 YS0063"] == codes(node("[plural value={1} one=one] #line:a"))
    assert [] == codes(
        node('[select value={1} 1=one/] [b x={2}]two[/b] [plural value={1} one="a {2}"/] #line:a')
    )
