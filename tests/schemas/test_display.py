"""What a REPL and a notebook show of a result: little, and what asks for a look."""

from __future__ import annotations

import re
from typing import Any

import pytest

from extractor import extract_text, find_numbers
from extractor.kinds import RecordKind
from schemas import Refused, Result, Unclaimed
from tests.kinds.test_own_kind import Fine

TEXT = "某县2024年政府工作报告\n一、2023年工作回顾\n生产总值完成830.6亿元。\n新建学校3所。\n"
READ = extract_text(TEXT, region="郑州市中原区")


def with_books(**books: Any) -> Result:
    """``READ`` with other books, its indicator under a name that is markup."""
    marked = READ.indicators[0].model_copy(update={"name": "<b>&值"})
    reconciliation = READ.reconciliation.model_copy(update=books)
    return READ.model_copy(update={"indicators": (marked,), "reconciliation": reconciliation})


def cells(result: Result) -> dict[str, str]:
    """The rows of the table that a notebook shows."""
    return dict(re.findall(r"<tr><th>(.*?)</th><td>(.*?)</td></tr>", result._repr_html_()))


def test_the_short_form_says_what_was_found() -> None:
    assert repr(READ) == str(READ) == (
        "Result(title='某县2024年政府工作报告', region='郑州市中原区', years='2023 → 2024', "
        "indicators=1, projects=1, commitments=0, unclaimed=0, conflicts=0)"
    )  # fmt: skip


def test_the_short_form_is_short_whatever_the_result(seed_result: Result) -> None:
    assert len(repr(seed_result)) < 300
    assert len(repr(extract_text("关于" + "很长" * 300 + "的报告\n" + TEXT))) < 300
    assert f"indicators={len(seed_result.indicators)}, projects={len(seed_result.projects)}" in repr(seed_result)


def test_numbers_and_records_that_ask_for_a_look_are_counted() -> None:
    numbers = find_numbers("17家、29家、31家、41家、43家、47家。")
    unclaimed = tuple(Unclaimed(quantity=number, context="c") for number in numbers)
    result = with_books(unclaimed=unclaimed, conflicting=(READ.indicators[0].id,))
    assert repr(result).endswith("unclaimed=6, conflicts=1)")
    assert cells(result)["numbers unclaimed"] == "6: 17家 · 29家 · 31家 · 41家 · 43家 · …"


def test_lists_of_own_kinds_are_counted() -> None:
    result = extract_text(TEXT, kinds=[RecordKind(Fine, "fine", "x")])
    assert "commitments=0, fine=0, unclaimed" in repr(result)
    assert cells(result)["fine"] == "0"


def test_a_notebook_shows_counts_and_that_nothing_asks_for_a_look() -> None:
    assert cells(READ) == {"indicators": "1", "projects": "1", "commitments": "0", "to look at": "nothing"}
    assert "<caption>某县2024年政府工作报告 · 郑州市中原区 · 2023 → 2024</caption>" in READ._repr_html_()


@pytest.mark.parametrize(
    ("books", "row", "told"),
    [
        ({"conflicting": (READ.indicators[0].id,)}, "in conflict", "1: &lt;b&gt;&amp;值"),
        ({"unsupported": (READ.indicators[0].id, "gone")}, "not in the text", "2: &lt;b&gt;&amp;值 · gone"),
        ({"refused": (Refused(kind="project", name="<i>", quote="q", reason="r"),)}, "refused", "1: &lt;i&gt;"),
    ],
)
def test_a_notebook_names_what_asks_for_a_look_as_text(books: dict[str, Any], row: str, told: str) -> None:
    shown = cells(with_books(**books))
    assert shown[row] == told
    assert "to look at" not in shown


def test_warnings_and_an_incomplete_reading_are_told() -> None:
    run = READ.run.model_copy(update={"complete": False, "warnings": ("<u>",)})
    shown = cells(READ.model_copy(update={"run": run}))
    assert (shown["incomplete"], shown["warnings"]) == ("the model did not read all of it", "1: &lt;u&gt;")


def test_a_title_that_is_markup_is_text() -> None:
    assert "<script>" not in extract_text("<script>alert(1)</script>2024年工作报告\n" + TEXT)._repr_html_()
