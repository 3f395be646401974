"""Ids: unique in one result, the same on every run, and touched only by what a record is about."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import pytest

from extractor.api import extract, extract_text
from extractor.reconciliation import close_books
from schemas import Commitment, Evidence, Result
from tests.reconciliation.claims import TEXT, indicator, prepared, quantity

QUOTE = "全区生产总值完成830.6亿元，增长8.1%。"


def ids(result: Result) -> list[str]:
    return [record.id for record in result.records]


def test_no_id_stands_twice(seed_result: Result) -> None:
    assert len(set(ids(seed_result))) == len(ids(seed_result)) > 0


def test_the_next_run_gives_the_same_ids(seed: Path, seed_result: Result) -> None:
    assert ids(extract(seed)) == ids(seed_result)


def test_an_id_tells_the_kind(seed_result: Result) -> None:
    for record in seed_result.records:
        assert re.fullmatch(rf"{type(record).__name__[0].lower()}[0-9a-f]{{8}}(-\d+)?", record.id)


def test_what_stands_behind_a_sentence_does_not_change_its_ids() -> None:
    text = "郑州市中原区2024年政府工作报告\n\n一、2023年工作回顾\n\n新增就业2.7万人。收储土地1281.2亩。"
    longer = text + "\n\n建成公园7个。"
    assert set(ids(extract_text(text))) < set(ids(extract_text(longer)))


def test_two_readings_of_the_same_words_get_two_ids() -> None:
    twins = [indicator(QUOTE, quantity("830.6亿元", 830.6, "亿元")) for _ in range(3)]
    given = [record.id for record in close_books(twins, prepared()).records]
    assert len(set(given)) == 3
    assert given[1:] == [f"{given[0]}-2", f"{given[0]}-3"]


def test_name_and_place_make_the_id_and_the_value_does_not() -> None:
    base = indicator(QUOTE, quantity("830.6亿元", 830.6, "亿元"))
    corrected = indicator(QUOTE, quantity("830.6亿元", 831, "亿元"))
    renamed = indicator(QUOTE, quantity("830.6亿元", 830.6, "亿元"), "另一指标")
    one, two, three = (close_books([record], prepared()).records[0].id for record in (base, corrected, renamed))
    assert one == two != three
    assert re.fullmatch("i[0-9a-f]{8}", one)


@pytest.mark.parametrize(
    "changed",
    [
        {"period": "2022"},
        {"evidence": Evidence(quote="830.6亿元", start=TEXT.index("830.6亿元"), end=TEXT.index("830.6亿元") + 7)},
        {"value": None},
        {"value": None, "change": quantity("830.6亿元", 830.6, "亿元")},
        {"value": quantity("8.1%", 8.1, "%")},
    ],
    ids=["period", "evidence", "no number", "another field", "another number"],
)
def test_what_a_record_is_about_makes_its_id(changed: dict[str, Any]) -> None:
    base = indicator(QUOTE, quantity("830.6亿元", 830.6, "亿元"), period="2023")
    one, two = (close_books([record], prepared()).records[0].id for record in (base, base.model_copy(update=changed)))
    assert one != two


def test_kinds_that_say_the_same_have_ids_of_their_own() -> None:
    base = indicator(QUOTE, None)
    promise = Commitment(id="-", name=base.name, evidence=base.evidence, check=base.check)
    one, two = (record.id for record in close_books([base, promise], prepared()).records)
    assert (one[0], two[0]) == ("i", "c")
    assert one[1:] != two[1:]
