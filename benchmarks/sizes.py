"""How much is sent and written for a report: ``python -m benchmarks.sizes``.

Characters of the requests about all chunks for each character of the report, instructions and schema among them, which are the same
for every chunk and can be cached by a provider; and the review page in bytes beside its result.
"""

from __future__ import annotations

import argparse
import json
from pathlib import Path

from rich.console import Console
from rich.table import Table

from benchmarks.gold import SEEDS
from benchmarks.row import dated
from extractor.documents import Document, read_document
from extractor.llm.request import prepare as prepare_request
from extractor.llm.settings import ModelSettings
from extractor.outline.chunks import chunks
from extractor.pipeline import extract_by_rules
from extractor.prepared import prepare
from extractor.readers.model.conversation import chunk_messages
from extractor.readers.model.response import reading_type
from extractor.review import render_page

_SETTINGS = ModelSettings(model="model", base_url="https://endpoint.invalid/v1", mode="tools")


def sent(document: Document) -> tuple[int, int]:
    """Characters of all requests about ``document``, and how many of them change from chunk to chunk."""
    prepared = prepare(document)
    conversations = [chunk_messages(prepared, chunk) for chunk in chunks(prepared.outline)]
    bodies = [prepare_request(_SETTINGS, "tools", messages, reading_type(())).body for messages in conversations]
    return sum(len(json.dumps(body, ensure_ascii=False)) for body in bodies), sum(
        len(each[-1]["content"]) for each in conversations
    )


def page_to_json(document: Document) -> float:
    """Bytes of the review page for each byte of the result."""
    result = extract_by_rules(document)
    return len(render_page(result, document).encode()) / len(result.to_json().encode())


def add_row(table: Table, path: Path) -> None:
    """The row of one report."""
    document = read_document(path)
    whole, changing = sent(document)
    length = len(document.text)
    table.add_row(path.stem, f"{length:,}", f"{whole / length:.1f}", f"{changing / length:.1f}", f"{page_to_json(document):.1f}")


def main() -> None:
    """Print one table."""
    argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter).parse_args()
    table = Table("report", title=dated("Sizes"), title_justify="left")
    for column in ("characters", "sent a character", "of which change", "review page ÷ JSON"):
        table.add_column(column, justify="right")
    for path in sorted(SEEDS.glob("*.txt")):
        add_row(table, path)
    Console(width=120).print(table)


if __name__ == "__main__":
    main()
