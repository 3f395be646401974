"""Reading with a model while somebody watches: a bar on a terminal, nothing elsewhere."""

from __future__ import annotations

import asyncio
import sys
from collections.abc import Callable

from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeElapsedColumn

from extractor.api import Extractor
from extractor.documents import Document
from extractor.outline.chunks import chunks
from extractor.prepared import prepare
from extractor.readers.model.chunk_reading import ChunkReading
from extractor.settings import Settings
from schemas import Result


def read_with_progress(document: Document, settings: Settings) -> Result:
    """The result of reading ``document`` as ``settings`` say."""
    total = len(chunks(prepare(document).outline, settings.chunk_characters))
    columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), TimeElapsedColumn())
    console = Console(file=sys.stderr)
    with Progress(*columns, console=console, transient=True, disable=not console.is_terminal) as progress:
        bar = progress.add_task("chunks", total=total)

        def advance(_: ChunkReading) -> None:
            progress.advance(bar)

        return asyncio.run(_read(document, settings, advance))


async def _read(document: Document, settings: Settings, on_chunk: Callable[[ChunkReading], None]) -> Result:
    async with Extractor(settings, on_chunk=on_chunk) as extractor:
        return await extractor.aextract(document)
