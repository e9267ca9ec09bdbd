"""Lints of any text whatever."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from narrative.yarn.lints.job import lint
from narrative.yarn.lints.rules import Rules
from tests.narrative.yarn.lints.linting import start

WORDS = st.sampled_from(
    (
        "title: A\n",
        "when: once\n",
        "---\n",
        "===\n",
        "-> option ",
        "=> item ",
        "\n",
        "    ",
        "<<jump A>>",
        "<<detour {$x + ",
        "<<if has_any_content(",
        "<<declare $x = ",
        "<<enum E>>",
        "<<case F>>",
        "}>>",
        "She: {$x}",
        "[select ",
        "#line:a ",
        "/// Hidden\n",
    )
)


@given(st.lists(WORDS | st.text(max_size=5)).map("".join))
def test_it_gives_findings_and_never_an_exception(text: str) -> None:
    rules = Rules(keeps_readings=True, characters=frozenset({"She"}))
    found = lint({"a.yarn": text, "b.yarn": start(text)}, rules)
    assert found == lint({"b.yarn": start(text), "a.yarn": text}, rules)
