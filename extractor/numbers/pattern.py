"""One compiled pattern for number, magnitude and unit, built from the tables.

Every repetition is possessive and every start is guarded, so a megabyte of digits or of 一 costs linear time.
Fractions (三分之一) are no quantities: they limit or describe, and no unit is theirs.
"""

from __future__ import annotations

import re
from functools import cache
from itertools import groupby

from extractor.numbers.numerals import CHINESE, CHINESE_DIGITS
from extractor.numbers.tables import MAGNITUDES, bound_words, measure_words, units
from schemas.rows import alternatives

_ARABIC = r"\d++(?:,\d{3}(?!\d))*+(?:\.\d++)?+"
_SPOKEN = rf"[{CHINESE}]++(?:点[{CHINESE_DIGITS}]++(?![十百千]))?+"
_NO_MAGNITUDE = {"千": "(?![瓦克米伏])", "百": "(?!分)"}  # 千瓦 and 百分点 are units
_WHOLE_MAGNITUDE = "|".join(word + _NO_MAGNITUDE.get(word, "") for word in MAGNITUDES)
_SEPARATOR = r"(?:[-—–]{1,2}|[~～]{1,2}|[至到])"
_LIMITS = "(?=-)(?<=[长为到至由从幅速率降升达（、])-"  # after these words any number may be negative
_SHARES = r"[\d.]++(?:%|‰|个?百分点|℃)"  # what may be negative after any word
_FIRST = rf"[-\d{CHINESE}万亿翻]"  # what a quantity can begin with: asked first, as nearly every place of a text has none of these
_CALENDAR_WORDS = ("年", "月", "日", "号", "时", "季度")


@cache
def quantity_pattern() -> re.Pattern[str]:
    """Matches one candidate quantity in folded text; the groups are read by :mod:`extractor.numbers.find`."""
    return re.compile(
        rf"""
        (?={_FIRST})
        (?: {_percent_words()} | {_arabic_number()} | {_chinese_number()} | {_bare_magnitude()} | {_doublings()} )
        (?P<over>(?<=[倍番成])多|(?<=%)多(?![元样种家个项]))?
        (?P<after>{alternatives(_bound("after"))})?
        """,
        re.VERBOSE | re.MULTILINE,
    )


def _percent_words() -> str:
    """``百分之三十点五``, ``百分之五到百分之六``."""
    return rf"""
        (?<![\d.]) (?P<percent>百分之|千分之) (?P<percent_low>{_ARABIC}|{_SPOKEN})
        (?: {_SEPARATOR} (?:(?P=percent))?+ (?P<percent_high>{_ARABIC}|{_SPOKEN}) (?![{CHINESE}\d万亿个]) )?+
    """


def _arabic_number() -> str:
    """``-3.2%``, ``5000万-1亿元``, ``3亿5000万元``, ``2万多亿元``; a magnitude alone is enough where nothing follows it."""
    inside, magnitude = alternatives(_bound("inside")), _magnitude()
    return rf"""
        (?<![\d.,/])
        (?P<minus>{_LIMITS}|{_minus_before_share()})?
        (?P<low>{_ARABIC})
        (?:
          (?P<low_magnitude>{_WHOLE_MAGNITUDE})? (?P<low_unit>%|℃|个百分点|元|倍)? {_SEPARATOR}
          (?P<high_minus>(?<=[~～至到])-)?+ (?P<high>{_ARABIC})
        )?+
        (?P<inside>{inside})?
        (?P<magnitude>{magnitude})?+
        (?:
          (?P<rest>(?<=[万亿])\d++(?:\.\d++)?+) (?P<rest_inside>{inside})?+
          (?P<rest_magnitude>千万|百万|十万|万|千|百)?+ (?=[万元人亩吨户])
        )?
        (?P<inside_late>{inside})?
        (?: (?P<unit>{_unit([*units(), *measure_words()])}) | (?<=[万亿]) (?![年\d]|[余多来]) | (?<=[万亿][余多]) )
    """


def _chinese_number() -> str:
    """``三到五家``, ``两千余人``, ``一亿两千万元``; a magnitude alone is enough after 百 or 千."""
    inside = alternatives(_bound("inside"))
    counters = [word for word, chinese in measure_words().items() if chinese]
    return rf"""
        (?<![{CHINESE}\d第]) (?<![{CHINESE}][万亿点])
        (?P<numeral>{_SPOKEN})
        (?: (?P<numeral_separator>[至到]|-|—|(?<!^.)、) (?P<numeral_high>{_SPOKEN}) )?+
        (?P<numeral_inside>{inside})?
        (?P<numeral_magnitude>{_magnitude()})?
        (?:
          (?P<numeral_rest>(?<=[万亿])(?:零[{CHINESE}]+|[{CHINESE}]*[百千][{CHINESE}]*))
          (?: (?P<numeral_rest_inside>{inside})?+ (?P<numeral_rest_magnitude>万) )?
        )?
        (?P<numeral_inside_late>{inside})?
        (?: (?P<numeral_unit>{_unit([*units(), *counters])}) | (?<=[百千][万亿]) )
    """


def _bare_magnitude() -> str:
    """``突破万亿元``: one of the magnitude, without a number."""
    counters = [word for word, chinese in measure_words().items() if chinese]
    return rf"(?<=[超过破近约达到上]) (?P<bare>万亿|亿|万) (?P<bare_unit>{_words([*units(), *counters])})"


def _doublings() -> str:
    """``翻两番``."""
    return r"翻了? (?P<doublings>[一两二三四五]|\d) 番"


def _bound(position: str) -> list[str]:
    return [row.word for row in bound_words() if row.position == position]


def _magnitude() -> str:
    """A magnitude, whole or with a bound word inside it: ``万多亿``."""
    inside = alternatives(_bound("inside"))
    split = [rf"{word[0]}(?:{inside}){word[1]}" for word in MAGNITUDES if len(word) == 2]
    return "|".join([*split, _WHOLE_MAGNITUDE])


def _unit(words: list[str]) -> str:
    """One of the ``words``, a bound word inside it or not (``个多百分点``), and what it is counted per."""
    known = _words([*units(), *measure_words()])
    per = rf"(?:/(?:{_WHOLE_MAGNITUDE})?(?:{known}|人|日|年|月|小时|次)|/每?(?:{known}))?"
    pieces = [word[1:] for word in words if word.startswith("个") and len(word) > 1]
    split = rf"个(?:{alternatives(_bound('inside'))})(?:{alternatives(pieces)})"
    return rf"(?:{split}|{_words(words)}){per}"


def _words(words: list[str]) -> str:
    """The words as alternatives; those in Latin letters end where the letters end: ``5 m`` is no part of ``5 min``."""
    latin = [word for word in words if re.search(r"[A-Za-z²³\d]$", word)]
    return rf"(?:{alternatives(latin)})(?![A-Za-z\d²³])|{alternatives(set(words) - set(latin))}"


def _minus_before_share() -> str:
    """A hyphen is a minus where it stands neither in a name nor behind another amount, as it does in ``3家-5%``."""
    words = sorted({*units(), *measure_words(), *MAGNITUDES, *_CALENDAR_WORDS}, key=len)
    amounts = "".join(rf"(?<![\d百千万亿余多](?:{alternatives(same)}))" for _, same in groupby(words, key=len))
    return rf"(?=-{_SHARES})(?<![\dA-Za-z%‰\-—–~～)]){amounts}-"
