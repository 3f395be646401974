"""The way of one report: document, outline, finds, readings, reconciliation, result."""

from __future__ import annotations

import gc
import re
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from typing import TYPE_CHECKING

from extractor.documents import Document
from extractor.kinds import BUILT_IN, RecordKind, result_type
from extractor.outline.chunks import chunks
from extractor.prepared import Prepared, prepare
from extractor.readers.rules import read_by_rules
from extractor.reconciliation import Books, close_books, merge, yielding
from extractor.settings import Settings
from schemas import Result, Run
from schemas.record import Record

if TYPE_CHECKING:
    from extractor.readers.model.chunk_reading import ChunkReading
    from extractor.readers.model.reader import Asker

_CHINESE = re.compile(r"[\u4e00-\u9fff]")
_SAMPLE = 20_000
# A cell of a table row that holds a figure and nothing else; its unit stands in the head of the table, if anywhere.
_BARE_CELL = re.compile(r"(?<=\|)[ \t]*[-−]?\d[\d,]*(?:\.\d+)?[ \t]*(?=\||$)", re.MULTILINE)


def extract_by_rules(document: Document, own: tuple[RecordKind, ...] = ()) -> Result:
    """The result of reading ``document`` with the embedded rules alone, and with those of the user's ``own`` kinds."""
    with _cycle_collector_paused():
        prepared = prepare(document)
        books = close_books(read_all_by_rules(prepared, own), prepared)
    return assemble(prepared, books, Run(engine="rules", warnings=warnings_about(prepared)), own)


def read_all_by_rules(prepared: Prepared, own: Sequence[RecordKind] = ()) -> list[Record]:
    """Records of the built-in kinds and of ``own`` ones in text order; what an own kind reads is left to it."""
    built_in = read_by_rules(prepared)
    further = [record for kind in own if kind.read_by_rules for record in kind.read_by_rules(prepared)]
    if not further:
        return built_in
    return sorted([*yielding(built_in, further), *further], key=lambda record: record.evidence.start)


@contextmanager
def _cycle_collector_paused() -> Iterator[None]:
    """Nothing made while reading refers back to itself, and on a long text the collector would walk all of it again and again."""
    running = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if running:
            gc.enable()


async def extract_with_model(
    document: Document,
    settings: Settings,
    client: Asker,
    on_chunk: Callable[[ChunkReading], None] = lambda _: None,
    own: tuple[RecordKind, ...] = (),
    *,
    once: bool = False,
) -> Result:
    """The result of reading ``document`` with a model, and with the rules beside it where the engine is ``both``.

    What fails is asked for again, unless only ``once``. What the model could not read at all is read by the rules; ``run.complete``
    is false then and ``run.warnings`` names the places.
    """
    from extractor.readers.model.patience import FAILURES_IN_A_ROW
    from extractor.readers.model.reader import ModelReader

    prepared = prepare(document)
    parts = chunks(prepared.outline, settings.chunk_characters)
    readings = await ModelReader(prepared, client, on_chunk, own, 1 if once else FAILURES_IN_A_ROW).read(parts)
    rules = read_all_by_rules(prepared, own)
    read = [prepared.folded.span(reading.chunk.start, reading.chunk.end) for reading in readings if reading.grounded]
    if settings.engine == "model":
        rules = [record for record in rules if not any(start <= record.evidence.start < end for start, end in read)]
    found = [record for reading in readings if reading.grounded for record in reading.grounded.records]
    refused = [each for reading in readings if reading.grounded for each in reading.grounded.refused]
    books = close_books(merge(rules, found, read), prepared, refused)
    return assemble(prepared, books, model_run(prepared, settings, readings, own), own)


def model_run(prepared: Prepared, settings: Settings, readings: Sequence[ChunkReading], own: tuple[RecordKind, ...] = ()) -> Run:
    """How a reading with a model came about: what it took, and which chunks it lacks."""
    from extractor.llm.answer import total
    from extractor.llm.errors import BudgetExceeded
    from extractor.llm.prices import find_price, load_prices
    from extractor.readers.model.version import prompt_version

    model = settings.chosen_model
    usage = total(reading.usage for reading in readings)
    halved = total(reading.usage_at_half_price for reading in readings)
    price = find_price(load_prices(model.price_table), model.model)
    failed = [_failure(reading, prepared) for reading in readings if reading.error is not None]
    lacking = any(reading.grounded is None or isinstance(reading.error, BudgetExceeded) for reading in readings)
    return Run(
        engine=settings.engine,
        model=model.model,
        prompt_version=prompt_version(own),
        settings={"mode": model.mode, "temperature": model.temperature, "chunk_characters": settings.chunk_characters},
        requests=sum(reading.requests for reading in readings),
        tokens=usage,
        cost=None if price is None else price.cost(usage) - price.cost(halved) / 2,
        seconds=round(sum(reading.seconds for reading in readings), 3),
        complete=not lacking,
        warnings=(*warnings_about(prepared), *failed),
    )


def _failure(reading: ChunkReading, prepared: Prepared) -> str:
    start, end = prepared.folded.span(reading.chunk.start, reading.chunk.end)
    opening = "".join(prepared.document.text[start:end].split())[:24]
    assert reading.error is not None
    what = "were" if reading.grounded is None else "were looked at only once; the numbers missed were"
    return f"Characters {start}–{end} ({opening}…) {what} read by the rules, not by the model: {reading.error}"


def assemble(prepared: Prepared, books: Books, run: Run, own: tuple[RecordKind, ...] = ()) -> Result:
    """The result that a report's books amount to."""
    records = {kind.plural: tuple(each for each in books.records if isinstance(each, kind.type)) for kind in (*BUILT_IN, *own)}
    fields = {"report": prepared.report, "reconciliation": books.reconciliation, "run": run, **records}
    return result_type(own)(**fields)


def warnings_about(prepared: Prepared) -> tuple[str, ...]:
    """What the reader of a result should know about the text as a whole."""
    text = prepared.folded.text
    warnings = list(prepared.document.warnings)
    sample = text[:_SAMPLE]
    if len(_CHINESE.findall(sample)) < 0.2 * len(sample):
        warnings.append("The text is hardly Chinese; this program reads Chinese government reports.")
    if not prepared.finds:
        warnings.append("The text holds no quantity.")
    if bare := len(_BARE_CELL.findall(prepared.document.text)):
        warnings.append(f"Not read, nor listed as unclaimed: figures in tables without a unit beside them ({bare}).")
    if prepared.report.reported_year is None and prepared.report.planned_year is None:
        warnings.append("The report's years could not be known; periods may be missing.")
    return tuple(warnings)
