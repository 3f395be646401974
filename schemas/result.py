"""Result: everything one extraction says about one report."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Literal

from pydantic import Field

from schemas.commitment import Commitment
from schemas.display import as_html, at_a_glance, lists
from schemas.indicator import Indicator
from schemas.project import Project
from schemas.quantity import Frozen, Quantity
from schemas.record import Record
from schemas.report import Report

if TYPE_CHECKING:
    import pandas as pd  # type: ignore[import-untyped]
    import polars as pl

SCHEMA_VERSION = "1.0"

Engine = Literal["rules", "model", "both"]


class Unclaimed(Frozen):
    """A quantity of the text that no record claims, with the sentence it stands in."""

    quantity: Quantity
    context: str = Field(description="所在句子，一字不改。")
    section: tuple[str, ...] = Field(default=(), description="之上的各级标题。")


class Refused(Frozen):
    """Something a model reported that is no record: neither its quote nor its numbers stand in the text, or it has no name."""

    kind: str = Field(description="indicator、project 或 commitment。")
    name: str = Field(description="模型给的名称。")
    quote: str = Field(description="模型给的引句。")
    reason: str = Field(description="为什么不收。")


class Reconciliation(Frozen):
    """The books: quantities in the text against quantities in the records."""

    quantities: int = Field(ge=0, description="正文里有多少个量。")
    claimed: int = Field(ge=0, description="其中多少个被记录引用。")
    unclaimed: tuple[Unclaimed, ...] = Field(default=(), description="没有记录引用的量，逐个列出。")
    unsupported: tuple[str, ...] = Field(default=(), description="数字不在正文里的记录 id。")
    conflicting: tuple[str, ...] = Field(default=(), description="两种读法不一致的记录 id。")
    refused: tuple[Refused, ...] = Field(default=(), description="模型报来而正文中没有或不成记录的，照录其言。")


class Tokens(Frozen):
    """Tokens of all attempts, failed ones included."""

    prompt: int = 0
    cached: int = 0
    completion: int = 0


class Run(Frozen):
    """How the result came about."""

    engine: Engine
    model: str | None = None
    prompt_version: str | None = None
    settings: dict[str, str | int | float | bool | None] = Field(default_factory=dict)
    requests: int = 0
    tokens: Tokens = Tokens()
    cost: float | None = Field(default=None, description="美元；没有价格时为 null。")
    seconds: float = Field(
        default=0.0,
        description="等待模型回答的秒数之和（与回答一同保存，重跑不变）；规则读取为 0，好让同样的输入得到同样的字节。",
    )
    complete: bool = Field(default=True, description="false：有的段落模型没有读成，由规则代替，或预算用尽。")
    warnings: tuple[str, ...] = ()


class Result(Frozen):
    """One report, read and checked."""

    schema_version: str = SCHEMA_VERSION
    report: Report
    indicators: tuple[Indicator, ...] = ()
    projects: tuple[Project, ...] = ()
    commitments: tuple[Commitment, ...] = ()
    reconciliation: Reconciliation
    run: Run

    @property
    def records(self) -> tuple[Record, ...]:
        """All records of all kinds, kind by kind in text order; a subclass may have lists of further kinds."""
        return tuple(record for _, records in lists(self) for record in records)

    # All of a result is a hundred thousand characters: a REPL shows what it amounts to, and so does ``print``.

    def __repr_args__(self) -> Iterator[tuple[str, int | str | None]]:
        return at_a_glance(self)

    def __str__(self) -> str:
        return repr(self)

    def _repr_html_(self) -> str:
        """What Jupyter shows."""
        return as_html(self)

    def to_json(self, indent: int | None = 2) -> str:
        """JSON with Chinese unescaped; read it back with ``Result.model_validate_json``."""
        return self.model_dump_json(indent=indent)

    # A convenience, not a dependency: only whoever calls these loads the tables (an exception that pyproject.toml names).

    def to_polars(self, headings: Literal["en", "zh"] = "en") -> pl.DataFrame:
        """One row a number, as :func:`extractor.tables.to_polars` gives it; needs the extra ``tables``."""
        from extractor.tables import to_polars

        return to_polars(self, headings)

    def to_pandas(self, headings: Literal["en", "zh"] = "en") -> pd.DataFrame:
        """The same as a pandas frame; pandas must be installed too."""
        from extractor.tables import to_pandas

        return to_pandas(self, headings)
