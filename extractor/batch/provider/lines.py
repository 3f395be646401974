"""The lines of the files that go to the provider and come back."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Final

from extractor.llm.request import compact_json

PATH: Final = "/v1/chat/completions"  # as the provider calls it, wherever its API begins


@dataclass(frozen=True, slots=True)
class LineOutcome:
    """What came of the request called ``key``.

    ``content`` is the body of the answer where ``status`` is 200, else what the provider says is wrong. ``status`` is its HTTP
    status, 0 where the request was never sent on.
    """

    key: str
    status: int
    content: Any


def request_line(key: str, body: str) -> bytes:
    """One request; ``body`` is JSON already."""
    head = compact_json({"custom_id": key, "method": "POST", "url": PATH})
    return f'{head[:-1]},"body":{body}}}\n'.encode()


def read_outcome(line: bytes) -> LineOutcome | None:
    """The outcome that ``line`` of an output or error file tells; none where it tells nothing."""
    try:
        told = json.loads(line)
        key, response, error = told["custom_id"], told.get("response"), told.get("error")
    except (ValueError, KeyError, TypeError):
        return None
    if not isinstance(key, str):
        return None
    if not isinstance(response, Mapping):
        return LineOutcome(key, 0, error)
    status, body = response.get("status_code"), response.get("body")
    if status == 200 and isinstance(body, Mapping):
        return LineOutcome(key, 200, body)
    wrong = body.get("error") if isinstance(body, Mapping) else body
    return LineOutcome(key, status if isinstance(status, int) and status != 200 else 0, wrong or error)
