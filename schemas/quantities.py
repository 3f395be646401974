"""The quantities that a record holds, with the field each stands in."""

from __future__ import annotations

from collections.abc import Iterator

from schemas.commitment import Commitment
from schemas.indicator import Indicator
from schemas.project import Project
from schemas.quantity import Quantity

AnyRecord = Indicator | Project | Commitment


def quantities(record: AnyRecord) -> Iterator[tuple[str, Quantity]]:
    """``(field, quantity)`` pairs of ``record``; nested fields read ``comparison.difference`` and ``scale.0``."""
    if isinstance(record, Indicator):
        yield from _present(record, "value", "change")
        if record.comparison is not None:
            yield from ((f"comparison.{field}", quantity) for field, quantity in _present(record.comparison, "value", "difference"))
    elif isinstance(record, Project):
        yield from _present(record, "count", "investment", "completed_investment")
        yield from ((f"scale.{index}", quantity) for index, quantity in enumerate(record.scale))
    else:
        yield from _present(record, "target", "change")


def _present(holder: object, *fields: str) -> Iterator[tuple[str, Quantity]]:
    for field in fields:
        quantity = getattr(holder, field)
        if quantity is not None:
            yield field, quantity
