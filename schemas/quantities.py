"""The quantities that a record holds, of whatever kind it is: which fields hold them follows from their types."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from functools import cache
from typing import Any, Literal, TypeVar, get_args, get_origin

from pydantic import BaseModel

from schemas.quantity import Quantity
from schemas.record import Record

Shape = Literal["one", "many", "nested"]
Change = Callable[[str, Quantity], Quantity | None]
Kind = TypeVar("Kind", bound=Record)


@cache
def quantity_fields(model: type[BaseModel]) -> Mapping[str, Shape]:
    """Fields of ``model`` that hold quantities, in the order they are declared: one, many, or a model that has such fields."""
    shapes = ((field, _shape(info.annotation)) for field, info in model.model_fields.items())
    return {field: shape for field, shape in shapes if shape is not None}


def _shape(annotation: Any) -> Shape | None:
    if annotation is Quantity:
        return "one"
    arguments = get_args(annotation)
    if get_origin(annotation) is tuple:
        return "many" if arguments[0] is Quantity else None
    if arguments:
        return next((shape for argument in arguments if (shape := _shape(argument)) is not None), None)
    nested = isinstance(annotation, type) and issubclass(annotation, BaseModel) and quantity_fields(annotation)
    return "nested" if nested else None


def quantities(record: BaseModel) -> Iterator[tuple[str, Quantity]]:
    """``(field, quantity)`` pairs of ``record``; nested fields read ``comparison.difference`` and ``scale.0``."""
    for field, shape in quantity_fields(type(record)).items():
        held = getattr(record, field)
        if held is None:
            continue
        if shape == "one":
            yield field, held
        else:
            inner = enumerate(held) if shape == "many" else quantities(held)
            yield from ((f"{field}.{place}", quantity) for place, quantity in inner)


def edit_quantities(record: Kind, change: Change) -> Kind:
    """``record`` with ``change(field, quantity)`` in the place of each of its quantities; None takes a quantity out.

    A nested model that keeps no quantity is taken out too: a comparison without a number says nothing.
    """
    return record.model_copy(update=_edits(record, change, ""))


def _edits(holder: BaseModel, change: Change, path: str) -> dict[str, Any]:
    held = ((field, shape, getattr(holder, field)) for field, shape in quantity_fields(type(holder)).items())
    return {field: _edited(value, shape, change, path + field) for field, shape, value in held if value is not None}


def _edited(value: Any, shape: Shape, change: Change, path: str) -> Any:
    if shape == "one":
        return change(path, value)
    if shape == "many":
        edited = (change(f"{path}.{index}", quantity) for index, quantity in enumerate(value))
        return tuple(quantity for quantity in edited if quantity is not None)
    nested = value.model_copy(update=_edits(value, change, f"{path}."))
    return nested if any(True for _ in quantities(nested)) else None
