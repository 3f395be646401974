"""What a model is asked to return: the record schemas without what only the program can know.

The classes are derived from ``schemas``, so that a field added there is asked for here with the same description. Ids, checks and
catalogue ids are left out, offsets are replaced by quotes, and base units are computed afterwards.
"""

from __future__ import annotations

from functools import reduce
from operator import or_
from types import GenericAlias
from typing import Any, get_args, get_origin

from pydantic import BaseModel, ConfigDict, Field, create_model

from schemas import Commitment, Comparison, Indicator, Project, Quantity

_OURS = frozenset(("id", "evidence", "check", "canonical", "start", "end", "base_value", "base_unit"))
_QUOTE = Field(description="依据的原文，一字不改，包含这条记录的全部数字。")


class Reported(BaseModel):
    """Base of what a model reports: immutable, and lenient about unknown fields, because models add remarks."""

    model_config = ConfigDict(frozen=True, extra="ignore")


def _derive(name: str, source: type[BaseModel], known: dict[Any, Any], quoted: bool = False) -> type[Reported]:
    """``source`` without the fields that only the program knows; ``known`` maps schema types to those derived already."""
    fields: dict[str, Any] = {"quote": (str, _QUOTE)} if quoted else {}
    for field, info in source.model_fields.items():
        if field not in _OURS:
            default = ... if info.is_required() else info.get_default()
            fields[field] = (_translated(info.annotation, known), Field(default, description=info.description))
    return create_model(name, __base__=Reported, __doc__=source.__doc__, **fields)


def _translated(annotation: Any, known: dict[Any, Any]) -> Any:
    """The annotation with schema types replaced by those derived from them."""
    if annotation in known:
        return known[annotation]
    arguments = get_args(annotation)
    if get_origin(annotation) is tuple:
        return GenericAlias(tuple, (_translated(arguments[0], known), ...))
    if type(None) in arguments:
        return reduce(or_, (_translated(argument, known) for argument in arguments))
    return annotation


ReportedQuantity = _derive("ReportedQuantity", Quantity, {})
_KNOWN: dict[Any, Any] = {Quantity: ReportedQuantity}
_KNOWN[Comparison] = _derive("ReportedComparison", Comparison, _KNOWN)
ReportedIndicator = _derive("ReportedIndicator", Indicator, _KNOWN, quoted=True)
ReportedProject = _derive("ReportedProject", Project, _KNOWN, quoted=True)
ReportedCommitment = _derive("ReportedCommitment", Commitment, _KNOWN, quoted=True)


class Reading(Reported):
    """一段正文里的全部记录；没有的类是空列表。"""

    indicators: tuple[ReportedIndicator, ...] = Field(description="指标：已经发生的量。")  # type: ignore[valid-type]
    projects: tuple[ReportedProject, ...] = Field(description="项目：建设、投资、签约、投用。")  # type: ignore[valid-type]
    commitments: tuple[ReportedCommitment, ...] = Field(description="承诺：关于将来的其他说法。")  # type: ignore[valid-type]

    def records(self) -> list[Any]:
        """All records, in the order indicators, projects, commitments."""
        return [*self.indicators, *self.projects, *self.commitments]
