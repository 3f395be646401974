"""What clients in several processes have in common."""

from __future__ import annotations

from dataclasses import dataclass

from extractor.llm.budget import Spending
from extractor.llm.store import Answers


@dataclass(frozen=True, slots=True)
class Shared:
    """One place of kept answers (none where nothing is kept) and one budget for all."""

    answers: Answers | None
    budget: Spending
