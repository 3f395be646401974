"""The ledger: every quantity of the text, and which of them a record has claimed."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from extractor.documents import Folded
from extractor.numbers import Find
from extractor.outline import Statement
from extractor.prepared import Prepared
from schemas import Quantity, Unclaimed
from schemas.quantities import quantities
from schemas.record import Record

_WIDEST_CONTEXT = 1_000  # characters on either side of a find; a sentence without end is not repeated for each of its numbers


class Ledger:
    """Finds of one text by place and by amount."""

    def __init__(self, finds: Sequence[Find]) -> None:
        self._finds = finds
        self._places = {find.quantity.start: find.quantity for find in finds}
        self._ends = {find.quantity.end: find.quantity for find in finds}
        self._amounts = {_amount(find.quantity) for find in finds}

    def at(self, start: int, end: int) -> Quantity | None:
        """The find that begins at ``start`` or ends at ``end``."""
        return self._places.get(start) or self._ends.get(end)

    def holds(self, quantity: Quantity) -> bool:
        """Whether the text has this amount in this unit anywhere."""
        return _amount(quantity) in self._amounts

    def unclaimed(self, records: Iterable[Record]) -> list[Find]:
        """Finds that no record claims, in text order."""
        claimed = {quantity.start for record in records for _, quantity in quantities(record)}
        ends = {quantity.end for record in records for _, quantity in quantities(record)}
        return [find for find in self._finds if find.quantity.start not in claimed and find.quantity.end not in ends]


def _amount(quantity: Quantity) -> tuple[float, float | None, str]:
    return abs(quantity.value), quantity.upper, quantity.unit


def describe(unclaimed: Sequence[Find], prepared: Prepared) -> tuple[Unclaimed, ...]:
    """Unclaimed finds with the sentence and section each stands in."""
    described = []
    source, folded = prepared.document.text, prepared.folded
    statements = iter(prepared.outline.statements())
    statement = next(statements, None)
    for find in unclaimed:
        while statement is not None and statement.end <= find.start:
            statement = next(statements, None)
        described.append(_with_context(find, statement, source, folded))
    return tuple(described)


def _with_context(find: Find, statement: Statement | None, source: str, folded: Folded) -> Unclaimed:
    section: tuple[str, ...] = ()
    if statement is None or find.start < statement.start:  # in a heading: no sentence holds it
        first, last = _line_around(find, folded.text)
    else:
        first = max(statement.start, find.start - _WIDEST_CONTEXT)
        last = min(statement.end, find.end + _WIDEST_CONTEXT)
        section = statement.section
    start, end = folded.span(first, last)
    return Unclaimed(quantity=find.quantity, context=source[start:end], section=section)


def _line_around(find: Find, text: str) -> tuple[int, int]:
    """The heading and what follows it in its line, which may be long."""
    behind = text[find.end : find.end + _WIDEST_CONTEXT].partition("\n")[0]
    return text.rfind("\n", 0, find.start) + 1, find.end + len(behind)
