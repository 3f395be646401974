"""What a client tells about its work, for progress and logs: never a key, never the text of a message."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Literal

from schemas import Tokens

WaitReason = Literal["busy", "failed", "rate"]


@dataclass(frozen=True, slots=True)
class Sent:
    """A request goes out; ``attempt`` counts from 1 over retries and re-asks."""

    key: str
    attempt: int


@dataclass(frozen=True, slots=True)
class Waited:
    """A request will wait: the endpoint is busy or failed, or a rate limit of our own holds it."""

    key: str
    seconds: float
    reason: WaitReason


@dataclass(frozen=True, slots=True)
class Reasked:
    """An answer did not fit the schema and goes back to the model."""

    key: str
    problems: int


@dataclass(frozen=True, slots=True)
class Answered:
    """A valid answer came, and is kept."""

    key: str
    seconds: float
    usage: Tokens
    attempts: int


@dataclass(frozen=True, slots=True)
class FromStore:
    """The answer was there already; nothing is sent."""

    key: str


@dataclass(frozen=True, slots=True)
class Failed:
    """No answer; ``error`` is the name of its class."""

    key: str
    error: str
    status: int | None = None


Event = Sent | Waited | Reasked | Answered | FromStore | Failed
EventHook = Callable[[Event], None]


def ignore(event: Event) -> None:
    """The hook of those who do not listen."""
