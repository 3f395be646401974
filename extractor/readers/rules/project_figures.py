"""The figures of a project: how many, how much money, how large."""

from __future__ import annotations

import re

from extractor.numbers import Find
from extractor.readers.rules.lexicon import rows, words_for

COUNTERS = frozenset(row["word"] for row in rows("project_units") if row["use"] == "counts")
_SCALE_UNITS = re.compile(rf"(?:{words_for('project_units', 'scale')})$")
_MONEY = re.compile(r"元$|^[万]?亿$")
_INVESTMENT = re.compile(rf"(?:{words_for('project_figures', 'money_before')})*(?:{words_for('project_figures', 'money')})的?")
_COMPLETED = re.compile(r"投资(?:额)?完成|(?:完成|累计完成|已完成|年度完成|完成年度)(?:年度)?(?:计划)?(?:总)?投资(?:额)?")


def is_counter(find: Find) -> bool:
    """Whether the number counts single things: 5个, 12项."""
    return find.quantity.unit in COUNTERS


def is_money(find: Find) -> bool:
    """Whether the number is an amount of money."""
    return _MONEY.search(find.quantity.unit) is not None


def is_scale(find: Find) -> bool:
    """Whether the number can be the size of a project: an area, a length, a number of flats, a capacity."""
    return _SCALE_UNITS.search(find.quantity.unit) is not None


def says_completed_investment(words: str) -> bool:
    """``完成投资``, ``完成年度投资``."""
    return _COMPLETED.search(words) is not None


def says_investment(words: str) -> bool:
    """``总投资``, ``计划总投资``, ``签约额``: nothing but a word for the money put in."""
    return _INVESTMENT.fullmatch(words) is not None or _COMPLETED.fullmatch(words) is not None


def says_money_put_in(words: str) -> bool:
    """Whether nothing is named but that money was put in."""
    return says_investment(words) or words in ("投入", "投入资金", "共投资", "投资")


def says_size(words: str) -> bool:
    """``总建筑面积``, ``总长度``: a word for the size of a project."""
    return re.fullmatch(r"总?(?:建筑|占地|规划)?(?:面积|长度|里程)", words) is not None
