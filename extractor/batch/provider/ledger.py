"""The ledger of a run: every request that is to be answered by a job, and every job, so that no process submits one twice."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Generator, Iterable, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from types import TracebackType
from typing import Any, Self

from extractor.batch.errors import RunFolderError
from extractor.batch.folder import RunFolder
from extractor.batch.provider.entries import Job, Line, Wanted
from extractor.batch.provider.lines import LineOutcome
from extractor.batch.provider.terms import TRIES
from extractor.llm.settings import ModelSettings
from schemas import Tokens

# A line is open (no job, no status), under way (a job, no status) or settled (a status). ``wanted``: somebody waits for it now.
_SCHEMA = """
CREATE TABLE IF NOT EXISTS line (
    key TEXT PRIMARY KEY, wanted INTEGER NOT NULL, job INTEGER, tries INTEGER NOT NULL DEFAULT 0, status INTEGER,
    prompt_tokens INTEGER NOT NULL, completion_tokens INTEGER NOT NULL, body TEXT NOT NULL, content TEXT
);
CREATE INDEX IF NOT EXISTS line_of_job ON line (job) WHERE job IS NOT NULL;
CREATE INDEX IF NOT EXISTS unsettled_line ON line (job) WHERE wanted AND status IS NULL;
CREATE TABLE IF NOT EXISTS job (
    number INTEGER PRIMARY KEY AUTOINCREMENT, endpoint TEXT NOT NULL, begun REAL NOT NULL, input_file TEXT, batch TEXT
);
CREATE TABLE IF NOT EXISTS learned (endpoint TEXT, model TEXT, facts TEXT NOT NULL, PRIMARY KEY (endpoint, model));
PRAGMA user_version = 1;
"""
_WANT = """
INSERT INTO line (key, body, prompt_tokens, completion_tokens, wanted) VALUES (?, ?, ?, ?, 1)
ON CONFLICT (key) DO UPDATE SET wanted = 1
"""
_UNSETTLED = "wanted AND status IS NULL"
_OPEN = f"{_UNSETTLED} AND job IS NULL"
_SETTLE = "UPDATE line SET status = :status, content = :content, body = '', job = NULL WHERE job = :job"
# The last try settles: what went wrong then is what came of the line.
_FAIL = f"""
UPDATE line SET tries = tries + 1, job = NULL,
    status = CASE WHEN tries + 1 >= {TRIES} THEN :status END, content = CASE WHEN tries + 1 >= {TRIES} THEN :content END
WHERE job = :job
"""
_JOBS = "SELECT number, begun, input_file, batch, (SELECT COUNT(*) FROM line WHERE job = number) FROM job WHERE endpoint = ?"


class Ledger:
    """The file at ``path``, made if it is not there; a context manager. One process uses it at a time.

    What a method wrote outlives the process when it returns. Every method raises
    :class:`~extractor.batch.errors.RunFolderError` when the file cannot be used.
    """

    def __init__(self, path: Path, endpoint: str) -> None:
        self.path = path
        self._endpoint = endpoint
        with self._faults():
            self._database = sqlite3.connect(path, isolation_level=None, check_same_thread=False)
            try:
                self._database.execute("PRAGMA journal_mode = WAL")
                self._database.executescript(_SCHEMA)
                self._database.execute("UPDATE line SET wanted = 0 WHERE wanted")
            except BaseException:
                self._database.close()
                raise

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, traceback: TracebackType | None) -> None:
        self._database.close()

    def find(self, key: str) -> Line | None:
        """The request called ``key``, if it is known."""
        rows = self._rows("SELECT status, content FROM line WHERE key = ?", key)
        return next((Line(status, json.loads(content or "null")) for status, content in rows), None)

    def want(self, lines: Iterable[Wanted]) -> None:
        """Note that ``lines`` are waited for."""
        rows = ((line.key, line.body, line.expected.prompt, line.expected.completion) for line in lines)
        with self._transaction() as database:
            database.executemany(_WANT, rows)

    def open_lines(self) -> Generator[tuple[str, str], None, None]:
        """Key and body of every request that is waited for and part of no job, in the order in which they were wanted."""
        return self._rows(f"SELECT key, body FROM line WHERE {_OPEN} ORDER BY rowid")

    def unsettled(self) -> int:
        """How many requests are waited for and not settled."""
        count: int = next(self._rows(f"SELECT COUNT(*) FROM line WHERE {_UNSETTLED}"))[0]
        return count

    def has_open_lines(self) -> bool:
        """Whether :meth:`open_lines` has any."""
        return any(self._rows(f"SELECT 1 FROM line WHERE {_OPEN} LIMIT 1"))

    def expected(self) -> Tokens:
        """The tokens that all requests which are waited for and not settled will take, about."""
        sums = "COALESCE(SUM(prompt_tokens), 0), COALESCE(SUM(completion_tokens), 0)"
        prompt, completion = next(self._rows(f"SELECT {sums} FROM line WHERE {_UNSETTLED}"))
        return Tokens(prompt=prompt, completion=completion)

    def begin_job(self, keys: Iterable[str], now: float) -> Job:
        """A new job of the requests called ``keys``; ``now`` is the wall clock."""
        with self._transaction() as database:
            insert = "INSERT INTO job (endpoint, begun) VALUES (?, ?)"
            number = database.execute(insert, (self._endpoint, now)).lastrowid
            assert number is not None
            changed = database.executemany("UPDATE line SET job = ? WHERE key = ?", ((number, key) for key in keys))
        return Job(number, now, None, None, changed.rowcount)

    def uploaded(self, job: Job, input_file: str) -> None:
        """Note the name that the provider gave to the file of ``job``."""
        self._write("UPDATE job SET input_file = ? WHERE number = ?", input_file, job.number)

    def submitted(self, job: Job, batch: str) -> None:
        """Note the name that the provider gave to ``job``."""
        self._write("UPDATE job SET batch = ? WHERE number = ?", batch, job.number)

    def jobs(self) -> list[Job]:
        """Every job that has not ended."""
        return [Job(*row) for row in self._rows(f"{_JOBS} ORDER BY number", self._endpoint)]

    def jobs_waited_for(self) -> list[Job]:
        """Those of :meth:`jobs` that hold a request somebody waits for."""
        waited = f"{_JOBS} AND number IN (SELECT job FROM line WHERE wanted) ORDER BY number"
        return [Job(*row) for row in self._rows(waited, self._endpoint)]

    def release(self, job: Job) -> None:
        """End ``job`` as if it had never been: its requests are open again."""
        with self._transaction() as database:
            database.execute("UPDATE line SET job = NULL WHERE job = ?", (job.number,))
            database.execute("DELETE FROM job WHERE number = ?", (job.number,))

    def end(self, job: Job, outcomes: Iterable[tuple[LineOutcome, bool]], rest: LineOutcome | None) -> None:
        """End ``job`` with what came of its requests; another try is made of those where the flag says that it may go better.

        All others have met ``rest``, and may be tried again; or nothing, then they were not tried at all.
        """
        with self._transaction() as database:
            for outcome, again in outcomes:
                row = {"key": outcome.key, "job": job.number, **_told(outcome)}
                database.execute(f"{_FAIL if again else _SETTLE} AND key = :key", row)
            if rest is not None:
                database.execute(_FAIL, {"job": job.number, **_told(rest)})
            database.execute("UPDATE line SET job = NULL WHERE job = ?", (job.number,))
            database.execute("DELETE FROM job WHERE number = ?", (job.number,))

    def forget_failed(self) -> None:
        """Forget what no answer came of, so that it may be asked anew."""
        self._write("DELETE FROM line WHERE status <> 200")

    def forget_settled(self) -> None:
        """Forget what is no longer under way: the run has made of it what could be made."""
        self._write("DELETE FROM line WHERE job IS NULL")
        self._write("VACUUM")

    def learned(self, model: str) -> dict[str, Any]:
        """What was noted of ``model``."""
        rows = self._rows("SELECT facts FROM learned WHERE endpoint = ? AND model = ?", self._endpoint, model)
        return next((json.loads(facts) for (facts,) in rows), {})

    def learn(self, model: str, facts: Mapping[str, Any]) -> None:
        """Note ``facts`` of ``model``, fit for JSON; earlier ones are replaced."""
        self._write("INSERT OR REPLACE INTO learned VALUES (?, ?, ?)", self._endpoint, model, json.dumps(facts))

    def _rows(self, query: str, *values: Any) -> Generator[Any, None, None]:
        with self._faults():
            yield from self._database.execute(query, values)

    def _write(self, statement: str, *values: Any) -> None:
        with self._faults():
            self._database.execute(statement, values)

    @contextmanager
    def _transaction(self) -> Iterator[sqlite3.Connection]:
        with self._faults(), self._database:
            self._database.execute("BEGIN IMMEDIATE")
            yield self._database

    @contextmanager
    def _faults(self) -> Iterator[None]:
        try:
            yield
        except sqlite3.Error as error:
            raise RunFolderError(f"The jobs of the run in {self.path} cannot be used: {error}.") from error


def _told(outcome: LineOutcome) -> Mapping[str, Any]:
    return {"status": outcome.status, "content": json.dumps(outcome.content, ensure_ascii=False)}


def path_of(folder: RunFolder) -> Path:
    """Where the run in ``folder`` keeps its ledger."""
    return folder.root / "jobs.sqlite3"


def ledger_of(folder: RunFolder, model: ModelSettings) -> Ledger:
    """The ledger of the run in ``folder``, for jobs of the endpoint of ``model``."""
    return Ledger(path_of(folder), model.endpoint)
