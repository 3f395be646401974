"""The name of a result: corrections belong to the result whose digest they bear."""

from __future__ import annotations

import hashlib

from schemas import Result


def result_digest(result: Result) -> str:
    """SHA-256 of what ``result`` says, however its file is laid out."""
    return hashlib.sha256(result.to_json(indent=None).encode()).hexdigest()
