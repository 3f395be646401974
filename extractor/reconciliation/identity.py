"""Ids of records: the same for the same reading of the same words, unique in one result."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable

from schemas.quantities import AnyRecord, quantities


def identify(records: Iterable[AnyRecord]) -> list[AnyRecord]:
    """Records with their ids set: the kind's letter and eight digits of a hash over name, period and places."""
    seen: dict[str, int] = {}
    identified = []
    for record in records:
        base = _digest(record)
        seen[base] = seen.get(base, 0) + 1
        suffix = f"-{seen[base]}" if seen[base] > 1 else ""
        identified.append(record.model_copy(update={"id": base + suffix}))
    return identified


def _digest(record: AnyRecord) -> str:
    kind = type(record).__name__
    places = [f"{field}@{quantity.start}" for field, quantity in quantities(record)]
    key = "|".join([kind, record.name, record.period or "", str(record.evidence.start), *places])
    return f"{kind[0].lower()}{hashlib.blake2s(key.encode(), digest_size=4).hexdigest()}"
