"""What stands in the ledger of a run."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from schemas import Tokens


@dataclass(frozen=True, slots=True)
class Line:
    """A request in the ledger: the HTTP ``status`` and ``content`` of what came of it, none and null before that."""

    status: int | None
    content: Any


@dataclass(frozen=True, slots=True)
class Wanted:
    """A request that is to be answered: its body as JSON, and the tokens that it and its answer will take, about."""

    key: str
    body: str
    expected: Tokens


@dataclass(frozen=True, slots=True)
class Job:
    """A job of so many ``lines``; ``input_file`` and ``batch`` are the provider's names, none before the provider gave them."""

    number: int
    begun: float
    input_file: str | None
    batch: str | None
    lines: int
