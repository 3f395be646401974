"""A region's target beside that of the nearest region it lies in."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import NamedTuple

from extractor.tracking.amounts import amounts, arithmetic, dimension
from extractor.tracking.models import Beside
from extractor.tracking.place import codes_above
from extractor.tracking.span import Span
from extractor.tracking.statement import Statement
from schemas.commitment import Commitment
from schemas.quantity import Quantity


class _Key(NamedTuple):
    place: str
    span: Span
    indicator: str
    group: str
    field: str
    dimension: str


_Targets = dict[_Key, tuple[Statement, Quantity]]


def beside(statements: Iterable[Statement]) -> Iterator[Beside]:
    """Each target of a catalogued indicator beside the same target of the city, else of the province; the first of each counts."""
    targets: _Targets = {}
    for statement in statements:
        if isinstance(statement.record, Commitment) and statement.record.canonical and not statement.is_long_term:
            for field, quantity in statement.figures():
                targets.setdefault(_key(statement, statement.record.canonical, field, quantity), (statement, quantity))
    for key, (statement, quantity) in targets.items():
        above = next((targets[upper] for code in codes_above(key.place) if (upper := key._replace(place=code)) in targets), None)
        if above:
            yield _beside(key, statement, quantity, *above)


def _key(statement: Statement, indicator: str, field: str, quantity: Quantity) -> _Key:
    return _Key(statement.place, statement.span.whole_years(), indicator, statement.group, field, dimension(quantity))


def _beside(key: _Key, own: Statement, quantity: Quantity, above: Statement, above_quantity: Quantity) -> Beside:
    sums = amounts(above_quantity, quantity)
    assert sums is not None, "targets of one key have one dimension"
    return Beside(
        period=str(key.span),
        region=own.region,
        above=above.region,
        target=own.cite(key.field),
        target_above=above.cite(key.field),
        arithmetic=arithmetic(sums, above_quantity, quantity),
        share=float(sums.outcome / sums.target) if key.field == "target" and key.dimension != "%" and sums.target else None,
    )
