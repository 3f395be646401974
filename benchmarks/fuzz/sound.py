"""What every result must hold, whatever was read."""

from __future__ import annotations

from collections.abc import Iterable

from extractor.documents import fold
from extractor.numbers import find_quantities
from schemas import Quantity, Result
from schemas.quantities import quantities
from schemas.record import Record


class Unsound(Exception):
    """A result whose places do not lead to its words, or that lost a number."""


def check(result: Result, text: str) -> None:
    """Raise :class:`Unsound` where ``result`` is no sound reading of ``text``."""
    records = list(result.records)
    for record in records:
        if text[record.evidence.start : record.evidence.end] != record.evidence.quote:
            raise Unsound(f"evidence of {record.name}")
    claimed = numbers_of(records)
    check_places(claimed, text)
    listed = {missed.quantity.start for missed in result.reconciliation.unclaimed}
    if listed | {quantity.start for quantity in claimed} != {find.quantity.start for find in find_quantities(text, fold(text))}:
        raise Unsound("a number is neither claimed nor listed")


def check_places(numbers: Iterable[Quantity], text: str) -> None:
    """Raise :class:`Unsound` where one of ``numbers`` does not stand at its place in ``text``."""
    for quantity in numbers:
        if text[quantity.start : quantity.end] != quantity.raw:
            raise Unsound(f"place of {quantity.raw}")


def numbers_of(records: Iterable[Record]) -> list[Quantity]:
    """All numbers of ``records``."""
    return [quantity for record in records for _, quantity in quantities(record)]
