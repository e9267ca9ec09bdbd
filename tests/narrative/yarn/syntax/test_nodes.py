"""Files and nodes: tags, headers, markers, titles and `when:`."""

from __future__ import annotations

import pytest

from tests.narrative.yarn.syntax.reading import condition, findings, read


def titles(script: str) -> list[str]:
    nodes, found = read(script)
    assert () == found
    return [node.title for node in nodes]


def headers(written: str) -> tuple[tuple[str, str], ...]:
    (node,) = read(f"title: A\n{written}\n---\nHi\n===\n")[0]
    return node.headers[1:]


def when(*values: str) -> list[str]:
    written = "\n".join(f"when: {value}" for value in values)
    (node,), found = read(f"title: A\n{written}\n---\nHi\n===\n")
    assert () == found
    return [condition(each) for each in node.when]


@pytest.mark.parametrize(
    "script",
    [
        "title: A\n---\nHi\n===\n",
        "title: A\n---\nHi\n===",
        "title: A\r\n---\r\nHi\r\n===\r\n",
        "title: A\r---\rHi\r===\r",
        "\ufefftitle: A\n---\nHi\n===\n",
        "  title: A\n  ---\nHi\n  ===\n",
        "title:\tA\n---\nHi\n===\n",
        "title: A // here\n--- // there\nHi\n=== // done\n",
        "\n\n// first\ntitle: A\n\ntags: x\n\n---\nHi\n===\n\n// last\n",
        "tags: x\ntitle: A\n---\nHi\n===\n",
        "#a #b:c\n// why\n#d\ntitle: A\n---\nHi\n===\n",
    ],
)
def test_a_node_is_found_however_it_is_set(script: str) -> None:
    assert ["A"] == titles(script)
    assert ["Hi"] == [line.template.text for line in read(script)[0][0].body]


def test_nodes_follow_each_other() -> None:
    assert ["A", "B", "Été_2", "🦊"] == titles(
        "title: A\n---\nHi\n===\ntitle: B\n---\n===\n\ntitle: Été_2\n---\nHi\n===\ntitle: 🦊\n---\n===\n"
    )


@pytest.mark.parametrize(
    ("expected", "written"),
    [
        ((("tags", "#a b:c"),), "tags: #a b:c"),
        ((("note", "a: b"),), "note: a: b"),
        ((("url", "http:"),), "url: http://x"),
        ((("note", ""),), "note:"),
        ((("note", "x"), ("note", "y")), "note: x\nnote: y // z"),
        ((("whenever", "if x"), ("titles", "y")), "whenever: if x\ntitles: y"),
        ((("content_note", "quarrel, drinking"),), "content_note : quarrel, drinking  "),
    ],
)
def test_headers(expected: tuple[tuple[str, str], ...], written: str) -> None:
    """A value is anything up to a comment; keys may be repeated."""
    assert expected == headers(written)


@pytest.mark.parametrize(
    ("expected", "values"),
    [
        (["always"], ["always"]),
        (["once"], ["once"]),
        (["if $x"], ["$x"]),
        (['once if [[$x > 1] and visited("A")]'], ['once if $x > 1 and visited("A")']),
        (["if [[$mood == .Cold] and [not $a]]"], ["$mood == .Cold and not $a"]),
        (["if $x"], ["$x // comment"]),
        (["if $a", "once", "if $b"], ["$a", "once", "$b"]),
        (["if onceness()"], ["onceness()"]),
    ],
)
def test_when(expected: list[str], values: list[str]) -> None:
    assert expected == when(*values)


@pytest.mark.parametrize(
    ("expected", "script"),
    [
        (["2:6 YS0005"], "title: A\nwhen:\n---\nHi\n===\n"),
        (["2:7 YS0005"], "title: A\nwhen: if $x\n---\nHi\n===\n"),
        (["2:14 YS0005"], "title: A\nwhen: always if $x\n---\nHi\n===\n"),
        (["2:12 YS0005"], "title: A\nwhen: once $x\n---\nHi\n===\n"),
        (["2:10 YS0005"], "title: A\nwhen: $x $y\n---\nHi\n===\n"),
        (["2:11 YS0005"], "title: A\nwhen: $x +\n---\nHi\n===\n"),
        (["2:1 YS0005"], "title: A\ncontent-note: x\n---\nHi\n===\n"),
        (["2:1 YS0005"], "title: A\njust words\n---\nHi\n===\n"),
        (["1:1 YS0051"], "Title: A\n---\nHi\n===\n"),
        (["1:1 YS0051"], "---\nHi\n===\n"),
        (["1:7 YS0051"], "title:\n---\nHi\n===\n"),
        (["2:8 YS0052"], "title: A\ntitle: B\n---\nHi\n===\n"),
        (["1:8 YS0027"], "title: My Node\n---\nHi\n===\n"),
        (["1:8 YS0027"], "title: My.Node\n---\nHi\n===\n"),
        (["1:8 YS0027"], "title: My-Node\n---\nHi\n===\n"),
        (["1:8 YS0027"], "title: 1Node\n---\nHi\n===\n"),
        (["2:11 YS0027"], "title: A\nsubtitle: a b\n---\nHi\n===\n"),
        (["1:8 YS0004"], "title: A\n"),
        (["1:8 YS0004"], "title: A"),
        (["1:8 YS0004"], "title: A\n===\n"),
        (["1:8 YS0004"], "title: A\n---\nHi\n"),
        (["4:1 YS0005"], "title: A\n---\nHi\n====\n"),
        (["3:1 YS0005"], "title: A\n---\n=== not an end\n"),
        (["2:1 YS0005"], "title: A\n----\nHi\n===\n"),
        (["5:1 YS0005"], "title: A\n---\nHi\n===\nstray text\n"),
        (["1:1 YS0005"], "stray text\ntitle: A\n---\nHi\n===\n"),
        (["5:1 YS0005"], "title: A\n---\nHi\n===\n#late\n"),
    ],
)
def test_what_is_refused(expected: list[str], script: str) -> None:
    assert expected == findings(script)


def test_the_subtitle_and_the_place_are_kept() -> None:
    (node,) = read("when: always\nsubtitle: late\ntitle: Talk\n---\nHi\n===\n")[0]
    assert ("Talk", "late", 3, 8, 4) == (
        node.title,
        node.subtitle,
        node.place.line,
        node.place.column,
        node.place.length,
    )


def test_a_node_with_an_unreadable_when_is_still_a_member_of_its_group() -> None:
    (node,), _ = read("title: A\nwhen: if $x\n---\nHi\n===\n")
    assert ["always"] == [condition(each) for each in node.when]


def test_an_empty_file_has_no_nodes() -> None:
    for script in ("", "\n", "// nothing", "#tag\n"):
        assert [] == titles(script)


def test_half_a_character_is_refused_wherever_it_stands() -> None:
    script = "// \ud800\ntitle: A\n---\nHi \udfff and \ud83d\n<<x\ud800>>\n===\n"
    assert ["1:4 YS0005", "4:4 YS0005", "4:10 YS0005", "5:4 YS0005"] == findings(script)
