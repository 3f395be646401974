"""Indicator: a statement about what was, measured or estimated."""

from __future__ import annotations

from enum import StrEnum

from pydantic import Field

from schemas.quantity import Frozen, Quantity
from schemas.record import Check, Evidence, Record


class ChangeBasis(StrEnum):
    """变化的比较基础。"""

    YEAR_ON_YEAR = "year_on_year"
    ANNUAL_AVERAGE = "annual_average"
    CUMULATIVE = "cumulative"
    SINCE_YEAR_START = "since_year_start"
    PREVIOUS_PERIOD = "previous_period"


class Status(StrEnum):
    """数字是实绩还是估计。"""

    ACTUAL = "actual"
    ESTIMATE = "estimate"


class Comparison(Frozen):
    """与别处的比较：`高于全省(5.8%)1.2个百分点`。"""

    reference: str = Field(description="比较对象：全市、全国、全省平均……")
    value: Quantity | None = Field(default=None, description="比较对象自己的数值（5.8%）。")
    difference: Quantity | None = Field(default=None, description="差距（1.2 个百分点）；低于为负。")


class Indicator(Record):
    """指标：已经发生的、测得或估计的量。同一句里同一事物的总量和增速属于一条。"""

    name: str = Field(min_length=1, description="量的是什么，补全到单独可读：`社会消费品零售总额`、`国际快递业务量`。")
    canonical: str | None = Field(default=None, description="指标目录中的 id；不在目录中则为 null。")
    value: Quantity | None = Field(default=None, description="总量或水平：`完成 512.4 亿元`。")
    change: Quantity | None = Field(default=None, description="变化：`增长 6.3%`；下降为负。")
    change_basis: ChangeBasis | None = Field(default=None, description="变化的比较基础；未说明即同比。")
    comparison: Comparison | None = Field(default=None, description="与全市、全省、全国的比较。")
    rank: str | None = Field(default=None, description="位次，照抄原文：`全市第一`。")
    status: Status = Field(default=Status.ACTUAL, description="estimate：预计、初步核算、初步测算。")
    evidence: Evidence
    check: Check
