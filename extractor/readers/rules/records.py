"""Drafts become records of the kind that the contract gives them."""

from __future__ import annotations

from extractor.documents import Document, Folded
from extractor.readers.rules.draft import Draft
from extractor.readers.rules.stages import stage_for
from schemas import (
    Check,
    CheckStatus,
    Commitment,
    Comparison,
    Evidence,
    Indicator,
    Project,
    Quantity,
    ReadBy,
    Region,
    Timeframe,
)
from schemas.catalogue import canonical_id
from schemas.regions import region_name

_UNCHECKED = Check(status=CheckStatus.NO_NUMBERS, read_by=ReadBy.RULES)
_NO_ID = "-"


def to_record(draft: Draft, document: Document, folded: Folded, home: Region | None) -> Indicator | Project | Commitment:
    """The record that ``draft`` amounts to; ``home`` is the report's region; id and check are set by reconciliation."""
    region = region_name(draft.region, home)
    if draft.is_project:
        return _project(draft, document, folded, region)
    if draft.context.timeframe is Timeframe.PLANNED:
        return _commitment(draft, document, folded, region)
    return _indicator(draft, document, folded, region)


def _evidence(draft: Draft, document: Document, folded: Folded) -> Evidence:
    start, end = folded.span(draft.start, draft.end)
    return Evidence(
        quote=document.text[start:end],
        start=start,
        end=end,
        section=draft.statement.section,
        page=document.page_of(start),
    )


def _indicator(draft: Draft, document: Document, folded: Folded, region: str | None) -> Indicator:
    return Indicator(
        id=_NO_ID,
        name=draft.name,
        canonical=canonical_id(draft.name),
        region=region,
        period=draft.context.period,
        value=draft.level,
        change=draft.change,
        change_basis=None if draft.change is None else draft.basis or draft.context.basis,
        comparison=_comparison(draft),
        rank=draft.rank,
        status=draft.status,
        evidence=_evidence(draft, document, folded),
        check=_UNCHECKED,
    )


def _comparison(draft: Draft) -> Comparison | None:
    if draft.difference is None and draft.reference_value is None:
        return None
    return Comparison(reference=draft.reference or "", value=draft.reference_value, difference=draft.difference)


def _project(draft: Draft, document: Document, folded: Folded, region: str | None) -> Project:
    return Project(
        id=_NO_ID,
        name=draft.name,
        region=region,
        period=draft.context.period,
        count=draft.count,
        investment=draft.investment,
        completed_investment=draft.completed,
        scale=tuple(draft.scale),
        stage=stage_for(draft.stage, draft.context.timeframe),
        timeframe=draft.context.timeframe,
        evidence=_evidence(draft, document, folded),
        check=_UNCHECKED,
    )


def _commitment(draft: Draft, document: Document, folded: Folded, region: str | None) -> Commitment:
    level, change = _target_and_change(draft)
    return Commitment(
        id=_NO_ID,
        name=draft.name,
        canonical=canonical_id(draft.name),
        region=region,
        period=draft.context.period,
        target=level,
        change=change,
        qualitative_target=draft.qualitative,
        modality=draft.modality,
        evidence=_evidence(draft, document, folded),
        check=_UNCHECKED,
    )


def _target_and_change(draft: Draft) -> tuple[Quantity | None, Quantity | None]:
    """A promise to stand above somebody else is a change where it names no other."""
    return draft.level or draft.reference_value, draft.change or draft.difference
