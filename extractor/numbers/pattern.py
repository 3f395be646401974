"""One compiled pattern for number, magnitude and unit, built from the tables.

Every repetition is possessive and every start is guarded, so a megabyte of digits or of 一 costs linear time.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import cache

from extractor.numbers.numerals import CHINESE
from extractor.numbers.tables import MAGNITUDES, bound_words, measure_words, units

_ARABIC = r"\d++(?:,\d{3}(?!\d))*+(?:\.\d++)?+"
_NO_MAGNITUDE = {"千": "(?![瓦克米伏])", "百": "(?!分)"}  # 千瓦 and 百分点 are units
_MAGNITUDE = "|".join(word + _NO_MAGNITUDE.get(word, "") for word in MAGNITUDES)
_SEPARATOR = r"[-—–~～至到]{1,2}"


def alternatives(words: Iterable[str]) -> str:
    """A pattern that matches any of the ``words`` literally, the longest first, so that 千瓦时 is never read as 千瓦."""
    return "|".join(re.escape(word) for word in sorted(words, key=len, reverse=True))


@cache
def quantity_pattern() -> re.Pattern[str]:
    """Matches one candidate quantity in folded text; the groups are read by :mod:`extractor.numbers.find`."""
    inside = alternatives([row.word for row in bound_words() if row.position == "inside"])
    counters = [word for word, chinese in measure_words().items() if chinese]
    unit = alternatives([*units(), *measure_words()])
    counted = alternatives([*units(), *counters])
    after = alternatives([row.word for row in bound_words() if row.position == "after"])
    per = rf"(?:/(?:{_MAGNITUDE})?(?:{unit}|人|日|年|月|小时|次)|/每?(?:{unit}))?"
    return re.compile(
        rf"""
        (?:
          (?<![\d.]) (?P<percent>百分之|千分之) (?P<percent_number>{_ARABIC}|[{CHINESE}]++)
        | (?<![\d.,/])
          (?P<minus>(?<=[长为到至由从幅速率降升达（、])-)?
          (?P<low>{_ARABIC})
          (?: (?P<low_magnitude>{_MAGNITUDE})? (?P<low_unit>%|个百分点|元|倍)? {_SEPARATOR} (?P<high>{_ARABIC}) )?+
          (?P<inside>{inside})?
          (?P<magnitude>{_MAGNITUDE})?+
          (?: (?P<rest>(?<=[万亿])\d++(?:\.\d++)?+) (?P<rest_magnitude>千万|百万|十万|万|千|百)?+ (?=[万元人亩吨户]) )?
          (?P<inside_late>{inside})?
          (?: (?P<unit>(?:{unit}){per}) | (?<=[万亿]) (?!年|[余多来]) | (?<=[万亿][余多]) )
        | (?<![{CHINESE}\d第]) (?<![{CHINESE}][万亿])
          (?P<numeral>[{CHINESE}]++)
          (?: (?:[至到、]|-|—) (?P<numeral_high>[{CHINESE}]++) )?+
          (?P<numeral_inside>{inside})?
          (?P<numeral_magnitude>{_MAGNITUDE})?
          (?P<numeral_rest>(?<=[万亿])(?:零[{CHINESE}]+|[{CHINESE}]*[百千][{CHINESE}]*))?
          (?P<numeral_inside_late>{inside})?
          (?: (?P<numeral_unit>(?:{counted}){per}) | (?<=[百千][万亿]) )
        | (?<=[超过破近约达到上]) (?P<bare>万亿|亿|万) (?P<bare_unit>{counted})
        | 翻了? (?P<doublings>[一两二三四五]|\d) 番
        )
        (?P<over>(?<=[倍番成])多)?
        (?P<after>{after})?
        """,
        re.VERBOSE,
    )
