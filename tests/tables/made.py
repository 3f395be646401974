"""Results made by hand, with only what a test is about."""

from __future__ import annotations

from typing import Any

from schemas import (
    Check,
    CheckStatus,
    Commitment,
    Evidence,
    Indicator,
    Project,
    Quantity,
    ReadBy,
    Reconciliation,
    Region,
    Report,
    Result,
    Run,
    Timeframe,
)
from schemas.record import Record

CITY = Region(name="郑州市", code="410100", level="city")
DISTRICT = Region(name="郑州市中原区", code="410102", level="county")

_FACTORS = {"亿元": (1e8, "元"), "万元": (1e4, "元"), "万人": (1e4, "人"), "人": (1, "人"), "%": (1, "%"), "万户": (1e4, "户")}


def quantity(value: float, unit: str = "%", **fields: Any) -> Quantity:
    """``value`` in ``unit``, with its base value where the unit has one."""
    factor, base_unit = _FACTORS.get(unit, (None, None))
    base = None if factor is None else value * factor
    raw = f"{value:g}{unit}"
    made = {"raw": raw, "start": 0, "end": len(raw), "base_value": base, "base_unit": base_unit}
    return Quantity(value=value, unit=unit, **{**made, **fields})


def indicator(name: str = "地区生产总值", canonical: str | None = "gdp", **fields: Any) -> Indicator:
    """An indicator of 2023."""
    return Indicator(**{"name": name, "canonical": canonical, "period": "2023", **_shared("i1"), **fields})


def commitment(name: str = "地区生产总值", canonical: str | None = "gdp", **fields: Any) -> Commitment:
    """A commitment for 2024."""
    return Commitment(**{"name": name, "canonical": canonical, "period": "2024", **_shared("c1"), **fields})


def project(name: str = "能源路等22条道路", **fields: Any) -> Project:
    """A project of 2024 that is done."""
    return Project(**{"name": name, "period": "2024", "timeframe": Timeframe.DONE, **_shared("p1"), **fields})


def _shared(record: str) -> dict[str, Any]:
    check = Check(status=CheckStatus.CONFIRMED, read_by=ReadBy.RULES)
    return {"id": record, "evidence": Evidence(quote="增长8%", start=0, end=4), "check": check}


def result(*records: Record, region: Region | None = CITY, source: str = "report.txt", **report: Any) -> Result:
    """A result with ``records``, of a report that looks back on 2023 and plans 2024."""
    about = {"title": "报告", "reported_year": 2023, "planned_year": 2024, "sha256": "0" * 64, **report}
    return Result(
        report=Report(region=region, source=source, **about),
        indicators=tuple(record for record in records if isinstance(record, Indicator)),
        projects=tuple(record for record in records if isinstance(record, Project)),
        commitments=tuple(record for record in records if isinstance(record, Commitment)),
        reconciliation=Reconciliation(quantities=0, claimed=0),
        run=Run(engine="rules"),
    )
