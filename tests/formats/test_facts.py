"""A report says the same in every format: the facts of its PDF, DOCX and HTML versions are those of the text."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from benchmarks.formats import agreement, facts
from extractor.documents import Document, read_bytes
from extractor.pipeline import extract_by_rules
from schemas import Result
from schemas.quantities import quantities
from tests.chromium import NAMES, SIZES, find_chromium, printing
from tests.formats.samples import WAYS


@pytest.mark.parametrize("make", WAYS.values(), ids=WAYS.keys())
def test_facts_are_those_of_the_text(make: Callable[[str, str], bytes], seed_document: Document, seed_result: Result) -> None:
    document = read_bytes(make(seed_document.text, seed_result.report.title or ""), "report")
    result = extract_by_rules(document)
    assert agreement(facts(seed_result), facts(result)) >= 0.99
    assert (result.report.region, result.report.planned_year) == (seed_result.report.region, seed_result.report.planned_year)
    for record in result.records:
        assert document.text[record.evidence.start : record.evidence.end] == record.evidence.quote
        assert record.evidence.page == document.page_of(record.evidence.start)
        assert all(document.text[each.start : each.end] == each.raw for _, each in quantities(record))


def test_facts_printed_from_a_browser_are_those_of_the_text(seed_document: Document, seed_result: Result) -> None:
    chromium = find_chromium()
    if chromium is None:
        pytest.skip(f"No Chromium was found (looked for {', '.join(NAMES)}): nothing can be printed from it.")
    expected = facts(seed_result)
    with printing(chromium) as print_text:
        printed = {size: read_bytes(print_text(seed_document.text, size), "report") for size in SIZES}
    agreed = {size: agreement(expected, facts(extract_by_rules(document))) for size, document in printed.items()}
    assert min(agreed.values()) >= 0.99, agreed


def test_agreement_counts_what_is_lost_and_what_is_added(seed_result: Result) -> None:
    all_facts = facts(seed_result)
    fact = next(iter(all_facts))
    lost = all_facts.copy()
    lost[fact] -= 1
    total = all_facts.total()
    assert agreement(all_facts, all_facts) == 1
    assert agreement(all_facts, lost) == pytest.approx(2 * (total - 1) / (2 * total - 1))
    assert agreement(all_facts, all_facts + lost) == pytest.approx(2 * total / (3 * total - 1))
