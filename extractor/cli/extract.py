"""``extractor extract``: one report to a table on the terminal, or to JSON."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Annotated

import typer

from extractor.cli.streams import clear_errors, read_report, write_whole


def command(
    report: Annotated[str, typer.Argument(help="The report: a text or Markdown file, or - for standard input.")],
    out: Annotated[Path | None, typer.Option("--out", "-o", help="Write the result as JSON to this file.")] = None,
    as_json: Annotated[bool, typer.Option("--json", help="Print the result as JSON, also on a terminal.")] = False,
) -> None:
    """Read one report into indicators, projects and commitments.

    On a terminal a table by kind is printed; into a pipe, or with --json, the JSON result.
    """
    with clear_errors():
        from extractor.api import extract

        result = extract(read_report(report))
        for warning in result.run.warnings:
            typer.secho(f"warning: {warning}", err=True, fg=typer.colors.YELLOW)
        if out is not None:
            write_whole(out, result.to_json() + "\n")
        if as_json or (out is None and not sys.stdout.isatty()):
            typer.echo(result.to_json())
        else:
            from extractor.cli.tables import print_result

            print_result(result)
            if out is not None:
                typer.echo(f"Written to {out}")
