"""The pairs of the Zhongyuan reports as read by hand, and what the program makes of the same two reports.

Each line of ``zhongyuan_pairs.jsonl`` holds one promise of the plan for 2024 with its place, what the review says about it with
its place, and the verdict with its reason; ``records`` is false where the contract makes no record of one side.
"""

from __future__ import annotations

import json
from functools import cache
from pathlib import Path
from typing import Any

from extractor.api import extract
from extractor.tracking import Citation, Tracked, Tracking, track
from schemas import Result

SEEDS = Path(__file__).parents[2] / "seeds"
PLAN = SEEDS / "zhongyuan-2024-plan.txt"
REVIEW = SEEDS / "zhongyuan-2024-review.txt"

Row = dict[str, Any]

ROWS: list[Row] = [
    json.loads(line) for line in Path(__file__).with_name("zhongyuan_pairs.jsonl").read_text(encoding="utf-8").splitlines()
]


def text(path: Path) -> str:
    """The text that offsets count."""
    return path.read_bytes().decode("utf-8-sig")


@cache
def plan() -> Result:
    """What the rules read from the plan."""
    return extract(PLAN)


@cache
def review() -> Result:
    """What the rules read from the review."""
    return extract(REVIEW)


@cache
def tracking() -> Tracking:
    """The review held against the plan."""
    return track([plan(), review()])


def on(row: Row, side: str, cited: Citation | None) -> bool:
    """Whether ``cited`` rests on the words of ``row`` on that side."""
    place = row[side]
    if cited is None or place is None:
        return False
    return cited.evidence.start < place["start"] + len(place["quote"]) and place["start"] < cited.evidence.end


def tracked(row: Row, among: Tracking | None = None) -> list[Tracked]:
    """What the program says about the promise of ``row``."""
    return [item for item in (among or tracking()).promises if on(row, "promise", item.promise)]
