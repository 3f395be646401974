"""Two numbers in one unit: what each may be, and their difference as one can write it down."""

from __future__ import annotations

import re
import unicodedata
from decimal import Context, Decimal
from typing import NamedTuple

from extractor.tracking.lexicon import terms
from extractor.tracking.models import Arithmetic
from schemas.quantity import Bound, Quantity

_ABOUT_POINTS = Decimal("0.3")
_ABOUT_SHARE = Decimal("0.05")
_BEYOND_SHARE = Decimal("0.1")
"""左右 allows three tenths of a point, or a twentieth of an amount; 超, 余, 近 mean a figure within a tenth of the number."""

_NUMBER = re.compile(r"\d+(?:\.\d+)?")
_UNPRINTED = re.compile(r"[\s,]")

_METRES = {"m": "km"}
"""Rain is measured in metres and pipes in kilometres; where both measure one thing, they are compared in the latter."""

_FOR_PEOPLE = Context(prec=12)
"""Digits that remain after a conversion: 1500亩 are 100公顷, not 99.99999999999999."""

MONEY = ("元", "美元", "港元")

_SIGNS = {
    Bound.EXACT: "{}",
    Bound.ABOUT: "约{}",
    Bound.AT_LEAST: "≥{}",
    Bound.OVER: ">{}",
    Bound.AT_MOST: "≤{}",
    Bound.NEARLY: "近{}",
    Bound.RANGE: "{}",
}


class Interval(NamedTuple):
    """What a number as printed may stand for."""

    low: Decimal
    high: Decimal

    def meets(self, other: Interval) -> bool:
        """Whether both may stand for the same; an edge alone is enough only where one is a point (2.0 and 1.9 share none)."""
        low, high = max(self.low, other.low), min(self.high, other.high)
        return low < high or (low == high and low in (*self._point, *other._point))

    @property
    def _point(self) -> tuple[Decimal, ...]:
        return (self.low,) if self.low == self.high else ()


class Amounts(NamedTuple):
    """A target and an outcome in the unit ``unit``, each with what it may stand for."""

    target: Decimal
    outcome: Decimal
    target_interval: Interval
    outcome_interval: Interval
    unit: str
    is_money: bool


def dimension(quantity: Quantity) -> str:
    """What it measures: 元, m², %, or a classifier; classifiers that count the same things are one."""
    unit = quantity.base_unit or quantity.unit
    return terms("classifier").get(unit, _METRES.get(unit, unit))


def amounts(target: Quantity, outcome: Quantity) -> Amounts | None:
    """Both in the unit of the target; None where they measure different things."""
    if dimension(target) != dimension(outcome):
        return None
    one = Decimal(1)
    scale = one if target.unit == outcome.unit else _scale(outcome) / _scale(target)
    return Amounts(
        _decimal(target.value),
        _FOR_PEOPLE.plus(_decimal(outcome.value) * scale),
        _interval(target, one),
        _interval(outcome, scale),
        target.unit,
        dimension(target) in MONEY,
    )


def arithmetic(sums: Amounts, target: Quantity, outcome: Quantity) -> Arithmetic:
    """The difference, and the line that leads to it."""
    difference = sums.outcome - sums.target
    difference_unit = "个百分点" if sums.unit == "%" else sums.unit
    return Arithmetic(
        target=float(sums.target),
        outcome=float(sums.outcome),
        unit=sums.unit,
        difference=float(difference),
        difference_unit=difference_unit,
        formula=f"{written(outcome)} − {written(target)} = {_plain(difference)}{difference_unit}",
    )


def written(quantity: Quantity) -> str:
    """``≥5%``, ``1–2个``."""
    number = _as_printed(quantity, quantity.value)
    if quantity.upper is not None:
        number += f"–{_as_printed(quantity, quantity.upper)}"
    return _SIGNS[quantity.bound].format(number + quantity.unit)


def _as_printed(quantity: Quantity, number: int | float) -> str:
    return f"{_decimal(number):.{_decimals(quantity.raw, number)}f}".replace("-", "−")


def _decimals(raw: str, number: int | float) -> int:
    """How many decimals ``number`` has where it is printed in ``raw``: 6.0% is not the same as 6%."""
    value = _decimal(number)
    printed = _NUMBER.findall(_UNPRINTED.sub("", unicodedata.normalize("NFKC", raw)))
    exact = [len(each.partition(".")[2]) for each in printed if Decimal(each) == abs(value)]
    return max([_own_decimals(value), *exact])


def _own_decimals(value: Decimal) -> int:
    """Those without which ``value`` would be another number."""
    exponent = value.normalize().as_tuple().exponent
    assert isinstance(exponent, int)
    return max(-exponent, 0)


def _scale(quantity: Quantity) -> Decimal:
    if quantity.base_value is None or not quantity.value:
        return Decimal(1)
    base = _decimal(quantity.base_value) / _decimal(quantity.value)
    return base / 1000 if quantity.base_unit in _METRES else base


def _interval(quantity: Quantity, scale: Decimal) -> Interval:
    value = _decimal(quantity.value)
    size = abs(value)
    rounding = _rounding(quantity)
    match quantity.bound:
        case Bound.ABOUT:
            slack = _ABOUT_POINTS if quantity.unit == "%" else size * _ABOUT_SHARE
            low, high = value - slack, value + slack
        case Bound.OVER | Bound.AT_LEAST:
            low, high = value, value + size * _BEYOND_SHARE
        case Bound.NEARLY | Bound.AT_MOST:
            low, high = value - size * _BEYOND_SHARE, value
        case Bound.RANGE:
            low, high = value, _decimal(quantity.value if quantity.upper is None else quantity.upper)
        case _:
            low, high = value - rounding, value + rounding
    return Interval(_FOR_PEOPLE.plus(low * scale), _FOR_PEOPLE.plus(high * scale))


def _rounding(quantity: Quantity) -> Decimal:
    """Half of the last printed digit; whole things are counted, not rounded."""
    decimals = _decimals(quantity.raw, quantity.value)
    counted = decimals == 0 and quantity.unit in {*terms("classifier"), *terms("classifier").values()}
    return Decimal(0) if counted else Decimal(1).scaleb(-decimals) / 2


def _decimal(number: int | float) -> Decimal:
    return Decimal(str(number))


def _plain(number: Decimal) -> str:
    return f"{number.normalize():f}".replace("-", "−")
