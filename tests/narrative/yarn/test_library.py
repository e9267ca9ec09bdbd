"""The functions a script may call."""

from __future__ import annotations

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from narrative.chance import Chance
from narrative.errors import StoryFault
from narrative.yarn.library import Library
from narrative.yarn.program import Value
from narrative.yarn.signatures import Signature


class FakeDialogue:
    """A dialogue in which Home was completed twice, and only Home has anything to say."""

    def __init__(self, seed: int = 1) -> None:
        self._chance = Chance(seed)

    def visits(self, node: str) -> int:
        return 2 if node == "Home" else 0

    def has_content(self, node: str) -> bool:
        return node == "Home"

    def fraction(self) -> float:
        return self._chance.fraction()

    def below(self, bound: int) -> int:
        return self._chance.below(bound)


def call(name: str, *arguments: Value, seed: int = 1) -> Value:
    return Library.standard().call(name, list(arguments), FakeDialogue(seed))


@pytest.mark.parametrize(
    ("result", "name", "arguments"),
    [
        ("1.5", "string", (1.5,)),
        ("True", "string", (True,)),
        (12.0, "number", ("12",)),
        (True, "bool", ("true",)),
        ("2.5", "format_invariant", (2.5,)),
        (1.0, "min", (1.0, 2.0)),
        (2.0, "max", (1.0, 2.0)),
        (2.0, "round", (2.5,)),
        (4.0, "round", (3.5,)),
        (2.0, "round", (1.7,)),
        (1.25, "round_places", (1.25, 5.0)),
        (1.2, "round_places", (1.25, 1.0)),
        (-2.0, "floor", (-1.5,)),
        (-1.0, "ceil", (-1.5,)),
        (2.0, "inc", (1.5,)),
        (3.0, "inc", (2.0,)),
        (1.0, "dec", (1.5,)),
        (1.0, "dec", (2.0,)),
        (-1.0, "int", (-1.5,)),
        (-0.5, "decimal", (-1.5,)),
        (0.0, "decimal", (2.0,)),
        (True, "visited", ("Home",)),
        (False, "visited", ("Away",)),
        (2.0, "visited_count", ("Home",)),
        (0.0, "visited_count", ("Away",)),
        (True, "has_any_content", ("Home",)),
        (False, "has_any_content", ("Away",)),
    ],
)
def test_yarn_s_own_functions(result: Value, name: str, arguments: tuple[Value, ...]) -> None:
    """Each function, on a case that tells it from its neighbours."""
    actual = call(name, *arguments)
    assert type(result) is type(actual)
    assert result == (pytest.approx(actual) if isinstance(actual, float) else actual)


@pytest.mark.parametrize("name", ["round", "floor", "ceil", "inc", "dec", "int"])
@pytest.mark.parametrize("number", [math.inf, -math.inf])
def test_rounding_lets_infinity_through(name: str, number: float) -> None:
    """A story that divided by zero goes on."""
    assert number == call(name, number)


def test_infinity_has_no_decimals_and_is_not_rounded() -> None:
    """Nor does an odd number of places disturb a rounding."""
    assert (0.0, math.inf) == (call("decimal", math.inf), call("round_places", math.inf, 2.0))
    assert (1.5, 1.5) == (call("round_places", 1.5, -1.0), call("round_places", 1.5, 99.0))


def test_format_puts_a_value_of_any_type_into_a_pattern() -> None:
    """How is told by `formats`."""
    assert ("<1.50>", "<True>") == (call("format", "<{0:F2}>", 1.5), call("format", "<{0:F2}>", True))


@given(st.integers(min_value=0))
def test_random_is_a_fraction(seed: int) -> None:
    """From 0 up to, but not including, 1."""
    thrown = call("random", seed=seed)
    assert isinstance(thrown, float)
    assert 0 <= thrown < 1


def test_the_largest_fraction_is_not_rounded_up_to_one() -> None:
    """Though in 32 bits the number below it would be."""

    class AlmostOne(FakeDialogue):
        def fraction(self) -> float:
            return math.nextafter(1, 0)

    thrown = Library.standard().call("random", [], AlmostOne())
    assert 1 - 2**-24 == thrown


@given(st.integers(min_value=0), st.integers(-50, 50), st.integers(0, 50))
def test_random_range_goes_in_whole_steps(seed: int, low: int, width: int) -> None:
    """Both functions give `low` plus a whole number, never beyond the upper end."""
    for name in ("random_range", "random_range_float"):
        thrown = call(name, low + 0.5, low + width + 0.75, seed=seed)
        assert thrown in [low + 0.5 + step for step in range(width + 1)]


def test_every_number_of_a_range_comes_up() -> None:
    """Both ends too."""
    library, asking = Library.standard(), FakeDialogue()
    thrown = {library.call("random_range", [1.0, 3.0], asking) for _ in range(100)}
    assert {1.0, 2.0, 3.0} == thrown


def test_a_die_shows_one_to_its_number_of_sides() -> None:
    """A die of six."""
    library, asking = Library.standard(), FakeDialogue()
    thrown = {library.call("dice", [6.0], asking) for _ in range(200)}
    assert {1.0, 2.0, 3.0, 4.0, 5.0, 6.0} == thrown


@pytest.mark.parametrize(
    ("name", "arguments"),
    [
        ("dice", (0.0,)),
        ("dice", (math.inf,)),
        ("dice", (math.nan,)),
        ("random_range", (2.0, 1.0)),
        ("random_range", (0.0, math.inf)),
        ("number", ("many",)),
        ("bool", ("maybe",)),
    ],
)
def test_impossible_arguments_are_a_fault(name: str, arguments: tuple[Value, ...]) -> None:
    """They stop the story, not the bot."""
    with pytest.raises(StoryFault):
        call(name, *arguments)


def test_an_unknown_function_is_a_fault() -> None:
    """The compiler refuses it; a program from elsewhere may have it."""
    with pytest.raises(StoryFault, match="there is no function no_such"):
        call("no_such")


def test_a_host_adds_functions_without_changing_the_old_library() -> None:
    """The new library has both; whole numbers from the host become Yarn numbers."""
    standard = Library.standard()
    signature = Signature(("number", "number"), "number", variadic=True)
    extended = standard.with_function("total", lambda *numbers: int(sum(numbers)), signature)
    assert 6.0 == extended.call("total", [1.0, 2.0, 3.0], FakeDialogue())
    assert {**standard.signatures(), "total": signature} == extended.signatures()
    assert "total" not in standard.signatures()


def test_a_host_may_replace_a_function() -> None:
    """The last one counts."""
    signature = Signature((), "number")
    loaded = Library.standard().with_function("random", lambda: 4.0, signature)
    assert 4.0 == loaded.call("random", [], FakeDialogue())


def test_a_host_function_must_return_a_yarn_value() -> None:
    """None is not a value."""
    broken = Library.standard().with_function("broken", lambda: None, Signature((), "string"))  # type: ignore[arg-type, return-value]
    with pytest.raises(StoryFault, match="None is not"):
        broken.call("broken", [], FakeDialogue())


def test_signatures_tell_the_compiler_the_types() -> None:
    """Three of them, as examples."""
    signatures = Library.standard().signatures()
    assert Signature((), "number") == signatures["random"]
    assert Signature(("any",), "string") == signatures["string"]
    assert Signature(("string",), "bool") == signatures["visited"]
