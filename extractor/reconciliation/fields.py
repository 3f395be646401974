"""Which field a number stands in: a level for a growth, the city's figure for the own, what is planned for what is completed."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from schemas import Quantity
from schemas.quantities import quantities, quantity_fields
from schemas.record import Record


class OtherField(NamedTuple):
    """A number that two records of one kind hold in different fields."""

    number: Quantity
    ours: str
    theirs: str


def in_other_fields(record: Record, others: Sequence[Record]) -> Iterator[OtherField]:
    """The numbers of ``record`` that ``others`` of its kind hold too, elsewhere; which of several in a list does not matter."""
    same_kind = (other for other in others if type(other) is type(record))
    theirs = {number.start: _field(place) for other in same_kind for place, number in quantities(other)}
    for place, number in quantities(record):
        ours = _field(place)
        if theirs.get(number.start, ours) != ours:
            yield OtherField(number, ours, theirs[number.start])


def arranged_as(record: Record, other: Record) -> Record:
    """``record`` with its numbers in the fields where ``other``, of its kind, holds them; unchanged unless both hold the same ones.

    A number that only one of them holds would have no field to go to, or would lose its own.
    """
    if type(other) is not type(record) or _starts(record) != _starts(other):
        return record
    return record.model_copy(update={field: getattr(other, field) for field in quantity_fields(type(record))})


def _field(place: str) -> str:
    """``scale.0`` → ``scale``."""
    field, _, index = place.rpartition(".")
    return field if index.isdigit() else place


def _starts(record: Record) -> list[int]:
    return sorted(number.start for _, number in quantities(record))
