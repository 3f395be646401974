"""``extractor extract``: one report to a table on the terminal, or to JSON."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from extractor.cli import options
from extractor.cli.output import refuse_overwriting, write_result
from extractor.cli.reading import ReadingOptions, with_reading_options
from extractor.cli.streams import EXIT_INCOMPLETE, clear_errors, read_report, say

if TYPE_CHECKING:
    from extractor.documents import Document
    from extractor.settings import Settings
    from schemas import Result


@with_reading_options
def command(
    report: options.ReportArgument,
    out: Annotated[Path | None, typer.Option("--out", "-o", help="Write the result as JSON to this file.")] = None,
    as_json: Annotated[bool, typer.Option("--json", help="Print the result as JSON, also on a terminal.")] = False,
    review: Annotated[
        Path | None, typer.Option("--review", help="Write a page to check and correct the result to this file.")
    ] = None,
    dry_run: Annotated[bool, typer.Option("--dry-run", help="Say chunks, tokens and cost; send nothing.")] = False,
    *,
    reading: ReadingOptions,
) -> None:
    """Read one report into indicators, projects and commitments.

    On a terminal, or with --out, a table by kind is printed; into a pipe, or with --json, the JSON result. With --out X.json, the
    text that the offsets count is kept beside the result as X.source.txt, for the review page and whatever else follows them.
    """
    with clear_errors():
        settings = reading.settings()
        document = read_report(report)
        if out is not None:
            refuse_overwriting(report, document, out)
        if dry_run and settings.engine == "rules":
            say("The rules read alone: nothing would be sent.")
            return
        if dry_run:
            from extractor.cli.estimate import print_estimate

            print_estimate(document, settings)
            return
        if reading.rules_alone_unasked(settings):
            say("No model is configured: the embedded rules read alone (see --model).")
        result = _read(document, settings)
        _show(result, document, out, as_json)
        if review is not None:
            from extractor.cli.review import write_page

            write_page(result, document, review)
        if not result.run.complete:
            raise typer.Exit(EXIT_INCOMPLETE)


def _read(document: Document, settings: Settings) -> Result:
    if settings.engine == "rules":
        from extractor.api import extract

        return extract(document)
    from extractor.cli.progress import read_with_progress

    return read_with_progress(document, settings)


def _show(result: Result, document: Document, out: Path | None, as_json: bool) -> None:
    for warning in result.run.warnings:
        say(f"warning: {warning}", colour=typer.colors.YELLOW)
    written = write_result(result, document, out) if out else None
    if as_json or (out is None and not sys.stdout.isatty()):
        typer.echo(result.to_json())
    else:
        from extractor.cli.tables import print_result

        print_result(result)
    if written:
        say(written)
