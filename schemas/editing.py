"""Records changed field by field: which number stands where, and the same record without it."""

from __future__ import annotations

from collections.abc import Callable
from typing import TypeVar

from schemas.commitment import Commitment
from schemas.indicator import Comparison, Indicator
from schemas.project import Project
from schemas.quantities import AnyRecord
from schemas.quantity import Quantity

Record = TypeVar("Record", Indicator, Project, Commitment)
Change = Callable[[str, Quantity], Quantity | None]


def edit_quantities(record: AnyRecord, change: Change) -> AnyRecord:
    """``record`` with ``change(field, quantity)`` in the place of each of its quantities; None takes a quantity out."""
    if isinstance(record, Indicator):
        edited = _edited(record, change, "value", "change")
        return edited.model_copy(update={"comparison": _comparison(record.comparison, change)})
    if isinstance(record, Project):
        edited_project = _edited(record, change, "count", "investment", "completed_investment")
        scale = (change(f"scale.{index}", quantity) for index, quantity in enumerate(record.scale))
        return edited_project.model_copy(update={"scale": tuple(quantity for quantity in scale if quantity is not None)})
    return _edited(record, change, "target", "change")


def _comparison(comparison: Comparison | None, change: Change) -> Comparison | None:
    if comparison is None:
        return None
    value = comparison.value and change("comparison.value", comparison.value)
    difference = comparison.difference and change("comparison.difference", comparison.difference)
    return Comparison(reference=comparison.reference, value=value, difference=difference) if value or difference else None


def _edited(record: Record, change: Change, *fields: str) -> Record:
    update = {field: change(field, quantity) for field in fields if (quantity := getattr(record, field)) is not None}
    return record.model_copy(update=update)
