"""A result as careless readers leave it: numbers that nobody claims, misread ones, ones the text does not hold, and remarks."""

from __future__ import annotations

from collections.abc import Iterator

from extractor.api import extract
from extractor.documents import Document
from extractor.pipeline import assemble
from extractor.prepared import prepare
from extractor.reconciliation import close_books
from schemas import Issue, Quantity, Refused, Result
from schemas.quantities import edit_quantities
from schemas.record import Record

REFUSED = Refused(kind="indicator", name="没有的指标", quote="完成了没有的事。", reason="引句和数字都不在这段正文里。")


def disputed(document: Document) -> Result:
    """What careless readers make of ``document``: of every dozen records one is missing and three are wrong or remarked on."""
    good = extract(document)
    prepared = prepare(document)
    records = sorted(good.records, key=lambda record: record.evidence.start)
    books = close_books(list(_careless(records)), prepared, [REFUSED])
    return assemble(prepared, books, good.run)


def _careless(records: list[Record]) -> Iterator[Record]:
    for index, record in enumerate(records):
        match index % 12:
            case 3:
                continue
            case 5:
                yield edit_quantities(record, _misread)
            case 7:
                yield edit_quantities(record, _nowhere)
            case 9:
                yield _remarked(record, "name_differs", "名称：规则读作另一个名称。")
            case _:
                yield record


def _misread(_: str, quantity: Quantity) -> Quantity:
    return quantity.model_copy(update={"value": quantity.value + 1, "base_value": None, "base_unit": None})


def _nowhere(_: str, quantity: Quantity) -> Quantity:
    return quantity.model_copy(update={"value": 98765.4, "start": 0, "end": len(quantity.raw)})


def _remarked(record: Record, code: str, message: str) -> Record:
    return record.model_copy(update={"check": record.check.model_copy(update={"issues": (Issue(code=code, message=message),)})})
