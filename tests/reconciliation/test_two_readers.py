"""A model's answer on its whole way: grounded, brought together with the rules' reading, and checked."""

from __future__ import annotations

from typing import Any

import pytest

from extractor.documents import Document
from extractor.grounding import Grounder
from extractor.outline.chunks import chunks
from extractor.prepared import prepare
from extractor.readers.model.ground import ground
from extractor.readers.model.response import Reading
from extractor.readers.rules import read_by_rules
from extractor.reconciliation import Books, close_books, merge
from schemas import CheckStatus, Indicator
from schemas.record import Record
from tests.model.conftest import indicator, quantity

TEXT = (
    "某县2024年政府工作报告\n一、2023年工作回顾\n"
    "生产总值完成830.6亿元，增长8.1%。社会消费品零售总额完成296.7亿元，增长9.7%。粮食产量达到40万吨。新建公厕5座。\n"
)
GDP = "生产总值完成830.6亿元，增长8.1%"
RETAIL = "社会消费品零售总额完成296.7亿元，增长9.7%"
LEVEL, GROWTH = quantity("830.6亿元", 830.6, "亿元"), quantity("8.1%", 8.1, "%")
SALES, SALES_GROWTH = quantity("296.7亿元", 296.7, "亿元"), quantity("9.7%", 9.7, "%")


def reconciled(*indicators: dict[str, Any], text: str = TEXT, alone: bool = False, **other_kinds: Any) -> Books:
    """The books of a model that reported these records, and of the rules beside it unless it read ``alone``."""
    prepared = prepare(Document.from_text(text))
    (chunk,) = chunks(prepared.outline, 10_000)
    reading = Reading.model_validate({"indicators": indicators, "projects": [], "commitments": [], **other_kinds})
    grounded = ground(reading, chunk, prepared, Grounder.of(prepared.folded))
    read = [prepared.folded.span(chunk.start, chunk.end)]
    return close_books(merge([] if alone else read_by_rules(prepared), grounded.records, read), prepared, grounded.refused)


def codes(record: Record) -> list[str]:
    return [issue.code for issue in record.check.issues]


def about(books: Books, name: str) -> list[Record]:
    return [record for record in books.records if record.name == name]


@pytest.mark.parametrize("name", ["地区生产总值", "生产 总值", "全县GDP（生产总值）"])
def test_a_right_record_under_a_name_of_its_own_is_not_accused(name: str) -> None:
    (record,) = about(reconciled(indicator(GDP, name, value=LEVEL, change=GROWTH)), name)
    assert (record.check.status, codes(record)) == (CheckStatus.CONFIRMED, [])


def test_numbers_dealt_out_in_the_wrong_order_are_a_conflict() -> None:
    books = reconciled(
        indicator(GDP, "生产总值", value=SALES, change=GROWTH),
        indicator(RETAIL, "社会消费品零售总额", value=LEVEL, change=SALES_GROWTH),
    )
    for name, other in (("生产总值", "社会消费品零售总额"), ("社会消费品零售总额", "生产总值")):
        (record,) = about(books, name)
        assert record.check.status is CheckStatus.CONFLICT
        (issue,) = [issue for issue in record.check.issues if issue.code == "subject_differs"]
        assert f"“{other}”的数" in issue.message


def test_the_other_of_two_exchanged_numbers_is_doubted_too() -> None:
    """Its own name tells nothing: it is as unlike both subjects. What it holds is what the first should hold."""
    books = reconciled(
        indicator(GDP, "生产总值", value=SALES, change=GROWTH), indicator(RETAIL, "市场规模", value=LEVEL, change=SALES_GROWTH)
    )
    (record,) = about(books, "市场规模")
    assert record.check.status is CheckStatus.CONFLICT
    (issue,) = [issue for issue in record.check.issues if issue.code == "subject_differs"]
    assert "830.6亿元 规则读作“生产总值”的数；可能与记录“生产总值”的数互换" in issue.message


@pytest.mark.parametrize(
    ("fields", "code"),
    [
        ({"value": GROWTH, "change": LEVEL}, "field_differs"),
        ({"value": LEVEL, "change": GROWTH, "status": "estimate"}, "status_differs"),
        ({"value": LEVEL, "change": GROWTH, "change_basis": "cumulative"}, "basis_differs"),
    ],
)
def test_numbers_in_the_wrong_role_are_a_conflict(fields: dict[str, Any], code: str) -> None:
    (record,) = about(reconciled(indicator(GDP, "生产总值", **fields)), "生产总值")
    assert (record.check.status, set(codes(record))) == (CheckStatus.CONFLICT, {code})
    assert isinstance(record, Indicator)
    assert record.value is not None and record.value.raw == "830.6亿元"
    assert record.change is not None and record.change.raw == "8.1%"


CITY = "郑州市2024年政府工作报告\n一、2023年工作回顾\n全市生产总值完成830.6亿元，增长8.1%。高于全省水平。\n"


@pytest.mark.parametrize("word", [None, "全市", "我市", "郑州市"])
def test_both_readers_call_a_region_by_the_same_name(word: str | None) -> None:
    reported = indicator("全市" + GDP, "生产总值", value=LEVEL, change=GROWTH, region=word)
    for engine in ("model", "both"):
        (record,) = about(reconciled(reported, text=CITY, alone=engine == "model"), "生产总值")
        assert (record.region, codes(record)) == ("郑州市", [])
    assert [record.region for record in read_by_rules(prepare(Document.from_text(CITY)))] == ["郑州市"]


def test_another_name_that_no_neighbour_bears_is_only_remarked() -> None:
    (record,) = about(reconciled(indicator(GDP, "经济规模", value=LEVEL, change=GROWTH)), "经济规模")
    assert (record.check.status, codes(record)) == (CheckStatus.CONFIRMED, ["name_differs"])


def test_a_number_reported_twice_is_kept_once_and_said() -> None:
    twice = [indicator(GDP, "生产总值", value=LEVEL, change=GROWTH), indicator(GDP, "经济总量", value=LEVEL)]
    books = reconciled(*twice)
    (record,) = about(books, "生产总值")
    assert about(books, "经济总量") == []
    assert codes(record) == ["claimed_twice"]
    assert "经济总量" in record.check.issues[0].message


def test_an_invented_record_that_borrows_a_number_leaves_a_trace() -> None:
    right = indicator(GDP, "生产总值", value=LEVEL, change=GROWTH)
    invented = indicator("进出口总额完成77.7亿元，增长8.1%", "进出口总额", value=quantity("77.7亿元", 77.7, "亿元"), change=GROWTH)
    books = reconciled(right, invented)
    assert about(books, "进出口总额") == []
    assert "进出口总额" in about(books, "生产总值")[0].check.issues[0].message


def test_a_misread_number_that_stands_elsewhere_does_not_carry_its_record_there() -> None:
    """8.1 read as 9.7, in the words too: the quote stands nowhere, and the number is another one's."""
    wrong = indicator("生产总值增长9.7%", "生产总值", change=quantity("9.7%", 9.7, "%"))
    (record,) = [
        record for record in reconciled(wrong).records if record.name == "生产总值" and "quote_not_in_text" in codes(record)
    ]
    assert record.check.status in (CheckStatus.ELSEWHERE, CheckStatus.CONFLICT)
    assert "subject_differs" in codes(record)


def test_a_quote_in_other_words_says_so() -> None:
    (record,) = about(reconciled(indicator("粮食又丰收了，有40万吨", "粮食产量", value=quantity("40万吨", 40, "万吨"))), "粮食产量")
    assert record.evidence.quote == "粮食产量达到40万吨。"
    assert (record.check.status, codes(record)) == (CheckStatus.ELSEWHERE, ["quote_not_in_text"])


def test_the_rules_decide_the_period_whatever_the_kind() -> None:
    wrong = {"quote": "粮食产量达到40万吨", "name": "粮食产量", "period": "2024", "target": quantity("40万吨", 40, "万吨")}
    (record,) = about(reconciled(commitments=[wrong]), "粮食产量")
    assert record.period == "2023"
    assert codes(record) == ["period_differs", "kind_differs"]
