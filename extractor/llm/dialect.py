"""Parameters that some models refuse, and the names under which an endpoint takes them; learned from what it refuses."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from extractor.llm.errors import RequestRejected

# The name that is wanted instead, or none at all.
_SUBSTITUTES: Mapping[str, str | None] = {"temperature": None, "max_tokens": "max_completion_tokens"}


class Dialect:
    """What one endpoint calls its parameters; ``renamed`` is what was learned, each name with its substitute."""

    def __init__(self, renamed: Mapping[str, str | None] | None = None) -> None:
        self.renamed: dict[str, str | None] = dict(renamed or {})

    def accepted(self, body: Mapping[str, Any]) -> dict[str, Any]:
        """``body`` without the parameters that were refused, or under the names that are wanted."""
        names = {name: self.renamed.get(name, name) for name in body}
        return {new: body[name] for name, new in names.items() if new is not None}

    def learn(self, error: RequestRejected, refused: Mapping[str, Any]) -> bool:
        """Whether ``error`` tells how the body ``refused`` would be accepted."""
        name = error.parameter or ""
        if name not in _SUBSTITUTES or name not in refused:
            return False
        self.renamed[name] = _SUBSTITUTES[name]
        return True
