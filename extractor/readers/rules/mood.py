"""Modality and status: words such as 力争, 确保, 预计 that colour what follows them."""

from __future__ import annotations

import re
from dataclasses import dataclass

from extractor.outline import Context
from extractor.readers.rules.lexicon import LEADS
from schemas import Modality, Status
from schemas.rows import alternatives

_MARKERS = re.compile(alternatives([word for word, (sets, _) in LEADS.items() if sets != "none"]))


@dataclass(slots=True)
class Mood:
    """Modality and status, which hold until the sentence says otherwise."""

    modality: Modality = "plan"
    status: Status = Status.ACTUAL

    def modality_in(self, context: Context) -> Modality:
        """The modality of what is told in ``context``: under a list of targets a plain plan is expected."""
        return "expect" if context.expected and self.modality == "plan" else self.modality

    def heed(self, words: str) -> None:
        """Take up markers such as 力争, 确保, 预计."""
        for match in _MARKERS.finditer(words):
            sets, value = LEADS[match[0]]
            if sets == "modality":
                self.modality = value  # type: ignore[assignment]
            else:
                self.status = Status(value)
