"""The corruption benchmark judges what it says it judges: damages do what their names say, verdicts tell right from wrong."""

from __future__ import annotations

import random
from collections import Counter
from typing import Any

import pytest

from benchmarks.corruption.answers import Case, reported, rules_cases
from benchmarks.corruption.damages import (
    DAMAGES,
    change_basis,
    change_digit,
    change_scale,
    change_upper_end,
    confuse_points,
    drop_bound,
    flip_sign,
    flip_status,
    move_point,
    shift_year,
    swap_digits,
    swap_with_neighbour,
)
from benchmarks.corruption.facts import facts_of, is_harmless, told_facts
from benchmarks.corruption.numbers import places
from benchmarks.corruption.trials import damaged_answers, try_damage
from benchmarks.corruption.verdict import Verdict, accusations, judge
from benchmarks.gold import SEEDS
from extractor.readers.model.response import reported_type
from extractor.reconciliation import Books
from schemas import Check, CheckStatus, Comparison, Quantity, ReadBy
from tests.evaluation.made import gdp, parks, pm10, pm25


def number(raw: str, value: float, unit: str, bound: str = "exact", upper: float | None = None) -> Any:
    return reported_type(Quantity).model_validate({"raw": raw, "value": value, "unit": unit, "bound": bound, "upper": upper})


def outcomes(misreading: Any, given: Any) -> set[tuple[Any, ...]]:
    """All changes that many chances make, as (field, value) pairs."""
    return {tuple((misreading(given, random.Random(seed)) or {"nothing": None}).items()) for seed in range(200)}


def test_one_digit_changed() -> None:
    expected = {value for value in range(10, 100) if (value // 10 == 4) != (value % 10 == 2)}
    assert {changes[0][1] for changes in outcomes(change_digit, number("42家", 42, "家"))} == expected


def test_digits_swapped() -> None:
    assert outcomes(swap_digits, number("830.6亿元", 830.6, "亿元")) == {
        (("value", 380.6), ("raw", "380.6亿元")),
        (("value", 803.6), ("raw", "803.6亿元")),
    }
    assert outcomes(swap_digits, number("5家", 5, "家")) == {(("nothing", None),)}


def test_decimal_point_moved() -> None:
    assert {changes[0][1] for changes in outcomes(move_point, number("830.6亿元", -830.6, "亿元"))} == {-8306, -83.06}
    assert {changes[0][1] for changes in outcomes(move_point, number("0.75%", 0.75, "%"))} == {7.5, 0.075}


def test_upper_end_changed() -> None:
    wider = {(("upper", upper), ("raw", f"5-{upper}%")) for upper in range(7, 16)}
    assert outcomes(change_upper_end, number("5-6%", 5, "%", "range", 6)) == wider
    assert outcomes(change_upper_end, number("5%", 5, "%")) == {(("nothing", None),)}


def fields_of(record: Any) -> dict[str, float]:
    return {".".join(map(str, place.path)): place.number.value for place in places(record)}


@pytest.mark.parametrize(
    ("name", "given", "damaged"),
    [
        ("level for change", gdp(), {"value": 8.1, "change": 830.6}),
        ("level for change", pm10(), {"value": -3.9}),
        ("level for change", parks(), None),
        ("own change for the other's", gdp(), None),
        ("investment for completed", gdp(), None),
        ("investment for completed", parks(), None),
    ],
)
def test_numbers_in_the_other_field(name: str, given: Any, damaged: dict[str, float] | None) -> None:
    answer = DAMAGES[name]((reported(given),), 0, random.Random(0))
    assert (answer and fields_of(answer[0])) == damaged


def quantity(raw: str, value: float, unit: str) -> Quantity:
    return Quantity(value=value, unit=unit, raw=raw, start=0, end=len(raw))


def test_amounts_of_a_project_and_figures_of_a_comparison_change_places() -> None:
    pair = {"investment": quantity("12亿元", 12, "亿元"), "completed_investment": quantity("5亿元", 5, "亿元")}
    (project,) = DAMAGES["investment for completed"]((reported(parks(**pair)),), 0, random.Random(0)) or ()
    assert (project.investment.value, project.completed_investment.value) == (5, 12)
    comparison = Comparison(reference="全市", value=quantity("5.1%", 5.1, "%"))
    (figure,) = DAMAGES["own change for the other's"]((reported(gdp(comparison=comparison)),), 0, random.Random(0)) or ()
    assert (figure.change.value, figure.comparison.value.value, figure.value.value) == (5.1, 8.1, 830.6)


def test_status_and_basis_changed() -> None:
    answer = (reported(gdp(change_basis="year_on_year")), reported(parks()))
    flipped, changed = flip_status(answer, 0, random.Random(0)), change_basis(answer, 0, random.Random(0))
    assert flipped is not None and changed is not None
    assert flipped[0].status == "estimate"
    assert changed[0].change_basis not in (None, "year_on_year")
    assert not is_harmless(answer, flipped, told_facts(answer))
    assert not is_harmless(answer, changed, told_facts(answer))
    assert flip_status(answer, 1, random.Random(0)) is change_basis(answer, 1, random.Random(0)) is None


@pytest.mark.parametrize(
    ("misreading", "given", "changes"),
    [
        (change_scale, number("12万亩", 12, "万亩"), {"unit": "亿亩", "raw": "12亿亩"}),
        (change_scale, number("5家", 5, "家"), None),
        (confuse_points, number("3.9个百分点", 3.9, "个百分点"), {"unit": "%", "raw": "3.9%"}),
        (flip_sign, number("2.3%", -2.3, "%"), {"value": 2.3}),
        (drop_bound, number("100家以上", 100, "家", "at_least"), {"bound": "exact", "raw": "100家"}),
        (drop_bound, number("100家", 100, "家"), None),
    ],
)
def test_misreadings(misreading: Any, given: Any, changes: dict[str, Any] | None) -> None:
    assert misreading(given, random.Random(0)) == changes


def test_a_shifted_year_and_exchanged_numbers() -> None:
    answer = tuple(map(reported, (pm25(period="2023-01/2023-11"), pm10())))
    shifted = {shift_year(answer, 0, random.Random(seed))[0].period for seed in range(20)}  # type: ignore[index]
    assert shifted == {"2022-01/2022-11", "2024-01/2024-11"}
    exchanged = swap_with_neighbour(answer, 0, random.Random(0))
    assert exchanged is not None
    assert [places(record)[0].number.value for record in exchanged] == [-3.9, -2.3]


def test_what_the_report_says_elsewhere_too_is_no_damage() -> None:
    right, other = (reported(pm25()),), (reported(pm25(change=pm10().change)),)
    assert not is_harmless(right, other, told_facts(right))
    assert is_harmless(right, other, told_facts((*right, *other)))
    assert not is_harmless(right, right * 2, told_facts(right))


@pytest.fixture(scope="module")
def cases() -> dict[str, Case]:
    """Sample reports, answered with what the rules read."""
    return {path.stem: case for path, case in zip(sorted(SEEDS.glob("*.txt")), rules_cases(), strict=True)}


@pytest.fixture(scope="module")
def case(cases: dict[str, Case]) -> Case:
    """The review of Zhongyuan: short, with most of what can be damaged."""
    return cases["zhongyuan-2024-review"]


@pytest.fixture(scope="module")
def various(cases: dict[str, Case]) -> list[Case]:
    """Reports that hold everything that can be damaged: the plan of Huiji has a range."""
    return [cases["zhongyuan-2024-review"], cases["huiji-2024-plan"]]


def test_the_right_answer_is_right_and_says_nothing(case: Case) -> None:
    for index, answer in enumerate(case.answers):
        assert judge(case.undamaged[True], case.books({index: answer})[True], answer, case.span(index)) is Verdict.RIGHT


def test_a_result_that_is_wrong_and_says_nothing_is_missed(case: Case) -> None:
    """Without the rules nobody knows a wrong year; with them the result is put right and says so."""
    answer = shift_year(case.answers[0], 0, random.Random(0))
    assert answer is not None
    books = case.books({0: answer})
    assert judge(case.undamaged[False], books[False], answer, case.span(0)) is Verdict.MISSED
    assert judge(case.undamaged[True], books[True], answer, case.span(0)) is Verdict.CAUGHT


def test_what_was_said_of_another_record_hides_no_accusation(case: Case) -> None:
    """Readers that differ about the neighbours beforehand use the same words of them."""
    answer = shift_year(case.answers[0], 0, random.Random(0))
    assert answer is not None
    after = case.books({0: answer})[True]
    doubted = next(record for record in after.records if accusations(record))
    before = case.undamaged[True]
    others = [
        record if set(facts_of(record)) & set(facts_of(doubted)) else record.model_copy(update={"check": doubted.check})
        for record in before.records
    ]
    assert judge(Books(others, before.reconciliation), after, answer, case.span(0)) is Verdict.CAUGHT


# Damages of which two reports offer fewer than eight different ones.
PLACES = {"investment for completed": 6, "own change for the other's": 3}


@pytest.mark.parametrize("name", DAMAGES)
def test_every_damage_is_caught(various: list[Case], name: str) -> None:
    outcome = try_damage(DAMAGES[name], various, 8, random.Random(7))
    assert outcome.tried >= PLACES.get(name, 8)
    assert outcome.verdicts[Verdict.MISSED] == 0
    if name != "quote paraphrased":  # leaves the record right
        assert outcome.verdicts[Verdict.RIGHT] == 0


def test_no_damaged_answer_is_tried_twice(case: Case) -> None:
    """A report has few projects with an amount to exchange: trials end where no new damage turns up."""
    outcome = try_damage(DAMAGES["record dropped"], [case], 10_000, random.Random(1))
    numbered = sum(bool(places(record)) for answer in case.answers for record in answer)
    assert outcome.tried + outcome.harmless == numbered


def silent(books: Books) -> Books:
    """The same records, with nothing said about them."""
    check = Check(status=CheckStatus.CONFIRMED, read_by=ReadBy.BOTH)
    balance = books.reconciliation.model_copy(update={"unclaimed": (), "refused": ()})
    return Books([record.model_copy(update={"check": check}) for record in books.records], balance)


# Damages that stay in a model's records; in others the finds put the number right or keep it out.
NEEDS_A_WITNESS = {
    "sign flipped",
    "level for change",
    "investment for completed",
    "own change for the other's",
    "status flipped",
    "basis changed",
    "numbers of neighbours exchanged",
    "number taken from a neighbour",
    "year shifted",
}


@pytest.mark.parametrize("name", DAMAGES)
def test_no_damage_is_caught_by_saying_nothing(various: list[Case], name: str) -> None:
    """Without a second reader and without a word, whatever wrong the damage leaves in the result is missed."""
    verdicts = Counter(
        judge(silent(case.undamaged[False]), silent(case.books({index: damaged})[False]), damaged, case.span(index))
        for case in various
        for index, damaged in damaged_answers(DAMAGES[name], case, random.Random(3), set())
    )
    assert verdicts[Verdict.CAUGHT] == 0
    assert verdicts.total() > 0
    if name in NEEDS_A_WITNESS:
        assert verdicts[Verdict.RIGHT] == 0


def test_reported_numbers_are_those_of_the_record() -> None:
    assert [place.number.raw for record in (gdp(), parks()) for place in places(reported(record))] == [
        "830.6亿元",
        "8.1%",
        "7个",
        "12万平方米",
    ]
