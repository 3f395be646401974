"""Answers of a model some of which go wrong, and what was asked."""

from __future__ import annotations

import json
import threading
from collections import Counter
from collections.abc import Mapping
from typing import Any

from tests.fake_endpoint import Step, busy, error, example_step, malformed, reset, truncated

FAULTS = (lambda: busy("0"), lambda: error(500), reset, malformed, truncated)


class FaultyAnswers:
    """A script that answers every request, but one in ``every`` only after a fault, of each kind in turn.

    ``asked`` and ``answered`` count, by the request's body, how often it came and how often it was answered well.
    """

    def __init__(self, every: int = 0) -> None:
        self.asked: Counter[str] = Counter()
        self.answered: Counter[str] = Counter()
        self.struck = 0
        self._every = every
        self._lock = threading.Lock()

    def __call__(self, body: Mapping[str, Any]) -> Step:
        key = json.dumps(body, sort_keys=True)
        with self._lock:
            self.asked[key] += 1
            if self.asked[key] == 1 and self._every and len(self.asked) % self._every == 0:
                self.struck += 1
                return FAULTS[self.struck % len(FAULTS)]()
            self.answered[key] += 1
        return example_step(body)
