"""Kinds of record: what a reading is asked for, and what its result holds; the built-in ones, and any of the user's own."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Any

from pydantic import create_model

from extractor.errors import ExtractorError
from extractor.prepared import Prepared
from schemas import Commitment, Indicator, Project, Result
from schemas.quantities import quantity_fields
from schemas.record import Record

RulesReader = Callable[[Prepared], Sequence[Record]]


class UnfitKind(ExtractorError):
    """A kind of record that the program could not fill, check or tell from another."""

    default_hint = "See docs/new-kind.md."


@dataclass(frozen=True, slots=True)
class RecordKind:
    """A kind of record: its schema, the name of its list in a result, and how it is read.

    ``description`` says in a few words what it is, ``instructions`` how a model is to find and fill it; both are sent to the
    model. ``read_by_rules`` finds the records of a prepared report without a model, in text order; none where rules cannot.
    Raises :class:`UnfitKind` where the schema lacks what the pipeline needs.
    """

    type: type[Record]
    plural: str
    description: str
    instructions: str = ""
    read_by_rules: RulesReader | None = None

    def __post_init__(self) -> None:
        fields, name = self.type.model_fields, self.type.__name__
        if not {"evidence", "check"} <= fields.keys():
            raise UnfitKind(f"{name} has no evidence or no check, which every record needs.")
        if required := [field for field in quantity_fields(self.type) if fields[field].is_required()]:
            raise UnfitKind(f"{name}.{required[0]} must have a default: a number that the text does not hold is taken out.")
        if not self.plural.isidentifier():
            raise UnfitKind(f"{self.plural!r} is no name for a field of the result.")


INDICATORS = RecordKind(Indicator, "indicators", "指标：已经发生的量。")
PROJECTS = RecordKind(Project, "projects", "项目：建设、投资、签约、投用。")
COMMITMENTS = RecordKind(Commitment, "commitments", "承诺：关于将来的其他说法。")
BUILT_IN = (INDICATORS, PROJECTS, COMMITMENTS)


def own_kinds(kinds: Iterable[RecordKind]) -> tuple[RecordKind, ...]:
    """``kinds`` as a tuple; raises :class:`UnfitKind` where one takes the name or the type of another or of a built-in one."""
    kinds = tuple(kinds)
    taken: set[object] = {*Result.model_fields, "records", *(kind.type for kind in BUILT_IN)}
    for kind in kinds:
        for claim in (kind.plural, kind.type):
            if claim in taken:
                raise UnfitKind(f"The kind {kind.type.__name__} ({kind.plural}) is there already.")
            taken.add(claim)
    return kinds


@cache
def result_type(own: tuple[RecordKind, ...] = ()) -> type[Result]:
    """The class of a result that has a list for each of the user's ``own`` kinds too; reads back the JSON it writes."""
    if not own:
        return Result
    fields: dict[str, Any] = {kind.plural: (tuple[kind.type, ...], ()) for kind in own}  # type: ignore[name-defined]
    return create_model("Result", __base__=Result, __doc__=Result.__doc__, **fields)
