"""Which field of a record the number of a gold fact belongs in, as its annotator named it.

An annotator names the field that a record of the likeliest kind has. Where a record of another accepted kind holds the number, a
level belongs in any field for levels that the kind has, a change in one for changes.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

Field = tuple[str, str]
"""A kind and one of its fields."""

FIELDS: tuple[Field, ...] = (
    ("indicator", "value"),
    ("indicator", "change"),
    ("indicator", "comparison"),
    ("indicator", "rank"),
    ("project", "count"),
    ("project", "investment"),
    ("project", "completed_investment"),
    ("project", "scale"),
    ("commitment", "target"),
    ("commitment", "change"),
)
_LEVELS: Mapping[str, tuple[str, ...]] = {
    "indicator": ("value",),
    "project": ("count", "investment", "completed_investment", "scale"),
    "commitment": ("target",),
}
_CHANGES: Mapping[str, tuple[str, ...]] = {"indicator": ("change",), "project": _LEVELS["project"], "commitment": ("change",)}
# What annotators tell apart and records do not: a share and a degree of completion are levels.
_CALLED = {"share": "value", "progress": "value", "difference": "comparison.difference", "reference": "comparison.value"}


def field_of(fact: Mapping[str, Any]) -> Field:
    """The kind and field under which the fact is counted, whatever a reader made of it."""
    named = _CALLED.get(fact["field"], fact["field"])
    own = ((kind, _top(named)) for kind in fact["kinds"])
    return next((field for field in own if field in FIELDS), (fact["kinds"][0], _elsewhere(named, fact["kinds"][0])[0]))


def belongs(fact: Mapping[str, Any], kind: str, path: str) -> bool:
    """Whether the number of ``fact`` may stand at ``path`` (``comparison.difference``, ``scale.0``) of a record of ``kind``."""
    named = _CALLED.get(fact["field"], fact["field"])
    accepted = (named,) if (kind, _top(named)) in FIELDS else _elsewhere(named, kind)
    return path in accepted or _top(path) in accepted


def _elsewhere(named: str, kind: str) -> tuple[str, ...]:
    """The fields of a kind that lacks the field ``named``."""
    return _CHANGES[kind] if _top(named) in ("change", "comparison") else _LEVELS[kind]


def _top(path: str) -> str:
    return path.partition(".")[0]
