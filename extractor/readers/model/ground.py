"""Reported records become schema records: every quote and number led back to its place, or refused."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from dataclasses import dataclass, field
from typing import Any

from pydantic import ValidationError

from extractor.grounding import Grounder, magnitudes, place_number, same_amount
from extractor.grounding import Reported as ReportedNumber
from extractor.numbers import Find
from extractor.outline.chunks import Chunk
from extractor.prepared import Prepared
from extractor.readers.model.response import Reading
from schemas import (
    Check,
    CheckStatus,
    Evidence,
    Issue,
    Quantity,
    ReadBy,
    Refused,
)
from schemas.catalogue import canonical_id
from schemas.quantities import Shape, quantities, quantity_fields
from schemas.record import Record
from schemas.regions import region_name

Span = tuple[int, int]
_ADDRESSED = Issue(code="addressed_to_machine", message="依据的原文是写给机器的话，不是报告的陈述。")
_NOWHERE = "引句和数字都不在这段正文里。"
_QUOTE_NOT_IN_TEXT = Issue(code="quote_not_in_text", message="模型的引句不在正文里；引句换成了所报数字所在的原文。")


@dataclass(frozen=True, slots=True)
class Grounded:
    """Records of one chunk in text order, and what the model reported that the text does not hold."""

    records: tuple[Record, ...]
    refused: tuple[Refused, ...]

    def claimed(self) -> set[int]:
        """Source offsets at which the claimed numbers begin."""
        return {quantity.start for record in self.records for _, quantity in quantities(record)}

    def without(self, claimed: Collection[int]) -> Grounded:
        """Only the records that hold a number not yet ``claimed``."""
        fresh = (record for record in self.records if any(each.start not in claimed for _, each in quantities(record)))
        return Grounded(tuple(fresh), self.refused)

    def joined(self, other: Grounded) -> Grounded:
        """The records of both, in text order."""
        return Grounded(tuple(sorted((*self.records, *other.records), key=_start)), (*self.refused, *other.refused))


def ground(reading: Reading, chunk: Chunk, prepared: Prepared, grounder: Grounder) -> Grounded:
    """Place everything of ``reading`` inside ``chunk``."""
    within = prepared.folded.span(chunk.start, chunk.end)
    reported = reading.records()
    places = grounder.place_all([record.quote for record in reported], within)
    records, refused = [], []
    for record, place in zip(reported, places, strict=True):
        span = (place.start, place.end) if place else _span_of_first_number(record, within, chunk, prepared)
        if span is None:
            refused.append(_refusal(record, _NOWHERE))
            continue
        issues = [] if place else [_QUOTE_NOT_IN_TEXT]
        try:
            records.append(_Grounding(record, span, within, chunk, prepared, issues).record())
        except ValidationError as error:  # the schema that a model is sent asks for less than a record must hold
            fields = "、".join(dict.fromkeys(str(each["loc"][0]) for each in error.errors() if each["loc"]))
            refused.append(_refusal(record, f"{fields} 不合要求。"))
    return Grounded(tuple(sorted(records, key=_start)), tuple(refused))


def _start(record: Record) -> int:
    return record.evidence.start


def _refusal(record: Any, reason: str) -> Refused:
    kind = record.schema_type.__name__.lower()
    return Refused(kind=kind, name=record.name, quote=record.quote, reason=reason)


def _span_of_first_number(record: Any, within: Span, chunk: Chunk, prepared: Prepared) -> Span | None:
    """The statement that holds the record's first number, where the quote itself stands nowhere."""
    for number in _reported_numbers(record):
        found = place_number(_number(number), prepared.finds, within)
        if found is not None:
            return _statement_span(found, chunk, prepared)
    return None


def _statement_span(found: Find, chunk: Chunk, prepared: Prepared) -> Span | None:
    for statement in chunk.statements:
        if statement.start <= found.start < statement.end:
            return prepared.folded.span(statement.start, statement.end)
    return None


def _reported_numbers(reported: Any) -> Iterator[Any]:
    for name, shape in quantity_fields(reported.schema_type).items():
        held = getattr(reported, name)
        if held is None:
            continue
        if shape == "one":
            yield held
        elif shape == "many":
            yield from held
        else:
            yield from _reported_numbers(held)


def _number(reported: Any) -> ReportedNumber:
    return ReportedNumber(reported.raw, reported.value, reported.unit, reported.upper)


@dataclass(slots=True)
class _Grounding:
    """One reported record on its way: its evidence grows with the numbers found, its issues with what differs."""

    reported: Any
    span: Span
    within: Span
    chunk: Chunk
    prepared: Prepared
    issues: list[Issue] = field(default_factory=list)
    taken: set[int] = field(default_factory=set)

    def record(self) -> Record:
        kind: type[Record] = self.reported.schema_type
        fields = {**self._fields(self.reported), "id": "-"}
        fields["region"] = region_name(fields.get("region"), self.prepared.report.region)
        if "canonical" in kind.model_fields:
            fields["canonical"] = canonical_id(str(fields["name"]))
        if self._is_addressed(self.span[0]):
            self._doubt()
        fields["evidence"] = self._evidence()  # after the fields: it grows with the numbers found
        fields["check"] = Check(status=CheckStatus.NO_NUMBERS, read_by=ReadBy.MODEL, issues=tuple(self.issues))
        return kind.model_validate(fields)

    def _fields(self, reported: Any) -> dict[str, Any]:
        """The fields of a reported record, or of a model nested in it, with every number led back to its find."""
        shapes = quantity_fields(reported.schema_type)
        return {name: self._field(name, value, shapes.get(name)) for name, value in reported if name != "quote"}

    def _field(self, name: str, value: Any, shape: Shape | None) -> Any:
        if value is None or shape is None:
            return value
        if shape == "one":
            return self._quantity(name, value)
        if shape == "many":
            return tuple(found for each in value if (found := self._quantity(name, each)) is not None)
        nested = value.schema_type.model_validate(self._fields(value))
        return nested if any(True for _ in quantities(nested)) else None

    def _quantity(self, name: str, reported: Any) -> Quantity | None:
        """The find that the model meant; its value, unit and bound stand, the model's differing ones become issues."""
        finds = self.prepared.finds
        found = place_number(_number(reported), finds, self.span, taken=self.taken) or place_number(
            _number(reported), finds, self.within, near=self.span[0], taken=self.taken
        )
        if found is None:
            self._remark("not_in_text", f"模型把 {name} 读作 {reported.raw}（{reported.value} {reported.unit}），正文中没有。")
            return None
        self.taken.add(found.quantity.start)
        if self._is_addressed(found.quantity.start):
            self._doubt()
        self._widen_to(found)
        quantity = found.quantity
        self._compare(name, reported, quantity)
        return quantity.negated() if reported.value < 0 <= quantity.value else quantity

    def _compare(self, name: str, reported: Any, quantity: Quantity) -> None:
        number = reported.value if reported.upper is None else f"{reported.value}–{reported.upper}"
        told = f"模型把 {name} 读作 {number} {reported.unit}（{reported.bound.value}），正文为 {quantity.raw}。"
        same_value = magnitudes(reported) == magnitudes(quantity)
        same_unit = "".join(reported.unit.split()) == quantity.unit
        if not (same_value and same_unit):
            if not same_amount(reported, quantity):
                self._remark("unit_differs" if same_value else "value_differs", told)
                return
            self._remark("unit_converted", told)
        if reported.bound != quantity.bound:
            self._remark("bound_differs", told)

    def _is_addressed(self, place: int) -> bool:
        """Whether the statement at the source offset ``place`` speaks to a machine."""
        offsets = self.prepared.folded.offsets
        return any(each.addressed and offsets[each.start] <= place <= offsets[each.end - 1] for each in self.chunk.statements)

    def _doubt(self) -> None:
        if _ADDRESSED not in self.issues:
            self.issues.append(_ADDRESSED)

    def _remark(self, code: str, message: str) -> None:
        self.issues.append(Issue(code=code, message=message))

    def _widen_to(self, found: Find) -> None:
        """Let the evidence take in a number of its own statement that the quote left out."""
        quantity = found.quantity
        if self.span[0] <= quantity.start and quantity.end <= self.span[1]:
            return
        statement = _statement_span(found, self.chunk, self.prepared)
        if statement and statement[0] <= self.span[0] < statement[1]:
            self.span = (min(self.span[0], quantity.start), max(self.span[1], quantity.end))

    def _evidence(self) -> Evidence:
        start, end = self.span
        statement = next(
            (each for each in self.chunk.statements if self.prepared.folded.offsets[each.end - 1] >= start),
            self.chunk.statements[-1],
        )
        return Evidence(
            quote=self.prepared.document.text[start:end],
            start=start,
            end=end,
            section=statement.section,
            page=self.prepared.document.page_of(start),
        )
