"""Regions by GB/T 2260: codes and names of provinces, cities and counties.

The codes are those of the 2023 statistical division codes of the National Bureau of Statistics; ``regions.csv`` holds one a line.
"""

from __future__ import annotations

import csv
from functools import cache
from importlib.resources import files

from schemas.report import Level, Region

_MUNICIPALITIES = ("110000", "120000", "310000", "500000")
_SUFFIXES = ("自治区", "自治州", "自治县", "特别行政区", "地区", "新区", "省", "市", "县", "区", "盟", "旗")


@cache
def _names() -> dict[str, str]:
    text = files("schemas").joinpath("regions.csv").read_text(encoding="utf-8")
    return {row["code"]: row["name"] for row in csv.DictReader(text.splitlines())}


@cache
def _by_name() -> dict[str, tuple[str, ...]]:
    found: dict[str, list[str]] = {}
    for code, name in _names().items():
        for form in {name, short(name)}:
            found.setdefault(form, []).append(code)
    return {name: tuple(codes) for name, codes in found.items()}


_PEOPLES = ("壮族", "回族", "维吾尔")


def short(name: str) -> str:
    """``郑州市`` → ``郑州``, ``广西壮族自治区`` → ``广西``; a name that would leave one character stays whole."""
    if name.endswith("自治区"):
        bare = name.removesuffix("自治区")
        return next((bare.removesuffix(people) for people in _PEOPLES if bare.endswith(people)), bare)
    for suffix in _SUFFIXES:
        if name.endswith(suffix) and len(name) - len(suffix) >= 2:
            return name[: -len(suffix)]
    return name


def level_of(code: str) -> Level:
    """Province, city or county, by how many digits of ``code`` are not zero."""
    if code.endswith("0000"):
        return Level.PROVINCE
    return Level.CITY if code.endswith("00") else Level.COUNTY


def find_region(name: str, context: str = "") -> Region:
    """The region called ``name`` (``郑州市中原区``, ``易县``), its code and level where they can be known.

    A name borne by several regions is decided by a province or city that ``name`` or ``context`` also names; otherwise the
    code stays null.
    """
    candidates = _candidates(name)
    if len(candidates) > 1:
        full = [code for code in candidates if _names()[code] == name]
        candidates = full if len(full) == 1 else candidates
    if len(candidates) > 1:
        candidates = [code for code in candidates if _named(code, name + context)]
    if len(candidates) > 1:  # the province admits several: the city decides
        candidates = [code for code in candidates if short(_names().get(code[:4] + "00", name)) in name + context]
    if len(candidates) != 1:
        levels = {level_of(code) for code in candidates or _candidates(name)}
        return Region(name=name, level=levels.pop() if len(levels) == 1 else None)
    return Region(name=name, code=candidates[0], level=level_of(candidates[0]))


def most_named_region(text: str, level: Level, least: int = 5) -> Region | None:
    """The region of ``level`` that ``text`` names most often, if it does so at least ``least`` times.

    A county or district is looked for in the city (or municipality) that the text names most often.
    """
    if level is not Level.COUNTY:
        return _most_named(text, [code for code in _names() if level_of(code) is level], least)
    cities = [code for code in _names() if level_of(code) is Level.CITY or code in _MUNICIPALITIES]
    city = _most_named(text, cities, least=1)
    if city is None or city.code is None:
        return None
    inside = city.code.rstrip("0").ljust(2, "0") if city.code in _MUNICIPALITIES else city.code[:4]
    return _most_named(text, [code for code in _names() if code.startswith(inside) and level_of(code) is level], least)


def _most_named(text: str, codes: list[str], least: int) -> Region | None:
    counts = {code: text.count(short(_names()[code])) for code in codes if len(short(_names()[code])) > 1}
    code = max(counts, key=lambda candidate: counts[candidate], default=None)
    return Region(name=_names()[code], code=code, level=level_of(code)) if code and counts[code] >= least else None


def _candidates(name: str) -> list[str]:
    """Codes of the longest known name at the end of ``name``."""
    for start in range(len(name) - 1):
        codes = _by_name().get(name[start:])
        if codes:
            prefix = name[:start]
            kept = [code for code in codes if not prefix or _named(code, prefix)]
            if kept:
                return kept
    return []


def _named(code: str, text: str) -> bool:
    """Whether ``text`` names the province or city that ``code`` lies in."""
    names = _names()
    parents = (code[:4] + "00", code[:2] + "0000")
    return any(short(names[parent]) in text for parent in parents if parent != code and parent in names)
