"""Periods as spans of months."""

from __future__ import annotations

import pytest

from extractor.tracking.span import Span, span_of


@pytest.mark.parametrize(
    ("period", "months", "years"),
    [
        ("2024", 12, "2024"),
        ("2024-01/2024-11", 11, "2024"),
        ("2024-09", 1, "2024"),
        ("2024-Q1", 3, "2024"),
        ("2024-H2", 6, "2024"),
        ("2021/2025", 60, "2021/2025"),
        ("2023-10/2024-03", 6, "2023/2024"),
    ],
)
def test_a_period_has_its_months(period: str, months: int, years: str) -> None:
    span = span_of(period)
    assert span is not None
    assert (span.months, str(span)) == (months, years)


@pytest.mark.parametrize("period", [None, "", "十四五", "2024/2022", "2024/", "2024/2025/2026", "20245"])
def test_what_is_no_period(period: str | None) -> None:
    assert span_of(period) is None


def test_a_quarter_stands_where_it_belongs() -> None:
    assert span_of("2024-Q2") == span_of("2024-04/2024-06")
    assert span_of("2024-H1") == span_of("2024-01/2024-06")


def test_a_part_lies_in_its_year_and_in_no_other() -> None:
    part = span_of("2024-01/2024-11")
    assert part is not None
    assert part.lies_in(part.whole_years())
    assert part.whole_years() == span_of("2024")
    assert not part.lies_in(Span(2025 * 12, 2025 * 12 + 11))
