"""Answers kept in one SQLite file, so that nothing is asked, or paid for, twice."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import astuple, dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path
from types import TracebackType
from typing import Any, Protocol, Self

from tenacity import retry, retry_if_exception, stop_after_delay, wait_random

from extractor.llm.errors import StoreError

SCHEMA_VERSION = 2
_APPLICATION_ID = 0x47524558  # «GREX»: tells our files from other programs'
_BUSY_SECONDS = 30.0
_BUSY_PAUSE_SECONDS = 0.02

_SCHEMA = """
CREATE TABLE answers (
    key TEXT PRIMARY KEY,
    model TEXT NOT NULL,
    prompt_version TEXT NOT NULL,
    created TEXT NOT NULL,
    prompt_tokens INTEGER NOT NULL,
    cached_tokens INTEGER NOT NULL,
    completion_tokens INTEGER NOT NULL,
    attempts INTEGER NOT NULL,
    seconds REAL NOT NULL,
    answer TEXT NOT NULL,
    half_price INTEGER NOT NULL DEFAULT 0
) WITHOUT ROWID
"""
# What makes a file of an older version one of the next: answers were paid for, and are not thrown away.
_UPGRADES = {1: "ALTER TABLE answers ADD COLUMN half_price INTEGER NOT NULL DEFAULT 0"}


def _is_busy(error: BaseException) -> bool:
    return isinstance(error, sqlite3.OperationalError) and error.sqlite_errorcode == sqlite3.SQLITE_BUSY


_patient = retry(
    retry=retry_if_exception(_is_busy), stop=stop_after_delay(_BUSY_SECONDS), wait=wait_random(0, _BUSY_PAUSE_SECONDS), reraise=True
)


@dataclass(frozen=True, slots=True)
class StoredAnswer:
    """One kept answer: the JSON a valid value was read from, and what it took.

    ``created`` is UTC, ISO 8601; ``half_price``: a batch job gave it, at half the list price.
    """

    key: str
    model: str
    prompt_version: str
    created: str
    prompt_tokens: int
    cached_tokens: int
    completion_tokens: int
    attempts: int
    seconds: float
    answer: str
    half_price: bool = False


@dataclass(frozen=True, slots=True)
class StoreSize:
    """How much a store holds: rows, bytes on disk, tokens (sent and received), and rows by model."""

    rows: int
    bytes: int
    tokens: int
    rows_by_model: Mapping[str, int]


class Answers(Protocol):
    """Where a client keeps answers: in a file of its own, or in one that other processes keep theirs in too."""

    def get(self, key: str) -> StoredAnswer | None:
        """The answer kept under ``key``, if there is one."""
        ...

    def put(self, answer: StoredAnswer) -> None:
        """Keep ``answer``; when this returns, it outlives the process."""
        ...


def default_path() -> Path:
    """Where answers are kept unless told otherwise: the user's cache folder."""
    from platformdirs import user_cache_path

    return user_cache_path("govreport-extractor") / "answers.sqlite3"


class AnswerStore:
    """The file at ``path``, made if it is not there. Several processes may use it at once.

    Every method raises :class:`StoreError` when the file cannot be used.
    """

    def __init__(self, path: str | Path | None = None) -> None:
        self.path = Path(path) if path is not None else default_path()
        with self._faults():
            self.path.parent.mkdir(parents=True, exist_ok=True)
            self._database = sqlite3.connect(self.path, timeout=_BUSY_SECONDS, isolation_level=None, check_same_thread=False)
            try:
                self._open()
            except BaseException:
                self._database.close()
                raise

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, traceback: TracebackType | None) -> None:
        self.close()

    def close(self) -> None:
        """Close the file; what was put is there already."""
        self._database.close()

    def get(self, key: str) -> StoredAnswer | None:
        """The answer kept under ``key``, if there is one."""
        with self._faults():
            row = self._database.execute("SELECT * FROM answers WHERE key = ?", (key,)).fetchone()
        return _stored(row) if row else None

    def put(self, answer: StoredAnswer) -> None:
        """Keep ``answer``; when this returns, it outlives the process. An older one of the same key is replaced."""
        with self._faults():
            self._database.execute("INSERT OR REPLACE INTO answers VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)", astuple(answer))

    def entries(self) -> Iterator[StoredAnswer]:
        """All kept answers, newest first."""
        with self._faults():
            for row in self._database.execute("SELECT * FROM answers ORDER BY created DESC, key"):
                yield _stored(row)

    def measure(self) -> StoreSize:
        """How much is kept."""
        with self._faults():
            rows, tokens = self._database.execute(
                "SELECT COUNT(*), COALESCE(SUM(prompt_tokens + completion_tokens), 0) FROM answers"
            ).fetchone()
            by_model = self._database.execute("SELECT model, COUNT(*) FROM answers GROUP BY model ORDER BY model").fetchall()
            files = [self.path, self.path.with_name(self.path.name + "-wal")]
            size = sum(file.stat().st_size for file in files if file.exists())
        return StoreSize(rows, size, tokens, dict(by_model))

    def prune(self, *, older_than: timedelta | None = None, model: str | None = None, prompt_version: str | None = None) -> int:
        """Delete the answers that meet all of the given conditions; returns how many. At least one condition is needed."""
        before = None if older_than is None else timestamp(datetime.now(UTC) - older_than)
        conditions = {"created < ?": before, "model = ?": model, "prompt_version = ?": prompt_version}
        given = {condition: value for condition, value in conditions.items() if value is not None}
        if not given:
            raise StoreError("Nothing says which answers to delete.", hint="Name an age, a model or a prompt version.")
        with self._faults():
            deleted = self._database.execute(f"DELETE FROM answers WHERE {' AND '.join(given)}", tuple(given.values())).rowcount
            self._database.execute("VACUUM")
        return deleted

    def _open(self) -> None:
        """Check that the file is ours and of a version we know, or new; a new one gets its table, an older one is upgraded."""
        self._database.execute("BEGIN")  # one look, before anything is changed in a file that may be somebody else's
        self._version()
        self._database.execute("COMMIT")
        _patient(self._database.execute)("PRAGMA journal_mode = WAL")  # here SQLite itself does not wait for others
        self._database.execute("PRAGMA synchronous = NORMAL")
        self._database.execute("BEGIN IMMEDIATE")  # of several processes, one makes the table
        version = self._version()
        if version != SCHEMA_VERSION:
            for statement in [_SCHEMA] if version is None else [_UPGRADES[old] for old in range(version, SCHEMA_VERSION)]:
                self._database.execute(statement)
            self._database.execute(f"PRAGMA application_id = {_APPLICATION_ID}")
            self._database.execute(f"PRAGMA user_version = {SCHEMA_VERSION}")
        self._database.execute("COMMIT")

    def _version(self) -> int | None:
        """The version of the file's layout; none for a new file."""
        queries = ("PRAGMA application_id", "PRAGMA user_version", "SELECT COUNT(*) FROM sqlite_master")
        application, version, tables = (int(self._database.execute(query).fetchone()[0]) for query in queries)
        if (application, version, tables) == (0, 0, 0):
            return None
        if application != _APPLICATION_ID:
            raise StoreError(f"{self.path} is a database of another program.", hint="Name another file.")
        if version != SCHEMA_VERSION and version not in _UPGRADES:
            raise StoreError(
                f"{self.path} was written by another version of this program (layout {version}, not {SCHEMA_VERSION}).",
                hint="Delete it or name another file; its answers will be asked for again.",
            )
        return version

    @contextmanager
    def _faults(self) -> Iterator[None]:
        try:
            yield
        except (sqlite3.Error, OSError) as error:
            raise StoreError(f"The answers in {self.path} cannot be used: {error}.") from error


def _stored(row: Sequence[Any]) -> StoredAnswer:
    *columns, half_price = row
    return StoredAnswer(*[*columns, bool(half_price)])


def timestamp(moment: datetime) -> str:
    """``moment`` as the store writes it."""
    return moment.astimezone(UTC).isoformat(timespec="seconds")
