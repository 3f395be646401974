"""Numbers of list paragraphs and headings, which Word counts itself and keeps out of the text: ``一、``, ``（二）``, ``3.``."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

from extractor.documents.formats.ooxml import Element, attribute, value

_DIGITS = "〇一二三四五六七八九"
_ROMAN = (
    (1000, "m"), (900, "cm"), (500, "d"), (400, "cd"), (100, "c"), (90, "xc"),
    (50, "l"), (40, "xl"), (10, "x"), (9, "ix"), (5, "v"), (4, "iv"), (1, "i"),
)  # fmt: skip


def chinese(number: int) -> str:
    """``21`` → ``二十一``; numbers beyond 99 digit by digit."""
    tens, ones = divmod(number, 10)
    if not 0 < tens < 10:
        return "".join(_DIGITS[int(digit)] for digit in str(number))
    return ("" if tens == 1 else _DIGITS[tens]) + "十" + (_DIGITS[ones] if ones else "")


def letters(number: int) -> str:
    """``2`` → ``b``, ``28`` → ``bb``."""
    return chr(ord("a") + (number - 1) % 26) * ((number - 1) // 26 + 1)


def roman(number: int) -> str:
    """``4`` → ``iv``."""
    text = ""
    for worth, numeral in _ROMAN:
        count, number = divmod(number, worth)
        text += numeral * count
    return text


def circled(number: int) -> str:
    """``3`` → ``③``; numbers beyond twenty plain."""
    return chr(0x2460 + number - 1) if 1 <= number <= 20 else str(number)


# Word's names for ways to write a number; any other is written with digits.
_WAYS: Mapping[str, Callable[[int], str]] = {
    **dict.fromkeys(("chineseCounting", "chineseCountingThousand", "japaneseCounting", "taiwaneseCountingThousand"), chinese),
    **dict.fromkeys(("ideographDigital", "taiwaneseCounting"), chinese),
    **dict.fromkeys(("decimalEnclosedCircle", "decimalEnclosedCircleChinese"), circled),
    "lowerLetter": letters,
    "upperLetter": lambda number: letters(number).upper(),
    "lowerRoman": roman,
    "upperRoman": lambda number: roman(number).upper(),
}
_UNWRITTEN = ("bullet", "none")
_PLACEHOLDER = re.compile(r"%([1-9])")


@dataclass(frozen=True, slots=True)
class Level:
    """One level of a list: where it starts, how its numbers are written, and the words around them (``第%1章``)."""

    start: int
    way: str
    words: str


@dataclass(slots=True)
class Numbering:
    """The lists of one document, and how far each has been counted."""

    lists: Mapping[str, str] = field(default_factory=dict)
    levels: Mapping[str, Mapping[int, Level]] = field(default_factory=dict)
    restarts: Mapping[str, Mapping[int, int]] = field(default_factory=dict)
    styles: Mapping[str, tuple[str, int]] = field(default_factory=dict)
    _counts: dict[str, dict[int, int]] = field(default_factory=dict)
    _begun: set[str] = field(default_factory=set)

    @classmethod
    def of(cls, part: Any) -> Numbering:
        """The numbering of the main part of a document opened by python-docx, nothing counted yet."""
        root = next((rel.target_part.element for rel in part.rels.values() if rel.reltype.endswith("/numbering")), None)
        if root is None:
            return cls()
        lists = root.findall("{*}num")
        return cls(
            lists={attribute(each, "numId"): value(each, "{*}abstractNumId") for each in lists},
            levels={attribute(each, "abstractNumId"): _levels(each) for each in root.findall("{*}abstractNum")},
            restarts={attribute(each, "numId"): _restarts(each) for each in lists},
            styles=_styles(part.styles.element),
        )

    def label(self, paragraph: Element) -> str:
        """The number that Word shows before ``paragraph``, counted on with every call; empty where it shows none."""
        style = self.styles.get(value(paragraph, "{*}pPr/{*}pStyle"), ("", 0))
        own = value(paragraph, "{*}pPr/{*}numPr/{*}numId")
        name, depth = (own, _number(value(paragraph, "{*}pPr/{*}numPr/{*}ilvl"))) if own else style
        levels = self.levels.get(self.lists.get(name, ""), {})
        if depth not in levels:
            return ""
        counts = self._count(name, depth, levels)
        if levels[depth].way in _UNWRITTEN:
            return ""

        def written(match: re.Match[str]) -> str:
            level = levels.get(int(match[1]) - 1, levels[depth])
            return _WAYS.get(level.way, str)(counts.get(int(match[1]) - 1, level.start))

        return _PLACEHOLDER.sub(written, levels[depth].words)

    def _count(self, name: str, depth: int, levels: Mapping[int, Level]) -> Mapping[int, int]:
        """Count one paragraph at ``depth`` of the list ``name``; deeper levels begin anew."""
        counts = self._counts.setdefault(self.lists[name], {})
        if name not in self._begun:
            self._begun.add(name)
            counts.update({level: start - 1 for level, start in self.restarts[name].items()})
        counts[depth] = counts.get(depth, levels[depth].start - 1) + 1
        for deeper in [level for level in counts if level > depth]:
            del counts[deeper]
        return counts


def _levels(definition: Element) -> dict[int, Level]:
    return {
        _number(attribute(level, "ilvl")): Level(
            _number(value(level, "{*}start") or "1"), value(level, "{*}numFmt"), value(level, "{*}lvlText")
        )
        for level in definition.findall("{*}lvl")
    }


def _restarts(each: Element) -> dict[int, int]:
    overrides = [(attribute(each, "ilvl"), value(each, "{*}startOverride")) for each in each.findall("{*}lvlOverride")]
    return {_number(level): _number(start) for level, start in overrides if start}


def _styles(root: Element) -> dict[str, tuple[str, int]]:
    """List and level of each paragraph style that has one, its own or that of the style it is based on."""
    found = {attribute(style, "styleId"): style for style in root.findall("{*}style")}

    def place(style: Element | None, steps: int = 10) -> tuple[str, int] | None:
        if style is None or not steps:
            return None
        name = value(style, "{*}pPr/{*}numPr/{*}numId")
        if name:
            return name, _number(value(style, "{*}pPr/{*}numPr/{*}ilvl"))
        return place(found.get(value(style, "{*}basedOn")), steps - 1)

    places = {name: place(style) for name, style in found.items()}
    return {name: place for name, place in places.items() if place}


def _number(text: str) -> int:
    return int(text) if text.isdigit() else 0
