"""The run store: what is done, by content and settings, so that the same command does only what is missing."""

from __future__ import annotations

import os
import sqlite3
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from types import TracebackType
from typing import Any, Self

from extractor.batch import queries
from extractor.batch.errors import RunFolderError
from extractor.batch.examine import Examined
from extractor.batch.folder import RunFolder
from extractor.batch.naming import encodable, result_name
from extractor.batch.task import Counts, Duplicate, Entry, Failure, Outcome, Task

SCHEMA_VERSION = 1
_APPLICATION_ID = 0x47524552  # «GRER»: tells our files from other programs'


class RunStore:
    """The store of the run in ``folder``, for results read under ``settings`` (a fingerprint); a context manager.

    One process uses it at a time, the one that has claimed the folder. Every method raises
    :class:`~extractor.batch.errors.RunFolderError` when the file cannot be used.
    """

    def __init__(self, folder: RunFolder, settings: str) -> None:
        self._folder = folder
        self._settings = settings
        with self._faults():
            self._database = sqlite3.connect(folder.store, isolation_level=None)
            try:
                self._open()
            except BaseException:
                self._database.close()
                raise

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, traceback: TracebackType | None) -> None:
        self._database.close()

    def plan(self, inputs: Iterable[Examined], *, again: bool = False) -> None:
        """Hold ``inputs`` against what is done; with ``again`` nothing counts as done."""
        with self._transaction() as database:
            database.executemany("INSERT OR IGNORE INTO input VALUES (?, ?, ?, ?, ?)", map(_input_row, inputs))
            for statement in queries.WANTED.split(";"):
                database.execute(statement)
            database.execute(queries.REOPEN, {"settings": self._settings, "again": again})
            database.execute(queries.PENDING)

    def pending(self) -> Iterator[Task]:
        """What was to be read when the plan was made, in the order of paths."""
        rows = self._rows("SELECT name, path, sha256, bytes FROM pending ORDER BY rowid")
        return (Task(name, os.fsdecode(path), sha256, size) for name, path, sha256, size in rows)

    def begin(self, task: Task) -> None:
        """Note that ``task`` is being read: from now on its result file may be there."""
        self.note(Outcome(task, "begun"))

    def note(self, outcome: Outcome) -> None:
        """Note what came of a task; when this returns it outlives the process."""
        with self._transaction() as database:
            row = _report_row(outcome, self._settings)
            database.execute("INSERT OR REPLACE INTO report VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)", row)

    def counts(self) -> Counts:
        """How far the run is."""
        with self._faults():
            states = dict(self._database.execute(queries.STATES).fetchall())
            size, inputs, unreadable, reports, others = self._database.execute(queries.COUNTS).fetchone()
        complete, incomplete, failed = (states.get(state, 0) for state in ("done", "incomplete", "failed"))
        return Counts(size, inputs, unreadable, reports, complete, incomplete, failed, others)

    def kept(self) -> Iterator[Entry]:
        """The results of this run, in the order of their reports' paths."""
        return (Entry(name, size, _shown(path)) for name, size, path in self._rows(queries.KEPT))

    def failures(self) -> Iterator[Failure]:
        """What was not read, or not wholly, in the order of paths."""
        return (Failure(_shown(path), reason, hint) for path, reason, hint in self._rows(queries.FAILURES))

    def duplicates(self) -> Iterator[Duplicate]:
        """Inputs whose content was read under another path, in the order of paths."""
        return (Duplicate(_shown(path), _shown(first), result) for path, first, result in self._rows(queries.DUPLICATES))

    def remove_superseded(self) -> None:
        """Remove results of what an input held before it changed, or was called before it was renamed."""
        with self._transaction() as database:
            names = [name for (name,) in database.execute(queries.SUPERSEDED)]
            for name in names:
                self._folder.remove(name)
            database.executemany("DELETE FROM report WHERE name = ?", ((name,) for name in names))

    def _open(self) -> None:
        """Check that the file is ours and of this version, or new; a new one gets its table."""
        asked = ("PRAGMA application_id", "PRAGMA user_version", "SELECT COUNT(*) FROM sqlite_master")
        application, version, tables = (self._database.execute(query).fetchone()[0] for query in asked)
        if tables and application != _APPLICATION_ID:
            raise RunFolderError(f"{self._folder.store} is a database of another program.")
        if tables and version != SCHEMA_VERSION:
            raise RunFolderError(
                f"{self._folder.store} was written by another version of this program (layout {version}, not {SCHEMA_VERSION}).",
                hint="Delete it, or choose another folder for the run (--out); the reports will be read again.",
            )
        self._database.execute("PRAGMA journal_mode = WAL")
        self._database.execute("PRAGMA synchronous = NORMAL")
        with self._transaction() as database:
            if not tables:
                database.execute(queries.SCHEMA)
                database.execute(f"PRAGMA application_id = {_APPLICATION_ID}")
                database.execute(f"PRAGMA user_version = {SCHEMA_VERSION}")
        self._database.create_function("source_of", 1, _source_of, deterministic=True)
        self._database.create_function("name_of", 3, _name_of, deterministic=True)
        self._database.create_function("bytes_of", 1, self._bytes_of)
        self._database.executescript(queries.PLAN)

    def _bytes_of(self, name: str) -> int | None:
        """The size of the result called ``name`` and its text together; none where one of them is gone."""
        try:
            return sum(path.stat().st_size for path in (self._folder.result(name), self._folder.text(name)))
        except OSError:
            return None

    def _rows(self, query: str) -> Iterator[Any]:
        with self._faults():
            for row in self._database.execute(query):  # noqa: UP028 (`yield from` would close the cursor, if late then with a complaint)
                yield row

    @contextmanager
    def _transaction(self) -> Iterator[sqlite3.Connection]:
        with self._faults():
            self._database.execute("BEGIN IMMEDIATE")
            try:
                yield self._database
            except BaseException:
                self._database.execute("ROLLBACK")
                raise
            self._database.execute("COMMIT")

    @contextmanager
    def _faults(self) -> Iterator[None]:
        try:
            yield
        except sqlite3.Error as error:
            raise RunFolderError(f"{self._folder.store} cannot be used: {error}.") from error


def _source_of(path: bytes) -> str:
    return encodable(Path(os.fsdecode(path)).name)


def _name_of(path: bytes, sha256: str, digits: int) -> str:
    return result_name(_source_of(path), sha256, digits)


def _shown(path: bytes) -> str:
    return encodable(os.fsdecode(path))


def _input_row(examined: Examined) -> tuple[Any, ...]:
    error = examined.error
    reason, hint = (error.message, error.hint) if error else ("", "")
    return os.fsencode(examined.path), examined.sha256, examined.bytes, reason, hint


def _report_row(outcome: Outcome, settings: str) -> tuple[Any, ...]:
    task = outcome.task
    path = os.fsencode(task.path)
    kept = (outcome.state, outcome.bytes, outcome.reason, outcome.hint)
    return task.name, path, _source_of(path), task.sha256, settings, *kept
