"""Indicators chosen by id or by any of their names."""

from __future__ import annotations

import difflib
from collections.abc import Iterable
from dataclasses import replace

from extractor.tables.errors import UnknownIndicator
from extractor.tables.table import Table
from schemas.catalogue import canonical_id, catalogue


def indicator_ids(names: Iterable[str]) -> list[str]:
    """The catalogue's ids of ``names``, each an id (``gdp``) or a name (``地区生产总值``)."""
    return [_indicator_id(name) for name in names]


def _indicator_id(name: str) -> str:
    ids = [entry.id for entry in catalogue()]
    found = name if name in ids else canonical_id(name)
    if found is None:
        names = [each for entry in catalogue() for each in (entry.id, entry.name)]
        near = difflib.get_close_matches(name, names, n=3)
        hint = f"Do you mean {' or '.join(near)}?" if near else "The ids stand in schemas/catalogue.csv."
        raise UnknownIndicator(f"The catalogue holds no indicator {name}.", hint=hint)
    return found


def only_indicators(numbers: Table, ids: list[str]) -> Table:
    """The long form ``numbers`` with the rows about the indicators ``ids`` alone; all of it where ``ids`` is empty."""
    import polars as pl

    return replace(numbers, frame=numbers.frame.filter(pl.col("indicator").is_in(ids))) if ids else numbers
