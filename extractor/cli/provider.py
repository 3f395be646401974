"""What ``extractor batch`` has to do with batch jobs: how they are opened, cancelled, and what they would take."""

from __future__ import annotations

from collections.abc import Iterable
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from extractor.cli.options import Via
from extractor.cli.streams import say
from extractor.errors import UsageError

if TYPE_CHECKING:
    from extractor.batch.progress import OnStatus
    from extractor.batch.readers import OpenReader
    from extractor.settings import Settings


def check_usage(via: Via, settings: Settings, *, no_wait: bool, cancel: bool, dry_run: bool, ray: str | None) -> None:
    """Raise a :class:`UsageError` where options contradict each other."""
    if ray is not None and via is Via.BATCH_API:
        raise UsageError("Batch jobs need no cluster.", hint="Give --ray or --via batch-api.")
    wanting = {"--no-wait": no_wait, "--cancel": cancel}
    lonely = next((name for name, given in wanting.items() if given and via is not Via.BATCH_API), None)
    if lonely is not None:
        raise UsageError(f"{lonely} is for batch jobs.", hint="Give --via batch-api too.")
    if settings.engine == "rules" and (via is Via.BATCH_API or dry_run):
        what = "--via batch-api" if via is Via.BATCH_API else "--dry-run"
        raise UsageError(f"{what} is for a model, and none is to be asked.", hint="Give --model.")


def open_reader(via: Via, wait: bool, on_status: OnStatus) -> OpenReader:
    """How a run opens what reads its reports."""
    if via is Via.DIRECT:
        from extractor.batch.readers import open_local

        return open_local
    from extractor.batch.provider import open_batch_api

    return partial(open_batch_api, wait=wait, on_status=on_status)


def interrupted(via: Via) -> str:
    """What is said when a run was interrupted."""
    words = "Interrupted: what was read is kept, and the same command goes on from there."
    return f"{words} Batch jobs under way go on too; --cancel ends them." if via is Via.BATCH_API else words


def cancel_jobs(out: Path, settings: Settings) -> None:
    """Cancel the jobs of the run in ``out``, and say so."""
    from extractor.batch import provider

    cancelled = provider.cancel_jobs(out, settings)
    if not cancelled:
        say("No batch job is under way.")
        return
    jobs = f"{cancelled} batch job{'s' * (cancelled > 1)}"
    say(f"{jobs} cancelled. What they have answered is kept; without --cancel the same command asks for the rest.")


def print_estimate(inputs: Iterable[str | Path], settings: Settings, via: Via) -> None:
    """A small table of what asking the model about ``inputs`` would take."""
    from rich.console import Console
    from rich.table import Table

    from extractor.cli.batch_estimate import estimate_batch

    figures = estimate_batch(inputs, settings)
    by_jobs = via is Via.BATCH_API
    cost = figures.cost if figures.cost is None or not by_jobs else figures.cost / 2
    table = Table(show_header=False)
    table.add_row("model", settings.chosen_model.model)
    table.add_row("reports", str(figures.reports))
    if figures.unreadable:
        table.add_row("inputs that cannot be read", str(figures.unreadable))
    table.add_row("answers kept already", str(figures.kept))
    table.add_row("requests (second looks not counted)", str(figures.requests))
    if by_jobs:
        table.add_row("batch jobs", str(figures.jobs))
    table.add_row("prompt tokens, about", f"{figures.expected.prompt:,}")
    name = "cost, about, at half the price" if by_jobs else "cost, about"
    table.add_row(name, "no price known" if cost is None else f"${cost:.4f}")
    Console().print(table)
