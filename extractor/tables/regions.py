"""Whose figure a row is: relative words such as 全市 become a place that can be told apart from other places."""

from __future__ import annotations

import re

from schemas.regions import find_region
from schemas.report import Region, Report

_RELATIVE = re.compile(r"[全我本](?P<level>[国省市区县州旗盟])")


def region_of(named: str | None, report: Report) -> Region | None:
    """The region that a record of ``report`` calls ``named``.

    全市 in the report of a city is that city; 全省 in the report of a county stays a word, followed by whose word it is.
    """
    own = report.region
    if named is None or (own is not None and named == own.name):
        return own
    relative = _RELATIVE.fullmatch(named)
    if relative is None:
        return find_region(named, _context(report))
    if own is not None and own.name.endswith(relative["level"]):
        return own
    return Region(name=f"{named}（{own.name if own else report.source}）")


def _context(report: Report) -> str:
    return (report.region.name if report.region else "") + (report.title or "")
