"""Rules as data: the rows of the CSV files that packages bring with them."""

from __future__ import annotations

import csv
from importlib.resources import files


def read_rows(package: str, name: str) -> list[dict[str, str]]:
    """The rows of the CSV file ``name`` (``data/verbs.csv``) inside ``package``, each by the names of its columns."""
    return list(csv.DictReader(files(package).joinpath(name).read_text(encoding="utf-8").splitlines()))
