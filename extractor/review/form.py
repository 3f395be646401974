"""What a person can write in a record of each kind: read off the schemas, so that the page's form is never another than theirs."""

from __future__ import annotations

from collections.abc import Iterator
from enum import StrEnum
from types import NoneType
from typing import Any, Literal, TypedDict, get_args, get_origin

from pydantic import BaseModel

from schemas import Commitment, Indicator, Project, Quantity

KINDS: tuple[type[BaseModel], ...] = (Indicator, Project, Commitment)
_NOT_WRITTEN = frozenset(("id", "evidence", "check"))


class Field(TypedDict):
    """One field of the form; ``path`` is dotted, ``options`` are those of a choice."""

    path: str
    type: Literal["text", "choice", "quantity", "quantities"]
    required: bool
    options: list[str]
    default: str | None
    help: str


def forms() -> dict[str, list[Field]]:
    """The fields of each kind, in the order of its schema."""
    return {kind.__name__.lower(): list(_fields(kind)) for kind in KINDS}


def _fields(model: type[BaseModel], prefix: str = "") -> Iterator[Field]:
    for name, info in model.model_fields.items():
        if name in _NOT_WRITTEN:
            continue
        types = [each for each in get_args(info.annotation) if each is not NoneType]
        annotation = types[0] if NoneType in get_args(info.annotation) else info.annotation
        if isinstance(annotation, type) and issubclass(annotation, BaseModel) and annotation is not Quantity:
            yield from _fields(annotation, f"{prefix}{name}.")
            continue
        default = info.get_default()
        yield Field(
            path=prefix + name,
            type=_type(annotation),
            required=info.is_required(),
            options=_options(annotation),
            default=str(default) if isinstance(default, str) else None,
            help=info.description or "",
        )


def _type(annotation: Any) -> Literal["text", "choice", "quantity", "quantities"]:
    if annotation is Quantity:
        return "quantity"
    if Quantity in get_args(annotation):
        return "quantities"
    return "choice" if _options(annotation) else "text"


def _options(annotation: Any) -> list[str]:
    if get_origin(annotation) is Literal:
        return [str(option) for option in get_args(annotation)]
    if isinstance(annotation, type) and issubclass(annotation, StrEnum):
        return [option.value for option in annotation]
    return []
