"""Stores of an older and of a newer version: answers that were paid for are used, and nothing of a newer file is touched."""

from __future__ import annotations

import hashlib
import sqlite3
import tempfile
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

from benchmarks.faults.answers import RightAnswers
from benchmarks.faults.commands import Ended, make_reports, run
from benchmarks.row import Row, counted, held
from extractor.llm.store import SCHEMA_VERSION
from tests.fake_endpoint import FakeEndpoint

_REPORTS = 3
_OLDER_RUN, _NEWER = 0, 99
_WELL_REFUSED = "ends in a sentence that names it, and the file stays as it is"


def store_rows(files: Sequence[Path], seeds: Sequence[int]) -> Iterator[Row]:
    """The store of answers as the first version left it, then as the next one might leave it; and the run's own store."""
    with tempfile.TemporaryDirectory() as name:
        reports = make_reports(files, Path(name) / "reports", _REPORTS)
        script, store = RightAnswers(sorted(reports.iterdir())), Path(name) / "answers.sqlite3"
        with FakeEndpoint(script) as endpoint:

            def read(out: str) -> Ended:
                model = ("--model", "fake-model", "--base-url", endpoint.base_url, "--mode", "json_schema")
                return run(reports, "--out", Path(name) / out, "--store", store, *model)

            read("first")
            given = len(endpoint.requests)
            yield Row(f"a store of the first version, with {given} answers", "")
            _make_older(store)
            yield held("  a run into another folder ends well", read("second").code == 0)
            yield counted("  answers asked for again", len(endpoint.requests) - given)
            run_store = Path(name) / "first" / "run.sqlite3"
            yield Row("a run's own store of an older version", "")
            yield held(f"  it {_WELL_REFUSED}", _refused(run_store, _OLDER_RUN, lambda: read("first")))
            run_store.unlink()
            yield held("  without it the same command ends well", read("first").code == 0)
            yield counted("  answers asked for again", len(endpoint.requests) - given)
            yield Row("stores of a newer version", "")
            yield held(f"  answers: it {_WELL_REFUSED}", _refused(store, _NEWER, lambda: read("third")))
            _set_version(store, SCHEMA_VERSION)
            yield held(f"  a run's: it {_WELL_REFUSED}", _refused(run_store, _NEWER, lambda: read("first")))
            yield counted("  answers asked for again", len(endpoint.requests) - given)


def _make_older(store: Path) -> None:
    with sqlite3.connect(store) as database:
        database.execute("ALTER TABLE answers DROP COLUMN half_price")
    database.close()
    _set_version(store, 1)


def _set_version(store: Path, version: int) -> None:
    database = sqlite3.connect(store)
    database.execute(f"PRAGMA user_version = {version}")
    database.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    database.close()


def _refused(store: Path, version: int, read: Callable[[], Ended]) -> bool:
    _set_version(store, version)
    before = hashlib.sha256(store.read_bytes()).digest()
    ended = read()
    return ended.in_a_sentence and str(store) in ended.errors and hashlib.sha256(store.read_bytes()).digest() == before
