"""What the results of a run come to: every record in one file, and counts and sums over all reports."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from functools import partial
from typing import Any, TypedDict

from pydantic import BaseModel, ConfigDict, Field
from pydantic_core import from_json, to_json

from extractor import __version__
from extractor.batch.errors import RunFolderError
from extractor.batch.flow import batches
from extractor.batch.folder import RunFolder
from extractor.batch.pool import Pool
from extractor.batch.task import Counts, Entry
from extractor.llm.answer import total
from extractor.settings import Settings
from schemas import Engine, Tokens

_BATCH_BYTES = 2_000_000
_KINDS = {"indicators": "indicator", "projects": "project", "commitments": "commitment"}


class RecordLine(TypedDict):
    """One line of ``records.jsonl``: a record as it stands in its result, and where it comes from."""

    source: str  # the report's path, as the command named or found it
    result: str  # the file in results/ that the record stands in
    region: str | None  # the region that reports
    code: str | None  # its GB/T 2260 code
    reported_year: int | None
    planned_year: int | None
    kind: str  # indicator, project or commitment
    record: dict[str, Any]


class Summary(BaseModel):
    """``summary.json``. It holds no clock times: the same inputs and settings give the same bytes."""

    model_config = ConfigDict(frozen=True)

    program: str
    engine: Engine
    model: str | None
    inputs: int = Field(description="Files that the command named or found.")
    duplicates: int = Field(description="Inputs with the content of another, listed in duplicates.jsonl.")
    unreadable: int = Field(description="Inputs that could not be opened, listed in failures.jsonl.")
    reports: int = Field(description="Readable inputs that differ in content.")
    complete: int = Field(description="Reports read wholly.")
    incomplete: int = Field(description="Reports of which the rules read a part in place of the model, listed in failures.jsonl.")
    failed: int = Field(description="Reports that could not be read, listed in failures.jsonl.")
    pending: int = Field(description="Reports not read yet: the run was interrupted, or the money was spent.")
    quantities: int = Field(description="Quantities in the texts.")
    claimed: int = Field(description="How many of them a record claims.")
    records: dict[str, dict[str, int]] = Field(description="Records by kind and by the outcome of their check.")
    requests: int = Field(description="Requests that the answers took when they were given.")
    tokens: Tokens
    cost: float | None = Field(description="US dollars that the answers cost when they were given.")


@dataclass(frozen=True, slots=True)
class Sums:
    """Sums over some results."""

    quantities: int = 0
    claimed: int = 0
    records: Counter[tuple[str, str]] = field(default_factory=Counter)
    requests: int = 0
    tokens: Tokens = field(default_factory=Tokens)
    cost: float | None = None

    def __add__(self, other: Sums) -> Sums:
        costs = [each.cost for each in (self, other) if each.cost is not None]
        return Sums(
            self.quantities + other.quantities,
            self.claimed + other.claimed,
            self.records + other.records,
            self.requests + other.requests,
            total((self.tokens, other.tokens)),
            sum(costs) if costs else None,
        )


def write_records(entries: Iterable[Entry], folder: RunFolder, pool: Pool) -> Sums:
    """Write every record of the results in ``entries`` to ``records.jsonl``, in that order; the sums over all of them."""
    sums = Sums()
    work = partial(sum_up, folder=folder)
    with folder.written_whole(folder.records) as file:
        for lines, part in pool.in_order(work, batches(entries, lambda entry: entry.bytes, _BATCH_BYTES)):
            file.write(lines)
            sums += part
    return sums


def sum_up(entries: Sequence[Entry], folder: RunFolder) -> tuple[bytes, Sums]:
    """The lines of all records of ``entries``, and the sums over them."""
    sums = Sums()
    lines: list[bytes] = []
    for entry in entries:
        result = _read(entry, folder)
        lines += [to_json(line) + b"\n" for line in _lines(entry, result)]
        sums += _sums(result)
    return b"".join(lines), sums


def write_summary(counts: Counts, sums: Sums, settings: Settings, folder: RunFolder) -> Summary:
    """Write ``summary.json``."""
    summary = Summary(
        program=__version__,
        engine=settings.engine,
        model=settings.model.model if settings.model and settings.engine != "rules" else None,
        **{name: getattr(counts, name) for name in Summary.model_fields if hasattr(counts, name)},
        quantities=sums.quantities,
        claimed=sums.claimed,
        records=_by_kind(sums.records),
        requests=sums.requests,
        tokens=sums.tokens,
        cost=None if sums.cost is None else round(sums.cost, 6),
    )
    with folder.written_whole(folder.summary) as file:
        file.write(f"{summary.model_dump_json(indent=2)}\n".encode())
    return summary


def _read(entry: Entry, folder: RunFolder) -> dict[str, Any]:
    """The result of ``entry``, not made into objects: it was valid when it was written, and a million of them are to be read."""
    path = folder.result(entry.name)
    with folder.faults():
        content = path.read_bytes()
    try:
        result: dict[str, Any] = from_json(content)
    except ValueError:
        raise RunFolderError(f"{path} is damaged.", hint="Delete it and run the same command again.") from None
    return result


def _lines(entry: Entry, result: dict[str, Any]) -> Iterator[RecordLine]:
    report = result["report"]
    region = report["region"] or {"name": None, "code": None}
    for kind, record in _records(result):
        yield RecordLine(
            source=entry.source,
            result=f"{entry.name}.json",
            region=region["name"],
            code=region["code"],
            reported_year=report["reported_year"],
            planned_year=report["planned_year"],
            kind=kind,
            record=record,
        )


def _sums(result: dict[str, Any]) -> Sums:
    books, run = result["reconciliation"], result["run"]
    records = Counter((kind, record["check"]["status"]) for kind, record in _records(result))
    return Sums(books["quantities"], books["claimed"], records, run["requests"], Tokens(**run["tokens"]), run["cost"])


def _records(result: dict[str, Any]) -> Iterator[tuple[str, dict[str, Any]]]:
    return ((kind, record) for kinds, kind in _KINDS.items() for record in result[kinds])


def _by_kind(records: Counter[tuple[str, str]]) -> dict[str, dict[str, int]]:
    """Counts by kind in the usual order, then by status; each kind is there, and each has its total."""
    by_kind: dict[str, dict[str, int]] = {}
    for kind in _KINDS.values():
        of_kind = {status: count for (each, status), count in sorted(records.items()) if each == kind}
        by_kind[kind] = {"total": sum(of_kind.values()), **of_kind}
    return by_kind
