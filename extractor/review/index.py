"""The index of many review pages: totals, and which report needs a look first."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import PurePath
from urllib.parse import quote

from extractor.review.attention import Attention, attention
from extractor.review.digest import result_digest
from extractor.review.page import about, fill, title_of
from schemas import Result

SCRIPTS = ("labels.js", "appearance.js", "index.js")


@dataclass(frozen=True, slots=True)
class Row:
    """One report of the index; the counts are of what its page shows, ``trouble`` says why there is no page or not all of it."""

    title: str
    about: str = ""
    address: str | None = None
    digest: str = ""
    records: int = 0
    quantities: int = 0
    claimed: int = 0
    disputed: int = 0
    unclaimed: int = 0
    refused: int = 0
    remarked: int = 0
    trouble: str = ""

    @property
    def looks(self) -> int:
        """How many places ask for a look."""
        return self.disputed + self.unclaimed + self.refused + self.remarked


def row_of(result: Result, page: PurePath | None, trouble: str = "") -> Row:
    """The row about ``result``; ``page`` is its review page as seen from the index."""
    books = result.reconciliation
    looks = [attention(record) for record in result.records]
    return Row(
        title=title_of(result.report),
        about=about(result.report),
        address=None if page is None else quote(page.as_posix()),
        digest=result_digest(result),
        records=len(looks),
        quantities=books.quantities,
        claimed=books.claimed,
        disputed=looks.count(Attention.DISPUTED),
        unclaimed=len(books.unclaimed),
        refused=len(books.refused),
        remarked=looks.count(Attention.REMARKED),
        trouble=trouble or ("" if result.run.complete else " ".join(result.run.warnings)),
    )


def render_index(rows: Sequence[Row], title: str) -> str:
    """One HTML file over all ``rows``: those with most to look at first, troubles before all."""
    ordered = sorted(rows, key=lambda row: (not row.trouble, -row.looks, row.title))
    counts = ("records", "quantities", "claimed", "disputed", "unclaimed", "refused", "remarked", "looks")
    totals = {name: sum(getattr(row, name) for row in rows) for name in counts}
    return fill("index.html.j2", SCRIPTS, title=title, rows=ordered, totals=totals)
