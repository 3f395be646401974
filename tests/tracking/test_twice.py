"""One figure in two reports, and a district's target beside the city's."""

from __future__ import annotations

from datetime import date

import pytest

from extractor.tracking import Stated, track
from schemas import Bound, Indicator, Quantity, Region, Result, Status
from schemas.indicator import Comparison
from tests.tables.made import CITY, DISTRICT, commitment, indicator, quantity, result

PROVINCE = Region(name="河南省", code="410000", level="province")


def _report(record: Indicator, name: str, day: int, region: Region = DISTRICT) -> Result:
    return result(record, region=region, source=name, sha256=name, delivered_on=date(2024, 1, day))


def _stated(first: Indicator, second: Indicator) -> tuple[Stated, ...]:
    return track([_report(second, "second", 2), _report(first, "first", 1)]).stated_twice


@pytest.mark.parametrize(
    ("one", "other", "agreement"),
    [
        (quantity(830.6, "亿元"), quantity(830.6, "亿元"), "same"),
        (quantity(830.6, "亿元"), quantity(8306000, "万元"), "same"),
        (quantity(830.62, "亿元"), quantity(830.6, "亿元"), "rounded"),
        (quantity(831, "亿元"), quantity(830, "亿元", bound=Bound.OVER), "rounded"),
        (quantity(830.6, "亿元"), quantity(842.1, "亿元"), "contradiction"),
        (quantity(6.0, raw="6.0%"), quantity(6.4), "contradiction"),
        (quantity(8.0, raw="8.0%"), quantity(7.6), "contradiction"),
        (quantity(2.0, "万人", raw="2.0 万人"), quantity(1.9, "万人"), "contradiction"),
        (quantity(6, raw="6%"), quantity(6.4), "rounded"),
    ],
)
def test_how_two_reports_agree(one: Quantity, other: Quantity, agreement: str) -> None:
    (stated,) = _stated(indicator(value=one), indicator(value=other))
    assert stated.agreement == agreement
    assert (stated.first.source, stated.second.source) == ("first", "second")


def test_a_preliminary_figure_is_revised_not_contradicted() -> None:
    (stated,) = _stated(indicator(value=quantity(830, "亿元"), status=Status.ESTIMATE), indicator(value=quantity(842.1, "亿元")))
    assert (stated.agreement, stated.reasons[0].code) == ("revised", "preliminary")
    assert stated.arithmetic.difference == pytest.approx(12.1)


@pytest.mark.parametrize(
    "other",
    [
        indicator(value=quantity(842.1, "亿元"), period="2024"),
        indicator(value=quantity(842.1, "亿元"), period="2023-01/2023-11"),
        indicator(value=quantity(842.1, "亿元"), region="全市"),
        indicator(change=quantity(8)),
        indicator("高新技术企业", "high_tech_enterprises", value=quantity(842.1, "亿元")),
    ],
    ids=["another year", "a part of the year", "another region", "another measure", "another indicator"],
)
def test_what_is_not_one_figure(other: Indicator) -> None:
    assert _stated(indicator(value=quantity(830.6, "亿元")), other) == ()


def test_of_several_reports_each_is_held_against_that_of_the_region_itself() -> None:
    own = _report(indicator(value=quantity(830, "亿元")), "own", 9)
    others = [
        _report(indicator(value=quantity(number, "亿元"), region="郑州市中原区"), f"{number}", 1, CITY) for number in (840, 830)
    ]
    stated = track([*others, own]).stated_twice
    assert {(each.first.source, each.second.source, each.agreement.value) for each in stated} == {
        ("840", "own", "contradiction"),
        ("830", "own", "same"),
    }


def test_a_recommendation_does_not_contradict_a_recognition() -> None:
    recognised = indicator("新增高新技术企业", "high_tech_enterprises", value=quantity(56, "家"))
    recommended = indicator("推荐高新技术企业", "high_tech_enterprises", value=quantity(96, "家"))
    assert _stated(recognised, recommended) == ()


def test_two_figures_in_one_report_are_not_two_reports() -> None:
    both = result(indicator(value=quantity(1, "亿元")), indicator(id="i2", value=quantity(2, "亿元")))
    assert track([both]).stated_twice == ()


def test_of_several_statements_the_one_that_agrees_counts() -> None:
    part = result(indicator(value=quantity(100, "亿元")), indicator(id="i2", value=quantity(830.6, "亿元")), sha256="a")
    whole = result(indicator(value=quantity(830.6, "亿元")), sha256="b")
    assert [stated.agreement for stated in track([part, whole]).stated_twice] == ["same"]


@pytest.mark.parametrize(("city", "agreement"), [(5.1, "same"), (5.4, "contradiction")])
def test_a_district_that_compares_itself_states_the_figure_of_the_city(city: float, agreement: str) -> None:
    compared = Comparison(reference="全市", value=quantity(5.1), difference=quantity(3.9, "个百分点"))
    own = _report(indicator(change=quantity(9), comparison=compared), "district", 1)
    other = _report(indicator(change=quantity(city)), "city", 2, CITY)
    (stated,) = track([own, other]).stated_twice
    assert (stated.agreement, stated.region.name) == (agreement, "郑州市")
    assert (stated.first.field, stated.first.quantity and stated.first.quantity.value) == ("comparison.value", 5.1)


def test_what_a_district_says_of_the_whole_country_is_not_the_city() -> None:
    compared = Comparison(reference="全国", value=quantity(5.1))
    own = _report(indicator(change=quantity(9), comparison=compared), "district", 1)
    assert track([own, _report(indicator(change=quantity(5.4)), "city", 2, CITY)]).stated_twice == ()


def _target(change: float, region: Region, **fields: str) -> Result:
    return result(commitment(change=quantity(change), **fields), region=region, sha256=region.name)


def test_a_target_stands_beside_that_of_the_nearest_region_above() -> None:
    tracking = track([_target(6.5, PROVINCE), _target(7, CITY), _target(8, DISTRICT)])
    found = {(each.region.name, each.above.name, each.arithmetic.difference) for each in tracking.beside}
    assert found == {("郑州市中原区", "郑州市", 1.0), ("郑州市", "河南省", 0.5)}


def test_the_province_serves_where_the_city_is_silent() -> None:
    (each,) = track([_target(6.5, PROVINCE), _target(8, DISTRICT)]).beside
    assert each.above.name == "河南省"


def test_counts_are_a_share_of_those_above() -> None:
    own = result(commitment("高新技术企业", "high_tech_enterprises", target=quantity(35, "家")), region=DISTRICT, sha256="a")
    above = result(commitment("高新技术企业", "high_tech_enterprises", target=quantity(1000, "家")), region=CITY, sha256="b")
    (each,) = track([own, above]).beside
    assert each.share == pytest.approx(0.035)


@pytest.mark.parametrize(
    ("region", "fields"),
    [
        (Region(name="洛阳市", code="410300", level="city"), {}),
        (CITY, {"period": "2025"}),
        (CITY, {"canonical": "fixed_asset_investment"}),
    ],
    ids=["another city", "another year", "another indicator"],
)
def test_what_does_not_stand_beside(region: Region, fields: dict[str, str]) -> None:
    assert track([_target(7, region, **fields), _target(8, DISTRICT)]).beside == ()
