"""A chunk that no patience brings: whether the result says what is missing, and where."""

from __future__ import annotations

import tempfile
from collections.abc import Iterator, Sequence
from pathlib import Path

from benchmarks.faults.answers import RightAnswers
from benchmarks.faults.commands import run_command
from benchmarks.row import Row, counted, held
from extractor.documents import read_document
from extractor.outline.chunks import Chunk, chunks
from extractor.prepared import Prepared, prepare
from schemas import ReadBy, Result
from schemas.quantities import quantities
from tests.fake_endpoint import Body, FakeEndpoint, Step, refusal

_INCOMPLETE = 3  # the exit code


def lost_rows(files: Sequence[Path], seeds: Sequence[int]) -> Iterator[Row]:
    """The first report, one chunk of which the model always declines."""
    report = files[0]
    prepared = prepare(read_document(report))
    lost = max(chunks(prepared.outline), key=lambda chunk: chunk.end - chunk.start)
    start, end = prepared.folded.span(lost.start, lost.end)
    words = prepared.document.text[start:end].strip()[:60]
    right = RightAnswers([report])

    def declines(body: Body) -> Step:
        return refusal() if any(words in message["content"] for message in body["messages"]) else right(body)

    with tempfile.TemporaryDirectory() as folder, FakeEndpoint(declines) as endpoint:
        out = Path(folder) / "out.json"
        model = ("--model", "fake-model", "--base-url", endpoint.base_url, "--mode", "json_schema")
        ended = run_command("extract", report, "--no-store", *model, "--out", out)
        result = Result.model_validate_json(out.read_bytes())
        asked = sum(words in str(body["messages"]) for body in endpoint.bodies)
    yield Row("a chunk that the model declines for good", "")
    yield from told(result, ended.code, ended.errors, (start, end))
    yield counted("  numbers in it that are neither claimed nor listed", _unaccounted(result, prepared, lost))
    yield Row("  requests for it before it is left to the rules", f"{asked}")


def told(result: Result, code: int, errors: str, place: tuple[int, int]) -> Iterator[Row]:
    """Whether ``result``, and the command that ended with ``code`` and ``errors``, say that the model did not read ``place``."""
    named = f"Characters {place[0]}–{place[1]} "
    warnings = [warning for warning in result.run.warnings if "read by the rules" in warning]
    yield held("  the result is incomplete, and names that place and no other", _names(result, warnings, named))
    yield held("  so does the command, and exits with 3", named in errors and code == _INCOMPLETE)
    inside = [record for record in result.records if place[0] <= record.evidence.start < place[1]]
    by_rules = bool(inside) and all(record.check.read_by is ReadBy.RULES for record in inside)
    yield held("  its records say that the rules read them", by_rules)


def _names(result: Result, warnings: Sequence[str], place: str) -> bool:
    return not result.run.complete and len(warnings) == 1 and warnings[0].startswith(place)


def _unaccounted(result: Result, prepared: Prepared, lost: Chunk) -> int:
    known = {quantity.start for record in result.records for _, quantity in quantities(record)}
    known |= {missed.quantity.start for missed in result.reconciliation.unclaimed}
    return sum(lost.start <= find.start < lost.end and find.quantity.start not in known for find in prepared.finds)
