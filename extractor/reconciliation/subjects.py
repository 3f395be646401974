"""Whose number is it: a number that a model gives to one subject, and the rules to its neighbour."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from schemas import Issue, Quantity
from schemas.quantities import quantities
from schemas.record import Record

_NEIGHBOURS = 4
# A neighbour's name must be so many times as like the record's as the name of the number's own record, and like it at all; chosen
# so that of two reports' recorded records, named in a model's own way, none is accused that is not differing anyway.
_CLEARLY = 1.5
_AT_LEAST = 0.25

Letters = frozenset[str]


class Subjects:
    """The names that the rules read around every number of a report."""

    def __init__(self, rules: Sequence[Record]) -> None:
        self._rules = rules
        self._letters = [_pairs(record.name) for record in rules]
        self._by_number = {number.start: index for index, record in enumerate(rules) for _, number in quantities(record)}

    def doubts(self, records: Sequence[Record]) -> list[list[Issue]]:
        """Issues for each of the model's ``records``: about a number that the rules give to one subject while a neighbour bears
        the record's name; and about the numbers of that neighbour where yet another record holds them, under a name less like it.
        """
        doubts: list[dict[int, Issue]] = [{} for _ in records]
        holders = {number.start: index for index, record in enumerate(records) for _, number in quantities(record)}
        for index, record in enumerate(records):
            for number, own, other in self._strange_numbers(record):
                told = f"名称“{record.name}”与邻近的“{self._rules[other].name}”相符。"
                doubts[index][number.start] = _issue(number, self._rules[own], told)
                for holder, held in self._exchanged(other, record.name, records, holders):
                    told = f"可能与记录“{record.name}”的数互换。"
                    doubts[holder].setdefault(held.start, _issue(held, self._rules[other], told))
        return [list(issues.values()) for issues in doubts]

    def _strange_numbers(self, record: Record) -> Iterator[tuple[Quantity, int, int]]:
        """Numbers of the wrong subject, each with the rules' record that holds it and the one that bears the name."""
        letters = _pairs(record.name)
        for _, number in quantities(record):
            own = self._by_number.get(number.start)
            other = None if own is None else self._better(letters, own)
            if own is not None and other is not None:
                yield number, own, other

    def _exchanged(
        self, subject: int, name: str, records: Sequence[Record], holders: Mapping[int, int]
    ) -> Iterator[tuple[int, Quantity]]:
        """Records that hold a number of ``subject`` although ``name`` is more like it than theirs, with that number."""
        likeness = _likeness(_pairs(name), self._letters[subject])
        for _, number in quantities(self._rules[subject]):
            holder = holders.get(number.start)
            if holder is not None and _likeness(_pairs(records[holder].name), self._letters[subject]) < likeness:
                yield holder, number

    def _better(self, letters: Letters, own: int) -> int | None:
        """The neighbour whose name is clearly more like ``letters`` than that of the rules' record ``own``.

        Where the name of ``own`` stands whole in it the model has only said more (城市地下供水管网 for 供水管网): then only a
        neighbour of just that name is better.
        """
        around = range(max(0, own - _NEIGHBOURS), min(len(self._rules), own + _NEIGHBOURS + 1))
        best = max(around, key=lambda index: _likeness(letters, self._letters[index]))
        here, there = (_likeness(letters, self._letters[index]) for index in (own, best))
        says_more = self._letters[own] <= letters
        clearly = there == 1 or (not says_more and there >= max(_CLEARLY * here, _AT_LEAST))
        return best if here < there and clearly else None


def _issue(number: Quantity, owner: Record, told: str) -> Issue:
    return Issue(code="subject_differs", message=f"{number.raw} 规则读作“{owner.name}”的数；{told}")


def _likeness(ours: Letters, theirs: Letters) -> float:
    """Share of the pairs of letters that two names have in common (Dice), from 0 to 1."""
    return 2 * len(ours & theirs) / (len(ours) + len(theirs))


def _pairs(name: str) -> Letters:
    """Neighbouring letters and digits, at least one pair; marks and white space do not count."""
    letters = "".join(filter(str.isalnum, name))
    return frozenset(letters[at : at + 2] for at in range(max(len(letters) - 1, 1)))
