"""The version of what a model is asked: the words, and the form of its answer."""

from __future__ import annotations

import hashlib
import json
from functools import cache

import prompts
from extractor.readers.model.response import Reading


@cache
def prompt_version() -> str:
    """Twelve digits of a hash over the templates and the schema of the answer: it changes when either does."""
    schema = json.dumps(Reading.model_json_schema(), ensure_ascii=False)
    return hashlib.sha256(f"{prompts.version()}\n{schema}".encode()).hexdigest()[:12]
