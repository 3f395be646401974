"""``extractor table``: results as one table, in the long form or as a panel of regions and years."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Literal

import typer

from extractor.cli.streams import clear_errors, say

if TYPE_CHECKING:
    from extractor.tables import Located

_REST = "the others repeat a cell, or name no place, no single year, or only part of a year"


def command(
    results: Annotated[list[str], typer.Argument(help="Results: JSON files, folders of them, or patterns in quotes.")],
    to: Annotated[Path, typer.Option("--to", help="The file to write: .csv, .xlsx, .parquet or .duckdb.")],
    wide: Annotated[
        bool,
        typer.Option("--wide", help="A panel: a row a region and year, a column an indicator, targets beside outcomes."),
    ] = False,
    indicator: Annotated[
        list[str] | None,
        typer.Option("--indicator", "-i", help="Only this indicator, by its id (gdp) or Chinese name; may be repeated."),
    ] = None,
    headings: Annotated[Literal["zh", "en"], typer.Option("--headings", help="Language of the headings.")] = "zh",
    sources: Annotated[
        Path | None,
        typer.Option(
            "--sources",
            exists=True,
            file_okay=False,
            help="Folder of the reports, so that links find those that do not stand beside their results.",
        ),
    ] = None,
) -> None:
    """Write the numbers of many results as one table.

    The long form has a row a number. With --wide, CSV and Parquet hold the panel; XLSX and DuckDB hold both.
    An older file of that name is replaced.
    """
    with clear_errors():
        from extractor import tables

        tables.writer_of(to)
        ids = tables.indicator_ids(indicator or [])
        numbers = tables.only_indicators(tables.number_table(_located(results, to, sources)), ids)
        if wide:
            panel = tables.panel(numbers)
            say(f"{panel.shown} of {panel.offered} numbers about catalogued indicators stand in the panel; {_REST}.")
            tables.write_tables(to, [numbers, panel.table], tables.Headings(headings))
            typer.echo(f"{panel.table.frame.height} regions and years written to {to}")
        else:
            tables.write_tables(to, [numbers], tables.Headings(headings))
            typer.echo(f"{numbers.frame.height} numbers written to {to}")


def _located(places: list[str], table: Path, folder: Path | None) -> Iterator[Located]:
    """Each result with the address of its report's text; what in a folder is no result is said on standard error."""
    from extractor.tables import Sources, read_results, relative_address

    sources = Sources(folder)
    for path, result in read_results(places, on_other=lambda other: say(f"{other} is no result and was left out.")):
        text = sources.text_of(result.report, path)
        yield result, relative_address(text, table) if text else None
