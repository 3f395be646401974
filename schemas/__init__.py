"""Typed schemas of the output: quantities, the three kinds of record, the report and the result."""

from schemas.commitment import Commitment
from schemas.corrections import Corrections, Decision, Verdict
from schemas.indicator import ChangeBasis, Comparison, Indicator, Status
from schemas.project import Parties, Project, Stage, Timeframe
from schemas.quantity import Bound, Quantity
from schemas.record import Check, CheckStatus, Evidence, Issue, Modality, ReadBy, Record
from schemas.report import Level, Region, Report, ReportType
from schemas.result import SCHEMA_VERSION, Engine, Reconciliation, Refused, Result, Run, Tokens, Unclaimed

__all__ = [
    "SCHEMA_VERSION",
    "Bound",
    "ChangeBasis",
    "Check",
    "CheckStatus",
    "Commitment",
    "Comparison",
    "Corrections",
    "Decision",
    "Engine",
    "Evidence",
    "Indicator",
    "Issue",
    "Level",
    "Modality",
    "Parties",
    "Project",
    "Quantity",
    "ReadBy",
    "Reconciliation",
    "Record",
    "Refused",
    "Region",
    "Report",
    "ReportType",
    "Result",
    "Run",
    "Stage",
    "Status",
    "Timeframe",
    "Tokens",
    "Unclaimed",
    "Verdict",
]
