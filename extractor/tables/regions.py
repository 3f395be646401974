"""Whose figure a row is: what a record calls a region becomes a place that can be told apart from other places."""

from __future__ import annotations

from schemas.regions import find_region, region_name, region_words
from schemas.report import Region, Report


def region_of(named: str | None, report: Report) -> Region | None:
    """The region that a record of ``report`` calls ``named``; 全省 in the report of a county is followed by whose word it is."""
    own = report.region
    name = region_name(named, own)
    if name is None or (own is not None and name == own.name):
        return own
    if name in region_words():
        return Region(name=f"{name}（{own.name if own else report.source}）")
    return find_region(name, _context(report))


def _context(report: Report) -> str:
    return (report.region.name if report.region else "") + (report.title or "")
