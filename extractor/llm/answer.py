"""An answer, and what it took."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Generic, TypeVar

from pydantic import BaseModel

from schemas import Tokens

T = TypeVar("T", bound=BaseModel)


@dataclass(frozen=True, slots=True)
class Answer(Generic[T]):
    """A valid answer.

    ``usage`` sums the tokens, and ``seconds`` the time to answer, of all ``attempts`` the endpoint answered, unfit ones included.
    They are kept with the answer: one that comes ``from_store`` tells what it took when it was given, and cost nothing now.
    ``half_price``: it was given by a batch job, at half the list price.
    """

    value: T
    usage: Tokens
    seconds: float
    attempts: int
    model: str
    from_store: bool = False
    half_price: bool = False


def total(usages: Iterable[Tokens]) -> Tokens:
    """The sum of ``usages``."""
    prompt = cached = completion = 0
    for usage in usages:
        prompt, cached, completion = prompt + usage.prompt, cached + usage.cached, completion + usage.completion
    return Tokens(prompt=prompt, cached=cached, completion=completion)
