"""What tracking says: promises, what became of them, and the evidence on both sides."""

from __future__ import annotations

from enum import StrEnum
from typing import Literal

from pydantic import Field

from schemas.quantity import Frozen, Quantity
from schemas.record import Evidence
from schemas.report import Region


class Verdict(StrEnum):
    """What later reports say about a promise."""

    MET = "met"
    EXCEEDED = "exceeded"
    MISSED = "missed"
    ON_THE_WAY = "on_the_way"
    NOT_COMPARABLE = "not_comparable"
    NO_WORD = "no_word"


class Pace(StrEnum):
    """Where an unfinished period stands against the target of the whole."""

    AHEAD = "ahead"
    BEHIND = "behind"


class Reason(Frozen):
    """One step of the judgement: a code for machines, a sentence for people in English and one in Chinese."""

    code: str
    message: str
    chinese: str


class Citation(Frozen):
    """One record of one report, as it stands there."""

    source: str = Field(description="File name of the report.")
    record: str = Field(description="Id of the record in its result.")
    kind: Literal["commitment", "project", "indicator"]
    name: str
    period: str | None
    field: str | None = Field(default=None, description="The field of the record that is compared: `target`, `change`, `scale.0` …")
    quantity: Quantity | None = Field(default=None, description="The number in that field.")
    words: str | None = Field(default=None, description="A target in words, or the stage of a project.")
    estimate: bool = False
    evidence: Evidence


class Arithmetic(Frozen):
    """The comparison of two numbers in one unit."""

    target: float
    outcome: float
    unit: str = Field(description="Unit of both.")
    difference: float = Field(description="outcome - target.")
    difference_unit: str = Field(description="`unit`; percentages differ by points.")
    formula: str = Field(description="`288家 − 300家 = −12家`.")


class Tracked(Frozen):
    """One promise and what became of it."""

    promise: Citation
    verdict: Verdict
    outcome: Citation | None = None
    arithmetic: Arithmetic | None = None
    partial: bool = Field(default=False, description="The outcome is of a part of the promised period (January to November).")
    pace: Pace | None = None
    matched_by: Reason | None = Field(default=None, description="Why the two belong together.")
    reasons: tuple[Reason, ...] = Field(default=(), description="How the verdict came about.")
    others: tuple[Citation, ...] = Field(default=(), description="What else later reports say about it.")
    topic: str


class Account(Frozen):
    """The promises of one region for one period, and the later reports that were asked about them."""

    region: Region
    period: str = Field(description="`2024`, or `2021/2025`.")
    promised_in: tuple[str, ...]
    reviewed_in: tuple[str, ...]
    promises: tuple[Tracked, ...]


class Agreement(StrEnum):
    """How two reports agree about one figure."""

    SAME = "same"
    ROUNDED = "rounded"
    REVISED = "revised"
    CONTRADICTION = "contradiction"


class Stated(Frozen):
    """One figure of one region and period that two reports state."""

    region: Region
    period: str
    agreement: Agreement
    first: Citation
    second: Citation
    arithmetic: Arithmetic
    reasons: tuple[Reason, ...] = ()


class Beside(Frozen):
    """A region's target beside that of the region it lies in."""

    period: str
    region: Region
    above: Region
    target: Citation
    target_above: Citation
    arithmetic: Arithmetic = Field(description="outcome is the region's own target, target that of the region above.")
    share: float | None = Field(default=None, description="Of what is counted: the region's target as a share of the other.")


class Unreviewed(Frozen):
    """Promises about which no result was given that could say what became of them."""

    region: Region
    period: str
    promises: int


class Tracking(Frozen):
    """Everything that several results say about promises and outcomes."""

    accounts: tuple[Account, ...] = ()
    stated_twice: tuple[Stated, ...] = ()
    beside: tuple[Beside, ...] = ()
    unreviewed: tuple[Unreviewed, ...] = ()

    @property
    def promises(self) -> tuple[Tracked, ...]:
        """The promises of all accounts."""
        return tuple(promise for account in self.accounts for promise in account.promises)

    def to_json(self, indent: int | None = 2) -> str:
        """JSON with Chinese unescaped; read it back with ``Tracking.model_validate_json``."""
        return self.model_dump_json(indent=indent)
