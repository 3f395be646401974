"""``extractor track``: promises of earlier reports against what later ones tell."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Literal

import typer

from extractor.cli.streams import clear_errors, say, write_whole
from extractor.printable import printable

if TYPE_CHECKING:
    from extractor.tracking import Tracking


def command(
    results: Annotated[list[str], typer.Argument(help="Results: JSON files, folders of them, or patterns in quotes.")],
    out: Annotated[Path | None, typer.Option("--out", "-o", help="Write everything as JSON to this file.")] = None,
    as_json: Annotated[bool, typer.Option("--json", help="Print JSON, also on a terminal.")] = False,
    to: Annotated[
        list[Path] | None,
        typer.Option("--to", help="Write a table: .csv, .xlsx, .parquet or .duckdb (extra “tables”); may be repeated."),
    ] = None,
    page: Annotated[Path | None, typer.Option("--page", help="Write a page with plots: .html (extra “plots”).")] = None,
    headings: Annotated[Literal["zh", "en"], typer.Option("--headings", help="Language of the headings in --to.")] = "zh",
    every: Annotated[
        bool, typer.Option("--all", help="On the terminal, also list the promises that no later report mentions.")
    ] = False,
) -> None:
    """Hold the promises of earlier reports against what later reports of the same region say about that year.

    Verdicts: met, exceeded, missed, on_the_way, not_comparable, no_word.

    A terminal gets a table; a pipe, or --json, gets JSON.

    Figures that two reports state are compared, and a district's targets stand beside its city's.
    """
    tables = to or []
    with clear_errors():
        if tables:
            from extractor.tables import writer_of

            for table in tables:
                writer_of(table)
        if page is not None and not page.is_dir() and page.suffix.lower() not in (".html", ".htm"):
            raise typer.BadParameter(f"{printable(str(page))} is the name of no page: let it end in .html.", param_hint="--page")
        tracking = _tracking(results)
        _write(tracking, out, tables, page, headings)
        if as_json or (not sys.stdout.isatty() and not (out or tables or page)):
            typer.echo(tracking.to_json())
        else:
            from extractor.cli.track_tables import print_tracking

            print_tracking(tracking, every)


def _tracking(places: list[str]) -> Tracking:
    from extractor.tables import read_results
    from extractor.tracking import track

    found = read_results(places, on_other=lambda other: say(f"{other} is no result and was left out."))
    return track(result for _, result in found)


def _write(tracking: Tracking, out: Path | None, tables: list[Path], page: Path | None, headings: str) -> None:
    if out is not None:
        write_whole(out, tracking.to_json() + "\n")
        say(f"Written to {out}")
    for table in tables:
        _write_table(tracking, table, headings)
    if page is not None:
        from extractor.tracking.page import render_page

        write_whole(page, render_page(tracking))
        say(f"Written to {page}")


def _write_table(tracking: Tracking, to: Path, headings: str) -> None:
    from extractor.tables import Headings, write_tables
    from extractor.tracking.sheets import sheets

    tables = sheets(tracking, chinese=headings == "zh")
    promises_first = tables[::-1] if to.suffix.lower() == ".xlsx" else tables
    write_tables(to, promises_first, Headings(headings))
    say(f"Written to {to}{_left_out(to)}")


def _left_out(to: Path) -> str:
    """What a file of one table does not hold."""
    if to.suffix.lower() not in (".csv", ".parquet"):
        return ""
    return "; it holds the promises. Figures stated twice and targets beside those of the region above need .xlsx or .duckdb."
