"""Corrections: what a person decided about the records of one result."""

from __future__ import annotations

from datetime import datetime
from enum import StrEnum
from typing import Literal, Self

from pydantic import Field, model_validator

from schemas.commitment import Commitment
from schemas.indicator import Indicator
from schemas.project import Project
from schemas.quantity import Frozen
from schemas.record import Record

CORRECTIONS_VERSION: Literal["1.0"] = "1.0"


class Verdict(StrEnum):
    """What was decided."""

    ACCEPTED = "accepted"
    REJECTED = "rejected"
    CORRECTED = "corrected"
    ADDED = "added"


VERDICT_CODES = frozenset(f"{verdict.value}_in_review" for verdict in Verdict if verdict is not Verdict.REJECTED)
"""Codes of the remarks on records that stand after a person decided about them."""

_WITH_RECORD = (Verdict.CORRECTED, Verdict.ADDED)


class Decision(Frozen):
    """What was decided about one subject; a corrected or added record stands in the field of its kind."""

    subject: str = Field(
        min_length=1,
        description="记录的 id；`quantity@386`：原文该处未被引用的量；`refused@0`：第几条未采信的；`new@1`：新增的第几条。",
    )
    verdict: Verdict | None = Field(default=None, description="null：只有备注。")
    note: str = Field(default="", description="审阅者的备注。")
    indicator: Indicator | None = None
    project: Project | None = None
    commitment: Commitment | None = None

    @property
    def record(self) -> Record | None:
        """The record as the reader of the page wrote it."""
        return self.indicator or self.project or self.commitment

    @model_validator(mode="after")
    def _holds_its_record(self) -> Self:
        held = sum(record is not None for record in (self.indicator, self.project, self.commitment))
        if held != (self.verdict in _WITH_RECORD):
            raise ValueError("a corrected or added record needs exactly one record, any other decision none")
        return self


class Corrections(Frozen):
    """The decisions of one review; ``result`` names the one result they were made about."""

    corrections_version: Literal["1.0"] = CORRECTIONS_VERSION
    result: str = Field(description="结果的 SHA-256（不缩进的 JSON，UTF-8）。")
    report: str = Field(description="报告的文件名，供人辨认。")
    saved_at: datetime | None = Field(default=None, description="保存的时间。")
    decisions: tuple[Decision, ...] = ()

    def to_json(self) -> str:
        """JSON with Chinese unescaped; read it back with ``Corrections.model_validate_json``."""
        return self.model_dump_json(indent=2)
