"""What every record has: its evidence in the source and the outcome of checking it."""

from __future__ import annotations

from enum import StrEnum
from typing import TYPE_CHECKING, Literal

from pydantic import Field

from schemas.quantity import Frozen


class Evidence(Frozen):
    """The words of the source that a record rests on; ``text[start:end] == quote`` always holds."""

    quote: str = Field(description="原文引句，一字不改。")
    start: int = Field(ge=0, description="引句在原文中的起点（Unicode 码位）。")
    end: int = Field(ge=0, description="引句在原文中的终点（不含）。")
    section: tuple[str, ...] = Field(default=(), description="引句之上的各级标题，由外到内。")
    page: int | None = Field(default=None, description="页码，从 1 起；没有页的格式为 null。")


class CheckStatus(StrEnum):
    """What holding a record's numbers against the text has shown."""

    CONFIRMED = "confirmed"
    CONVERTED = "converted"
    ELSEWHERE = "elsewhere"
    UNSUPPORTED = "unsupported"
    CONFLICT = "conflict"
    NO_NUMBERS = "no_numbers"


class ReadBy(StrEnum):
    """Who read the record."""

    RULES = "rules"
    MODEL = "model"
    BOTH = "both"


class Issue(Frozen):
    """One thing a reader of the result should know about a record."""

    code: str = Field(description="机器可读的代码，如 `value_differs`。")
    message: str = Field(description="一句话说明。")


class Check(Frozen):
    """Outcome of reconciliation for one record."""

    status: CheckStatus
    read_by: ReadBy
    issues: tuple[Issue, ...] = ()


class Record(Frozen):
    """Fields with which every kind of record begins; each kind declares ``evidence`` and ``check`` itself, for JSON to end with."""

    id: str = Field(description="在结果中唯一；同样的输入和设置总得到同样的 id。")
    name: str = Field(min_length=1, description="名称，补全到单独可读。")
    region: str | None = Field(default=None, description="所指地区；除非原文另说，就是报告的地区。")
    period: str | None = Field(
        default=None,
        description="`2023`；`2024-01/2024-11`；`2022/2023`（累计）；`2024-09`（期限）；`2024-Q1`。",
    )
    if TYPE_CHECKING:
        evidence: Evidence
        check: Check


Modality = Literal["must", "strive", "plan", "expect"]
