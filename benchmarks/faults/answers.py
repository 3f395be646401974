"""Right answers to any question about the sample reports: what the rules read in the text that the question quotes."""

from __future__ import annotations

import json
import threading
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from benchmarks.corruption.answers import reading, reported
from extractor.documents import Document, read_document
from extractor.prepared import prepare
from extractor.readers.rules import read_by_rules
from schemas.record import Record
from tests.fake_endpoint import Body, Step, answer

_TEXT, _MISSED = "【正文】\n", "\n【漏掉的数字】"


@dataclass(frozen=True, slots=True)
class Known:
    """A report and what the rules read in it."""

    document: Document
    records: Sequence[Record]


class RightAnswers:
    """A script for the fake endpoint that answers every question about ``files`` rightly; as few numbers as the rules miss get a
    second look. ``answered`` counts, by the request's messages, how often it was answered."""

    def __init__(self, files: Sequence[Path]) -> None:
        documents = [read_document(path) for path in files]
        self._known = [Known(document, read_by_rules(prepare(document))) for document in documents]
        self._lock = threading.Lock()
        self.answered: Counter[str] = Counter()

    def __call__(self, body: Body) -> Step:
        question = next(message["content"] for message in body["messages"] if message["role"] == "user")
        with self._lock:
            self.answered[json.dumps(body["messages"], ensure_ascii=False)] += 1
        return answer(self._answer(question.partition(_TEXT)[2].partition(_MISSED)[0]))

    def _answer(self, text: str) -> Any:
        for known in self._known:
            start = known.document.text.find(text)
            if start >= 0:
                inside = (record for record in known.records if start <= record.evidence.start < start + len(text))
                return reading(tuple(reported(record) for record in inside)).model_dump(mode="json")
        raise ValueError("a question about no known report")
