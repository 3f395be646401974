"""Commitment: any other statement about what will be."""

from __future__ import annotations

from pydantic import Field

from schemas.quantity import Quantity
from schemas.record import Check, Evidence, Modality, Record


class Commitment(Record):
    """承诺：关于将来的其他说法：目标、许诺、计划的行动。年度主要预期目标也是承诺。"""

    name: str = Field(min_length=1, description="许诺的事，短动宾语或指标名：`新增高新技术企业`、`地区生产总值`。")
    canonical: str | None = Field(default=None, description="所涉指标在目录中的 id。")
    target: Quantity | None = Field(default=None, description="目标水平：`达到 900 亿元`、`新增 5 家`。")
    change: Quantity | None = Field(default=None, description="目标增速：`增长 6% 左右`；下降为负。")
    qualitative_target: str | None = Field(default=None, description="没有数字的目标：`与经济增长同步`、`完成省定任务`。")
    modality: Modality = Field(
        default="plan",
        description="must（确保、必须）；strive（力争、争取）；expect（预期目标）；plan（没有这些词）。",
    )
    responsible: str | None = Field(default=None, description="责任单位，原文写明时填。")
    evidence: Evidence
    check: Check
