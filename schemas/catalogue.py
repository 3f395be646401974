"""The indicator catalogue: names that reports use, resolved to ids in one place."""

from __future__ import annotations

import csv
import re
from functools import cache
from importlib.resources import files
from typing import Literal

from schemas.quantity import Frozen


class CatalogueEntry(Frozen):
    """One indicator of the catalogue; ``direction`` says whether a rise or a fall is good."""

    id: str
    name: str
    aliases: tuple[str, ...]
    topic: str
    unit: str
    direction: Literal["up", "down", "none"]
    example: str


@cache
def catalogue() -> tuple[CatalogueEntry, ...]:
    """All entries, in the order of ``catalogue.csv``."""
    text = files("schemas").joinpath("catalogue.csv").read_text(encoding="utf-8")
    return tuple(
        CatalogueEntry.model_validate({**row, "aliases": tuple(filter(None, row["aliases"].split("|")))})
        for row in csv.DictReader(text.splitlines())
    )


_IGNORED = re.compile(r"[\s“”\"'‘’（）()《》]")
_PREFIX = re.compile(r"^(?:全[国省市区县州]|我[国省市区县]|本市|辖区|预计|全年|新增(?=城镇)|完成|实现)+")


@cache
def _index() -> dict[str, str]:
    index: dict[str, str] = {}
    for entry in catalogue():
        for name in (entry.name, *entry.aliases):
            index.setdefault(_key(name), entry.id)
    return index


def _key(name: str) -> str:
    return _IGNORED.sub("", name).upper()


def canonical_id(name: str) -> str | None:
    """Id of the catalogued indicator called ``name``, or None; quotes, spaces and 全市-like prefixes do not matter."""
    key = _key(name)
    return _index().get(key) or _index().get(_PREFIX.sub("", key))
