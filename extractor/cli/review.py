"""``extractor review``: a result beside its text as a page to look at and correct, or a folder of results with an index."""

from __future__ import annotations

import json
from collections.abc import Collection
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from extractor.cli import options
from extractor.cli.streams import EXIT_INCOMPLETE, clear_errors, say, write_whole
from extractor.errors import ExtractorError

if TYPE_CHECKING:
    from extractor.documents import Document
    from extractor.review import Row
    from schemas import Result


def command(
    result: Annotated[Path, typer.Argument(help="A result (JSON), or a folder of results such as that of a batch.")],
    out: Annotated[Path, typer.Option("--out", "-o", help="The page to write (.html); for a folder of results, a folder.")],
    text: options.TextOption = None,
) -> None:
    """Make a page that shows a result beside its text, to be checked and corrected in a browser, without any network.

    What is corrected there is saved as a file for `extractor apply`.
    """
    with clear_errors():
        if not result.is_dir():
            _one(result, out, text)
            return
        if text is not None:
            raise typer.BadParameter("is about one result; a folder of results keeps its texts beside them.", param_hint="--text")
        _many(result, out)


def _one(path: Path, out: Path, text: Path | None) -> None:
    from extractor.review import find_document
    from extractor.tables import read_result

    result = read_result(path)
    write_page(result, find_document(result, path, text), out)


def write_page(result: Result, document: Document, out: Path) -> None:
    """Write the review page of ``result`` and say where it is."""
    from extractor.review import render_page

    write_whole(out, render_page(result, document))
    say(f"Review page written to {out}")


def _many(folder: Path, out: Path) -> None:
    from extractor.review import render_index
    from extractor.tables import read_results

    rows: list[Row] = []
    sources: set[str] = set()
    for path, result in read_results([str(folder)]):
        rows.append(_page_of_many(result, path, out, path.relative_to(folder).with_suffix(".html")))
        sources.add(result.report.source)
    unread = _unread(folder / "failures.jsonl", sources)
    write_whole(out / "index.html", render_index([*rows, *unread], folder.resolve().name))
    lacking = sum(row.address is None for row in rows)
    say(f"{len(rows) - lacking} review pages written; begin at {out / 'index.html'}")
    if lacking:
        say(f"{lacking} of the results have no page; the index says why.", typer.colors.YELLOW)
        raise typer.Exit(EXIT_INCOMPLETE)


def _page_of_many(result: Result, path: Path, out: Path, name: Path) -> Row:
    """Write the page of one result; where its text cannot be found, the index says so."""
    from extractor.review import find_document, render_page, row_of

    page = Path("pages") / name
    try:
        document = find_document(result, path)
    except ExtractorError as error:
        return row_of(result, None, error.message)
    write_whole(out / page, render_page(result, document, "../" * (len(page.parts) - 1) + "index.html"))
    return row_of(result, page)


def _unread(failures: Path, read: Collection[str]) -> list[Row]:
    """Reports of a batch that have no result at all."""
    from extractor.review import Row

    if not failures.is_file():
        return []
    try:
        listed = [json.loads(line) for line in failures.read_text(encoding="utf-8").splitlines()]
        rows = [Row(title=Path(each["source"]).name, trouble=each["reason"]) for each in listed]
    except (ValueError, KeyError, TypeError) as error:
        raise ExtractorError(f"{failures} is damaged.", hint="Run the batch again.") from error
    return [row for row in rows if row.title not in read]
