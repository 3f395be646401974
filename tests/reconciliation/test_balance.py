"""The balance of numbers: each quantity of the text is claimed by a record or listed with its place."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from extractor.api import extract_text, find_numbers
from extractor.documents import fold
from extractor.reconciliation import close_books
from schemas import CheckStatus, Refused, Result
from schemas.quantities import quantities
from tests.reconciliation.claims import TEXT, indicator, prepared, quantity

SEEDS = sorted((Path(__file__).parents[2] / "seeds").glob("*.txt"))
SENTENCES = sorted(
    {
        sentence + "。"
        for path in SEEDS
        for line in fold(path.read_text(encoding="utf-8")).text.split("\n")
        for sentence in line.split("。")
        if 8 <= len(sentence) <= 120
    }
)
HEADINGS = ["一、2023年工作回顾", "二、2024年工作安排", "（一）经济", "**有效投资。**", "\u3000\u3000", "；", "其中"]


def balanced(result: Result, text: str) -> None:
    """Every quantity of ``text`` is in a record or in the list, and none is in both."""
    claimed = {number.start for record in result.records for _, number in quantities(record)}
    listed = {missed.quantity.start for missed in result.reconciliation.unclaimed}
    found = {number.start for number in find_numbers(text)}
    assert claimed | listed == found
    assert not claimed & listed
    assert (result.reconciliation.quantities, result.reconciliation.claimed) == (len(found), len(claimed))


def test_without_records_everything_is_listed() -> None:
    balance = close_books([], prepared()).reconciliation
    assert [missed.quantity.raw for missed in balance.unclaimed] == [number.raw for number in find_numbers(TEXT)]
    assert (balance.quantities, balance.claimed) == (len(find_numbers(TEXT)), 0)


def test_what_a_record_claims_is_not_listed() -> None:
    record = indicator("全区生产总值完成830.6亿元，增长8.1%。", quantity("830.6亿元", 830.6, "亿元"))
    balance = close_books([record], prepared()).reconciliation
    assert "830.6亿元" not in [missed.quantity.raw for missed in balance.unclaimed]
    assert "8.1%" in [missed.quantity.raw for missed in balance.unclaimed]
    assert balance.claimed == 1


def test_a_number_listed_comes_with_its_sentence_and_headings() -> None:
    balance = close_books([], prepared()).reconciliation
    (jobs,) = [missed for missed in balance.unclaimed if missed.quantity.raw == "2.7万余人"]
    assert jobs.context == "新增就业2.7万余人，收储土地1281.2亩。"
    assert jobs.section == ("一、2023年工作回顾",)


PLACES = [
    # a report, and what is shown around its number: the sentence under its headings
    ("一、回顾\n\n成绩不小。3554家企业升规。再接再厉。", "3554家企业升规。", ("一、回顾",)),
    # the line, where the number stands in a heading: the first line, one in the middle, the last
    ("一、新增企业3554家\n\n成绩来之不易。", "一、新增企业3554家", ()),
    ("一、回顾\n\n成绩不小。\n\n二、新增企业3554家\n\n来之不易。", "二、新增企业3554家", ()),
    ("一、回顾\n\n成绩不小。\n\n二、新增企业3554家", "二、新增企业3554家", ()),
    # a thousand characters on either side, where the sentence, or what follows a heading in its line, goes on and on
    ("一、回顾\n\n" + "甲" * 1500 + "3554家" + "乙" * 1500 + "。", "甲" * 1000 + "3554家" + "乙" * 1000, ("一、回顾",)),
    ("**新增企业3554家。**" + "乙" * 1500 + "。", "新增企业3554家。**" + "乙" * 999, ()),
]


@pytest.mark.parametrize(("text", "context", "section"), PLACES, ids=range(len(PLACES)))
def test_what_is_shown_around_a_number_that_nobody_claims(text: str, context: str, section: tuple[str, ...]) -> None:
    (missed,) = close_books([], prepared(text)).reconciliation.unclaimed
    assert missed.quantity.raw == "3554家"
    assert (missed.context, missed.section) == (context, section)


@pytest.mark.parametrize(("moved", "claims"), [((0, 0), True), ((-2, 0), True), ((0, 2), True), ((-2, 2), False), ((1, -1), False)])
def test_a_number_is_claimed_by_its_start_or_its_end(moved: tuple[int, int], claims: bool) -> None:
    """Readers may take a word more in front of it, or behind."""
    number = quantity("830.6亿元", 830.6, "亿元")
    claim = number.model_copy(update={"start": number.start + moved[0], "end": number.end + moved[1]})
    books = close_books([indicator("全区生产总值完成830.6亿元，增长8.1%。", claim)], prepared())
    assert ("830.6亿元" not in [missed.quantity.raw for missed in books.reconciliation.unclaimed]) is claims
    assert (books.records[0].check.status is CheckStatus.CONFIRMED) is claims


def test_the_books_of_a_sample_report_balance(seed_result: Result, seed: Path) -> None:
    text = seed.read_bytes().decode("utf-8").removeprefix("\ufeff")
    balanced(seed_result, text)
    assert all(missed.context in text for missed in seed_result.reconciliation.unclaimed)
    assert all(missed.quantity.raw in missed.context for missed in seed_result.reconciliation.unclaimed)


@settings(max_examples=60)
@given(st.lists(st.sampled_from(SENTENCES) | st.sampled_from(HEADINGS), max_size=12), st.sampled_from(["", "\n", "\n\n"]))
def test_the_books_balance_whatever_sentences_come_together(parts: list[str], joint: str) -> None:
    text = joint.join(parts)
    result = extract_text(text)
    balanced(result, text)
    for record in result.records:
        assert text[record.evidence.start : record.evidence.end] == record.evidence.quote
    assert len({record.id for record in result.records}) == len(list(result.records))


@pytest.mark.parametrize("again", range(2))
def test_a_sentence_said_twice_is_claimed_twice(again: int) -> None:
    text = "郑州市中原区2024年政府工作报告\n\n一、2023年工作回顾\n\n" + "新增就业2.7万人。" * (again + 1)
    assert extract_text(text).reconciliation.claimed == again + 1


def test_the_books_list_what_was_refused() -> None:
    refused = Refused(kind="indicator", name="粮食产量", quote="粮食产量5万吨", reason="正文中没有。")
    assert close_books([], prepared(), [refused]).reconciliation.refused == (refused,)


@pytest.mark.parametrize("before", ["", "一、回顾\n\n新增就业。\n\n"])
def test_a_number_in_a_heading_that_no_sentence_follows_is_listed_with_the_heading(before: str) -> None:
    (missed,) = close_books([], prepared(before + "二、新建10个站点")).reconciliation.unclaimed
    assert (missed.quantity.raw, missed.context) == ("10个", "二、新建10个站点")
