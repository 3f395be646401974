"""The offline pipeline and its steps, each report read by itself, beside a bare regular expression over the same texts."""

from __future__ import annotations

import importlib
import importlib.util
import re
from collections.abc import Callable, Iterator, Sequence

from benchmarks.corruption.answers import Case, case_of, reading
from benchmarks.speed.clock import seconds_of
from benchmarks.speed.row import Timed, rate
from extractor.documents import Document, fold
from extractor.grounding import Grounder
from extractor.numbers import find_quantities
from extractor.pipeline import extract_by_rules
from extractor.prepared import prepare
from extractor.readers.model.ground import ground
from extractor.readers.rules import read_by_rules
from extractor.reconciliation import close_books, merge

TARGET = 500_000
_BARE = re.compile(r"\d+(?:\.\d+)?(?:[万亿]*(?:元|人|个|家|%))?")


def bare_seconds(texts: Sequence[str]) -> float:
    """What the bare regular expression takes."""
    return seconds_of(lambda: [sum(1 for _ in _BARE.finditer(text)) for text in texts])


def offline_rows(texts: Sequence[str], bare: float) -> Iterator[Timed]:
    """A row a step, and the whole pipeline with its target."""
    characters = sum(map(len, texts))
    for name, action in _steps(texts).items():
        seconds = seconds_of(action)
        target = f"≥ {TARGET:,}" if name == "whole pipeline" else ""
        yield Timed(name, rate(characters, seconds), f"{seconds / bare:.1f}", target, not target or characters / seconds >= TARGET)


def jionlp_row(texts: Sequence[str], bare: float) -> Timed:
    """What JioNLP takes to find amounts of money alone, where it is installed; it is no dependency."""
    what = "JioNLP: amounts of money alone"
    if importlib.util.find_spec("jionlp") is None:
        return Timed(what, "not installed (pip install jionlp)")
    jionlp = importlib.import_module("jionlp")
    characters = sum(map(len, texts))
    seconds = seconds_of(lambda: [jionlp.ner.extract_money(text) for text in texts], repeats=1)
    return Timed(what, rate(characters, seconds), f"{seconds / bare:.1f}")


def _steps(texts: Sequence[str]) -> dict[str, Callable[[], object]]:
    documents = [Document.from_text(text) for text in texts]
    prepared = [prepare(document) for document in documents]
    folded = [each.folded for each in prepared]
    records = [read_by_rules(each) for each in prepared]
    cases = [case_of(each, read, read) for each, read in zip(prepared, records, strict=True)]
    return {
        "folding": lambda: [fold(text) for text in texts],
        "regex layer": lambda: [find_quantities(text, each) for text, each in zip(texts, folded, strict=True)],
        "folding, metadata, outline, regex layer": lambda: [prepare(document) for document in documents],
        "rules, on what is prepared": lambda: [read_by_rules(each) for each in prepared],
        "reconciliation of one reading": lambda: [close_books(read, each) for read, each in zip(records, prepared, strict=True)],
        "reconciliation of two readings": lambda: [_reconcile(case) for case in cases],
        "grounding of a model's answers": lambda: [_ground(case) for case in cases],
        "whole pipeline": lambda: [extract_by_rules(document) for document in documents],
    }


def _reconcile(case: Case) -> object:
    """A model's reading, as right as the rules', merged with theirs, and the books closed."""
    found = [record for part in case.grounded for record in part.records]
    return close_books(merge(case.rules, found, [case.span(index) for index in range(len(case.chunks))]), case.prepared)


def _ground(case: Case) -> object:
    """Quotes and numbers of right answers led back to their places."""
    grounder = Grounder.of(case.prepared.folded)
    return [
        ground(reading(answer), chunk, case.prepared, grounder) for answer, chunk in zip(case.answers, case.chunks, strict=True)
    ]
