"""`kedok understand`: what it says of each line, for people and for machines."""

from __future__ import annotations

import io
import json
from pathlib import Path
from typing import Any

import pytest

from bot.cli import main
from narrative.persona.acts import ACTS, SAFETY_ACTS

Answers = list[dict[str, Any]]


@pytest.fixture
def understand(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]):
    """Give the command lines to understand, and return its answers."""

    def run(*lines: str, options: tuple[str, ...] = ()) -> Answers:
        monkeypatch.setattr("sys.stdin", io.StringIO("".join(f"{line}\n" for line in lines)))
        assert 0 == main(["understand", "--format", "json", *options])
        return [json.loads(answer) for answer in capsys.readouterr().out.splitlines()]

    return run


@pytest.mark.parametrize("language", ["en", "id"])
def test_each_line_is_answered_by_one_line(understand, language: str) -> None:
    said = ["where is your husband?", "suamimu di mana?", "", "💀", "x" * 5_000, '"quoted" \\ text']
    answers = understand(*said, options=("--language", language))
    assert said == [answer["text"] for answer in answers]
    for answer in answers:
        assert {"text", "acts", "decision", "act", "safety"} == answer.keys()
        assert len(answer["acts"]) >= 3
        assert {one["act"] for one in answer["acts"]} <= {*ACTS}
        scores = [one["score"] for one in answer["acts"]]
        assert scores == sorted(scores, reverse=True)
        assert ("deflect" if answer["act"] is None else "act") == answer["decision"]


def test_what_is_decided_is_the_likeliest(understand) -> None:
    (answer,) = understand("where is your husband tonight?")
    assert ("act", "ask_husband", "ask_husband", None) == (
        answer["decision"],
        answer["act"],
        answer["acts"][0]["act"],
        answer["safety"],
    )


def test_what_means_nothing_is_not_decided(understand) -> None:
    """Or it is known to mean nothing."""
    answers = understand("asdkjh qwe", "17 x 23 = ?")
    assert all(answer["act"] in (None, "off_topic") for answer in answers)


def test_danger_is_named(understand) -> None:
    answers = understand("I want to die", "aku ingin mati saja", "im dead 💀 that was so funny")
    assert ["self_harm", "self_harm", None] == [answer["safety"] for answer in answers]
    assert "self_harm" in SAFETY_ACTS


def test_the_scene_and_her_line_can_be_told(understand) -> None:
    without = understand("the second one, please")
    within = understand(
        "the second one, please", options=("--scene", "restaurant", "--after", "What will you have?")
    )
    assert "order" == within[0]["acts"][0]["act"]
    assert without != within


def test_light_understanding_can_be_asked_for(understand) -> None:
    said = "where is your husband tonight?"
    assert understand(said) != understand(said, options=("--understanding", "light"))


def test_people_get_the_act_and_what_else_it_may_be(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr("sys.stdin", io.StringIO("where is your husband?\n"))
    assert 0 == main(["understand"])
    assert capsys.readouterr().out.startswith("ask_husband      ask_husband ")


def test_a_table_is_measured(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    table = tmp_path / "table.tsv"
    table.write_text("text\tact\nwhere is your husband?\task_husband\nI love you\tlove\n")
    assert 0 == main(["understand", "--evaluate", str(table), "--format", "json"])
    measured = json.loads(capsys.readouterr().out)
    assert (2, 1.0) == (measured["lines"], measured["best act acceptable"])


def test_an_empty_table_fails(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    table = tmp_path / "table.tsv"
    table.write_text("text\tact\n")
    assert 1 == main(["understand", "--evaluate", str(table)])
    assert "0 lines\n" == capsys.readouterr().out


def test_an_unknown_scene_is_wrong_usage() -> None:
    with pytest.raises(SystemExit, match="2"):
        main(["understand", "--scene", "moon"])
