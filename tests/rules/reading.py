"""A sentence read in a minimal report, and its records told in the notation of the case tables."""

from __future__ import annotations

from typing import Any

from extractor.api import extract_text
from schemas import Commitment, Indicator, Project, Quantity, Result
from schemas.quantities import quantities
from schemas.record import Record

TITLE = "郑州市中原区2024年政府工作报告"
HEADINGS = {"review": "一、2023年工作回顾", "plan": "二、2024年工作安排"}
HOME = "郑州市中原区"

# What a record says where its sentence says nothing of it.
USUAL: dict[tuple[str, str], dict[str, Any]] = {
    ("indicator", "review"): {"period": "2023", "status": "actual"},
    ("project", "review"): {"period": "2023", "timeframe": "done"},
    ("project", "plan"): {"period": "2024", "timeframe": "planned", "stage": "planned"},
    ("commitment", "plan"): {"period": "2024", "modality": "plan"},
    ("commitment", "review"): {"modality": "plan"},
}


def read(case: dict[str, Any]) -> Result:
    """The result of one case's text under its heading."""
    heading = case.get("heading", HEADINGS[case["under"]])
    return extract_text(f"{case.get('title', TITLE)}\n\n{heading}\n\n{case['text']}\n")


def in_order(result: Result) -> list[Record]:
    """Records of all kinds in the order of their first numbers."""
    return sorted(result.records, key=_place)


def _place(record: Record) -> tuple[int, int]:
    first = min((quantity.start for _, quantity in quantities(record)), default=record.evidence.start)
    return first, record.evidence.start


def written(quantity: Quantity) -> str:
    """``over 2.7 万人``, ``6..6.5 %``, ``-2.3 %``: bound (unless exact or a range), value, unit."""
    ends = f"{quantity.value:.10g}" if quantity.upper is None else f"{quantity.value:.10g}..{quantity.upper:.10g}"
    bound = "" if quantity.bound.value in ("exact", "range") else f"{quantity.bound.value} "
    return f"{bound}{ends} {quantity.unit}"


def told(record: Record) -> dict[str, Any]:
    """What ``record`` says, without its name, id, evidence and check, and without what is null."""
    amounts: dict[str, Any] = {field.replace("comparison.", "reference_"): written(value) for field, value in quantities(record)}
    if "reference_difference" in amounts:
        amounts["difference"] = amounts.pop("reference_difference")
    said = {"kind": type(record).__name__.lower(), "region": record.region, "period": record.period, **amounts, **_state(record)}
    return {key: value for key, value in said.items() if value not in (None, [])}


def _state(record: Record) -> dict[str, Any]:
    if isinstance(record, Indicator):
        reference = record.comparison.reference if record.comparison else None
        return {"basis": record.change_basis, "status": record.status, "rank": record.rank, "reference": reference}
    if isinstance(record, Project):
        return {"stage": record.stage, "timeframe": record.timeframe}
    assert isinstance(record, Commitment)
    return {"modality": record.modality, "qualitative": record.qualitative_target}


def expected(row: dict[str, Any], under: str) -> dict[str, Any]:
    """A row of a table, filled up with what is usual."""
    scale = {f"scale.{index}": amount for index, amount in enumerate(row.get("scale", []))}
    basis = {"basis": "year_on_year"} if row["kind"] == "indicator" and "change" in row else {}
    stated = {key: value for key, value in row.items() if key not in ("name", "canonical", "scale")}
    return {"region": HOME, **basis, **USUAL[row["kind"], under], **scale, **stated}
