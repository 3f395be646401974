"""Regions by GB/T 2260: codes and names of provinces, cities and counties.

The codes are those of the 2023 statistical division codes of the National Bureau of Statistics; ``regions.csv`` holds one a line.
``region_words.csv`` holds the words by which a report calls its own region and those above (全市), each with the level it means.
"""

from __future__ import annotations

from functools import cache

from schemas.report import Level, Region
from schemas.rows import read_rows

_MUNICIPALITIES = ("110000", "120000", "310000", "500000")
_SUFFIXES = ("自治区", "自治州", "自治县", "特别行政区", "地区", "新区", "省", "市", "县", "区", "盟", "旗")


@cache
def _names() -> dict[str, str]:
    return {row["code"]: row["name"] for row in read_rows("schemas", "regions.csv")}


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


@cache
def region_words() -> dict[str, str]:
    """Words such as 全市 with the level of what they speak of; ``own`` for whatever region reports, ``district`` for 全区."""
    return {row["word"]: row["level"] for row in read_rows("schemas", "region_words.csv")}


def region_name(words: str | None, home: Region | None) -> str | None:
    """The name of the region that a report of ``home`` speaks of as ``words``.

    It is that of ``home`` where the words mean it, or there are none: 全市 in the report of a city, 中原区 in that of 郑州市中原区.
    Words for another region stay as they are: 全市 in the report of a district.
    """
    words = "".join(words.split()) if words else None
    if home is None:
        return words
    return home.name if words is None or _means(words, home) else words


def _means(words: str, home: Region) -> bool:
    level = region_words().get(words)
    if level is None:
        return len(words) > 1 and (home.name.endswith(words) or words == short(home.name))
    if level == "district":
        return home.name.endswith("区") or not _is_in_autonomous_region(home)
    return level in ("own", home.level) or home.name.endswith(words[-1])  # 巩义市, of the level of a county, is 全市 too


def _is_in_autonomous_region(region: Region) -> bool:
    """Where 全区 in the report of a city or county means the whole autonomous region."""
    return region.code is not None and _names().get(region.code[:2] + "0000", "").endswith("自治区")


@cache
def _short_names() -> dict[str, str]:
    return {code: short(name) for code, name in _names().items()}


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
    names = _short_names()
    counts = {code: text.count(names[code]) for code in codes if len(names[code]) > 1}
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
