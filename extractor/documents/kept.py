"""Where the text of a report is kept beside its result, so that the offsets can be followed."""

from __future__ import annotations

from pathlib import Path


def kept_text(result: Path) -> Path:
    """The file beside the JSON file ``result`` with the text that its offsets count: UTF-8, line ends as they are.

    >>> kept_text(Path("run/results/plan-0f.json")).as_posix()
    'run/results/plan-0f.source.txt'
    """
    return result.with_suffix(".source.txt")
