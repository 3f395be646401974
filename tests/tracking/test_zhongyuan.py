"""The 2024 plan of Zhongyuan district against its review, pair by pair as read by hand."""

from __future__ import annotations

import pytest

from cassettes import record
from extractor.tracking import Tracked, Verdict, track
from tests.tracking.zhongyuan import PLAN, REVIEW, ROWS, Row, on, plan, text, tracked, tracking

PAIRS = [row for row in ROWS if row["outcome"] and row["records"]]
SILENT = [row for row in ROWS if not row["outcome"]]
UNRECORDED = [row for row in ROWS if not row["records"]]


def _id(row: Row) -> str:
    return str(row["id"])


@pytest.mark.parametrize("row", ROWS, ids=_id)
def test_the_list_quotes_the_reports(row: Row) -> None:
    for path, side in ((PLAN, "promise"), (REVIEW, "outcome")):
        if row[side]:
            start, quote = row[side]["start"], row[side]["quote"]
            assert text(path)[start : start + len(quote)] == quote


def test_the_list_is_long_enough_to_mean_something() -> None:
    assert len(PAIRS) >= 15
    assert len(SILENT) >= 8
    assert {row["verdict"] for row in ROWS} == {verdict.value for verdict in Verdict}


def _answer(row: Row) -> Tracked:
    answers = [item for item in tracked(row) if on(row, "outcome", item.outcome)]
    assert len(answers) == 1, [item.verdict for item in tracked(row)]
    return answers[0]


@pytest.mark.parametrize("row", PAIRS, ids=_id)
def test_every_pair_is_found_with_its_verdict(row: Row) -> None:
    item = _answer(row)
    assert item.verdict == row["verdict"]
    assert item.partial is row["outcome"]["partial"]
    assert item.pace == row["pace"]


@pytest.mark.parametrize("row", [row for row in PAIRS if row["difference"] is not None], ids=_id)
def test_the_arithmetic_is_that_of_the_words(row: Row) -> None:
    line = _answer(row).arithmetic
    assert line is not None
    unit = {"pp": "个百分点"}.get(row["unit"], row["unit"])
    assert (line.difference, line.difference_unit) == (pytest.approx(row["difference"]), unit)
    assert line.formula.endswith(f"{unit}")


@pytest.mark.parametrize("row", [row for row in PAIRS if row["verdict"] == "not_comparable"], ids=_id)
def test_what_the_words_forbid_has_a_reason_and_no_sum(row: Row) -> None:
    item = _answer(row)
    assert item.arithmetic is None
    expected = "applied" if "推荐" in row["why"] or "recommend" in row["why"] else "contrast"
    assert [reason.code for reason in item.reasons] == [expected]


@pytest.mark.parametrize("row", SILENT, ids=_id)
def test_of_the_others_there_is_no_word(row: Row) -> None:
    assert {item.verdict for item in tracked(row)} <= {Verdict.NO_WORD}


@pytest.mark.parametrize("row", UNRECORDED, ids=_id)
def test_what_is_no_record_gets_no_verdict(row: Row) -> None:
    assert {item.verdict for item in tracked(row)} <= {Verdict.NO_WORD, Verdict.NOT_COMPARABLE}


def test_there_is_no_pair_beyond_the_list() -> None:
    made = [item for item in tracking().promises if item.outcome]
    listed = [item for item in made for row in ROWS if on(row, "promise", item.promise) and on(row, "outcome", item.outcome)]
    beyond = [item for item in made if item not in listed]
    assert [(item.promise.name, item.outcome and item.outcome.name) for item in beyond] == []
    assert len(made) == len(PAIRS)


def test_the_other_figure_for_retail_sales_is_kept() -> None:
    row = next(row for row in ROWS if row["id"] == "retail_sales")
    (item,) = tracked(row)
    assert [other.evidence.quote[: len("全区社会消费品零售总额完成282.4亿元")] for other in item.others] == [
        "全区社会消费品零售总额完成282.4亿元"
    ]
    assert "estimate" in {reason.code for reason in item.reasons}


def test_the_verdicts_are_the_same_when_a_model_has_read_the_review() -> None:
    by_model = track([plan(), record.replay("zhongyuan-2024-review")])
    for row in PAIRS:
        answers = [item for item in tracked(row, by_model) if on(row, "outcome", item.outcome)]
        assert [item.verdict for item in answers] == [row["verdict"]], row["id"]
    assert sum(item.outcome is not None for item in by_model.promises) == len(PAIRS)
