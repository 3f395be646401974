"""``extractor numbers``: every quantity of a text, by the regex layer alone."""

from __future__ import annotations

import sys
from typing import Annotated

import typer

from extractor.cli import options
from extractor.cli.streams import clear_errors, read_report


def command(
    report: options.ReportArgument,
    as_json: Annotated[bool, typer.Option("--json", help="Print JSON, one quantity a line.")] = False,
) -> None:
    """List every quantity of a text with its value, unit, bound and place."""
    with clear_errors():
        from extractor.api import find_numbers

        found = find_numbers(read_report(report).text)
        if as_json or not sys.stdout.isatty():
            for quantity in found:
                typer.echo(quantity.model_dump_json())
        else:
            from extractor.cli.tables import print_quantities

            print_quantities(found)
