"""The version of what a model is asked: the words, and the form of its answer."""

from __future__ import annotations

import hashlib
import json
from functools import cache

import prompts
from extractor.kinds import RecordKind
from extractor.readers.model.conversation import system_prompt
from extractor.readers.model.response import reading_type


@cache
def prompt_version(own: tuple[RecordKind, ...] = ()) -> str:
    """Twelve digits of a hash over the templates and the schema of the answer: it changes when either does.

    Kinds of the user's ``own`` count with their instructions and their schema.
    """
    schema = json.dumps(reading_type(own).model_json_schema(), ensure_ascii=False)
    words = [prompts.version(), schema, *([system_prompt(own)] if own else [])]
    return hashlib.sha256("\n".join(words).encode()).hexdigest()[:12]
