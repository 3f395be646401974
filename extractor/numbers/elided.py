"""Units left out in parallel figures: in ``分别上升2.8和0.6个百分点`` both numbers are in 个百分点."""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal

from extractor.numbers.numerals import arabic

_NUMBER = re.compile(r"\d++(?:,\d{3}(?!\d))*+(?:\.\d++)?+")
_PARALLEL = re.compile(rf"分别[^，。；：、\d\n第]{{0,12}}(?P<numbers>(?:{_NUMBER.pattern}[、和与及])++)$")
_WINDOW = 80


def elided(text: str, match: re.Match[str]) -> Iterator[tuple[re.Match[str], Decimal]]:
    """The bare numbers that 分别 deals out together with the Arabic number of ``match``, each with its place; none for a range."""
    start = match.start()
    if match["low"] is None or match["high"] is not None or text[start - 1 : start] not in tuple("、和与及"):
        return
    parallel = _PARALLEL.search(text, max(0, start - _WINDOW), start)
    if parallel is None:
        return
    for number in _NUMBER.finditer(text, parallel.start("numbers"), start):
        value = arabic(number[0])
        if value is not None:
            yield number, value
