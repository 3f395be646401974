"""Typed, checked data from Chinese government reports.

>>> from extractor import extract
>>> result = extract("seeds/zhongyuan-2024-plan.txt")
>>> result.indicators[0].name
'生产总值'
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from extractor.api import Extractor, aextract, extract, extract_text, find_numbers
    from extractor.batch import extract_many
    from extractor.documents import Document
    from extractor.errors import ExtractorError
    from extractor.kinds import RecordKind
    from extractor.settings import Settings
    from schemas import (
        Bound,
        Commitment,
        Evidence,
        Indicator,
        Project,
        Quantity,
        Reconciliation,
        Region,
        Report,
        Result,
    )

__version__ = "0.1.0"

_HOMES = {
    "extract": "extractor.api",
    "aextract": "extractor.api",
    "extract_text": "extractor.api",
    "extract_many": "extractor.batch",
    "Extractor": "extractor.api",
    "Settings": "extractor.settings",
    "find_numbers": "extractor.api",
    "Document": "extractor.documents",
    "ExtractorError": "extractor.errors",
    "RecordKind": "extractor.kinds",
    "Bound": "schemas",
    "Commitment": "schemas",
    "Evidence": "schemas",
    "Indicator": "schemas",
    "Project": "schemas",
    "Quantity": "schemas",
    "Reconciliation": "schemas",
    "Region": "schemas",
    "Report": "schemas",
    "Result": "schemas",
}

__all__ = [  # noqa: RUF022 (functions first, then types)
    "extract",
    "aextract",
    "extract_text",
    "extract_many",
    "find_numbers",
    "Extractor",
    "Settings",
    "Document",
    "ExtractorError",
    "RecordKind",
    "Bound",
    "Commitment",
    "Evidence",
    "Indicator",
    "Project",
    "Quantity",
    "Reconciliation",
    "Region",
    "Report",
    "Result",
]


def __getattr__(name: str) -> Any:
    """Load public names when they are first asked for, so that importing the package stays cheap."""
    if name not in _HOMES:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    from importlib import import_module

    return getattr(import_module(_HOMES[name]), name)


def __dir__() -> list[str]:
    return sorted([*globals(), *__all__])
