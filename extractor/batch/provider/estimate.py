"""What a request will take, before anything is sent."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from extractor.llm.request import compact_json, estimate_tokens
from extractor.llm.settings import ModelSettings
from extractor.readers.model.conversation import ANSWER_TOKENS_PER_CHARACTER
from schemas import Tokens


def expected_tokens(body: Mapping[str, Any], settings: ModelSettings) -> Tokens:
    """The tokens that the request ``body`` and its answer will take, roughly and rather too many."""
    completion = round(len(body["messages"][-1]["content"]) * ANSWER_TOKENS_PER_CHARACTER)
    most = settings.max_output_tokens
    return Tokens(prompt=estimate_tokens(compact_json(body)), completion=min(completion, most or completion))
