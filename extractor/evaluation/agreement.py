"""Whether two values of one field say the same."""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal
from operator import attrgetter
from typing import Any, NamedTuple

from schemas import Commitment, Indicator, Project, Quantity
from schemas.actions import counted_apart
from schemas.catalogue import canonical_id
from schemas.record import Record

NUMBER_FIELDS: dict[type[Record], tuple[str, ...]] = {
    Indicator: ("value", "change", "comparison.value", "comparison.difference"),
    Project: ("count", "investment", "completed_investment", "scale"),
    Commitment: ("target", "change"),
}
_SHARED = ("kind", "name", "region", "period")
FIELDS: dict[type[Record], tuple[str, ...]] = {
    Indicator: (*_SHARED, *NUMBER_FIELDS[Indicator], "canonical", "change_basis", "comparison.reference", "rank", "status"),
    Project: (*_SHARED, *NUMBER_FIELDS[Project], "location", "stage", "timeframe", "parties"),
    Commitment: (*_SHARED, *NUMBER_FIELDS[Commitment], "canonical", "qualitative_target", "modality", "responsible"),
}

_LOOSE = re.compile(r"[\s“”\"'‘’*《》「」]")
_ONE_WIDTH = str.maketrans("（）％，：；", "()%,:;")
_SCALES = {"万亿": 12, "亿": 8, "千万": 7, "百万": 6, "万": 4}


class Amount(NamedTuple):
    """A value with 万, 亿 and the like taken in, and the unit that is left."""

    value: Decimal | None
    unit: str


def amount(value: Any, unit: str) -> Amount:
    """The amount of ``value`` in ``unit``: 1.2 亿元 is as right as 12000 万元, 百分点 as 个百分点."""
    plain = "个百分点" if unit == "百分点" else letters(unit)
    number = None if value is None else Decimal(str(value)).normalize()
    scale = next((scale for scale in _SCALES if plain.startswith(scale)), None)
    if number is None or scale is None:
        return Amount(number, plain)
    return Amount((number * 10 ** _SCALES[scale]).normalize(), plain.removeprefix(scale))


def letters(words: str) -> str:
    """``words`` in one width, without white space, quotation marks, titles' marks and Markdown emphasis."""
    return _LOOSE.sub("", words).translate(_ONE_WIDTH)


def kind_of(record: Record) -> str:
    """``indicator``, ``project`` or ``commitment``."""
    return type(record).__name__.lower()


def field_value(record: Record, field: str) -> Any:
    """What stands in ``field`` (``comparison.value`` and ``kind`` among them); None where the kind lacks it or it is empty."""
    if field == "kind":
        return kind_of(record)
    try:
        value = attrgetter(field)(record)
    except AttributeError:
        return None
    if field == "parties" and value is not None and not any(each for _, each in value):
        return None
    return None if value in ((), "") else value


def differing_fields(gold: Record, other: Record) -> Iterator[str]:
    """Fields of either record's kind whose values disagree; one filled and one empty disagree too."""
    for field in dict.fromkeys((*FIELDS[type(gold)], *FIELDS[type(other)])):
        if not agree(field, field_value(gold, field), field_value(other, field)):
            yield field


def is_full(gold: Record, other: Record) -> bool:
    """Whether kind, name, period and every number agree."""
    decisive = {"kind", "name", "period", *NUMBER_FIELDS[type(gold)]}
    return decisive.isdisjoint(differing_fields(gold, other))


def agree(field: str, one: Any, other: Any) -> bool:
    """Whether two values of ``field`` say the same."""
    if one is None or other is None:
        return one is other
    if field == "name":
        return same_name(one, other)
    if isinstance(one, Quantity) and isinstance(other, Quantity):
        return same_number(one, other)
    if isinstance(one, tuple):
        return len(one) == len(other) and all(map(same_number, _in_order(one), _in_order(other)))
    if isinstance(one, str):
        return letters(one) == letters(other)
    return bool(one == other)


def _in_order(numbers: tuple[Quantity, ...]) -> list[Quantity]:
    return sorted(numbers, key=lambda quantity: quantity.start)


def same_name(one: str, other: str) -> bool:
    """Whether two names are of one thing (see the package)."""
    short, long = sorted(("".join(filter(str.isalnum, letters(name))) for name in (one, other)), key=len)
    if short == long:
        return True
    ids = canonical_id(one), canonical_id(other)
    if None not in ids:
        return ids[0] == ids[1]
    if counted_apart(short) != counted_apart(long):
        return False
    rest = iter(long)
    return 2 * len(short) >= len(long) and all(letter in rest for letter in short)


def same_place(one: Quantity, other: Quantity) -> bool:
    """Whether the two numbers overlap in the text."""
    return one.start < other.end and other.start < one.end


def same_number(one: Quantity, other: Quantity) -> bool:
    """Whether both are one number of the text, read alike."""
    return same_place(one, other) and not faults(one, other)


def faults(gold: Quantity, other: Quantity) -> set[str]:
    """What is wrong with ``other`` as a reading of ``gold``: value, sign, unit, bound."""
    ours, theirs = _magnitudes(gold), _magnitudes(other)
    checks = {
        "value": [each.value for each in ours] == [each.value for each in theirs],
        "sign": (gold.value < 0) == (other.value < 0),
        "unit": ours[0].unit == theirs[0].unit,
        "bound": gold.bound == other.bound,
    }
    return {fault for fault, right in checks.items() if not right}


def _magnitudes(quantity: Quantity) -> list[Amount]:
    ends = sorted(abs(end) for end in (quantity.value, quantity.upper) if end is not None)
    return [amount(end, quantity.unit) for end in ends]
