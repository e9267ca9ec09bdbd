"""Button tokens."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from adapters.tokens import ButtonToken, read_token


@given(st.integers(min_value=0, max_value=999_999_999), st.integers(min_value=0, max_value=99))
def test_a_token_comes_back_as_it_was(offer: int, choice: int) -> None:
    token = ButtonToken(offer=offer, choice=choice)

    assert token == read_token(str(token))
    assert len(str(token).encode()) <= 16


@pytest.mark.parametrize(
    "text", ["", "k1", "k1:1", "k1:1:", "k1:-1:0", "k1:1:100", "k2:1:1", "k1:1:1 ", "k1:١:١"]
)
def test_what_we_did_not_write_is_no_token(text: str) -> None:
    assert read_token(text) is None


@given(st.text())
def test_any_text_is_read_without_an_error(text: str) -> None:
    assert read_token(text) is None or text.startswith("k1:")
