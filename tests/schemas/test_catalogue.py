"""The indicator catalogue: every name leads to one id, however a report dresses it."""

from __future__ import annotations

from collections import Counter

import pytest

from schemas.catalogue import CatalogueEntry, canonical_id, catalogue

TOPICS = {
    "economy", "finance", "trade", "industry", "innovation", "agriculture", "energy", "environment",
    "employment", "income", "health", "education", "housing", "transport", "population",
}  # fmt: skip

RESOLVED = [
    # name as a report has it, id
    ("地区生产总值", "gdp"),
    ("生产总值", "gdp"),
    ("全区生产总值", "gdp"),
    ("我省生产总值", "gdp"),
    ("全年地区生产总值", "gdp"),
    ("预计全年地区生产总值", "gdp"),
    ("GDP", "gdp"),
    ("gdp", "gdp"),
    ("国内生产总值", "gdp"),
    ("人均地区生产总值", "gdp_per_capita"),
    ("第一产业增加值", "primary_industry_value_added"),
    ("全市规模以上工业增加值", "large_industrial_value_added"),
    ("规上工业增加值", "large_industrial_value_added"),
    ("财政一般公共预算收入", "general_public_budget_revenue"),
    ("一般公共预算收入", "general_public_budget_revenue"),
    ("全社会固定资产投资", "fixed_asset_investment"),
    ("工业投资", "industrial_investment"),
    ("进出口总值", "imports_exports"),
    ("“上云”企业", "cloud_enterprises"),
    ("上云企业", "cloud_enterprises"),
    ("技术合同 成交额", "technology_contract_turnover"),
    ("全社会研发投入强度", "rd_intensity"),
]

UNKNOWN = ["生产总值之歌", "总值", "窨井", "地区", "", "“”"]


@pytest.mark.parametrize(("name", "identifier"), RESOLVED)
def test_a_name_leads_to_its_id(name: str, identifier: str) -> None:
    assert canonical_id(name) == identifier


@pytest.mark.parametrize("name", UNKNOWN)
def test_other_words_lead_nowhere(name: str) -> None:
    assert canonical_id(name) is None


@pytest.mark.parametrize("entry", catalogue(), ids=lambda entry: entry.id)
def test_all_names_of_an_entry_lead_to_it(entry: CatalogueEntry) -> None:
    assert {canonical_id(name) for name in (entry.name, *entry.aliases)} == {entry.id}


@pytest.mark.parametrize("entry", [entry for entry in catalogue() if entry.example], ids=lambda entry: entry.id)
def test_an_example_shows_its_entry_in_use(entry: CatalogueEntry) -> None:
    assert any(name in entry.example.replace(" ", "") for name in (entry.name, *entry.aliases))


def test_the_catalogue_is_wide_enough() -> None:
    assert len(catalogue()) >= 120
    assert {entry.topic for entry in catalogue()} >= TOPICS


def test_no_id_and_no_name_stands_twice() -> None:
    ids = Counter(entry.id for entry in catalogue())
    names = Counter(name for entry in catalogue() for name in (entry.name, *entry.aliases))
    assert [key for key, times in (ids + names).items() if times > 1] == []


@pytest.mark.parametrize(
    ("identifier", "direction"),
    [("gdp", "up"), ("consumer_price_index", "none"), ("general_public_budget_revenue", "up"), ("pm25_concentration", "down")],
)
def test_an_entry_says_whether_a_rise_is_good(identifier: str, direction: str) -> None:
    (entry,) = [entry for entry in catalogue() if entry.id == identifier]
    assert entry.direction == direction
