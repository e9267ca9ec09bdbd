"""How figures are printed."""

from __future__ import annotations

from bench.figures import table


def test_a_table_is_aligned_markdown() -> None:
    columns = {"light": {"right": "69%", "loss": "-1.5"}, "with the encoder": {"right": "88%", "loss": "2"}}
    assert table(columns, corner="English") == "\n".join(
        (
            "| English | light | with the encoder |",
            "| ------- | ----: | ---------------: |",
            "| right   |   69% |              88% |",
            "| loss    |  -1.5 |                2 |",
        )
    )
