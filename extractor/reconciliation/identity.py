"""Ids of records: the same for the same reading of the same words, unique in one result."""

from __future__ import annotations

import hashlib
from collections import Counter

from schemas.quantities import quantities
from schemas.record import Record


class Identities:
    """Gives out ids that are unique in one result: the kind's letter and eight digits of a hash over name, period and places."""

    def __init__(self) -> None:
        self._seen: Counter[str] = Counter()

    def of(self, record: Record) -> str:
        """The id of ``record``; a second record that reads the same gets a number behind it."""
        base = _digest(record)
        self._seen[base] += 1
        return base if self._seen[base] == 1 else f"{base}-{self._seen[base]}"


def _digest(record: Record) -> str:
    kind = type(record).__name__
    places = [f"{field}@{quantity.start}" for field, quantity in quantities(record)]
    key = "|".join([kind, record.name, record.period or "", str(record.evidence.start), *places])
    return f"{kind[0].lower()}{hashlib.blake2s(key.encode(), digest_size=4).hexdigest()}"
