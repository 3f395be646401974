"""A tiny question that shows whether a mode works: the names of the answer's fields can only be known from the schema."""

from __future__ import annotations

from pydantic import BaseModel, ConfigDict, Field

from extractor.llm.request import Message

MESSAGES: tuple[Message, ...] = ({"role": "user", "content": "2023 年，甲市地区生产总值增长 7.4%。请摘出这个指标。"},)


class TrialAnswer(BaseModel):
    """一个指标"""

    model_config = ConfigDict(extra="forbid")

    indicator_name: str = Field(description="指标名称")
    growth_percent: float = Field(description="增长的百分数")
