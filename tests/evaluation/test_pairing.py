"""Which record answers which: by places, one to one, the best for all together, whatever the order."""

from __future__ import annotations

import itertools

import pytest

from extractor.evaluation.agreement import FIELDS, same_name
from extractor.evaluation.pairing import pair_records
from schemas.record import Record
from tests.evaluation.made import at, gdp, jobs, number, parks, pm10, pm25, reform


def names(gold: list[Record], reported: list[Record]) -> list[tuple[str, str]]:
    return sorted((pair.gold.id, pair.reported.id) for pair in pair_records(gold, reported).pairs)


def test_records_of_one_sentence_are_told_apart_by_their_numbers() -> None:
    """Names exchanged: the numbers decide who answers whom, and the names are what differs."""
    swapped = [pm25(id="b", name="PM10浓度"), pm10(id="a", name="PM2.5浓度")]
    assert names([pm25(id="1"), pm10(id="2")], swapped) == [("1", "b"), ("2", "a")]


def test_the_sum_of_shared_numbers_decides() -> None:
    """A greedy choice of the first candidate would leave gold 2 alone: x holds numbers of both, y one of the first only."""
    both = pm25(id="x", value=number("3.9%", -3.9, "%"), change=number("2.3%", -2.3, "%"))
    first = pm25(id="y")
    for reported in itertools.permutations([both, first]):
        assert names([pm25(id="1"), pm10(id="2")], list(reported)) == [("1", "y"), ("2", "x")]


def test_of_two_equal_records_the_first_counts() -> None:
    pairing = pair_records([jobs(id="1")], [jobs(id="x"), jobs(id="y")])
    assert [(pair.reported.id, extra.id) for pair, extra in zip(pairing.pairs, pairing.extra, strict=True)] == [("x", "y")]


def test_of_two_with_the_number_the_one_with_the_name_counts() -> None:
    pairing = pair_records([jobs(id="1")], [jobs(id="x", name="失业"), jobs(id="y")])
    assert [pair.reported.id for pair in pairing.pairs] == ["y"]


def test_of_two_with_number_and_name_the_one_of_the_kind_counts() -> None:
    other_kind = reform("新增就业", id="x", evidence=at("新增就业"), target=number("2.7万余人", 2.7, "万人", bound="over"))
    pairing = pair_records([jobs(id="1")], [other_kind, jobs(id="y")])
    assert [pair.reported.id for pair in pairing.pairs] == ["y"]


def test_a_record_that_lost_its_number_is_known_by_name_and_evidence() -> None:
    assert names([jobs(id="1")], [jobs(id="x", value=None)]) == [("1", "x")]
    assert names([jobs(id="1")], [jobs(id="x", value=None, name="失业")]) == []
    assert names([jobs(id="1")], [jobs(id="x", value=None, evidence=at("全区生产"))]) == []


def test_another_number_of_the_same_sentence_is_another_record() -> None:
    assert names([pm25(id="1")], [pm10(id="x")]) == []


def test_promises_without_numbers_are_known_by_their_words() -> None:
    gold = [reform(id="1"), reform("优化营商环境", id="2")]
    whole = at("深化一网")
    reported = [reform("优化营商环境", id="y", evidence=whole), reform(id="x", evidence=whole)]
    assert names(gold, reported) == [("1", "x"), ("2", "y")]


def test_all_are_there_once() -> None:
    gold, reported = [gdp(), pm25(), jobs()], [pm25(), parks(), gdp(change=None)]
    pairing = pair_records(gold, reported)
    assert len(pairing.pairs) == 2
    assert [record.name for record in pairing.missing] == ["新增就业"]
    assert [record.name for record in pairing.extra] == ["公园"]


NAMES = [
    ("生产总值", "地区生产总值", True),  # the catalogue knows both as gdp
    ("“专精特新”企业", "专精特新 企业", True),
    ("新增高新技术企业", "高新技术企业", False),  # what was added, and how many there are
    ("推荐高新技术企业", "高新技术企业", False),  # a recommendation is no recognition
    ("推荐国家高新技术企业", "推荐高新技术企业", True),
    ("新增养老床位", "养老床位", False),
    ("签约项目投资", "项目投资", False),
    ("更新改造供水管网", "供水管网", False),
    ("建成能源路等道路", "能源路等道路", True),  # a verb more
    ("城镇居民人均可支配收入", "农村居民人均可支配收入", False),
    ("居民人均可支配收入", "城镇居民人均可支配收入", False),  # letter by letter, but the catalogue tells them apart
    ("能源路等22条道路", "能源路等道路", True),
    ("能源路等22条道路", "道路", False),  # less than half
    ("PM2.5浓度", "PM10浓度", False),
    ("进口额", "出口额", False),
]


@pytest.mark.parametrize(("one", "other", "same"), NAMES)
def test_names(one: str, other: str, same: bool) -> None:
    assert same_name(one, other) is same_name(other, one) is same


def test_every_field_of_a_record_is_compared() -> None:
    """All fields of the schemas but the program's own; a comparison counts by its parts."""
    own = {"id", "evidence", "check"}
    for kind, fields in FIELDS.items():
        assert {field.partition(".")[0] for field in fields} - {"kind"} == set(kind.model_fields) - own
