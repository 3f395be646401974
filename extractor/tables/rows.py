"""A result as rows: one row a number, with its record, its evidence and its report."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from pathlib import PureWindowsPath

from extractor.tables.regions import region_of
from schemas.catalogue import CatalogueEntry, catalogue
from schemas.commitment import Commitment
from schemas.indicator import Indicator
from schemas.project import Project, Timeframe
from schemas.quantities import quantities
from schemas.quantity import Quantity
from schemas.record import Evidence, Record
from schemas.report import Report
from schemas.result import Result

Row = dict[str, str | int | float | None]

SPAN = "#char="
"""What separates a text file from a span of its characters in a link (RFC 5147)."""

_YEAR = re.compile(r"\d{4}")
_INDEX = re.compile(r"\.\d+$")


def number_rows(result: Result, address: str | None = None) -> Iterator[Row]:
    """The numbers of ``result`` in the order of its records; keys are the names of ``columns.csv``, a missing key is empty.

    ``address`` is where the text of the report can be opened; without it links name the source file.
    """
    report = result.report
    # Only the last part: a result may come from anywhere, and a table must not point to wherever it says.
    target = address or PureWindowsPath(report.source).name
    for record in result.records:
        shared = {
            **_report_cells(report),
            **_record_cells(record, report),
            **_own_cells(record),
            **_evidence_cells(record.evidence, target),
        }
        for field, quantity in quantities(record):
            yield {**shared, **_number_cells(record, field, quantity)}


def _report_cells(report: Report) -> Row:
    return {
        "source": report.source,
        "title": report.title,
        "report_type": report.report_type,
        "issuer": report.issuer,
        "delivered_on": report.delivered_on.isoformat() if report.delivered_on else None,
        "reported_year": report.reported_year,
        "planned_year": report.planned_year,
    }


def _record_cells(record: Record, report: Report) -> Row:
    region = region_of(record.region, report)
    years = [int(year) for year in _YEAR.findall(record.period or "")]
    return {
        "region": region.name if region else None,
        "region_code": region.code if region else None,
        "level": region.level if region else None,
        "period": record.period,
        "first_year": min(years, default=None),
        "last_year": max(years, default=None),
        "name": record.name,
        "check": record.check.status,
        "read_by": record.check.read_by,
        "record": record.id,
    }


def _own_cells(record: Record) -> Row:
    """What only records of this kind have."""
    match record:
        case Indicator():
            return {
                "kind": "indicator",
                "timeframe": Timeframe.DONE,
                "status": record.status,
                "rank": record.rank,
                **_catalogued(record.canonical),
            }
        case Project():
            return {"kind": "project", "timeframe": record.timeframe, "stage": record.stage}
        case Commitment():
            return {
                "kind": "commitment",
                "timeframe": Timeframe.PLANNED,
                "modality": record.modality,
                **_catalogued(record.canonical),
            }
        case _:  # a kind of the user's own
            return {"kind": type(record).__name__.lower()}


def _catalogued(indicator: str | None) -> Row:
    entry = _entries().get(indicator or "")
    return {"indicator": indicator, "indicator_name": entry.name if entry else None, "topic": entry.topic if entry else None}


@cache
def _entries() -> dict[str, CatalogueEntry]:
    return {entry.id: entry for entry in catalogue()}


def _evidence_cells(evidence: Evidence, target: str) -> Row:
    return {
        "evidence": evidence.quote,
        "section": " / ".join(evidence.section) or None,
        "start": evidence.start,
        "end": evidence.end,
        "page": evidence.page,
        "link": f"{target}{SPAN}{evidence.start},{evidence.end}",
    }


def _number_cells(record: Record, field: str, quantity: Quantity) -> Row:
    comparison = record.comparison if isinstance(record, Indicator) else None
    return {
        "measure": _INDEX.sub("", field),
        "value": _decimal(quantity.value),
        "upper": _decimal(quantity.upper),
        "unit": quantity.unit,
        "bound": quantity.bound,
        "base_value": _decimal(quantity.base_value),
        "base_unit": quantity.base_unit,
        "raw": quantity.raw,
        "change_basis": record.change_basis if isinstance(record, Indicator) and field == "change" else None,
        "reference": comparison.reference if comparison and field.startswith("comparison.") else None,
    }


def _decimal(number: int | float | None) -> float | None:
    """``number`` as a float; whole numbers beyond any float become infinite."""
    try:
        return None if number is None else float(number)
    except OverflowError:
        return float("inf")
