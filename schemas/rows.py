"""Rules as data: the rows of the CSV files that packages bring with them, and their words as patterns."""

from __future__ import annotations

import csv
import re
from collections.abc import Iterable, Mapping
from importlib.resources import files


def read_rows(package: str, name: str) -> list[dict[str, str]]:
    """The rows of the CSV file ``name`` (``data/verbs.csv``) inside ``package``, each by the names of its columns."""
    return list(csv.DictReader(files(package).joinpath(name).read_text(encoding="utf-8").splitlines()))


def alternatives(words: Iterable[str]) -> str:
    """A pattern that matches any of the ``words`` literally, the longest first, so that 千瓦时 is never read as 千瓦."""
    return "|".join(re.escape(word) for word in sorted(set(words), key=len, reverse=True))


def guarded(rows: Iterable[Mapping[str, str]]) -> str:
    """The column ``word`` as an alternation, the longest first.

    ``not_after`` and ``not_before``, where a table has them, hold characters beside which a word would be part of another.
    """
    return "|".join(map(_guarded, sorted(rows, key=lambda row: -len(row["word"]))))


def _guarded(row: Mapping[str, str]) -> str:
    before, after = row.get("not_after"), row.get("not_before")
    return (f"(?<![{before}])" if before else "") + re.escape(row["word"]) + (f"(?![{after}])" if after else "")
