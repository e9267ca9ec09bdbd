"""What stands where the story has always gone away."""

from __future__ import annotations

import pytest

from tests.narrative.yarn.compile.compiling import compiled, node


def unreached(body: str) -> list[tuple[int, str]]:
    """Return the line of each warning, and the word it names."""
    return [
        (found.line, found.message.split("`")[1])
        for found in compiled(node(body)).diagnostics
        if found.code == "YS0008"
    ]


@pytest.mark.parametrize(
    ("expected", "body"),
    [
        ([(4, "<<jump>>")], "<<jump Start>>\nHi"),
        ([(4, "<<jump>>")], '<<jump {"Start"}>>\n<<set $x = 1>>\nHi'),
        ([(4, "<<return>>")], "<<return>>\n-> Hi"),
        ([(4, "<<stop>>")], "<<stop>>\n=> Hi"),
        ([(4, "<<stop>>")], "<<stop>>\n<<if true>>\nHi\n<<endif>>"),
        ([(4, "<<stop>>")], "<<stop>>\n<<call string(1)>>"),
        ([(5, "<<stop>>")], "<<stop>>\n<<declare $x = 1>>\n<<stop>>"),
        ([], "<<stop>>\n<<enum E>>\n<<case A>>\n<<endenum>>\n<<declare $x = 1>>"),
        ([], "<<detour Start>>\nHi"),
        ([], "<<if true>>\n<<stop>>\n<<endif>>\nHi"),
        ([], "-> One\n    <<stop>>\n-> Two"),
        ([(5, "<<stop>>")], "-> One\n    <<stop>>\n    Hi\n-> Two"),
        (
            [(5, "<<stop>>"), (8, "<<return>>")],
            "<<if true>>\n<<stop>>\nHi\n<<else>>\n<<return>>\nHo\n<<endif>>",
        ),
        ([(5, "<<stop>>")], "<<once>>\n<<stop>>\nHi\n<<endonce>>"),
        (
            [(4, "<<stop>>"), (6, "<<jump>>")],
            "<<stop>>\n<<once>>\n<<jump Start>>\nHi\n<<endonce>>".replace("\n<<jump", "\n<<jump"),
        ),
    ],
)
def test_unreached(expected: list[tuple[int, str]], body: str) -> None:
    assert expected == unreached(body)
