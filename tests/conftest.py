"""What all tests share: the sample reports, each read once."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import settings

from extractor.api import extract
from extractor.documents import Document, read_document
from schemas import Result

# The same examples on every run and machine, however slow.
settings.register_profile("steady", derandomize=True, deadline=None)
settings.load_profile("steady")

SEEDS = sorted((Path(__file__).parents[1] / "seeds").glob("*.txt"))


@pytest.fixture(scope="session", params=SEEDS, ids=lambda path: path.stem)
def seed(request: pytest.FixtureRequest) -> Path:
    """Path of each sample report in turn."""
    return Path(request.param)


@pytest.fixture(scope="session")
def seed_document(seed: Path) -> Document:
    """Each sample report as read from disk."""
    return read_document(seed)


@pytest.fixture(scope="session")
def seed_result(seed: Path) -> Result:
    """What the rules read from each sample report."""
    return extract(seed)
