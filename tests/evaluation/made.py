"""Records over one short text, each number where it stands, and results that hold them."""

from __future__ import annotations

from typing import Any

from schemas import Evidence, Indicator, Project, Quantity, Result
from schemas.record import Record
from tests.tables import made

TEXT = (
    "全区生产总值完成830.6亿元，增长8.1%。PM2.5下降2.3%，PM10下降3.9%。新增就业2.7万余人。"
    "新建公园7个，总面积12万平方米。深化一网通办改革，优化营商环境。"
)
SENTENCES = {sentence[:4]: sentence + "。" for sentence in TEXT.split("。") if sentence}


def number(raw: str, value: float, unit: str, **fields: Any) -> Quantity:
    """The number that stands as ``raw`` in the text, read as ``value`` and ``unit``."""
    start = TEXT.index(raw)
    return Quantity(value=value, unit=unit, raw=raw, start=start, end=start + len(raw), **fields)


def at(words: str) -> Evidence:
    """Evidence: ``words`` of the text, or the sentence that begins with four such characters."""
    quote = SENTENCES.get(words, words)
    start = TEXT.index(quote)
    return Evidence(quote=quote, start=start, end=start + len(quote))


def gdp(**fields: Any) -> Indicator:
    """Two numbers in one record."""
    value, change = number("830.6亿元", 830.6, "亿元"), number("8.1%", 8.1, "%")
    return _indicator("全区生产", **{"name": "生产总值", "canonical": "gdp", "value": value, "change": change, **fields})


def pm25(**fields: Any) -> Indicator:
    """A fall, in one sentence with the next."""
    return _indicator("PM2.", **{"name": "PM2.5浓度", "change": number("2.3%", -2.3, "%"), **fields})


def pm10(**fields: Any) -> Indicator:
    """A fall, in one sentence with the one before."""
    return _indicator("PM2.", **{"name": "PM10浓度", "change": number("3.9%", -3.9, "%"), **fields})


def jobs(**fields: Any) -> Indicator:
    """A bound and a scaled unit."""
    return _indicator("新增就业", **{"name": "新增就业", "value": number("2.7万余人", 2.7, "万人", bound="over"), **fields})


def parks(**fields: Any) -> Project:
    """A project with a scale."""
    scale = (number("12万平方米", 12, "万平方米"),)
    given = {"count": number("7个", 7, "个"), "scale": scale, "evidence": at("新建公园"), "period": "2023", "id": "p1", **fields}
    return made.project(**{"name": "公园", **given})


def reform(words: str = "深化一网通办改革", **fields: Any) -> Record:
    """A promise without a number."""
    return made.commitment(**{"name": words, "canonical": None, "evidence": at(words), **fields})


def _indicator(words: str, **fields: Any) -> Indicator:
    return made.indicator(**{"canonical": None, "evidence": at(words), **fields})


def result(*records: Record, **fields: Any) -> Result:
    """A result of a report about the text."""
    return made.result(*records, **fields)
