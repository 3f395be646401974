"""Reports whose readings by a model are recorded and that have gold, read again from their recordings."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from functools import cache

from benchmarks.gold import SPLITS, Text, texts
from cassettes.record import REPORTS, replay
from schemas import Result


def recorded_texts() -> list[Text]:
    """The recorded reports that have gold, tuned ones first."""
    return [text for split in SPLITS for text in texts(split) if text.name in REPORTS]


@cache
def replayed(text: Text, engine: str) -> Result | None:
    """The text as ``engine`` reads it; None where its recording lacks answers, as recordings of other prompts than today's do."""
    result: Result = replay(text.name, engine)
    return result if result.run.complete else None


def stale(listed: Iterable[Text]) -> Iterator[str]:
    """What to say where recordings lack answers; nothing else may stand in for them."""
    if names := [text.name for text in listed if replayed(text, "model") is None]:
        yield f"No answers are recorded for the prompts of today (record anew: make record): {', '.join(names)}"
