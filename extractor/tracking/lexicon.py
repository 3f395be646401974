"""The words that tracking knows, from the tables in ``data``; each row there has an example."""

from __future__ import annotations

import re
from functools import cache
from typing import NamedTuple

from schemas.quantity import Frozen
from schemas.rows import read_rows


class Bilingual(NamedTuple):
    """A word in both languages of the output."""

    english: str
    chinese: str


class Sentence(Frozen):
    """What a reason says, with places for values, and the code that machines read."""

    id: str
    code: str
    english: str
    chinese: str


class Contrast(Frozen):
    """Two patterns that name different things, however alike the rest is."""

    one: str
    other: str
    why: str
    chinese: str
    example: str


class Topic(Frozen):
    """A topic, its Chinese name, and words by which a promise about no catalogued indicator is put under it."""

    topic: str
    chinese: str
    words: str


class Term(Frozen):
    """A word and how it is treated where subjects are compared."""

    kind: str
    word: str
    meaning: str
    example: str


class ProjectIndicator(Frozen):
    """A sum over a batch of projects that the catalogue knows as an indicator."""

    group: str
    field: str
    indicator: str
    example: str


def _rows(table: str) -> list[dict[str, str]]:
    return read_rows("extractor.tracking", f"data/{table}.csv")


@cache
def contrasts() -> tuple[Contrast, ...]:
    """All pairs of words that forbid a comparison."""
    return tuple(Contrast.model_validate(row) for row in _rows("contrasts"))


@cache
def topics() -> tuple[Topic, ...]:
    """All topics; the last one takes what no other takes."""
    return tuple(Topic.model_validate(row) for row in _rows("topics"))


@cache
def sentences() -> dict[str, Sentence]:
    """The sentences of all reasons, by id."""
    return {row["id"]: Sentence.model_validate(row) for row in _rows("reasons")}


@cache
def labels(kind: str) -> dict[str, Bilingual]:
    """What the values of one kind (``verdict``, ``agreement``, ``topic`` …) are called."""
    if kind == "topic":
        return {topic.topic: Bilingual(topic.topic, topic.chinese) for topic in topics()}
    return {row["id"]: Bilingual(row["english"], row["chinese"]) for row in _rows("labels") if row["kind"] == kind}


@cache
def terms(kind: str) -> dict[str, str]:
    """Words of one kind with their meaning, longest first."""
    chosen = [term for term in (Term.model_validate(row) for row in _rows("terms")) if term.kind == kind]
    return {term.word: term.meaning for term in sorted(chosen, key=lambda term: -len(term.word))}


@cache
def any_of(kind: str) -> re.Pattern[str]:
    """A pattern for any word of one kind."""
    return re.compile("|".join(terms(kind)))


@cache
def project_indicators() -> tuple[ProjectIndicator, ...]:
    """All sums over projects that are indicators."""
    return tuple(ProjectIndicator.model_validate(row) for row in _rows("project_indicators"))
