"""Records made by hand over a text: each claims a number somewhere, rightly or wrongly."""

from __future__ import annotations

from typing import Any

from extractor.documents import Document
from extractor.prepared import Prepared, prepare
from schemas import Check, CheckStatus, Evidence, Indicator, Quantity, ReadBy

TEXT = (
    "郑州市中原区2024年政府工作报告\n\n一、2023年工作回顾\n\n"
    "全区生产总值完成830.6亿元，增长8.1%。PM2.5下降2.3%。新增就业2.7万余人，收储土地1281.2亩。\n\n"
    "二、2024年工作安排\n\n生产总值增长7%左右，创建试点项目1-2个。\n"
)
_UNCHECKED = Check(status=CheckStatus.NO_NUMBERS, read_by=ReadBy.RULES)


def prepared(text: str = TEXT) -> Prepared:
    return prepare(Document.from_text(text))


def quantity(raw: str, value: float, unit: str, text: str = TEXT, **more: Any) -> Quantity:
    """The number that stands as ``raw`` in ``text``, read as ``value`` and ``unit``."""
    start = text.index(raw) if raw in text else 0
    return Quantity.model_validate({"value": value, "unit": unit, "raw": raw, "start": start, "end": start + len(raw), **more})


def indicator(quote: str, value: Quantity | None, name: str = "某指标", text: str = TEXT, **more: Any) -> Indicator:
    """An unchecked record that rests on ``quote``."""
    start = text.index(quote)
    evidence = Evidence(quote=quote, start=start, end=start + len(quote))
    return Indicator(id="-", name=name, value=value, evidence=evidence, check=_UNCHECKED, **more)
