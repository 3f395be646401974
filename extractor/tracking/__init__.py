"""Promises of one report against the outcomes that later reports tell: ``track(results)``."""

from extractor.tracking.accounts import track
from extractor.tracking.models import (
    Account,
    Agreement,
    Arithmetic,
    Beside,
    Citation,
    Pace,
    Reason,
    Stated,
    Tracked,
    Tracking,
    Unreviewed,
    Verdict,
)

__all__ = [
    "Account",
    "Agreement",
    "Arithmetic",
    "Beside",
    "Citation",
    "Pace",
    "Reason",
    "Stated",
    "Tracked",
    "Tracking",
    "Unreviewed",
    "Verdict",
    "track",
]
