"""What models do to numbers and records, each as a function from a right answer to a damaged one.

``answer[index]`` is the record to damage, ``chance`` decides what is left open. A damage returns None where it does not apply (no
decimal point to move, no bound to drop). Where a number is misread, the model's other words go with it or not, as they do: only the
value is wrong; or the verbatim number too; or the quote as well.
"""

from __future__ import annotations

import random
import re
from collections.abc import Callable, Mapping
from typing import Any

from benchmarks.corruption.answers import Answer
from benchmarks.corruption.numbers import Path, Place, at, places, reworded, with_number
from schemas import Bound, ChangeBasis, Status

Damage = Callable[[Answer, int, random.Random], Answer | None]
Misreading = Callable[[Any, random.Random], dict[str, Any] | None]

_YEAR = re.compile(r"\d{4}")
_ARABIC = re.compile(r"\d[\d,.]*")
_QUALIFIER = re.compile(r"左右|以上|以下|以内|超过|超|突破|不低于|不少于|至少|不超过|高于|近|接近|约|大约|余|多|\+")
_SCALES = {"万亿": "亿", "亿": "万", "万": "亿"}
_FILLERS = ("完成", "实现", "达到", "同比", "全区", "全市", "全年", "累计", "预计", "成功", "积极", "持续", "的", "了")


def _misread(misreading: Misreading) -> Damage:
    """One number of the record misread, in one of the three ways."""

    def damage(answer: Answer, index: int, chance: random.Random) -> Answer | None:
        record = answer[index]
        found = places(record)
        misread = ((place, misreading(place.number, chance)) for place in chance.sample(found, len(found)))
        place, changes = next(((place, dict(changes)) for place, changes in misread if changes is not None), (None, None))
        if place is None or changes is None:
            return None
        words = changes.pop("raw", None)
        only_value = place.number.model_copy(update=changes)
        told = only_value if words is None else only_value.model_copy(update={"raw": words})
        way = chance.choice(("value", "raw", "quote"))
        if way == "value" or words is None:
            return _replaced(answer, index, with_number(record, place.path, only_value))
        if way == "raw":
            return _replaced(answer, index, with_number(record, place.path, told))
        return _replaced(answer, index, reworded(record, place, told))

    return damage


def _replaced(answer: Answer, index: int, *records: Any) -> Answer:
    return (*answer[:index], *records, *answer[index + 1 :])


def _revalued(number: Any, digits: str) -> dict[str, Any] | None:
    """The changes that make ``digits`` the value, in the words too where they hold it in Arabic digits."""
    old = _digits(number)
    value = float(digits) if "." in digits else int(digits)
    if value == abs(number.value):
        return None
    changes: dict[str, Any] = {"value": -value if number.value < 0 else value}
    if old in number.raw:
        changes["raw"] = number.raw.replace(old, digits, 1)
    return changes


def _digits(number: Any) -> str:
    return f"{abs(number.value)}"


def change_digit(number: Any, chance: random.Random) -> dict[str, Any] | None:
    """830.6 → 830.9."""
    digits = _digits(number)
    at = chance.choice([index for index, each in enumerate(digits) if each.isdigit()])
    others = [each for each in "0123456789" if each != digits[at] and (each != "0" or at)]
    return _revalued(number, digits[:at] + chance.choice(others) + digits[at + 1 :])


def swap_digits(number: Any, chance: random.Random) -> dict[str, Any] | None:
    """830.6 → 803.6."""
    digits = _digits(number)
    pairs = [at for at in range(len(digits) - 1) if digits[at : at + 2].isdigit() and digits[at] != digits[at + 1]]
    pairs = [at for at in pairs if at or digits[1] != "0"]
    if not pairs:
        return None
    at = chance.choice(pairs)
    return _revalued(number, digits[:at] + digits[at + 1] + digits[at] + digits[at + 2 :])


def move_point(number: Any, chance: random.Random) -> dict[str, Any] | None:
    """830.6 → 8306 or 83.06."""
    whole, _, part = _digits(number).partition(".")
    if not part or chance.random() < 0.5:
        moved = f"{whole[:-1] or '0'}.{whole[-1]}{part}"
    else:
        moved = f"{whole}{part[0]}.{part[1:]}".rstrip(".").lstrip("0") or "0"
    moved = "0" + moved if moved.startswith(".") else moved
    return _revalued(number, moved)


def change_scale(number: Any, _: random.Random) -> dict[str, Any] | None:
    """亿元 → 万元, 万人 → 亿人."""
    scale = next((scale for scale in _SCALES if number.unit.startswith(scale)), None)
    return None if scale is None else _with_unit(number, number.unit.replace(scale, _SCALES[scale], 1), scale, _SCALES[scale])


def confuse_points(number: Any, _: random.Random) -> dict[str, Any] | None:
    """% → 个百分点 and back."""
    other = {"%": "个百分点", "个百分点": "%", "百分点": "%"}.get(number.unit)
    return None if other is None else _with_unit(number, other, number.unit, other)


def _with_unit(number: Any, unit: str, old: str, new: str) -> dict[str, Any]:
    changes: dict[str, Any] = {"unit": unit}
    if old in number.raw:
        changes["raw"] = number.raw.replace(old, new, 1)
    return changes


def flip_sign(number: Any, _: random.Random) -> dict[str, Any] | None:
    """−2.3 → 2.3; the words stay."""
    if not number.value or number.upper is not None:
        return None
    return {"value": -number.value}


def drop_bound(number: Any, _: random.Random) -> dict[str, Any] | None:
    """超 100 家 → 100 家; a range is left alone."""
    if number.bound in (Bound.EXACT, Bound.RANGE):
        return None
    bare = _QUALIFIER.sub("", number.raw)
    return {"bound": Bound.EXACT} | ({"raw": bare} if bare != number.raw else {})


def change_upper_end(number: Any, chance: random.Random) -> dict[str, Any] | None:
    """5–6 % → 5–9 %."""
    if number.upper is None:
        return None
    upper = number.upper + chance.randint(1, 9)
    old = f"{abs(number.upper):g}"
    head, found, tail = number.raw.rpartition(old)
    return {"upper": upper} | ({"raw": f"{head}{abs(upper):g}{tail}"} if found else {})


def invent_number(number: Any, chance: random.Random) -> dict[str, Any]:
    """Another number altogether; whether the text holds it is for the caller to see."""
    value = round(chance.uniform(3, 9_000), chance.choice((0, 1, 2)))
    digits = f"{value:g}" if value != int(value) else f"{int(value)}"
    return {"value": float(digits) if "." in digits else int(digits), "upper": None, "raw": digits + number.unit}


def in_other_field(one: Path, other: Path) -> Damage:
    """The numbers of two fields exchanged; where only one of the fields holds a number, it goes to the other one."""

    def damage(answer: Answer, index: int, _: random.Random) -> Answer | None:
        record = answer[index]
        ours, theirs = at(record, one), at(record, other)
        has_fields = all(hasattr(record, str(path[0])) for path in (one, other))
        lacks_comparison = "comparison" in (one[0], other[0]) and getattr(record, "comparison", None) is None
        if not has_fields or lacks_comparison or ours is theirs:
            return None
        return _replaced(answer, index, with_number(with_number(record, one, theirs), other, ours))

    return damage


def flip_status(answer: Answer, index: int, _: random.Random) -> Answer | None:
    """A final figure told as an estimate, or the other way round."""
    other = {Status.ACTUAL: Status.ESTIMATE, Status.ESTIMATE: Status.ACTUAL}
    return _with_state(answer, index, "status", other.get(getattr(answer[index], "status", None)))


def change_basis(answer: Answer, index: int, chance: random.Random) -> Answer | None:
    """A change measured against something else: 比年初增长 for 同比增长."""
    record = answer[index]
    if getattr(record, "change_basis", None) is None or record.change is None:
        return None
    others = [basis for basis in ChangeBasis if basis is not record.change_basis]
    return _with_state(answer, index, "change_basis", chance.choice(others))


def _with_state(answer: Answer, index: int, field: str, value: Any) -> Answer | None:
    return None if value is None else _replaced(answer, index, answer[index].model_copy(update={field: value}))


def swap_with_neighbour(answer: Answer, index: int, chance: random.Random) -> Answer | None:
    """Two neighbours get each other's number in one field: figures dealt out in the wrong order."""
    other = index + 1
    if other >= len(answer):
        return None
    place, theirs = _same_field(answer[index], answer[other], chance)
    if place is None or theirs is None:
        return None
    first = with_number(answer[index], place.path, theirs.number)
    second = with_number(answer[other], place.path, place.number)
    return _replaced(_replaced(answer, other, second), index, first)


def take_from_neighbour(answer: Answer, index: int, chance: random.Random) -> Answer | None:
    """A record gets its neighbour's number, and the neighbour is gone: the number stands under the wrong subject."""
    for other in chance.sample((index - 1, index + 1), 2):
        if 0 <= other < len(answer) and len(places(answer[other])) == 1:
            place, theirs = _same_field(answer[index], answer[other], chance)
            if place is not None and theirs is not None:
                taken = _replaced(answer, index, with_number(answer[index], place.path, theirs.number))
                return (*taken[:other], *taken[other + 1 :])
    return None


def _same_field(one: Any, other: Any, chance: random.Random) -> tuple[Place | None, Place | None]:
    if type(one) is not type(other) or one.name == other.name:
        return None, None
    theirs = {place.path: place for place in places(other)}
    both = [place for place in places(one) if place.path in theirs and place.number != theirs[place.path].number]
    if not both:
        return None, None
    place = chance.choice(both)
    return place, theirs[place.path]


def from_another_sentence(answer: Answer, index: int, chance: random.Random) -> Answer | None:
    """A number of another sentence of the chunk in the place of the record's own; the quote stays."""
    record = answer[index]
    others = [
        place.number
        for each in answer
        if each.quote not in record.quote and record.quote not in each.quote
        for place in places(each)
    ]
    others = [number for number in others if number.raw not in record.quote]
    if not others:
        return None
    place = chance.choice(places(record))
    return _replaced(answer, index, with_number(record, place.path, chance.choice(others)))


def invent_record(answer: Answer, index: int, chance: random.Random) -> Answer:
    """A record more, with words and number made up after those of a right one."""
    record = answer[index]
    place = chance.choice(places(record))
    changes = invent_number(place.number, chance)
    number = place.number.model_copy(update=changes)
    made_up = reworded(record, place, number)
    return _replaced(answer, index, record, made_up.model_copy(update={"name": made_up.name + "总量"}))


def double_record(answer: Answer, index: int, _: random.Random) -> Answer:
    """The same record twice."""
    return _replaced(answer, index, answer[index], answer[index])


def drop_record(answer: Answer, index: int, _: random.Random) -> Answer:
    """The record is not reported."""
    return _replaced(answer, index)


def shift_year(answer: Answer, index: int, chance: random.Random) -> Answer | None:
    """2023 → 2022 or 2024, in every year of the period."""
    record = answer[index]
    if not record.period or not _YEAR.search(record.period):
        return None
    shift = chance.choice((-1, 1))
    period = _YEAR.sub(lambda match: str(int(match[0]) + shift), record.period)
    return _replaced(answer, index, record.model_copy(update={"period": period}))


def paraphrase_quote(answer: Answer, index: int, chance: random.Random) -> Answer | None:
    """Fillers left out, or the sentence told in other words around its numbers; nothing else of the record changes."""
    record = answer[index]
    present = [word for word in _FILLERS if word in record.quote and not any(word in each.number.raw for each in places(record))]
    if present and chance.random() < 0.5:
        quote = record.quote.replace(chance.choice(present), "", 1)
    else:
        told = "，".join(f"{chance.choice(('为', '达', '是'))}{place.number.raw}" for place in places(record))
        quote = f"{record.name}{told}"
    return None if quote == record.quote else _replaced(answer, index, record.model_copy(update={"quote": quote}))


DAMAGES: Mapping[str, Damage] = {
    "one digit changed": _misread(change_digit),
    "two digits swapped": _misread(swap_digits),
    "decimal point moved": _misread(move_point),
    "scaled 万/亿": _misread(change_scale),
    "% for 个百分点": _misread(confuse_points),
    "sign flipped": _misread(flip_sign),
    "bound dropped": _misread(drop_bound),
    "upper end changed": _misread(change_upper_end),
    "level for change": in_other_field(("value",), ("change",)),
    "investment for completed": in_other_field(("investment",), ("completed_investment",)),
    "own change for the other's": in_other_field(("change",), ("comparison", "value")),
    "status flipped": flip_status,
    "basis changed": change_basis,
    "numbers of neighbours exchanged": swap_with_neighbour,
    "number taken from a neighbour": take_from_neighbour,
    "number from another sentence": from_another_sentence,
    "number invented": _misread(invent_number),
    "record invented": invent_record,
    "record doubled": double_record,
    "record dropped": drop_record,
    "year shifted": shift_year,
    "quote paraphrased": paraphrase_quote,
}
