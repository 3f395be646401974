"""Written numerals to numbers: Arabic, Chinese, and the two mixed."""

from __future__ import annotations

from decimal import Decimal

from extractor.numbers.tables import MAGNITUDES

_DIGITS = {character: value for value, character in enumerate("零一二三四五六七八九")} | {"〇": 0, "两": 2}
_SCALES = {"十": 10, "百": 100, "千": 1000}
CHINESE = "".join(_DIGITS) + "".join(_SCALES)
_LONGEST = 24


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


def compound(first: Decimal, magnitude: str, second: str, second_magnitude: str) -> Decimal | None:
    """``3亿5000万`` in units of the first magnitude: 3.5; None where the second is not the smaller."""
    large, small = MAGNITUDES[magnitude], MAGNITUDES.get(second_magnitude, Decimal(1))
    rest = arabic(second)
    if rest is None or small >= large or rest * small >= large:
        return None
    return first + rest * small / large


def plain(number: Decimal | int) -> int | float:
    """The number as JSON has it: an integer where it is one."""
    return int(number) if number == int(number) else float(number)
