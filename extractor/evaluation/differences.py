"""What differs, one line each, with its place in the text."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from extractor.evaluation.agreement import differing_fields, field_value, kind_of
from extractor.evaluation.model import Difference
from extractor.evaluation.pairing import Pair, Pairing
from schemas import Quantity
from schemas.quantity import Bound
from schemas.record import Record


def differences(report: str, pairing: Pairing) -> list[Difference]:
    """Missing records, extra ones, and fields that differ, in text order."""
    found = [each for pair in pairing.pairs for each in _in_pair(report, pair)]
    found += [_alone(report, record, missing=True) for record in pairing.missing]
    found += [_alone(report, record, missing=False) for record in pairing.extra]
    return sorted(found, key=lambda each: (each.start, each.end))


def _in_pair(report: str, pair: Pair) -> Iterator[Difference]:
    gold, reported = pair
    for field in differing_fields(gold, reported):
        ours, theirs = field_value(gold, field), field_value(reported, field)
        place = next((value for value in (ours, theirs) if isinstance(value, Quantity)), gold.evidence)
        yield Difference(
            what="differs",
            report=report,
            kind=kind_of(gold),
            name=gold.name,
            field=field,
            gold=_shown(ours),
            reported=_shown(theirs),
            start=place.start,
            end=place.end,
            quote=gold.evidence.quote,
            gold_id=gold.id,
            reported_id=reported.id,
        )


def _alone(report: str, record: Record, missing: bool) -> Difference:
    return Difference(
        what="missing" if missing else "extra",
        report=report,
        kind=kind_of(record),
        name=record.name,
        start=record.evidence.start,
        end=record.evidence.end,
        quote=record.evidence.quote,
        gold_id=record.id if missing else None,
        reported_id=None if missing else record.id,
    )


def _shown(value: Any) -> str | None:
    """``8.1 %``, ``≥``-like bounds by their names: ``10 亿元 at_least``."""
    if value is None:
        return None
    if isinstance(value, Quantity):
        upper = "" if value.upper is None else f"–{value.upper}"
        bound = "" if value.bound is Bound.EXACT else f" {value.bound.value}"
        return f"{value.value}{upper} {value.unit}{bound}"
    if isinstance(value, tuple):
        return ", ".join(filter(None, map(_shown, value)))
    if hasattr(value, "model_dump"):
        return ", ".join(f"{name}: {each}" for name, each in value if each is not None)
    return str(value)
