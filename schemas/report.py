"""Report: what is known about the document itself."""

from __future__ import annotations

from datetime import date
from enum import StrEnum

from pydantic import Field

from schemas.quantity import Frozen


class Level(StrEnum):
    """Administrative level of a region (GB/T 2260: two, four or six significant digits)."""

    NATIONAL = "national"
    PROVINCE = "province"
    CITY = "city"
    COUNTY = "county"


class Region(Frozen):
    """The place whose government reports."""

    name: str = Field(description="地区名，照报告：`郑州市中原区`。")
    code: str | None = Field(default=None, description="GB/T 2260 代码（六位），不能确定则为 null。")
    level: Level | None = Field(default=None, description="层级。")


class ReportType(StrEnum):
    """What kind of document it is."""

    WORK_REPORT = "work_report"
    PLAN_REPORT = "plan_report"
    COMMUNIQUE = "communique"
    NEWS = "news"
    OTHER = "other"


class Report(Frozen):
    """Metadata of one report."""

    title: str | None = Field(default=None, description="标题。")
    region: Region | None = Field(default=None, description="地区。")
    issuer: str | None = Field(default=None, description="发文或报告单位。")
    report_type: ReportType = Field(default=ReportType.OTHER, description="文种。")
    reported_year: int | None = Field(default=None, description="回顾的年份。")
    planned_year: int | None = Field(default=None, description="部署的年份。")
    delivered_on: date | None = Field(default=None, description="报告日期。")
    source: str = Field(description="文件名。")
    sha256: str = Field(description="文件内容的 SHA-256。")
