"""Settings as one hash: results read under another one are read anew."""

from __future__ import annotations

import hashlib
import json
from typing import Any

from extractor import __version__
from extractor.settings import Settings
from schemas import SCHEMA_VERSION

# What tells how hard to try, what may be spent and where answers lie changes no result.
_MODEL_FIELDS = ("model", "endpoint", "mode", "temperature", "max_output_tokens", "reasks", "price_table")


def fingerprint(settings: Settings) -> str:
    """The SHA-256 of everything in ``settings``, and of the program, that could change a result."""
    parts: dict[str, Any] = {"program": __version__, "schema": SCHEMA_VERSION, "engine": settings.engine}
    if settings.engine != "rules":
        from extractor.readers.model.version import prompt_version

        model = settings.chosen_model
        parts |= {name: getattr(model, name) for name in _MODEL_FIELDS}
        parts |= {"chunk_characters": settings.chunk_characters, "prompts": prompt_version()}
    return hashlib.sha256(json.dumps(parts, sort_keys=True, default=str).encode()).hexdigest()
