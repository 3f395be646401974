"""A request, whole and final: what goes to the endpoint, and the key its answer is kept under."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Generic, TypeVar

from pydantic import BaseModel

from extractor.llm.settings import Mode, ModelSettings
from extractor.llm.structure import structure

T = TypeVar("T", bound=BaseModel)
Message = Mapping[str, str]

# Characters a token, at most, in common vocabularies; low, so that estimates err on the high side.
_CHINESE_PER_TOKEN = 1.2
_OTHERS_PER_TOKEN = 3.5


@dataclass(frozen=True, slots=True)
class PreparedRequest(Generic[T]):
    """The body that is sent, the type its answer must have, and ``key``, the SHA-256 of all that could change the answer."""

    body: Mapping[str, Any]
    response_model: type[T]
    mode: Mode
    key: str

    @property
    def messages(self) -> Sequence[Message]:
        """The messages as sent, with what the mode added."""
        messages: Sequence[Message] = self.body["messages"]
        return messages

    @property
    def characters(self) -> int:
        """Characters of the whole body as JSON."""
        return len(compact_json(self.body))

    @property
    def estimated_tokens(self) -> int:
        """Tokens of the body, roughly and rather too many."""
        return estimate_tokens(compact_json(self.body))


def prepare(settings: ModelSettings, mode: Mode, messages: Sequence[Message], response_model: type[T]) -> PreparedRequest[T]:
    """The request that asks the model of ``settings`` for a ``response_model``; nothing is sent."""
    form = structure(response_model, mode)
    body: dict[str, Any] = {"model": settings.model, "messages": _with_instruction(messages, form.instruction)}
    if settings.temperature is not None:
        body["temperature"] = settings.temperature
    if settings.max_output_tokens is not None:
        body["max_tokens"] = settings.max_output_tokens
    body |= form.parameters
    return PreparedRequest(body, response_model, mode, request_key(settings.endpoint, body))


def _with_instruction(messages: Sequence[Message], instruction: str) -> list[dict[str, str]]:
    """``messages`` with ``instruction`` at the end of the system message, where the part that never changes stands."""
    copied = [dict(message) for message in messages]
    if not instruction:
        return copied
    if copied and copied[0]["role"] == "system":
        copied[0]["content"] += f"\n\n{instruction}"
        return copied
    return [{"role": "system", "content": instruction}, *copied]


def request_key(endpoint: str, body: Mapping[str, Any]) -> str:
    """The SHA-256 of what could change the answer to ``body``."""
    # The endpoint counts: two local servers may call different models by one name.
    return hashlib.sha256(compact_json({"endpoint": endpoint, "body": body}).encode()).hexdigest()


def compact_json(value: Any) -> str:
    """JSON as short as it gets, Chinese unescaped. The order of keys stays, for models answer in the order of the schema."""
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"))


def estimate_tokens(text: str) -> int:
    """Tokens of ``text``, roughly and rather too many."""
    chinese = sum(map("\u2e80".__le__, text))
    return round(chinese / _CHINESE_PER_TOKEN + (len(text) - chinese) / _OTHERS_PER_TOKEN)
