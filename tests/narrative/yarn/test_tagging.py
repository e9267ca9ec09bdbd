"""Tagging gives ids to lines and changes nothing else."""

from __future__ import annotations

import re
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from narrative.errors import AuthorError
from narrative.yarn.compile.job import compile_project
from narrative.yarn.program import Program
from narrative.yarn.tagging import new_ids, tagged

BEFORE, AFTER = "title: Start\n---\n", "\n===\n"


def tag(source: str, *taken: str) -> str:
    return tagged(source, new_ids({"1.yarn": source}, taken=taken))


def tag_body(body: str) -> str:
    """Tag a node's body and hide the digits of its ids."""
    found = tag(BEFORE + body + AFTER)
    assert found.startswith(BEFORE)
    assert found.endswith(AFTER)
    return re.sub(r"#line:start_[0-9a-f]{4,}", "#ID", found[len(BEFORE) : -len(AFTER)])


@pytest.mark.parametrize(
    ("expected", "body"),
    [
        ("One. #ID", "One."),
        ("She: One. #ID", "She: One."),
        ("One. #ID  \t", "One.  \t"),
        ("One. #ID // comment", "One. // comment"),
        ("One. #ID\t// #line:not_mine", "One.\t// #line:not_mine"),
        ("One. #ID // comment", "One.// comment"),
        (r"http:\/\/x #ID // no", r"http:\/\/x // no"),
        (r"One \#line:x #ID", r"One \#line:x"),
        ('{"// #line:x"} #ID', '{"// #line:x"}'),
        ("One <<if true>> #ID // c", "One <<if true>> // c"),
        ("One <<if true>> #ID // c", "One <<if true>>// c"),
        ("-> a <<if true>> #tag #ID // c", "-> a <<if true>> #tag // c"),
        ("-> a #tag #ID", "-> a #tag"),
        ("=> a <<once>> #one#two #ID", "=> a <<once>> #one#two"),
        ("-> a #ID\n\tb #ID\n\t-> c #ID", "-> a\n\tb\n\t-> c"),
        (
            "<<if true>> // c\nOne #ID\n<<else>>\nTwo #ID\n<<endif>>",
            "<<if true>> // c\nOne\n<<else>>\nTwo\n<<endif>>",
        ),
        ("<<once>>\nOne #ID\n<<else>>\nTwo #ID\n<<endonce>>", "<<once>>\nOne\n<<else>>\nTwo\n<<endonce>>"),
        ("<<wait 1>> One #ID", "<<wait 1>> One"),
        ("One < two / three #ID", "One < two / three"),
    ],
)
def test_the_id_stands_behind_all_that_belongs_to_the_line(expected: str, body: str) -> None:
    assert expected == tag_body(body)


@pytest.mark.parametrize(
    "body",
    [
        "One. #line:mine",
        "One. #tag #line:mine // c",
        "One. #line:mine\nOne. #shadow:mine",
        "<<wait 1>>",
        '<<say "// One" #line>>',
        "<<declare   $x=1>>\n<<set $x   to 2>>\n<<set $x+=1>> // One",
        "// One\n/// Two",
        "",
        "   \t",
    ],
)
def test_what_has_an_id_or_needs_none_is_left_alone(body: str) -> None:
    assert body == tag_body(body)


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
@pytest.mark.parametrize("mark", ["", "\ufeff"])
def test_line_ends_and_byte_order_mark_are_kept(end: str, mark: str) -> None:
    source = mark + end.join(["// c", "title: A", "", "---", "One", "Two // c", "==="])
    found = tag(source)
    assert source == re.sub(r" #line:a_[0-9a-f]{4}", "", found)
    assert 2 == found.count(" #line:a_")


def test_an_id_tells_of_node_and_member_and_not_of_order() -> None:
    source = "title: She_greetKind\nsubtitle: before\nwhen: always\n---\nGood evening.\n===\n"
    (one,) = new_ids({"1.yarn": source})
    assert ("1.yarn", 5, 13, "Good evening.") == (one.file, one.line, one.column, one.text)
    assert re.fullmatch(r"line:she_greet_kind_before_[0-9a-f]{4}", one.id)
    (_, same) = new_ids({"1.yarn": source.replace("Good", "First.\nGood"), "0.yarn": ""})
    assert (one.id, 6) == (same.id, same.line)


def test_equal_lines_have_ids_of_their_own() -> None:
    source = f"{BEFORE}One.\nOne.\nOne.{AFTER}"
    ids = [given.id for given in new_ids({"1.yarn": source})]
    assert 3 == len(set(ids))
    assert ids == [given.id for given in new_ids({"1.yarn": source})]


def test_no_id_is_given_that_is_written_anywhere_or_taken() -> None:
    source = f"{BEFORE}One.{AFTER}"
    (first,) = new_ids({"1.yarn": source})
    (second,) = new_ids({"1.yarn": source}, taken=[first.id])
    comment = f"// One. #{second.id}\n"
    (third,) = new_ids({"1.yarn": source, "2.yarn": comment}, taken=[first.id])
    assert 3 == len({first.id, second.id, third.id})


def test_only_some_files_of_a_project_may_be_tagged() -> None:
    sources = {"1.yarn": f"{BEFORE}One.{AFTER}", "2.yarn": "title: B\n---\nTwo.\n===\n"}
    assert ["2.yarn"] == [given.file for given in new_ids(sources, only={"2.yarn"})]


def test_a_story_that_cannot_be_parsed_is_refused_whole() -> None:
    with pytest.raises(AuthorError, match=r"(?s)1\.yarn:4:.*\^"):
        new_ids({"1.yarn": f"{BEFORE}One.\nTwo {{{AFTER}"})


TAGS = st.lists(st.sampled_from(["#tag", "#pause:2", "#a#b"]), max_size=2).map(" ".join)
SPACE = st.sampled_from(["", " ", "\t", "  "])
LINES = st.builds(
    "{}{}{}{}{}{}{}".format,
    st.sampled_from(["", "-> ", "=> ", "    ", "\t-> "]),
    st.sampled_from(["One", "She: {1 + 1}", r"a\/\/b \#c", "[b]x[/b] < y", "é🙂", "Two /"]),
    SPACE,
    st.sampled_from(["", " <<if true>>", " <<once>>", " <<once if 1 > 0>>"]),
    SPACE.map(lambda space: space or " "),
    TAGS,
    st.sampled_from(["", "  ", " // c", "//c", "\t// #line:c"]),
)
OTHERS = st.sampled_from(
    ["", "   ", "// One", "<<wait 1>>", '<<say "//" >>', "<<set $x   to 1>>", "/// Note"]
)
BODIES = st.lists(LINES | OTHERS, max_size=12)
SOURCES = st.builds(
    lambda mark, body, end: mark + end.join(["title: Start", "---", "<<declare $x = 0>>", *body, "===", ""]),
    st.sampled_from(["", "\ufeff"]),
    BODIES,
    st.sampled_from(["\n", "\r\n", "\r"]),
)


def compiled(source: str) -> Program | None:
    return compile_project({"1.yarn": source}, signatures={}).program


def nameless(program: Program | None) -> object:
    """Return a program with the ids of its lines replaced by their order."""
    assert program is not None
    order = {line_id: str(number) for number, line_id in enumerate(program.lines)}
    lines = [
        replace(info, tags=tuple(tag for tag in info.tags if "line:" not in tag))
        for info in program.lines.values()
    ]
    code = [
        (
            step.op,
            [
                order.get(operand.removeprefix("$"), "key") if isinstance(operand, str) else operand
                for operand in step.operands
            ],
        )
        for node in program.nodes.values()
        for step in node.code
    ]
    return lines, code


@given(SOURCES)
def test_tagging_only_inserts_ids_and_leaves_the_story_as_it_was(source: str) -> None:
    before = compiled(source)
    if before is None:
        return
    found = tag(source)
    for line, changed in zip(re.split("\r|\n", source), re.split("\r|\n", found), strict=True):
        without, without_gap = (
            re.sub(rf" #line:start_[0-9a-f]{{4,}}{gap}", "", changed) for gap in ("", " ")
        )
        assert line in {without, without_gap}
    assert nameless(before) == nameless(compiled(found))


@given(SOURCES)
def test_tagging_twice_changes_nothing(source: str) -> None:
    if compiled(source) is not None:
        once = tag(source)
        assert once == tag(once)
        after = compiled(once)
        assert after is not None
        assert all(any(name.startswith("line:") for name in line.tags) for line in after.lines.values())


@given(st.text())
def test_any_text_is_tagged_or_refused(source: str) -> None:
    try:
        found = tag(source)
    except AuthorError:
        return
    assert found == tag(found)
