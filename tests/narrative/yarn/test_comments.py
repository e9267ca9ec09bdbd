"""What translators are told of a line."""

from __future__ import annotations

import pytest

from narrative.yarn.comments import comments
from narrative.yarn.compile.job import compile_project


def told(*lines: str) -> dict[str, str]:
    """Return the comments on the lines of a node."""
    declared = '<<declare $name = "">>\n<<declare $n = 0>>'
    sources = {"1.yarn": "\n".join(["title: Start", "---", declared, *lines, "===", ""])}
    program = compile_project(sources, signatures={}).program
    assert program is not None
    return comments(program, sources)


def test_a_line_that_says_it_all_needs_no_comment() -> None:
    assert {} == told("She: Good evening. #line:a", "<<wait 1>> // no line")


@pytest.mark.parametrize(
    ("comment", "line"),
    [
        ("a button", "-> Go"),
        ("#pause:2; #recap", "She waits. #pause:2 #recap"),
        ("low, as to a child", "She: Yes. // low, as to a child"),
        ("{0} is $name", "She: {$name}!"),
        (
            '{0} is $n + 1; {1} is "}" + $name',
            r'She: \{no\} {$n + 1} {"}" + $name}',
        ),
        ("a button; {0} is $name; #suggest:greet; kindly", "-> I am {$name}. #suggest:greet // kindly"),
        ("{0} is $name; a note", "She: A comment may hold {$name}. // a note"),
    ],
)
def test_what_a_text_does_not_show_is_told(comment: str, line: str) -> None:
    before, slashes, after = line.partition(" //")
    assert {"line:a": comment} == told(f"{before} #line:a{slashes}{after}")


def test_a_line_without_an_id_is_told_of_by_the_one_it_is_given() -> None:
    (line_id,) = told("-> Go")
    assert line_id.startswith("line:")
