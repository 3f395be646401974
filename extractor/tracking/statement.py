"""Records of all kinds as statements about one subject of one place and period, with what their neighbours say for them."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from typing import Literal

from extractor.tables.regions import region_of
from extractor.tracking.amounts import MONEY, dimension
from extractor.tracking.lexicon import any_of, project_indicators
from extractor.tracking.models import Citation
from extractor.tracking.span import Span, span_of
from extractor.tracking.subject import Subject, subject_of
from schemas.actions import Action, action_in
from schemas.catalogue import canonical_id
from schemas.commitment import Commitment
from schemas.indicator import ChangeBasis, Indicator, Status
from schemas.project import Project, Timeframe
from schemas.quantities import quantities
from schemas.quantity import Quantity
from schemas.record import Record
from schemas.report import Region, Report
from schemas.result import Result

_LIST_GAP = 2
"""Characters between two items of one list: a comma, perhaps a space."""

_COMMA = re.compile(r"[，,、；;。]")


@dataclass(frozen=True, slots=True)
class Statement:
    """One record, ready to be compared."""

    report: Report
    record: Record
    region: Region
    span: Span
    subject: Subject
    action: Action | None

    @property
    def place(self) -> str:
        """What tells its region from others."""
        return self.region.code or self.region.name

    @property
    def own_place(self) -> str | None:
        """The place whose report it stands in."""
        own = self.report.region
        return (own.code or own.name) if own else None

    @property
    def is_promise(self) -> bool:
        """Whether it is about what will be."""
        return isinstance(self.record, Commitment) or (
            isinstance(self.record, Project) and self.record.timeframe is Timeframe.PLANNED
        )

    @property
    def is_project(self) -> bool:
        """Whether it is about something built."""
        return isinstance(self.record, Project)

    @property
    def group(self) -> str:
        """The group of its action; a plain figure without one."""
        return self.action.group if self.action else "plain"

    @property
    def is_total(self) -> bool:
        """Whether it tells of all there are by then (累计建成60个), not of what the period added."""
        return bool(any_of("total").search("".join(self.record.evidence.quote.split()) + self.record.name))

    @property
    def is_facility(self) -> bool:
        """Whether it says that something is to be built (建设道路), not that something is to be pressed on with."""
        return self.action is not None and "建设" in self.record.name.removesuffix("建设")

    @property
    def is_deed(self) -> bool:
        """Whether it says that something is to be done, but not by which kind of work (完成108个社区供水管网)."""
        return self.action is None and any_of("deed").match(self.record.name) is not None

    @property
    def is_verbless(self) -> bool:
        """Whether it says nothing of what is to be done with what it counts (孔雀团队30个以上)."""
        return self.action is None and any_of("lead").match(self.record.name) is None

    @property
    def is_named_as_done(self) -> bool:
        """Whether the very words around its number, or its completed name, say that it was done, not those of a neighbour."""
        named = action_in(self.record.name)
        return self.group == "done" and (self.is_project or (named is not None and named.group == "done"))

    @property
    def grades(self) -> frozenset[str]:
        """The grades in its name: 国家级, 省级."""
        return frozenset(any_of("grade").findall(self.record.name))

    @property
    def estimate(self) -> bool:
        """Whether the report calls its figure preliminary."""
        return isinstance(self.record, Indicator) and self.record.status is Status.ESTIMATE

    @property
    def sum_of_money(self) -> float:
        """The sum that it states, in base units; nought without one."""
        return max((float(quantity.base_value or 0) for _, quantity in self.figures() if dimension(quantity) in MONEY), default=0.0)

    def canonical(self, field: str | None = None) -> str | None:
        """The id in the catalogue of what ``field`` measures, or of the record as a whole."""
        if isinstance(self.record, Indicator | Commitment):
            return self.record.canonical or canonical_id(self.subject.key)
        sums = (row.indicator for row in project_indicators() if (row.group, row.field) == (self.group, field))
        counted = next(sums, None) if isinstance(self.record, Project) and self.record.count else None
        return counted or (canonical_id(self.subject.key) if len(self.subject.parts) == 1 else None)

    @property
    def is_long_term(self) -> bool:
        """Whether it promises for a year beyond that which its report plans."""
        planned = self.report.planned_year
        return planned is not None and self.span.years[1] > planned

    def figures(self) -> Iterator[tuple[str, Quantity]]:
        """The fields that can be compared, with their numbers; growth only over the year before."""
        for field, quantity in quantities(self.record):
            if field.startswith("comparison."):
                continue
            if field == "change" and isinstance(self.record, Indicator) and self.record.change_basis not in (None, _YEARLY):
                continue
            yield field, quantity

    def cite(self, field: str | None = None) -> Citation:
        """The record as evidence for the number in ``field``."""
        record = self.record
        return Citation(
            source=self.report.source,
            record=record.id,
            kind=_kind(record),
            name=record.name,
            period=record.period,
            field=field,
            quantity=dict(quantities(record)).get(field) if field else None,
            words=_words(record),
            estimate=self.estimate,
            evidence=record.evidence,
        )


_YEARLY = ChangeBasis.YEAR_ON_YEAR


def _kind(record: Record) -> Literal["commitment", "project", "indicator"]:
    if isinstance(record, Commitment):
        return "commitment"
    return "project" if isinstance(record, Project) else "indicator"


def _words(record: Record) -> str | None:
    if isinstance(record, Commitment):
        return record.qualitative_target
    return record.stage.value if isinstance(record, Project) and record.stage else None


def statements(result: Result) -> Iterator[Statement]:
    """The records of ``result`` that name a place and a period, in text order."""
    previous: Statement | None = None
    for record in sorted(result.records, key=lambda record: (record.evidence.start, record.evidence.end)):
        if isinstance(record, Indicator) and _is_what_was_to_be_done(record):
            continue
        region = region_of(record.region, result.report)
        span = span_of(record.period)
        if region is None or span is None:
            previous = None
            continue
        statement = Statement(result.report, record, region, span, _subject(record), _action(record))
        previous = _completed(statement, previous)
        yield previous


def _subject(record: Record) -> Subject:
    subject = subject_of(record.name)
    if isinstance(record, Project) and not record.count and not subject.named:
        return replace(subject, named=frozenset(part for part in subject.parts if len(part) >= 4))
    return subject


def _is_what_was_to_be_done(record: Indicator) -> bool:
    """Whether its number is the whole of which the next number tells what was done: 119项 in 119项民生实事完成118项."""
    if record.value is None:
        return False
    following = _around(record, record.value)[1]
    done = re.match(rf"[^\d，,；;。]+?(?:{any_of('of_which').pattern})了?\d+(?P<unit>{re.escape(record.value.unit)})", following)
    return done is not None


def _action(record: Record) -> Action | None:
    """What a project's words say of it; for figures the name comes first, because it is completed.

    An application beside the number itself comes before both: 拟认定70家 is read as the name 认定.
    """
    quote = "".join(record.evidence.quote.split())
    if isinstance(record, Project):
        return action_in(quote)
    beside = _beside_numbers(record)
    if beside and beside.group == "applied":
        return beside
    return action_in(record.name) or action_in(quote)


def _beside_numbers(record: Record) -> Action | None:
    """What the words between the commas around its first number say was done."""
    quantity = next((quantity for _, quantity in quantities(record)), None)
    if quantity is None:
        return None
    before, following = _around(record, quantity)
    return action_in(_COMMA.split(before)[-1] + _COMMA.split(following)[0])


def _around(record: Record, quantity: Quantity) -> tuple[str, str]:
    """The words of its evidence before and after a number."""
    quote = record.evidence.quote
    start = quantity.start - record.evidence.start
    if quote[start : start + len(quantity.raw)] != quantity.raw:
        start = quote.find(quantity.raw)
    if start < 0:
        return "", ""
    return "".join(quote[:start].split()), "".join(quote[start + len(quantity.raw) :].split())


def _completed(statement: Statement, previous: Statement | None) -> Statement:
    """An item of a list says only once what is done (推荐…221家、…306家) or with what (7个安置房项目…，18个项目…)."""
    if previous is None or not _is_next_item(statement, previous):
        return statement
    says_nothing = statement.action is None or _beside_numbers(statement.record) is None
    if says_nothing and previous.group == "applied" and _units(statement) & _units(previous):
        statement = replace(statement, action=previous.action)
    if statement.is_project and previous.is_project and not statement.subject.is_telling and previous.subject.is_telling:
        statement = replace(statement, subject=replace(statement.subject, parts=previous.subject.parts))
    return statement


def _is_next_item(statement: Statement, previous: Statement) -> bool:
    return 0 <= statement.record.evidence.start - previous.record.evidence.end <= _LIST_GAP


def _units(statement: Statement) -> set[str]:
    return {quantity.unit for field, quantity in statement.figures() if field != "change"}


def all_statements(results: Iterable[Result]) -> tuple[Statement, ...]:
    """The statements of several results; the same report given twice counts once."""
    seen: set[str] = set()
    found: list[Statement] = []
    for result in results:
        if result.report.sha256 not in seen:
            seen.add(result.report.sha256)
            found.extend(statements(result))
    return tuple(found)
