"""What an evaluation says. Shares lie between 0 and 1; None where there was nothing to count."""

from __future__ import annotations

from typing import Literal

from pydantic import BaseModel, ConfigDict, Field, computed_field

Share = float | None


class Figures(BaseModel):
    """Base of all parts of an evaluation: immutable; shares are computed from the counts, also when read back from JSON."""

    model_config = ConfigDict(frozen=True, extra="ignore")


def share(part: float, whole: float) -> Share:
    """``part`` of ``whole``, or None of nothing."""
    return part / whole if whole else None


class Agreement(Figures):
    """``right`` of what the ``gold`` holds and of what was ``reported``."""

    gold: int = 0
    reported: int = 0
    right: int = 0

    @computed_field  # type: ignore[prop-decorator]
    @property
    def precision(self) -> Share:
        """Right per reported."""
        return share(self.right, self.reported)

    @computed_field  # type: ignore[prop-decorator]
    @property
    def recall(self) -> Share:
        """Right per gold."""
        return share(self.right, self.gold)

    @computed_field  # type: ignore[prop-decorator]
    @property
    def f1(self) -> Share:
        """Harmonic mean of precision and recall."""
        return share(2 * self.right, self.gold + self.reported)


class RecordAgreement(Agreement):
    """Records of one kind, or of all; ``right`` are the full ones, ``found`` the gold records that have a partner at all."""

    found: int = 0


class FieldAgreement(Agreement):
    """One field of the records of one kind; only filled fields count. A lone record's fields count against it."""

    kind: str
    field: str


class NumberAgreement(Agreement):
    """Numbers by their places: ``right`` are those found, whatever record they stand in; the rest counts the found ones only."""

    value: int = Field(default=0, description="Same magnitude and upper end, once 万 and 亿 are taken into the value.")
    sign: int = Field(default=0, description="Same sign.")
    unit: int = Field(default=0, description="Same unit, once 万 and 亿 are taken into the value.")
    bound: int = Field(default=0, description="Same bound.")
    field: int = Field(default=0, description="In the same field of a record of the same kind.")


class Grounding(Figures):
    """How the reported records rest on the text."""

    statuses: dict[str, int] = Field(default_factory=dict, description="Records by the status of their check.")
    quotes: int = Field(default=0, description="Quotes of records, where the report's text was at hand.")
    verbatim: int = Field(default=0, description="Quotes that stand where their offsets say.")
    matched: int = Field(default=0, description="Records that have a gold record.")
    overlapping: int = Field(default=0, description="Matched records whose evidence overlaps that of their gold record.")
    quantities: int = Field(default=0, description="Quantities of the texts.")
    unclaimed: int = Field(default=0, description="Quantities that no record claims.")
    refused: int = Field(default=0, description="Reported by a model and not borne out by the text.")


class Effort(Figures):
    """What reading took. ``seconds`` are those a model took to answer; the rules alone wait for nobody and cost nothing."""

    requests: int = 0
    seconds: float = 0.0
    cost: float | None = Field(default=0.0, description="US dollars; null where the price of a model is unknown.")
    characters: int | None = Field(default=None, description="Of all texts; null where a text was not at hand.")

    @computed_field  # type: ignore[prop-decorator]
    @property
    def cost_per_10000_characters(self) -> Share:
        """US dollars per 10,000 characters of text."""
        return None if self.cost is None else share(self.cost * 10_000, self.characters or 0)

    @computed_field  # type: ignore[prop-decorator]
    @property
    def seconds_per_10000_characters(self) -> Share:
        """Seconds of a model per 10,000 characters of text."""
        return share(self.seconds * 10_000, self.characters or 0)


class Difference(Figures):
    """One thing that differs from the gold, with its place in the text: ``start:end``, code points."""

    what: Literal["missing", "extra", "differs"]
    report: str
    kind: str
    name: str = Field(description="Name of the gold record; of an extra record its own.")
    field: str | None = Field(default=None, description="The field that differs; null for a whole record.")
    gold: str | None = None
    reported: str | None = None
    start: int
    end: int
    quote: str
    gold_id: str | None = None
    reported_id: str | None = None


class SystemEvaluation(Figures):
    """One system against the gold."""

    name: str
    reports: int = Field(description="Reports that have gold.")
    unread: tuple[str, ...] = Field(default=(), description="Reports with gold that only other systems read; all of it is missing.")
    records: dict[str, RecordAgreement] = Field(description="By kind, and `all`.")
    fields: tuple[FieldAgreement, ...]
    numbers: NumberAgreement
    grounding: Grounding
    effort: Effort
    differences: tuple[Difference, ...]


class Evaluation(Figures):
    """Several systems against the same gold."""

    systems: tuple[SystemEvaluation, ...]
    notes: tuple[str, ...] = Field(default=(), description="What a reader of the figures has to know.")
