"""The indicator catalogue: names that reports use, resolved to ids in one place.

What stands (高新技术企业 100 家) and what was added to it (新增高新技术企业 20 家) are two indicators: where ``adds`` of an
indicator names a thing, a verb of adding in front of it leads there.
"""

from __future__ import annotations

import re
from functools import cache
from typing import Literal

from schemas.quantity import Frozen
from schemas.rows import read_rows


class CatalogueEntry(Frozen):
    """One indicator of the catalogue.

    ``direction`` says whether a rise or a fall is good, ``adds`` things whose addition it counts, ``example`` the words of a report
    about it.
    """

    id: str
    name: str
    aliases: tuple[str, ...]
    topic: str
    unit: str
    direction: Literal["up", "down", "none"]
    adds: tuple[str, ...]
    example: str


@cache
def catalogue() -> tuple[CatalogueEntry, ...]:
    """All entries, in the order of ``catalogue.csv``."""
    return tuple(
        CatalogueEntry.model_validate({**row, "aliases": _names(row["aliases"]), "adds": _names(row["adds"])})
        for row in read_rows("schemas", "catalogue.csv")
    )


def _names(cell: str) -> tuple[str, ...]:
    return tuple(filter(None, cell.split("|")))


_IGNORED = re.compile(r"[\s“”\"'‘’（）()《》]")
_PREFIX = re.compile(r"^(?:全[国省市区县州]|我[国省市区县]|本市|辖区|预计|全年|完成|实现|拥有|现有|安排|开展|组织|实施|开行|接待)+")
_ADDING = re.compile(
    r"^(?:新增加?|净增加?|增加|(?:新增)?入库|新入库|新?认定|新?培育|新?引进|新?创建|新登记|新注册|新设立?|新开|新组建|新获批|新?建成|新建|建设)"
)


@cache
def _index() -> dict[str, str]:
    index: dict[str, str] = {}
    for entry in catalogue():
        for name in (entry.name, *entry.aliases):
            index.setdefault(_key(name), entry.id)
    return index


@cache
def _additions() -> dict[str, str]:
    """Id of the indicator that counts what is added, by the name of the thing."""
    return {_key(name): entry.id for entry in catalogue() for name in entry.adds}


def _key(name: str) -> str:
    return _IGNORED.sub("", name).upper()


def canonical_id(name: str) -> str | None:
    """Id of the catalogued indicator called ``name``, or None; quotes, spaces and 全市-like prefixes do not matter."""
    key = _key(name)
    bare = _PREFIX.sub("", key)
    return _index().get(key) or _index().get(bare) or _addition(bare)


def _addition(key: str) -> str | None:
    """``新认定高新技术企业`` is no figure of 高新技术企业 but of what was added to them."""
    adding = _ADDING.match(key)
    return _additions().get(key[adding.end() :]) if adding else None
