"""Whose number is it: a number that a model gives to one subject, and the rules to its neighbour."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from schemas import Issue
from schemas.quantities import AnyRecord, quantities

_NEIGHBOURS = 4
# A neighbour's name must be so many times as like the record's as the name of the number's own record, and like it at all; chosen
# so that of two reports' recorded records, named in a model's own way, none is accused that is not differing anyway.
_CLEARLY = 1.5
_AT_LEAST = 0.25

Letters = frozenset[str]


class Subjects:
    """The names that the rules read around every number of a report."""

    def __init__(self, rules: Sequence[AnyRecord]) -> None:
        self._names = [(record.name, _pairs(record.name)) for record in rules]
        self._by_number = {number.start: index for index, record in enumerate(rules) for _, number in quantities(record)}

    def strange_numbers(self, record: AnyRecord) -> Iterator[Issue]:
        """An issue for each number of ``record`` that the rules give to one subject while a neighbour bears the record's name."""
        letters = _pairs(record.name)
        for field, number in quantities(record):
            index = self._by_number.get(number.start)
            other = None if index is None else self._better(letters, index)
            if index is not None and other is not None:
                own, _ = self._names[index]
                message = f"{field} {number.raw} 规则读作“{own}”的数；名称“{record.name}”与邻近的“{other}”相符。"
                yield Issue(code="subject_differs", message=message)

    def _better(self, letters: Letters, index: int) -> str | None:
        """The name of a neighbour that is clearly more like ``letters`` than that of the rules' record at ``index``."""
        around = self._names[max(0, index - _NEIGHBOURS) : index + _NEIGHBOURS + 1]
        name, best = max(around, key=lambda each: _likeness(letters, each[1]))
        here, there = _likeness(letters, self._names[index][1]), _likeness(letters, best)
        clearly = there == 1 or there >= max(_CLEARLY * here, _AT_LEAST)
        return name if here < there and clearly else None


def _likeness(ours: Letters, theirs: Letters) -> float:
    """Share of the pairs of letters that two names have in common (Dice), from 0 to 1."""
    return 2 * len(ours & theirs) / max(len(ours) + len(theirs), 1)


def _pairs(name: str) -> Letters:
    """Neighbouring letters and digits; marks and white space do not count."""
    letters = "".join(filter(str.isalnum, name))
    return frozenset(letters[at : at + 2] for at in range(max(len(letters) - 1, 1)))
