"""``extractor apply``: the result that a person corrected."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from extractor.cli import options
from extractor.cli.streams import clear_errors, say


def command(
    result: Annotated[Path, typer.Argument(help="The result: JSON, unchanged since its page was made.")],
    corrections: Annotated[Path, typer.Argument(help="The corrections saved from the review page.")],
    out: Annotated[Path | None, typer.Option("--out", "-o", help="Write the corrected result to this file.")] = None,
    text: options.TextOption = None,
) -> None:
    """Make the corrected result: records as a person decided, checks and balance computed anew.

    Without --out the JSON is printed. Corrections made about another result are refused.
    """
    with clear_errors():
        from extractor.cli.output import write_result
        from extractor.review import apply_corrections, find_document, read_corrections
        from extractor.tables import read_result

        read = read_result(result)
        decided = read_corrections(corrections)
        document = find_document(read, result, text)
        corrected = apply_corrections(read, decided, document)
        if out is None:
            typer.echo(corrected.to_json())
            return
        books = corrected.reconciliation
        say(f"{len(decided.decisions)} decisions applied; {books.claimed} of {books.quantities} quantities are claimed.")
        say(write_result(corrected, document, out))
