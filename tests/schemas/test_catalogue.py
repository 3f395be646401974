"""The indicator catalogue: every name leads to one id, however a report dresses it."""

from __future__ import annotations

import re
from collections import Counter

import pytest

from extractor import extract_text
from schemas import Project
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
    ("新增“上云”企业", "cloud_enterprises_added"),
    ("新增上云企业", "cloud_enterprises_added"),
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


def read_as(words: str) -> set[str | None]:
    """Ids of the indicators that the rules read in ``words``; what they take for a project goes by the words before its count."""
    records = extract_text(f"{words}。").records
    named = (re.split(r"\d+[个座家]", words)[0] if isinstance(record, Project) else record.name for record in records)
    return {canonical_id(name) for name in named}


@pytest.mark.parametrize("entry", catalogue(), ids=lambda entry: entry.id)
def test_an_example_is_read_as_its_entry(entry: CatalogueEntry) -> None:
    assert entry.id in read_as(entry.example)


STOCKS_AND_FLOWS = [
    # what stands, what is added to it, several ways to say the second
    ("高新技术企业", "新增高新技术企业", ("新认定国家高新技术企业", "全市新增国家级高新技术企业", "培育高新技术企业", "净增高企")),
    ("市场主体总量", "新增市场主体", ("新登记市场主体", "新登记各类市场主体", "新增商事主体")),
    ("养老床位", "新增养老床位", ("建成养老床位", "新建养老托老床位")),
    ("高标准农田", "新建高标准农田", ("建设高标准农田", "新增高标准农田面积")),
    ("发电装机容量", "新增发电装机容量", ("新增电源装机容量",)),
    ("高速公路通车里程", "新增高速公路通车里程", ("新增高速公路里程",)),
    ("养老保险参保人数", "新增养老保险参保人数", ()),
    ("高层次人才", "认定高层次人才", ("新增高层次人才",)),
]


@pytest.mark.parametrize(("stock", "flow", "others"), STOCKS_AND_FLOWS, ids=[stock for stock, _, _ in STOCKS_AND_FLOWS])
def test_what_stands_and_what_was_added_are_two_indicators(stock: str, flow: str, others: tuple[str, ...]) -> None:
    assert canonical_id(stock) and canonical_id(flow)
    assert canonical_id(stock) != canonical_id(flow)
    assert {canonical_id(other) for other in others} <= {canonical_id(flow)}


def test_begun_finished_and_given_out_are_three_indicators() -> None:
    names = ["新开工保障性住房", "竣工保障性住房", "供应保障性住房", "筹集保障性住房"]
    assert len({canonical_id(name) for name in names} - {None}) == 4
    assert canonical_id("续建保障性住房") is None


@pytest.mark.parametrize("name", ["出台利用外资", "压减粗钢产量", "带动汽车产量", "更新供应土地", "城镇就业"])
def test_another_verb_makes_another_thing(name: str) -> None:
    assert canonical_id(name) is None


@pytest.mark.parametrize("thing", [thing for entry in catalogue() for thing in entry.adds])
def test_a_thing_that_is_added_is_no_name_of_the_addition(thing: str) -> None:
    flow = next(entry.id for entry in catalogue() if thing in entry.adds)
    assert canonical_id(f"新增{thing}") == flow
    assert canonical_id(thing) != flow


def test_no_thing_is_added_to_two_indicators() -> None:
    things = Counter(thing for entry in catalogue() for thing in entry.adds)
    assert [thing for thing, times in things.items() if times > 1] == []


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
