"""What records say with their numbers, in a form that can be compared: of finished records, and of a model's answer."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from typing import Any, NamedTuple

from benchmarks.corruption.numbers import places
from schemas.quantities import quantities
from schemas.record import Record


class Fact(NamedTuple):
    """What a record says with one number."""

    kind: str
    name: str
    period: str | None
    field: str
    value: float
    upper: float | None
    unit: str
    bound: str
    status: str | None = None
    basis: str | None = None


def facts_of(record: Record) -> dict[int, Fact]:
    """The facts of ``record`` by the places of their numbers."""
    kind = type(record).__name__.lower()
    return {
        number.start: Fact(
            kind, record.name, record.period, field, number.value, number.upper, number.unit, number.bound.value, *_state(record)
        )
        for field, number in quantities(record)
    }


def told_facts(answer: Iterable[Any]) -> Counter[Fact]:
    """The facts of a model's answer."""
    return Counter(
        Fact(
            type(record).__name__.removeprefix("Reported").lower(),
            record.name,
            record.period,
            ".".join(map(str, place.path)),
            place.number.value,
            place.number.upper,
            "".join(place.number.unit.split()),
            place.number.bound.value,
            *_state(record),
        )
        for record in answer
        for place in places(record)
    )


def _state(record: Any) -> tuple[str | None, str | None]:
    """Status of an indicator, and what its change is measured against."""
    return getattr(record, "status", None), getattr(record, "change_basis", None)


def is_harmless(right: Sequence[Any], damaged: Sequence[Any], all_right: Counter[Fact]) -> bool:
    """Whether the damage says nothing wrong: the same as before, or what stands elsewhere in the report as a right fact.

    Elsewhere means of the same kind, name, period and field: 8.1 % for 3.9 % is no damage where the report says both of one thing.
    """
    before, after = told_facts(right), told_facts(damaged)
    new = set(after) - set(before)
    if not new:
        return before == after and {each.quote for each in right} == {each.quote for each in damaged}
    return all(fact in all_right for fact in new)
