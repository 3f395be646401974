"""A model that answers from a script, and reports to read with it."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

import pytest

from extractor.documents import Document
from extractor.llm.answer import Answer
from extractor.prepared import Prepared, prepare
from extractor.readers.model.response import Reading
from schemas import Tokens

REPORT = "某县2024年政府工作报告\n一、2023年工作回顾\n{}\n"


class ScriptedModel:
    """Answers each request with the next step of its script: a dictionary to validate, or an error to raise."""

    def __init__(self, *steps: dict[str, Any] | Exception | Callable[[str], dict[str, Any]]) -> None:
        self.steps = list(steps)
        self.questions: list[str] = []

    async def ask(self, messages: Sequence[dict[str, str]], response_model: Any, **_: Any) -> Answer[Any]:
        self.questions.append(messages[-1]["content"])
        step = self.steps.pop(0)
        if isinstance(step, Exception):
            raise step
        content = step(self.questions[-1]) if callable(step) else step
        reading = Reading.model_validate({"indicators": [], "projects": [], "commitments": [], **content})
        return Answer(reading, Tokens(prompt=10, completion=5), 1.5, 1, "scripted")


def quantity(raw: str, value: float, unit: str, bound: str = "exact", upper: float | None = None) -> dict[str, Any]:
    """A number as a model reports it."""
    return {"raw": raw, "value": value, "upper": upper, "unit": unit, "bound": bound}


def indicator(quote: str, name: str, **fields: Any) -> dict[str, Any]:
    """An indicator as a model reports it."""
    return {"quote": quote, "name": name, "period": "2023", **fields}


@pytest.fixture
def prepared() -> Callable[[str], Prepared]:
    """A prepared report that says the given words about 2023."""
    return lambda words: prepare(Document.from_text(REPORT.format(words)))
