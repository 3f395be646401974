"""Figures: what may never differ between a quote and the source. Numbers, units, years, signs, limits, and Latin names.

Each figure is reduced to one form, so that ``1,234`` equals ``1234`` and 增加 equals 增长, while 增长 never equals 下降.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from enum import StrEnum
from functools import cache
from typing import NamedTuple

from extractor.numbers.tables import MAGNITUDES, measure_words, units
from schemas.rows import alternatives

# Words of one sense may stand for each other.
_SENSES = {
    "rise": "增长 增加 增幅 提高 提升 上升 上涨 攀升 增 升 涨",
    "fall": "下降 下滑 下跌 减少 降低 降幅 回落 收窄 降 减 跌",
    "above": "高于 多于 大于 快于 超过 超出 超 突破 以上 之上",
    "below": "低于 少于 小于 慢于 不足 不到 以下 以内 之下 之内",
    "at least": "至少 最少",
    "at most": "至多 最多",
    "profit": "盈",
    "loss": "亏",
    "last year": "去年 上年",
    "this year": "今年 当年 本年",
    "next year": "明年 次年 来年",
    "first half": "上半年",
    "second half": "下半年",
}
_SENSE_OF = {word: sense for sense, words in _SENSES.items() for word in words.split()}
_NEGATIONS = "不未没无非负"
_PARTICLES = "的了着等也和与及并则"
_DIGITS = "一二两三四五六七八九"
_SCALES = "十百千拾佰仟"
_ZEROS = "零〇○"
_OTHER_NUMERALS = "半壹贰叁肆伍陆柒捌玖Ⅰ-ⅿ①-⓿㈠-㈩⁰¹²³⁴-⁹½¼¾"
_NEIGHBOURS = "一二|两三|二三|三四|四五|五六|六七|七八|八九"  # 三四个 is one number
_DASHES = "-−–—~～"
_SKIPPED = '“”"‘’的 \n'  # between number and unit
_TO = "至到"
_QUALIFIERS = "余多来"
_NUMBER_FORM = {ord(dash): "-" for dash in _DASHES} | dict.fromkeys(map(ord, "," + _QUALIFIERS))


class Kind(StrEnum):
    """The kinds of figure; each value is the one character that stands for such a figure in a frame."""

    NUMBER = "\ue000"
    UNIT = "\ue001"
    SENSE = "\ue002"
    NAME = "\ue003"


class Figure(NamedTuple):
    """A figure at ``start:end`` of a folded text, and the form by which it is compared."""

    start: int
    end: int
    kind: Kind
    form: str


def is_word(character: str) -> bool:
    """Whether the character carries meaning of its own; punctuation and particles do not."""
    return character.isalnum() and character not in _PARTICLES


def figures(text: str) -> Iterator[Figure]:
    """The figures of a folded ``text`` in order; linear in its length."""
    for match in _pattern().finditer(text):
        number = match["NUMBER"]
        if number is not None:
            yield Figure(*match.span("NUMBER"), Kind.NUMBER, number.translate(_NUMBER_FORM))
        last = match.lastgroup
        if last == "UNIT":
            yield Figure(*match.span(last), Kind.UNIT, match[last])
        elif last == "SENSE":
            yield Figure(*match.span(last), Kind.SENSE, _sense(match[last]))
        elif last == "NAME":
            yield Figure(*match.span(last), Kind.NAME, match[last])


def _sense(words: str) -> str:
    """``增加`` → ``rise``, ``不低于`` → ``不below``, ``至`` → ``to``."""
    if words in _TO:
        return "to"
    return _SENSE_OF.get(words) or words[0] + _SENSE_OF.get(words[1:], "")


@cache
def _pattern() -> re.Pattern[str]:
    """One pattern for all figures. Repetitions are possessive, so that a megabyte of digits costs linear time."""
    magnitude = "|".join(rf"{word}(?![瓦克米伏])" if word == "千" else word for word in MAGNITUDES)
    scaled = rf"(?:[{_QUALIFIERS}]?(?:{magnitude}))?+"
    arabic = rf"\d++(?:[.,:：/+]\d++)*+{scaled}(?:(?<=[万亿])\d++(?:\.\d++)?+{scaled})?+"
    chinese = (
        rf"(?:[{_DIGITS}{_ZEROS}]{{2,4}}(?=年)|(?:[{_ZEROS}]?+(?:{_NEIGHBOURS}|[{_DIGITS}])?+[{_SCALES}])++(?:[{_ZEROS}]?[{_DIGITS}])?+"
        rf"|{_NEIGHBOURS}|[{_DIGITS}{_ZEROS}{_OTHER_NUMERALS}]){scaled}|万亿|万|亿"
    )
    sense = alternatives(_SENSE_OF)
    unit = alternatives([*units(), *measure_words()])
    numeral = rf"{_DIGITS}{_SCALES}{_ZEROS}{_OTHER_NUMERALS}万亿"
    unlisted = rf"[A-Za-z]++|[%‰℃°]|(?!{sense}|[{numeral}{_PARTICLES}{_NEGATIONS}])[^\W\d_]"
    return re.compile(
        rf"""
        (?P<NUMBER>
          (?: 第 | (?<=[\d%‰])[{_DASHES}] | (?<![\n{_DASHES}])[-−] )?+
          (?: {arabic} | {chinese} )
        )
        (?: [{_QUALIFIERS}{_SKIPPED}]{{0,2}}+ (?P<UNIT> (?:{unit})(?:[/每](?:{magnitude})?(?:{unit}))?+ | {unlisted} ) )?+
        | (?P<SENSE> [{_NEGATIONS}]?(?:{sense}) | [{_NEGATIONS}] | (?<!达)[{_TO}](?=[\d{_DIGITS}]) )
        | (?P<NAME> [A-Za-z]++\+*+ )
        """,
        re.VERBOSE,
    )
