"""What a model is asked to return: the record schemas without what only the program can know.

The classes are derived from the record kinds, so that a field added to one is asked for here with the same description. Ids, checks
and catalogue ids are left out, offsets are replaced by quotes, and base units are computed afterwards.
"""

from functools import cache, reduce
from operator import or_
from types import GenericAlias
from typing import Any, ClassVar, get_args, get_origin

from pydantic import BaseModel, ConfigDict, Field, create_model

from extractor.kinds import COMMITMENTS, INDICATORS, PROJECTS, RecordKind
from schemas import Commitment, Indicator, Project
from schemas.quantities import quantity_fields
from schemas.quantity import Quantity

_OURS = frozenset(("id", "evidence", "check", "canonical", "start", "end", "base_value", "base_unit"))
_QUOTE = Field(description="依据的原文，一字不改，包含这条记录的全部数字。")


class Reported(BaseModel):
    """Base of what a model reports: immutable, and lenient about unknown fields, because models add remarks.

    ``schema_type`` is the class of ``schemas`` that a derived class was made from.
    """

    model_config = ConfigDict(frozen=True, extra="ignore")
    schema_type: ClassVar[type[BaseModel]]


@cache
def reported_type(source: type[BaseModel]) -> type[Reported]:
    """What a model reports of ``source``: it without the fields that only the program knows; a record has its quote instead."""
    fields: dict[str, Any] = {"quote": (str, _QUOTE)} if "evidence" in source.model_fields else {}
    for field, info in sorted(source.model_fields.items(), key=_words_first):
        if field not in _OURS:
            default = ... if info.is_required() else info.get_default()
            fields[field] = (_translated(info.annotation), Field(default, description=info.description))
    derived = create_model(f"Reported{source.__name__}", __base__=Reported, __doc__=source.__doc__, **fields)
    derived.schema_type = source
    return derived


def _words_first(field: tuple[str, Any]) -> bool:
    """Sorts ``raw`` to the front: a model copies the words before it says what they mean."""
    return field[0] != "raw"


def _translated(annotation: Any) -> Any:
    """The annotation with the schema types that hold quantities replaced by those derived from them."""
    arguments = get_args(annotation)
    if get_origin(annotation) is tuple:
        return GenericAlias(tuple, (_translated(arguments[0]), ...))
    if type(None) in arguments:
        return reduce(or_, (_translated(argument) for argument in arguments))
    is_model = isinstance(annotation, type) and issubclass(annotation, BaseModel)
    return reported_type(annotation) if is_model and (annotation is Quantity or quantity_fields(annotation)) else annotation


class Reading(Reported):
    """一段正文里的全部记录；没有的类是空列表。"""  # in the order in which kinds are decided: what is left is an indicator

    projects: tuple[reported_type(Project), ...] = Field(description=PROJECTS.description)  # type: ignore[valid-type]
    commitments: tuple[reported_type(Commitment), ...] = Field(description=COMMITMENTS.description)  # type: ignore[valid-type]
    indicators: tuple[reported_type(Indicator), ...] = Field(description=INDICATORS.description)  # type: ignore[valid-type]

    def records(self) -> list[Any]:
        """All records, kind by kind."""
        return [record for field in type(self).model_fields for record in getattr(self, field)]


@cache
def reading_type(own: tuple[RecordKind, ...] = ()) -> type[Reading]:
    """The class of a whole answer: a list for each built-in kind, then one for each of the user's ``own``."""
    if not own:
        return Reading
    fields: dict[str, Any] = {
        kind.plural: (GenericAlias(tuple, (reported_type(kind.type), ...)), Field(description=kind.description)) for kind in own
    }
    return create_model("Reading", __base__=Reading, __doc__=Reading.__doc__, **fields)
