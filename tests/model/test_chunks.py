"""Chunks: whole paragraphs, nothing lost, nothing cut, context with each."""

from __future__ import annotations

from pathlib import Path

import pytest

from extractor.documents import Document, read_document
from extractor.outline.chunks import chunks
from extractor.prepared import prepare

SEEDS = sorted(Path("seeds").glob("*.txt"))


@pytest.mark.parametrize("seed", SEEDS, ids=lambda path: path.stem)
@pytest.mark.parametrize("characters", [200, 1200, 100_000])
def test_every_number_stands_in_exactly_one_chunk_and_no_statement_is_cut(seed: Path, characters: int) -> None:
    prepared = prepare(read_document(seed))
    parts = chunks(prepared.outline, characters)
    for find in prepared.finds:
        assert sum(part.start <= find.start and find.end <= part.end for part in parts) == 1
    together = [statement for part in parts for statement in part.statements]
    assert together == list(prepared.outline.statements())
    assert all(part.end - part.start <= characters or len(part.statements) == 1 or characters == 100_000 for part in parts)


def test_a_chunk_ends_where_the_report_turns_from_review_to_plan() -> None:
    text = "某县2024年计划\n一、2023年工作回顾\n新建学校3所。\n二、2024年主要任务\n新建医院2所。\n"
    prepared = prepare(Document.from_text(text))
    parts = chunks(prepared.outline, 10_000)
    review = next(part for part in parts if "新建学校" in prepared.folded.text[part.start : part.end])
    plan = next(part for part in parts if "新建医院" in prepared.folded.text[part.start : part.end])
    assert (review.context.period, review.context.timeframe.value) == ("2023", "done")
    assert (plan.context.period, plan.context.timeframe.value) == ("2024", "planned")
    assert review is not plan


def test_halves_share_the_statements_and_one_statement_has_none() -> None:
    prepared = prepare(Document.from_text("一、2023年工作回顾\n新建学校3所。新建医院2所。新建道路5条。\n"))
    (part,) = chunks(prepared.outline, 10_000)
    halves = part.halves()
    assert halves is not None
    first, second = halves
    assert (*first.statements, *second.statements) == part.statements
    assert (first.start, second.end) == (part.start, part.end)
    assert first.end == second.start
    while (smaller := first.halves()) is not None:
        first = smaller[0]
    assert len(first.statements) == 1
