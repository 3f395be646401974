"""A number as a report writes it: value, unit, bound and place."""

from __future__ import annotations

from enum import StrEnum

from pydantic import BaseModel, ConfigDict, Field


class Bound(StrEnum):
    """数字的限定。"""

    EXACT = "exact"
    ABOUT = "about"
    AT_LEAST = "at_least"
    OVER = "over"
    AT_MOST = "at_most"
    NEARLY = "nearly"
    RANGE = "range"


class Frozen(BaseModel):
    """Base of every schema: immutable, and closed to unknown fields."""

    model_config = ConfigDict(frozen=True, extra="forbid")


class Quantity(Frozen):
    """一个数量：数值、单位、限定，照原文。"""

    value: int | float = Field(description="数值，按原文单位（`2.7 万余人` → 2.7，单位 `万人`）；下降为负数。")
    upper: int | float | None = Field(default=None, description="区间上限（`1-2 个` → 2），不是区间则为 null。")
    unit: str = Field(description="原文单位，去掉空格和“余、多、以上”等限定词：`万人`、`亿元`、`%`、`个百分点`、`倍`、`个`。")
    bound: Bound = Field(
        default=Bound.EXACT,
        description=(
            "限定：exact；about（左右、约）；at_least（以上、不低于、至少）；over（超、突破、余、多、高于）；"
            "at_most（以内、以下、不超过）；nearly（近、接近）；range（区间）。"
        ),
    )
    raw: str = Field(description="原文片段，从数字到单位，含紧邻的限定词，一字不改。")
    start: int = Field(ge=0, description="raw 在原文中的起点（Unicode 码位）。")
    end: int = Field(ge=0, description="raw 在原文中的终点（不含）。")
    base_value: int | float | None = Field(default=None, description="换算成基本单位的数值，量词没有换算则为 null。")
    base_unit: str | None = Field(default=None, description="基本单位：元、m²、km、%、pp、人……")

    def negated(self) -> Quantity:
        """The same quantity read as a fall: value (and base value) below zero, a range still running upwards."""
        low, high = self.value, self.upper
        return self.model_copy(
            update={
                "value": -low if high is None else -high,
                "upper": None if high is None else -low,
                "base_value": None if self.base_value is None else -self.base_value,
            }
        )
