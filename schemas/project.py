"""Project: something built, signed, invested in or put into use."""

from __future__ import annotations

from enum import StrEnum

from pydantic import Field

from schemas.quantity import Frozen, Quantity
from schemas.record import Check, Evidence, Record


class Stage(StrEnum):
    """项目的阶段。"""

    PLANNED = "planned"
    SIGNED = "signed"
    STARTED = "started"
    UNDER_CONSTRUCTION = "under_construction"
    COMPLETED = "completed"
    OPERATING = "operating"


class Timeframe(StrEnum):
    """说的是已做的，还是要做的。"""

    DONE = "done"
    PLANNED = "planned"


class Parties(Frozen):
    """业主、承建、投资各方，原文写明的。"""

    owner: str | None = Field(default=None, description="业主单位。")
    builder: str | None = Field(default=None, description="承建单位。")
    investor: str | None = Field(default=None, description="投资方。")


class Project(Record):
    """项目：可以去看、可以开票的建设、投资、签约、投用之事；一个有名字的项目或一批有数目的项目。过去将来都算。"""

    name: str = Field(min_length=1, description="项目或一批项目的名称，照原文：`滨河路等18条道路`。")
    location: str | None = Field(default=None, description="地点，原文写明时填。")
    count: Quantity | None = Field(default=None, description="个数：`9个`、`18条`。")
    investment: Quantity | None = Field(default=None, description="总投资、计划投资、签约额。")
    completed_investment: Quantity | None = Field(default=None, description="（年度）完成投资。")
    scale: tuple[Quantity, ...] = Field(default=(), description="规模：面积、长度、套数、产能。")
    stage: Stage | None = Field(default=None, description="所处阶段。")
    timeframe: Timeframe = Field(description="done：说的是已做的；planned：说的是要做的。")
    parties: Parties | None = None
    evidence: Evidence
    check: Check
