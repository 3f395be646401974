"""Inputs by their numbers, shared out among the readers and the cores."""

from __future__ import annotations

import multiprocessing
import random
import time
from dataclasses import dataclass

from benchmarks.fuzz.readers import READERS
from extractor.errors import ExtractorError
from extractor.llm.reading import UnfitAnswer


@dataclass(frozen=True, slots=True)
class Batch:
    """Inputs ``first`` to ``last`` (excluded) of one reader."""

    reader: str
    first: int
    last: int


@dataclass(frozen=True, slots=True)
class Outcome:
    """What came of a batch: seconds, inputs refused in a sentence, and crashes as «number: exception»."""

    batch: Batch
    seconds: float
    refused: int
    crashes: tuple[str, ...]


def run(batch: Batch) -> Outcome:
    """Give the reader each input of ``batch``; the number of an input alone makes it again."""
    began, refused, crashes = time.process_time(), 0, []
    for number in range(batch.first, batch.last):
        try:
            READERS[batch.reader].read(random.Random(number))
        except (ExtractorError, UnfitAnswer):
            refused += 1
        except Exception as error:
            crashes.append(f"{number}: {type(error).__name__}: {error}"[:200])
    return Outcome(batch, time.process_time() - began, refused, tuple(crashes))


def fuzzed(inputs: int, first: int, size: int = 1_000) -> dict[str, list[Outcome]]:
    """The outcomes of ``inputs`` inputs, shared out among all readers, by reader."""
    shares = sum(reader.share for reader in READERS.values())
    lasts = {name: first + -(-inputs * reader.share // shares) for name, reader in READERS.items()}
    batches = [Batch(name, start, min(start + size, last)) for name, last in lasts.items() for start in range(first, last, size)]
    outcomes: dict[str, list[Outcome]] = {name: [] for name in READERS}
    with multiprocessing.Pool() as pool:
        for outcome in pool.imap_unordered(run, batches):
            outcomes[outcome.batch.reader].append(outcome)
    return outcomes
