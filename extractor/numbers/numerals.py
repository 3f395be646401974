"""Written numerals to numbers: Arabic, Chinese, and the two mixed."""

from __future__ import annotations

import re
from decimal import Decimal

from extractor.numbers.tables import MAGNITUDES

_DIGITS = {character: value for value, character in enumerate("零一二三四五六七八九")} | {"〇": 0, "两": 2}
_SCALES = {"十": 10, "百": 100, "千": 1000}
CHINESE_DIGITS = "".join(_DIGITS)
CHINESE = CHINESE_DIGITS + "".join(_SCALES)
_LONGEST = 24
# 三四, 三四十, 十三四: two digits that stand for the two ends of a range.
_TWO_ENDS = re.compile(rf"([{CHINESE}]*?)([{CHINESE_DIGITS}])([{CHINESE_DIGITS}])([{''.join(_SCALES)}]*)")


def arabic(text: str) -> Decimal | None:
    """``1,234.5`` → 1234.5; None where it is longer than any figure of a report."""
    return Decimal(text.replace(",", "")) if len(text) <= _LONGEST else None


def chinese(text: str) -> int | None:
    """``两`` → 2, ``一百二十`` → 120, ``百`` → 100, ``二〇`` → 20; None where it is no well-formed numeral."""
    if len(text) > _LONGEST:
        return None
    if not any(character in _SCALES for character in text):
        return int("".join(str(_DIGITS[character]) for character in text)) if len(text) == 1 or "〇" in text else None
    total, digit, last_scale = 0, None, 10_000
    for character in text:
        if character in _SCALES:
            scale = _SCALES[character]
            if scale >= last_scale or (digit is None and total and scale > 10):
                return None
            total += (1 if digit is None else digit) * scale
            digit, last_scale = None, scale
        elif digit:
            return None
        else:
            digit = _DIGITS[character]
    return total + (digit or 0)


def spoken(text: str) -> Decimal | None:
    """A numeral of either kind, with decimals where it has them: ``12.5`` → 12.5, ``三十点五`` → 30.5."""
    if text[0].isdigit():
        return arabic(text)
    whole, _, decimals = text.partition("点")
    number = chinese(whole)
    if number is None or len(decimals) > _LONGEST:
        return None
    digits = "".join(str(_DIGITS[character]) for character in decimals)
    return Decimal(f"{number}.{digits}" if digits else number)


def two_ends(text: str) -> tuple[Decimal, Decimal] | None:
    """``三四`` → (3, 4), ``三四十`` → (30, 40), ``十三四`` → (13, 14); None where the text holds no range."""
    match = _TWO_ENDS.fullmatch(text) if len(text) <= _LONGEST else None
    if match is None:
        return None
    lead, first, second, scales = match.groups()
    low, high = chinese(lead + first + scales), chinese(lead + second + scales)
    return (Decimal(low), Decimal(high)) if low is not None and high is not None and low < high else None


def compound(first: Decimal, magnitude: str, rest: Decimal | None, rest_magnitude: str) -> Decimal | None:
    """``3亿5000万`` in units of the first magnitude: 3.5; None where the rest is not the smaller."""
    large, small = MAGNITUDES[magnitude], MAGNITUDES.get(rest_magnitude, Decimal(1))
    if rest is None or small >= large or rest * small >= large:
        return None
    return first + rest * small / large


def plain(number: Decimal | int) -> int | float:
    """The number as JSON has it: an integer where it is one."""
    return int(number) if number == int(number) else float(number)
