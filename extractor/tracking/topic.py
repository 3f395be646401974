"""The topic of a promise: the catalogue's, else by words."""

from __future__ import annotations

import re
from functools import cache

from extractor.tracking.lexicon import topics
from extractor.tracking.statement import Statement
from schemas.catalogue import catalogue


def topic_of(statement: Statement) -> str:
    """An id of ``data/topics.csv``."""
    indicator = statement.canonical()
    if indicator:
        return _catalogued()[indicator]
    *named, rest = topics()
    return next((topic.topic for topic in named if re.search(topic.words, statement.record.name)), rest.topic)


@cache
def _catalogued() -> dict[str, str]:
    return {entry.id: entry.topic for entry in catalogue()}
