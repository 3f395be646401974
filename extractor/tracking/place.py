"""Regions above a region, by the digits of its code (GB/T 2260)."""

from __future__ import annotations

from schemas.regions import level_of
from schemas.report import Level, Region

_WORDS = {"全市": Level.CITY, "全省": Level.PROVINCE, "全区": Level.PROVINCE}
"""What the reports of regions below call a city or a province; 全区 is an autonomous region."""


def codes_above(code: str) -> list[str]:
    """Codes of the city and the province that ``code`` lies in, the nearest first; empty for what is no code."""
    if not (code.isdigit() and len(code) == 6):
        return []
    return [upper for upper in (code[:4] + "00", code[:2] + "0000") if upper != code]


def region_above(region: Region, words: str) -> Region | None:
    """The region that a report of ``region`` calls 全市 or 全省, where it lies above; None for anything else."""
    level = _WORDS.get(words)
    return next(
        (Region(name=words, code=code, level=level) for code in codes_above(region.code or "") if level_of(code) is level), None
    )
