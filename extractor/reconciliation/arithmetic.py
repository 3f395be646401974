"""Parts that must fit: where a figure can be computed another way, a misfit becomes an issue, never a correction."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from decimal import Decimal

from schemas import Indicator, Issue, Project, Quantity
from schemas.record import Record

_RISES = re.compile(r"[增提上扩][长加高升大]到")
_PART = "其中"
_NEAR = 60
_BEFORE = 4


def misfits(records: Sequence[Record]) -> dict[int, list[Issue]]:
    """Issues by index in ``records`` (in text order)."""
    found: dict[int, list[Issue]] = {}
    for index, record in enumerate(records):
        issues = [*_own(record), *_with_before(record, records[max(0, index - _BEFORE) : index])]
        if issues:
            found[index] = issues
    return found


def _own(record: Record) -> Iterator[Issue]:
    """Misfits inside one record."""
    if isinstance(record, Indicator):
        yield from _comparison(record)
    if isinstance(record, Project) and record.investment and record.completed_investment:
        yield from _completed(record.completed_investment, record.investment)


def _comparison(record: Indicator) -> Iterator[Issue]:
    """A figure less the city's figure is the difference in points: 9% − 5.1% = 3.9."""
    compared = record.comparison
    if compared is None or compared.value is None or compared.difference is None:
        return
    own = next((each for each in (record.change, record.value) if each is not None and each.unit == compared.value.unit), None)
    if own is None or compared.difference.unit not in ("个百分点", "百分点"):
        return
    computed = _decimal(own) - _decimal(compared.value)
    if abs(computed - _decimal(compared.difference)) > _rounding(own, compared.value, compared.difference):
        yield _misfit(
            f"{own.raw} 与{compared.reference}的 {compared.value.raw} 相差 {computed} 个百分点，原文为 {compared.difference.raw}。"
        )


def _completed(completed: Quantity, total: Quantity) -> Iterator[Issue]:
    """What is completed of an investment is rarely more than twice the whole of it: likelier a misread scale."""
    if completed.base_value and total.base_value and completed.base_value > 2 * total.base_value:
        yield _misfit(f"完成投资 {completed.raw} 大大超过总投资 {total.raw}。")


def _with_before(record: Record, before: Sequence[Record]) -> Iterator[Issue]:
    """Misfits with records just before: a part with its whole, a rate with the amounts it relates, growth with its two levels."""
    if not isinstance(record, Indicator) or record.value is None:
        return
    for other in before:
        if isinstance(other, Indicator) and other.value is not None and _close(other, record):
            yield from _part(record, other)
            yield from _growth(other, record)
        if isinstance(other, Project) and _close(other, record):
            yield from _rate(record, other)


def _close(one: Record, other: Record) -> bool:
    return one.evidence.start <= other.evidence.start <= one.evidence.end + _NEAR


def _part(part: Indicator, whole: Indicator) -> Iterator[Issue]:
    """What comes after 其中 is no more than the whole."""
    assert part.value is not None and whole.value is not None
    if not part.evidence.quote.lstrip("，（( ").startswith(_PART) or part.value.unit == "%" or part.period != whole.period:
        return
    if _larger(part.value, whole.value):
        yield _misfit(f"其中的 {part.value.raw} 大于全部的 {whole.value.raw}。")


def _larger(one: Quantity, other: Quantity) -> bool:
    """Whether ``one`` is more than ``other``; never, where they share no unit."""
    if one.unit == other.unit:
        return one.value > other.value
    if one.base_value is None or other.base_value is None or one.base_unit != other.base_unit:
        return False
    return one.base_value > other.base_value


def _growth(earlier: Indicator, later: Indicator) -> Iterator[Issue]:
    """由A增长到B，增长x%: the growth follows from the two levels."""
    first, second, change = earlier.value, later.value, later.change
    assert first is not None and second is not None
    if change is None or change.unit != "%" or earlier.name != later.name:
        return
    if first.unit != second.unit or not first.value or not _RISES.match(later.evidence.quote):
        return
    computed = (_decimal(second) / _decimal(first) - 1) * 100
    if abs(computed - _decimal(change)) > 1:
        yield _misfit(f"由 {first.raw} 到 {second.raw} 变化 {computed:.1f}%，原文为 {change.raw}。")


def _rate(rate: Indicator, project: Project) -> Iterator[Issue]:
    """A completion rate follows from what is completed and what was planned."""
    assert rate.value is not None
    completed, total = project.completed_investment, project.investment
    if rate.value.unit != "%" or "完成率" not in rate.name or completed is None or total is None:
        return
    if not completed.base_value or not total.base_value:
        return
    computed = Decimal(completed.base_value) / Decimal(total.base_value) * 100
    if abs(computed - _decimal(rate.value)) > 1:
        yield _misfit(f"{completed.raw} 是 {total.raw} 的 {computed:.1f}%，原文的完成率为 {rate.value.raw}。")


def _decimal(quantity: Quantity) -> Decimal:
    return Decimal(str(quantity.value))


def _rounding(*numbers: Quantity) -> Decimal | int:
    """Half a unit in the last place of each number: what rounding may explain."""
    return sum(Decimal(5).scaleb(_exponent(number) - 1) for number in numbers)


def _exponent(quantity: Quantity) -> int:
    return int(_decimal(quantity).as_tuple().exponent)


def _misfit(message: str) -> Issue:
    return Issue(code="arithmetic_misfit", message=message)
