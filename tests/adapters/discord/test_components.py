"""Buttons and the modal, as Discord gets and gives them."""

from __future__ import annotations

from typing import Any

import pytest

from adapters.discord.components import speak_modal, spoken_language, spoken_words, view_of
from adapters.discord.outbound import ChoiceDraft, SpeakDraft
from adapters.tokens import ButtonToken
from narrative.events import Language


async def test_a_view_holds_every_button_in_its_row() -> None:
    view = view_of(
        (
            ChoiceDraft(token=ButtonToken(offer=7, choice=0), label="Mend it", row=0),
            ChoiceDraft(token=ButtonToken(offer=7, choice=1), label="Leave it", row=1),
            SpeakDraft(offer=7, language=Language.INDONESIAN, label="Bicara", row=2),
        )
    )
    rows = [row["components"] for row in view.to_components()]
    shown = [[(one["custom_id"], one["label"], one["disabled"], one["style"]) for one in row] for row in rows]
    expected = [
        [("k1:7:0", "Mend it", False, 2)],
        [("k1:7:1", "Leave it", False, 2)],
        [("k1:speak:7:id", "Bicara", False, 1)],
    ]
    assert expected == shown


async def test_a_view_outlives_its_process() -> None:
    view = view_of((SpeakDraft(offer=7, language=Language.ENGLISH, label="Speak", row=0),))
    assert (None, True) == (view.timeout, view.is_persistent())


@pytest.mark.parametrize("language", list(Language))
async def test_the_modal_keeps_within_the_limits(language: Language) -> None:
    payload: Any = speak_modal(f"k1:speak:3:{language}", language).to_dict()
    label = payload["components"][0]
    assert (f"k1:speak:3:{language}", True, True, True) == (
        payload["custom_id"],
        len(payload["title"]) <= 45,
        len(label["label"]) <= 45,
        len(label["component"]["placeholder"]) <= 100,
    )


@pytest.mark.parametrize(
    ("custom_id", "language"),
    [
        ("k1:speak:3:en", Language.ENGLISH),
        ("k1:speak:123456789:id", Language.INDONESIAN),
        ("k1:speak:3:de", None),
        ("k1:3:0", None),
        ("k1:speak:3:en ", None),
        ("k1:speak:٣:en", None),
    ],
)
def test_only_our_modals_are_read(custom_id: str, language: Language | None) -> None:
    assert language is spoken_language(custom_id)


@pytest.mark.parametrize(
    ("components", "words"),
    [
        ([{"type": 18, "component": {"type": 4, "custom_id": "words", "value": "hey"}}], "hey"),
        ([{"type": 1, "components": [{"type": 4, "custom_id": "words", "value": "hey"}]}], "hey"),
        ([{"type": 10}, {"type": 18, "component": {"type": 4, "custom_id": "words", "value": ""}}], ""),
        ([], ""),
    ],
)
def test_words_are_found_wherever_they_are_nested(components: list[Any], words: str) -> None:
    assert words == spoken_words(components)
