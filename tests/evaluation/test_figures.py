"""Figures worked out by hand: each case damages one thing in a gold of five records with seven numbers."""

from __future__ import annotations

from typing import Any, NamedTuple

import pytest

from extractor.evaluation import Evaluation, SystemEvaluation, evaluate
from schemas import Commitment
from schemas.record import Record
from tests.evaluation.made import TEXT, at, gdp, jobs, number, parks, pm10, pm25, reform, result
from tests.tables import made

GOLD: list[Record] = [gdp(), pm25(), pm10(), jobs(), parks()]
# The seven numbers: 830.6亿元 8.1% | 2.3% | 3.9% | 2.7万余人 | 7个 12万平方米


def system(*records: Record, gold: list[Record] = GOLD) -> SystemEvaluation:
    (evaluated,) = evaluate({"system": [result(*records)]}, [result(*gold)]).systems
    return evaluated


def told(evaluated: SystemEvaluation) -> list[tuple[str, str | None, str | None, str | None]]:
    return [(each.what, each.field, each.gold, each.reported) for each in evaluated.differences]


def test_the_gold_itself_is_right_throughout() -> None:
    same = system(*GOLD)
    assert (same.records["all"].gold, same.records["all"].right, same.records["all"].f1) == (5, 5, 1.0)
    assert (same.records["indicator"].gold, same.records["project"].gold, same.records["commitment"].gold) == (4, 1, 0)
    assert same.records["commitment"].f1 is None  # nothing to count is neither right nor wrong
    assert (same.numbers.gold, same.numbers.right, same.numbers.value, same.numbers.unit, same.numbers.field) == (7, 7, 7, 7, 7)
    assert all(field.precision == field.recall == 1 for field in same.fields)
    assert same.differences == ()


def test_order_does_not_matter() -> None:
    assert system(*reversed(GOLD)) == system(*GOLD)


class Case(NamedTuple):
    """One damage to the record at ``index`` of the gold, and what must come of it."""

    index: int
    damaged: Record
    right: int  # of 5 records
    found: int
    numbers: dict[str, int]  # of 7 numbers; those not named are 7
    differs: list[tuple[str, str | None, str | None, str | None]]


WRONG_UNIT = gdp(change=number("8.1%", 8.1, "个百分点"))
WRONG_SCALE = gdp(value=number("830.6亿元", 830.6, "万元"))
CONVERTED = gdp(value=number("830.6亿元", 8306000, "万元"))
WRONG_DIGIT = gdp(value=number("830.6亿元", 830.9, "亿元"))
IN_OTHER_FIELD = pm25(change=None, value=number("2.3%", -2.3, "%"))
AS_COMMITMENT: Commitment = made.commitment(
    name="新增就业", canonical=None, period="2023", evidence=at("新增就业"), target=number("2.7万余人", 2.7, "万人", bound="over")
)
WRONG_AREA = parks(scale=(number("12万平方米", 12, "平方米"),))
CASES = {
    "wrong unit": Case(0, WRONG_UNIT, 4, 5, {"unit": 6}, [("differs", "change", "8.1 %", "8.1 个百分点")]),
    "wrong scale": Case(0, WRONG_SCALE, 4, 5, {"value": 6}, [("differs", "value", "830.6 亿元", "830.6 万元")]),
    "another unit, the same amount": Case(0, CONVERTED, 5, 5, {}, []),
    "wrong digit": Case(0, WRONG_DIGIT, 4, 5, {"value": 6}, [("differs", "value", "830.6 亿元", "830.9 亿元")]),
    "wrong sign": Case(1, pm25(change=number("2.3%", 2.3, "%")), 4, 5, {"sign": 6}, [("differs", "change", "-2.3 %", "2.3 %")]),
    "wrong bound": Case(
        3, jobs(value=number("2.7万余人", 2.7, "万人")), 4, 5, {"bound": 6}, [("differs", "value", "2.7 万人 over", "2.7 万人")]
    ),
    "wrong field": Case(
        1, IN_OTHER_FIELD, 4, 5, {"field": 6}, [("differs", "value", None, "-2.3 %"), ("differs", "change", "-2.3 %", None)]
    ),
    "wrong period": Case(2, pm10(period="2024"), 4, 5, {}, [("differs", "period", "2023", "2024")]),
    "wrong name": Case(3, jobs(name="城镇登记失业人数"), 4, 5, {}, [("differs", "name", "新增就业", "城镇登记失业人数")]),
    "longer name": Case(3, jobs(name="城镇新增就业"), 5, 5, {}, []),
    "wrong canonical": Case(0, gdp(canonical=None), 5, 5, {}, [("differs", "canonical", "gdp", None)]),
    "one number lost": Case(
        0,
        gdp(change=None),
        4,
        5,
        {"right": 6, "value": 6, "sign": 6, "unit": 6, "bound": 6, "field": 6},
        [("differs", "change", "8.1 %", None)],
    ),
    "a number of the scale misread": Case(4, WRONG_AREA, 4, 5, {"value": 6}, [("differs", "scale", "12 万平方米", "12 平方米")]),
}


@pytest.mark.parametrize("case", CASES.values(), ids=CASES.keys())
def test_one_damage(case: Case) -> None:
    evaluated = system(*GOLD[: case.index], case.damaged, *GOLD[case.index + 1 :])
    figures = evaluated.records["all"]
    assert (figures.gold, figures.reported, figures.found, figures.right) == (5, 5, case.found, case.right)
    assert figures.precision == figures.recall == figures.f1 == case.right / 5
    expected: dict[str, Any] = dict.fromkeys(("right", "value", "sign", "unit", "bound", "field"), 7) | case.numbers
    assert {name: getattr(evaluated.numbers, name) for name in expected} == expected
    assert told(evaluated) == case.differs


def test_a_missing_record() -> None:
    evaluated = system(gdp(), pm25(), jobs(), parks())
    figures = evaluated.records["all"]
    assert (figures.precision, figures.recall, figures.f1) == (1.0, 4 / 5, 8 / 9)
    assert (evaluated.numbers.precision, evaluated.numbers.recall) == (1.0, 6 / 7)
    (missing,) = evaluated.differences
    assert (missing.what, missing.name, missing.reported_id) == ("missing", "PM10浓度", None)
    assert TEXT[missing.start : missing.end] == missing.quote == "PM2.5下降2.3%，PM10下降3.9%。"


def test_a_doubled_record() -> None:
    evaluated = system(*GOLD, pm10(id="i9"))
    figures = evaluated.records["all"]
    assert (figures.precision, figures.recall, figures.f1) == (5 / 6, 1.0, 10 / 11)
    assert (evaluated.numbers.precision, evaluated.numbers.recall) == (7 / 8, 1.0)
    assert [(each.what, each.reported_id) for each in evaluated.differences] == [("extra", "i9")]


def test_wrong_kind() -> None:
    evaluated = system(gdp(), pm25(), pm10(), AS_COMMITMENT, parks())
    indicators, commitments = evaluated.records["indicator"], evaluated.records["commitment"]
    assert (indicators.gold, indicators.reported, indicators.found, indicators.right) == (4, 3, 4, 3)
    assert (indicators.precision, indicators.recall) == (1.0, 3 / 4)
    assert (commitments.gold, commitments.reported, commitments.right, commitments.precision) == (0, 1, 0, 0.0)
    assert (evaluated.numbers.right, evaluated.numbers.value, evaluated.numbers.field) == (7, 7, 6)
    fields = {(each.kind, each.field): each for each in evaluated.fields}
    kind, value, target = fields["indicator", "kind"], fields["indicator", "value"], fields["commitment", "target"]
    assert (kind.gold, kind.reported, kind.right) == (4, 4, 3)
    assert (value.gold, value.reported, value.right) == (2, 1, 1)  # gdp and jobs have a value; jobs came as a target
    assert (target.gold, target.reported, target.right) == (0, 1, 0)
    assert fields["indicator", "name"].right == 4  # of another kind, but the name is right


def test_precision_and_recall_of_a_field() -> None:
    """Gold has four periods: one comes wrong, one is empty, one record is missing; an extra record brings one more."""
    evaluated = system(pm25(period="2022"), jobs(period=None), parks(), reform(), gold=[pm25(), pm10(), jobs(), parks()])
    fields = {(each.kind, each.field): each for each in evaluated.fields}
    indicator, project, commitment = (fields[kind, "period"] for kind in ("indicator", "project", "commitment"))
    assert (indicator.gold, indicator.reported, indicator.right) == (3, 1, 0)
    assert (project.gold, project.reported, project.right) == (1, 1, 1)
    assert (commitment.gold, commitment.reported, commitment.right) == (0, 1, 0)


def test_nothing_reported() -> None:
    evaluated = system()
    assert (evaluated.records["all"].precision, evaluated.records["all"].recall, evaluated.records["all"].f1) == (None, 0.0, 0.0)
    assert [each.what for each in evaluated.differences] == ["missing"] * 5


def test_an_evaluation_comes_back_from_its_json() -> None:
    evaluation = evaluate({"a": [result(gdp())], "b": [result()]}, [result(*GOLD)])
    assert Evaluation.model_validate_json(evaluation.model_dump_json()) == evaluation
    assert '"f1":' in evaluation.model_dump_json()
