"""Draft: a record while its sentence is still being read."""

from __future__ import annotations

from dataclasses import dataclass, field

from extractor.outline import Context, Statement
from schemas import ChangeBasis, Modality, Quantity, Stage, Status


@dataclass(slots=True)
class Draft:
    """One fact under construction; ``start:end`` are folded offsets of the words it rests on.

    ``noun`` is the thing itself without the verb in front: what later words such as 总量 or 增长 refer to.
    """

    name: str
    noun: str
    start: int
    end: int
    statement: Statement
    context: Context
    region: str | None = None
    modality: Modality = "plan"
    status: Status = Status.ACTUAL
    is_project: bool = False
    stage: Stage | None = None
    level: Quantity | None = None
    change: Quantity | None = None
    basis: ChangeBasis | None = None
    reference: str | None = None
    reference_value: Quantity | None = None
    difference: Quantity | None = None
    count: Quantity | None = None
    investment: Quantity | None = None
    completed: Quantity | None = None
    scale: list[Quantity] = field(default_factory=list)
    qualitative: str | None = None
    rank: str | None = None

    def reach(self, start: int, end: int) -> None:
        """Let the evidence take in ``start:end``."""
        self.start, self.end = min(self.start, start), max(self.end, end)
