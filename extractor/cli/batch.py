"""``extractor batch``: many reports into a folder of results."""

from __future__ import annotations

import json
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from extractor.cli.cluster import open_on_cluster, ray_address
from extractor.cli.options import Via
from extractor.cli.provider import cancel_jobs, check_usage, interrupted, open_reader, print_estimate
from extractor.cli.reading import ReadingOptions, with_reading_options
from extractor.cli.streams import EXIT_INCOMPLETE, EXIT_INPUT, EXIT_INTERRUPTED, clear_errors, exit_code, say
from extractor.errors import ExtractorError, UsageError
from extractor.interrupts import at_once, kept_back

if TYPE_CHECKING:
    from extractor.batch import Ended
    from extractor.batch.progress import OnStatus
    from extractor.batch.readers import OpenReader
    from extractor.settings import Settings


@with_reading_options
def command(
    inputs: Annotated[
        list[str],
        typer.Argument(
            metavar="INPUT",
            help="Reports, folders of reports, patterns, or - for a list on standard input (a line each; # begins a comment).",
        ),
    ],
    out: Annotated[Path, typer.Option("--out", "-o", help="Folder of the results; made if it is not there.")],
    processes: Annotated[
        int | None,
        typer.Option("--processes", min=1, help="Processes that read by the rules, or at all with --ray. Default: one a core."),
    ] = None,
    ray: Annotated[
        str | None,
        typer.Option(
            "--ray",
            metavar="auto|local|HOST:PORT",
            callback=ray_address,
            help="Read on a Ray cluster (extra ray): the one of this machine, or else this machine's cores; or the one named.",
        ),
    ] = None,
    via: Annotated[
        Via,
        typer.Option(help="How the model is asked: request by request, or by OpenAI batch jobs, at half the price within a day."),
    ] = Via.DIRECT,
    no_wait: Annotated[
        bool, typer.Option("--no-wait", help="Submit batch jobs, collect those that have ended, and wait for no other.")
    ] = False,
    cancel: Annotated[bool, typer.Option("--cancel", help="Cancel the batch jobs that this run has under way, and end.")] = False,
    dry_run: Annotated[bool, typer.Option("--dry-run", help="Say what asking the model would take; send nothing.")] = False,
    json_progress: Annotated[
        bool, typer.Option("--json-progress", help="Tell progress on standard error as one JSON object a line.")
    ] = False,
    *,
    reading: ReadingOptions,
) -> None:
    """Read many reports into a folder: one JSON a report, all records in records.jsonl, sums in summary.json.

    The same command again, also after it was killed, reads only what is missing, changed or failed.

    Exit codes: 0 all read · 1 nothing could be read · 2 wrong usage · 3 some failed or are incomplete · 130 interrupted.
    """
    with _errors(json_progress, interrupted(via)):
        settings = reading.settings()
        check_usage(via, settings, no_wait=no_wait, cancel=cancel, dry_run=dry_run, ray=ray)
        if cancel:
            cancel_jobs(out, settings)
            return
        if dry_run:
            print_estimate(_named(inputs), settings, via)
            return
        if reading.rules_alone_unasked(settings) and not json_progress:
            say("No model is configured: the embedded rules read alone (see --model).")
        ended = _run(inputs, out, settings, processes, _opener(ray, processes, via, not no_wait, json_progress), json_progress)
        _tell(ended, out, json_progress)
        raise typer.Exit(_code(ended))


def _opener(ray: str | None, processes: int | None, via: Via, wait: bool, json_progress: bool) -> Callable[[OnStatus], OpenReader]:
    """What opens the reader of a run, once it is known who is told how far it is."""
    if ray is None:
        return lambda on_status: open_reader(via, wait, on_status)

    def tell(cores: int, machines: int) -> None:
        words = f"Ray: {cores} cores on {machines} machine{'s' * (machines > 1)}."
        say(_event("cluster", cores=cores, machines=machines) if json_progress else words)

    return lambda on_status: open_on_cluster(ray, processes, tell, on_status)


def _run(
    inputs: list[str],
    out: Path,
    settings: Settings,
    processes: int | None,
    opener: Callable[[OnStatus], OpenReader],
    json_progress: bool,
) -> Ended:
    from extractor.batch import run_batch
    from extractor.batch.inputs import refuse_among
    from extractor.batch.progress import shown

    refuse_among(inputs, out)
    with kept_back(), shown(sys.stderr, json_lines=json_progress) as on_status:
        reader = opener(on_status)
        return run_batch(_named(inputs), out, settings, processes=processes, on_status=on_status, open_reader=reader)


def _named(inputs: list[str]) -> Iterator[str | Path]:
    from extractor.batch.inputs import listed_paths

    for each in inputs:
        yield from listed_paths(sys.stdin.buffer) if each == "-" else [each]


def _tell(ended: Ended, out: Path, json_progress: bool) -> None:
    summary = ended.summary
    if json_progress:
        stopped = str(ended.stopped) if ended.stopped else None
        say(_event("end", exit_code=_code(ended), stopped=stopped, **summary.model_dump(mode="json")))
        return
    say(f"{summary.complete} of {summary.reports} reports read; the results are in {out}.")
    for line in _remarks(ended):
        say(line, typer.colors.YELLOW)


def _remarks(ended: Ended) -> Iterator[str]:
    summary = ended.summary
    remarks = (
        (
            summary.duplicates,
            "input has the content of another and was read once: see duplicates.jsonl.",
            "inputs have the content of another and were read once: see duplicates.jsonl.",
        ),
        (summary.unreadable + summary.failed, *2 * ("could not be read: see failures.jsonl.",)),
        (summary.incomplete, "is incomplete: see failures.jsonl.", "are incomplete: see failures.jsonl."),
        (
            summary.pending,
            "is still to be read; the same command goes on from there.",
            "are still to be read; the same command goes on from there.",
        ),
        (ended.skipped, "other file in the folders looks like no report.", "other files in the folders look like no report."),
        (
            ended.others,
            "result of an input not named this time is in the folder too; it is not summed up.",
            "results of inputs not named this time are in the folder too; they are not summed up.",
        ),
    )
    yield from (f"{count} {one if count == 1 else many}" for count, one, many in remarks if count)
    if ended.stopped is not None:
        yield f"extractor: {ended.stopped}"


def _code(ended: Ended) -> int:
    summary = ended.summary
    if isinstance(ended.stopped, UsageError):
        return exit_code(ended.stopped)
    if ended.stopped is not None and ended.stopped.retryable:
        return EXIT_INCOMPLETE
    if summary.complete + summary.incomplete == 0:
        return EXIT_INPUT
    return 0 if summary.complete == summary.inputs - summary.duplicates else EXIT_INCOMPLETE


@contextmanager
def _errors(json_progress: bool, interrupted: str) -> Iterator[None]:
    """The program's own errors, and Ctrl-C, as one sentence, or as one JSON object, on standard error."""
    if not json_progress:
        with clear_errors(interrupted):
            yield
        return
    try:
        with at_once():
            yield
    except KeyboardInterrupt:
        say(_event("interrupted", reason=interrupted))
        raise typer.Exit(EXIT_INTERRUPTED) from None
    except ExtractorError as error:
        say(_event("error", reason=error.message, hint=error.hint))
        raise typer.Exit(exit_code(error)) from None


def _event(kind: str, **details: Any) -> str:
    return json.dumps({"event": kind, **details}, ensure_ascii=False)
