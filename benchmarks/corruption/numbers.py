"""Numbers of a reported record: where they stand, and the record with another one in one of these places."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, NamedTuple

_FIELDS = ("value", "change", "count", "investment", "completed_investment", "target")
_COMPARED = ("value", "difference")


Path = tuple[str | int, ...]


class Place(NamedTuple):
    """A number of a reported record, and the way to it."""

    path: Path
    number: Any


def places(record: Any) -> list[Place]:
    """All numbers of the reported ``record``."""
    return list(_places(record))


def _places(record: Any) -> Iterator[Place]:
    for field in _FIELDS:
        if getattr(record, field, None) is not None:
            yield Place((field,), getattr(record, field))
    for field in _COMPARED:
        compared = getattr(record, "comparison", None)
        if compared is not None and getattr(compared, field) is not None:
            yield Place(("comparison", field), getattr(compared, field))
    for index, number in enumerate(getattr(record, "scale", ())):
        yield Place(("scale", index), number)


def at(record: Any, path: Path) -> Any | None:
    """The number of ``record`` at ``path``, if there is one."""
    return next((place.number for place in places(record) if place.path == path), None)


def with_number(record: Any, path: Path, number: Any) -> Any:
    """``record`` with ``number`` at ``path``."""
    field, *rest = path
    if not rest:
        return record.model_copy(update={field: number})
    if field == "comparison":
        return record.model_copy(update={"comparison": record.comparison.model_copy(update={rest[0]: number})})
    scale = (*record.scale[: rest[0]], number, *record.scale[rest[0] + 1 :])
    return record.model_copy(update={"scale": scale})


def reworded(record: Any, place: Place, number: Any) -> Any:
    """``record`` with ``number`` at the place, also in its quote where the old words stand there."""
    changed = with_number(record, place.path, number)
    return changed.model_copy(update={"quote": record.quote.replace(place.number.raw, number.raw, 1)})
