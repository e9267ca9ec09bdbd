"""The solver of types, by itself."""

from __future__ import annotations

import pytest

from narrative.yarn.compile.solver import Solver, Term, Unknown, find
from narrative.yarn.compile.unread import Unread
from narrative.yarn.diagnostics import Place, Report
from narrative.yarn.program import EnumType
from narrative.yarn.syntax.tree import EnumCase

HERE = Place("a.yarn", 1, 1)
ENUMS = {
    "Size": EnumType(name="Size", cases=(("Small", 0.0), ("Odd", 1.0))),
    "Act": EnumType(name="Act", cases=(("Go", "go"), ("Odd", "odd"))),
}


class Trial:
    """A solver with its report and some types that are not known."""

    def __init__(self) -> None:
        self.report = Report()
        self.solver = Solver(ENUMS, Unread({}, ()), self.report)
        self.one, self.two, self.three = Unknown(), Unknown(), Unknown()

    def same(self, left: Term, right: Term) -> None:
        self.solver.same(left, right, HERE, "{0} is not {1}")

    def passes(self, source: Term, target: Term) -> None:
        self.solver.passes(source, target, HERE, "{0} is no {1}")

    def case(self, name: str, column: int = 1) -> Term:
        return self.solver.has_case(EnumCase("", name, Place("a.yarn", 2, column)))

    def messages(self) -> list[str]:
        self.solver.settle()
        return [found.message for found in self.report.diagnostics()]


@pytest.fixture
def trial() -> Trial:
    return Trial()


def test_what_was_joined_is_known_together(trial: Trial) -> None:
    trial.same(trial.one, trial.two)
    trial.same(trial.three, trial.two)
    trial.same(trial.one, trial.one)
    trial.same("bool", trial.three)
    assert ["bool"] * 3 == [find(term) for term in (trial.one, trial.two, trial.three)]
    assert [] == trial.messages()


def test_two_types_are_not_one(trial: Trial) -> None:
    trial.same(trial.one, "bool")
    trial.same("number", trial.one)
    assert ["number is not bool"] == trial.messages()
    assert "bool" == find(trial.one)


def test_only_an_enum_passes_for_another_type(trial: Trial) -> None:
    for source, target in (("Size", "number"), ("Act", "string"), ("bool", "any"), ("bool", "bool")):
        trial.passes(source, target)
    assert [] == trial.messages()
    trial.passes("Size", "string")
    trial.passes("number", "Size")
    assert ["Size is no string", "number is no Size"] == trial.messages()


def test_what_passes_for_a_bool_or_an_enum_is_one(trial: Trial) -> None:
    trial.passes(trial.one, "bool")
    trial.passes(trial.two, "Act")
    trial.passes("string", trial.three)
    assert ["bool", "Act", "string"] == [find(term) for term in (trial.one, trial.two, trial.three)]


def test_what_passes_for_a_number_may_yet_be_an_enum(trial: Trial) -> None:
    trial.passes(trial.one, "number")
    assert isinstance(find(trial.one), Unknown)
    trial.same(trial.one, "Size")
    assert [] == trial.messages()


def test_what_nothing_else_decides_is_taken_for_what_it_passes_for(trial: Trial) -> None:
    trial.passes(trial.one, "number")
    trial.passes("Act", trial.two)
    trial.passes(trial.two, trial.three)
    assert [] == trial.messages()
    assert ["number", "Act", "Act"] == [find(term) for term in (trial.one, trial.two, trial.three)]


def test_what_passes_between_two_unknown_types_stays_unknown(trial: Trial) -> None:
    trial.passes(trial.one, trial.two)
    assert [] == trial.messages()
    assert isinstance(find(trial.one), Unknown)


def test_plus_takes_numbers_and_strings(trial: Trial) -> None:
    for term in ("number", "string", trial.one):
        trial.solver.adds(term, HERE)
    trial.same(trial.one, "string")
    assert [] == trial.messages()
    trial.solver.adds("bool", HERE)
    assert ["`+` adds two numbers or two strings, not bool."] == trial.messages()


def test_a_case_is_of_the_enum_that_is_wanted(trial: Trial) -> None:
    trial.same(trial.case("Odd"), "Act")
    assert [] == trial.messages()
    assert {Place("a.yarn", 2, 1): "Act"} == trial.solver.cases


def test_a_case_is_of_the_only_enum_that_has_it(trial: Trial) -> None:
    trial.same(trial.case("Go"), trial.one)
    assert [] == trial.messages()
    assert "Act" == find(trial.one)


def test_cases_of_one_type_are_of_the_enum_that_has_them_all(trial: Trial) -> None:
    trial.same(trial.case("Odd", 1), trial.one)
    trial.same(trial.case("Small", 5), trial.one)
    assert [] == trial.messages()
    assert {Place("a.yarn", 2, 1): "Size", Place("a.yarn", 2, 5): "Size"} == trial.solver.cases


def test_cases_that_fit_no_or_several_enums(trial: Trial) -> None:
    trial.case("Odd", 1)
    trial.case("Nowhere", 5)
    trial.same(trial.case("Go", 9), "Size")
    trial.same(trial.case("Go", 13), "bool")
    assert [
        "`.Odd` could be of `Size` and `Act`. Write `Size.Odd`.",
        "No enum has a case `Nowhere`. Check the spelling, or add the case to its enum.",
        "The enum `Size` has no case `Go`. It has `Small`, `Odd`.",
        "`.Go` is an enum's case, but here a bool is wanted.",
    ] == trial.messages()
