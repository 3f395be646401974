"""What counts as a full fact: the same as by a second writing of the definition, on every text with gold, read well and badly."""

from __future__ import annotations

import json
from collections import Counter
from functools import cache
from itertools import cycle
from typing import Any

import pytest

from benchmarks.fields import FIELDS, belongs, field_of
from benchmarks.gold import SPLITS, Text, texts
from benchmarks.scoring import Score, read_gold, score
from extractor.api import extract
from schemas import Bound, Commitment, Result
from schemas.quantities import edit_quantities
from schemas.record import Record
from tests.benchmarks.reference import counts

TEXTS = [text for split in SPLITS for text in texts(split)]


@cache
def read(text: Text) -> Result:
    return extract(text.source, engine="rules")


def spoiled(result: Result) -> Result:
    """The result with every kind of error in turn, on every record: value, unit, bound, upper end, name, period, gone, doubled."""
    turns = cycle(range(9))
    spoil = {
        kind: tuple(each for record in getattr(result, kind) for each in _spoiled(record, next(turns)))
        for kind in ("indicators", "projects", "commitments")
    }
    return result.model_copy(update=spoil)


def _spoiled(record: Record, turn: int) -> list[Record]:
    changes: dict[int, dict[str, Any]] = {
        0: {"value": 12.5},
        1: {"unit": "万亩"},
        2: {"bound": Bound.AT_MOST},
        3: {"upper": 99_999},
    }
    if turn in changes:
        return [edit_quantities(record, lambda _, number: number.model_copy(update=changes[turn]))]
    words = {4: {"name": "别的事"}, 5: {"period": "1949"}}
    return {6: [], 7: [record, record]}.get(turn, [record.model_copy(update=words.get(turn, {}))])


def told(of: Score) -> Counter[str]:
    return Counter(gold=of.gold, found=of.found, full=of.full) + Counter(of.faults)


@pytest.mark.parametrize("text", TEXTS, ids=lambda text: f"{text.split}/{text.name}")
def test_counts_are_those_of_the_definition(text: Text) -> None:
    gold = read_gold(text.gold)
    for result in (read(text), spoiled(read(text))):
        assert told(score(gold, result)) == +counts(gold, json.loads(result.to_json()))


def test_the_spoiled_results_hold_every_fault() -> None:
    """Otherwise the comparison above would say little."""
    found: Counter[str] = Counter()
    for text in texts("tuned"):
        found += told(score(read_gold(text.gold), spoiled(read(text))))
    assert {"missing", "value", "upper", "unit", "bound", "subject", "period", "spurious", "kind"} <= found.keys()


def test_a_text_without_facts_counts_as_nothing() -> None:
    assert (Score().recall, Score().precision, Score().f1) == (0, 0, 0)


def fact(field: str, *kinds: str) -> dict[str, Any]:
    return {"field": field, "kinds": list(kinds)}


@pytest.mark.parametrize(
    ("given", "row"),
    [
        (fact("value", "indicator", "project"), ("indicator", "value")),
        (fact("count", "indicator", "project"), ("project", "count")),
        (fact("target", "project", "commitment"), ("commitment", "target")),
        (fact("change", "commitment"), ("commitment", "change")),
        (fact("share", "indicator"), ("indicator", "value")),
        (fact("difference", "indicator"), ("indicator", "comparison")),
    ],
)
def test_under_which_field_a_fact_is_counted(given: dict[str, Any], row: tuple[str, str]) -> None:
    assert field_of(given) == row


@pytest.mark.parametrize(
    ("given", "kind", "path", "right"),
    [
        (fact("change", "indicator"), "indicator", "change", True),
        (fact("change", "indicator"), "indicator", "value", False),
        (fact("value", "indicator"), "indicator", "comparison.value", False),
        (fact("difference", "indicator"), "indicator", "comparison.difference", True),
        (fact("difference", "indicator"), "indicator", "comparison.value", False),
        (fact("reference", "indicator"), "indicator", "comparison.value", True),
        (fact("comparison", "indicator"), "indicator", "comparison.difference", True),
        (fact("scale", "project"), "project", "scale.1", True),
        (fact("scale", "project"), "project", "count", False),
        (fact("investment", "project"), "project", "completed_investment", False),
        # Another kind that the gold accepts too has another field for a level, or for a change.
        (fact("count", "project", "indicator"), "indicator", "value", True),
        (fact("count", "project", "indicator"), "indicator", "change", False),
        (fact("target", "commitment", "project"), "project", "count", True),
        (fact("reference", "indicator", "commitment"), "commitment", "change", True),
        (fact("reference", "indicator", "commitment"), "commitment", "target", False),
    ],
)
def test_where_a_number_belongs(given: dict[str, Any], kind: str, path: str, right: bool) -> None:
    assert belongs(given, kind, path) is right


def test_every_fact_is_counted_under_a_field_of_the_table() -> None:
    facts = [each for text in TEXTS for each in read_gold(text.gold) if each["cls"] == "Q"]
    assert {field_of(each) for each in facts} <= set(FIELDS)


def test_a_number_in_another_field_is_no_full_fact_less() -> None:
    """Growth under ``target`` instead of ``change`` is seen in its own column, and only there."""
    (text,) = [text for text in TEXTS if text.name == "huiji-2024-plan"]
    gold, right = read_gold(text.gold), read(text)
    moved = tuple(
        each.model_copy(update={"target": each.change, "change": None})
        if isinstance(each, Commitment) and not each.target
        else each
        for each in right.commitments
    )
    before, after = score(gold, right), score(gold, right.model_copy(update={"commitments": moved}))
    assert after.full == before.full
    assert after.in_field < before.in_field
