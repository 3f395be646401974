"""``extractor batch``: many reports into a folder of results."""

from __future__ import annotations

import json
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from extractor.cli import options
from extractor.cli.streams import EXIT_INCOMPLETE, EXIT_INPUT, clear_errors, say
from extractor.errors import ExtractorError

if TYPE_CHECKING:
    from extractor.batch import Ended
    from extractor.batch.cluster.connection import Cluster
    from extractor.batch.readers import OpenReader
    from extractor.settings import Settings

EXIT_INTERRUPTED = 130


def _address(given: str | None) -> str | None:
    if given is None:
        return None
    from extractor.batch.cluster.connection import is_address

    if is_address(given):
        return given
    raise typer.BadParameter("give auto, local or the HOST:PORT that `ray start --head` names.")


def command(
    inputs: Annotated[
        list[str],
        typer.Argument(metavar="INPUT…", help="Reports, folders of reports, patterns, or - for a list on standard input."),
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
            callback=_address,
            help="Read on a Ray cluster (extra ray): the one of this machine, or else this machine's cores; or the one named.",
        ),
    ] = None,
    json_progress: Annotated[
        bool, typer.Option("--json-progress", help="Tell progress on standard error as one JSON object a line.")
    ] = False,
    engine: options.EngineOption = None,
    model: options.ModelOption = None,
    base_url: options.BaseUrlOption = None,
    mode: options.ModeOption = None,
    concurrency: options.ConcurrencyOption = None,
    requests_per_minute: options.RequestsOption = None,
    tokens_per_minute: options.TokensOption = None,
    max_cost: options.MaxCostOption = None,
    max_tokens: options.MaxTokensOption = None,
    price_table: options.PricesOption = None,
    timeout: options.TimeoutOption = None,
    chunk_characters: options.ChunkOption = None,
    store: options.StoreOption = None,
    no_store: options.NoStoreOption = False,
    refresh: options.RefreshOption = False,
    config: options.ConfigOption = None,
) -> None:
    """Read many reports into a folder: one JSON a report, all records in records.jsonl, sums in summary.json.

    The same command again, also after it was killed, reads only what is missing, changed or failed.

    Exit codes: 0 all read · 1 nothing could be read · 3 some failed or are incomplete · 130 interrupted.
    """
    with _errors(json_progress):
        settings = options.make_settings(
            engine,
            config,
            {
                "model": model,
                "base_url": base_url,
                "mode": mode,
                "concurrency": concurrency,
                "requests_per_minute": requests_per_minute,
                "tokens_per_minute": tokens_per_minute,
                "max_cost": max_cost,
                "max_tokens": max_tokens,
                "price_table": price_table,
                "timeout_seconds": timeout,
            },
            chunk_characters=chunk_characters,
            store=store,
            use_store=not no_store,
            refresh=refresh,
        )
        if settings.engine == "rules" and engine is None and not json_progress:
            say("No model is configured: the embedded rules read alone (see --model).")
        ended = _run(inputs, out, settings, processes, _reader(ray, processes, json_progress), json_progress)
        _tell(ended, out, json_progress)
        raise typer.Exit(_exit_code(ended))


def _reader(ray: str | None, processes: int | None, json_progress: bool) -> OpenReader:
    from extractor.batch.readers import open_local

    if ray is None:
        return open_local
    from extractor.batch.cluster import open_on_ray

    def tell(cluster: Cluster) -> None:
        words = f"Ray: {cluster.cores} cores on {cluster.machines} machine{'s' * (cluster.machines > 1)}."
        say(_event("cluster", cores=cluster.cores, machines=cluster.machines) if json_progress else words)

    return partial(open_on_ray, address=ray, processes=processes, on_cluster=tell)


def _run(inputs: list[str], out: Path, settings: Settings, processes: int | None, reader: OpenReader, json_progress: bool) -> Ended:
    from extractor.batch import run_batch
    from extractor.batch.inputs import listed_paths
    from extractor.batch.progress import shown

    def named() -> Iterator[str | Path]:
        for each in inputs:
            yield from listed_paths(sys.stdin.buffer) if each == "-" else [each]

    try:
        with shown(sys.stderr, json_lines=json_progress) as on_status:
            return run_batch(named(), out, settings, processes=processes, on_status=on_status, open_reader=reader)
    except KeyboardInterrupt:
        words = "Interrupted. What was read is kept: the same command goes on from there."
        say(_event("interrupted", reason=words) if json_progress else words)
        raise typer.Exit(EXIT_INTERRUPTED) from None


def _tell(ended: Ended, out: Path, json_progress: bool) -> None:
    summary = ended.summary
    if json_progress:
        stopped = str(ended.stopped) if ended.stopped else None
        say(_event("end", exit_code=_exit_code(ended), stopped=stopped, **summary.model_dump(mode="json")))
        return
    say(f"{summary.complete} of {summary.reports} reports read; the results are in {out}.")
    for line in _remarks(ended):
        say(line, typer.colors.YELLOW)


def _remarks(ended: Ended) -> Iterator[str]:
    summary = ended.summary
    remarks = {
        "inputs have the content of another and were read once: see duplicates.jsonl.": summary.duplicates,
        "could not be read: see failures.jsonl.": summary.unreadable + summary.failed,
        "are incomplete: see failures.jsonl.": summary.incomplete,
        "were not begun; the same command goes on from there.": summary.pending,
        "other files in the folders look like no report.": ended.skipped,
        "results of inputs not named this time are in the folder too; they are not summed up.": ended.others,
    }
    yield from (f"{count} {words}" for words, count in remarks.items() if count)
    if ended.stopped is not None:
        yield f"extractor: {ended.stopped}"


def _exit_code(ended: Ended) -> int:
    summary = ended.summary
    if summary.complete + summary.incomplete == 0:
        return EXIT_INPUT
    return 0 if summary.complete == summary.inputs - summary.duplicates else EXIT_INCOMPLETE


@contextmanager
def _errors(json_progress: bool) -> Iterator[None]:
    """The program's own errors as one sentence, or as one JSON object, on standard error."""
    if not json_progress:
        with clear_errors():
            yield
        return
    try:
        yield
    except ExtractorError as error:
        say(_event("error", reason=error.message, hint=error.hint))
        raise typer.Exit(EXIT_INPUT) from None


def _event(kind: str, **details: Any) -> str:
    return json.dumps({"event": kind, **details}, ensure_ascii=False)
