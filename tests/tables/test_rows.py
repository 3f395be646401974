"""What stands in the row of a number."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from extractor.tables.rows import number_rows
from schemas import Comparison, Evidence, Modality, Region, Stage, Status, Timeframe
from schemas.record import Record
from tests.tables.made import CITY, DISTRICT, commitment, indicator, project, quantity, result


def rows(record: Record, **report: Any) -> list[dict[str, Any]]:
    return list(number_rows(result(record, **report)))


def test_level_and_growth_are_two_rows_of_one_record() -> None:
    record = indicator(
        name="生产总值", value=quantity(830.6, "亿元"), change=quantity(8.1), change_basis="year_on_year", status=Status.ESTIMATE
    )
    level, growth = rows(record, region=DISTRICT)
    assert [level[name] for name in ("measure", "value", "unit", "base_value", "base_unit")] == [
        "value",
        830.6,
        "亿元",
        83_060_000_000,
        "元",
    ]
    assert [growth[name] for name in ("measure", "value", "unit", "base_value", "base_unit")] == ["change", 8.1, "%", 8.1, "%"]
    assert (level["change_basis"], growth["change_basis"]) == (None, "year_on_year")
    for row in (level, growth):
        assert (row["kind"], row["timeframe"], row["status"]) == ("indicator", "done", "estimate")
        assert (row["indicator"], row["indicator_name"], row["name"]) == ("gdp", "地区生产总值", "生产总值")
        assert (row["region"], row["region_code"], row["level"]) == ("郑州市中原区", "410102", "county")
        assert (row["check"], row["read_by"], row["record"]) == ("confirmed", "rules", "i1")


def test_a_row_knows_its_topic_its_rank_and_what_kind_of_report_it_is_from() -> None:
    about = {"report_type": "plan_report", "issuer": "发展和改革委员会", "delivered_on": date(2024, 1, 15)}
    (row,) = rows(indicator(value=quantity(830.6, "亿元"), rank="全市第一"), **about)
    assert (row["topic"], row["rank"]) == ("economy", "全市第一")
    assert (row["report_type"], row["issuer"], row["delivered_on"]) == ("plan_report", "发展和改革委员会", "2024-01-15")
    (other,) = rows(indicator("某指标", None, value=quantity(3, "个")))
    assert (other["topic"], other["rank"], other["delivered_on"]) == (None, None, None)


def test_a_comparison_names_whom_with() -> None:
    comparison = Comparison(reference="全市", value=quantity(5.1), difference=quantity(3.9, "个百分点"))
    own, other, difference = rows(indicator(change=quantity(9), comparison=comparison))
    assert [(row["measure"], row["reference"], row["value"]) for row in (own, other, difference)] == [
        ("change", None, 9),
        ("comparison.value", "全市", 5.1),
        ("comparison.difference", "全市", 3.9),
    ]


def test_all_scales_of_a_project_have_one_measure() -> None:
    record = project(
        count=quantity(22, "条"),
        investment=quantity(10, "亿元"),
        scale=(quantity(3, "万平方米"), quantity(5, "公里")),
        stage=Stage.UNDER_CONSTRUCTION,
        timeframe=Timeframe.PLANNED,
    )
    assert [(row["measure"], row["value"], row["unit"]) for row in rows(record)] == [
        ("count", 22, "条"),
        ("investment", 10, "亿元"),
        ("scale", 3, "万平方米"),
        ("scale", 5, "公里"),
    ]
    assert {(row["kind"], row["timeframe"], row["stage"]) for row in rows(record)} == {("project", "planned", "under_construction")}


@pytest.mark.parametrize("modality", ["must", "strive", "plan", "expect"])
def test_a_commitment_is_planned(modality: Modality) -> None:
    (row,) = rows(commitment(change=quantity(6.5, upper=7, bound="range"), modality=modality))
    assert (row["kind"], row["timeframe"], row["modality"]) == ("commitment", "planned", modality)
    assert (row["measure"], row["value"], row["upper"], row["bound"]) == ("change", 6.5, 7, "range")


def test_a_record_without_numbers_has_no_row() -> None:
    assert rows(commitment(qualitative_target="与经济增长同步")) == []


PERIODS = [
    ("2023", 2023, 2023),
    ("2024-01/2024-11", 2024, 2024),
    ("2022/2023", 2022, 2023),
    ("2024-09", 2024, 2024),
    ("2024-Q1", 2024, 2024),
    (None, None, None),
]


@pytest.mark.parametrize(("period", "first", "last"), PERIODS)
def test_years_of_a_period(period: str | None, first: int | None, last: int | None) -> None:
    (row,) = rows(indicator(change=quantity(8), period=period))
    assert (row["period"], row["first_year"], row["last_year"]) == (period, first, last)


REGIONS = [
    # the region of the record, of the report; what stands in the row
    (None, CITY, ("郑州市", "410100", "city")),
    ("郑州市", CITY, ("郑州市", "410100", "city")),
    ("全市", CITY, ("郑州市", "410100", "city")),
    ("我市", CITY, ("郑州市", "410100", "city")),
    ("全区", DISTRICT, ("郑州市中原区", "410102", "county")),
    ("全省", DISTRICT, ("全省（郑州市中原区）", None, None)),
    ("全市", None, ("全市（report.txt）", None, None)),
    ("中原区", CITY, ("中原区", "410102", "county")),  # of several of that name the one in this city
    ("鼓楼区", Region(name="南京市", code="320100", level="city"), ("鼓楼区", "320106", "county")),
    ("河南省", CITY, ("河南省", "410000", "province")),
    ("高新区", CITY, ("高新区", None, None)),
    (None, None, (None, None, None)),
]


@pytest.mark.parametrize(("named", "own", "expected"), REGIONS)
def test_whose_figure_it_is(named: str | None, own: Region | None, expected: tuple[str | None, ...]) -> None:
    (row,) = rows(indicator(change=quantity(8), region=named), region=own)
    assert (row["region"], row["region_code"], row["level"]) == expected


def test_the_evidence_and_where_it_stands() -> None:
    evidence = Evidence(quote="增长8%", start=120, end=124, section=("一、回顾", "（一）经济"), page=3)
    (row,) = rows(indicator(change=quantity(8), evidence=evidence))
    assert [row[name] for name in ("evidence", "section", "start", "end", "page", "link")] == [
        "增长8%",
        "一、回顾 / （一）经济",
        120,
        124,
        3,
        "report.txt#char=120,124",
    ]


def test_a_link_begins_with_the_address_where_it_is_known() -> None:
    (row,) = number_rows(result(indicator(change=quantity(8))), address="../reports/report.txt")
    assert (row["link"], row["source"]) == ("../reports/report.txt#char=0,4", "report.txt")


@pytest.mark.parametrize("source", ["../../etc/report.txt", r"\\host\share\report.txt", "https://host/report.txt"])
def test_a_link_never_leads_where_a_result_says(source: str) -> None:
    (row,) = rows(indicator(change=quantity(8)), source=source)
    assert (row["link"], row["source"]) == ("report.txt#char=0,4", source)


def test_an_indicator_outside_the_catalogue_keeps_its_name_only() -> None:
    (row,) = rows(indicator(name="自行车租借次数", canonical=None, value=quantity(3, "万次")))
    assert (row["indicator"], row["indicator_name"], row["name"]) == (None, None, "自行车租借次数")


def test_a_whole_number_beyond_any_float_is_infinite() -> None:
    (row,) = rows(indicator(value=quantity(1, "个", base_value=None).model_copy(update={"value": 10**400})))
    assert row["value"] == float("inf")
