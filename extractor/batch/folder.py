"""The folder of a run: where everything lies, and files that appear whole or not at all."""

from __future__ import annotations

import errno
import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import BinaryIO
from uuid import uuid4

from extractor.batch.errors import RunFolderError, RunLocked
from extractor.documents.kept import kept_text

_NO_ROOM = (errno.ENOSPC, errno.EDQUOT)


@dataclass(frozen=True, slots=True)
class RunFolder:
    """Paths of the run at ``root``. Every method raises :class:`RunFolderError` where the disk says no.

    ``claim`` names this run among those that ever used the folder: a process that outlives its run can write nothing any more.
    """

    root: Path
    claim: str = field(default_factory=lambda: uuid4().hex, compare=False, repr=False)

    @property
    def results(self) -> Path:
        """One JSON file a report."""
        return self.root / "results"

    @property
    def records(self) -> Path:
        """All records of all reports, one a line."""
        return self.root / "records.jsonl"

    @property
    def failures(self) -> Path:
        """Reports that could not be read, or not wholly, one a line."""
        return self.root / "failures.jsonl"

    @property
    def duplicates(self) -> Path:
        """Inputs whose content another input has too, one a line."""
        return self.root / "duplicates.jsonl"

    @property
    def summary(self) -> Path:
        """Counts and sums over all reports."""
        return self.root / "summary.json"

    @property
    def store(self) -> Path:
        """What is done, for the next run."""
        return self.root / "run.sqlite3"

    @property
    def claimed_here(self) -> bool:
        """Whether this process sees the folder, wherever it runs, and the run still holds it."""
        return self._unfinished.is_dir()

    @property
    def _unfinished_of_all(self) -> Path:
        return self.root / ".unfinished"

    @property
    def _unfinished(self) -> Path:
        return self._unfinished_of_all / self.claim

    def result(self, name: str) -> Path:
        """The result file called ``name``."""
        return self.results / f"{name}.json"

    def text(self, name: str) -> Path:
        """The text that the offsets of the result called ``name`` count."""
        return kept_text(self.result(name))

    @contextmanager
    def claimed(self) -> Iterator[None]:
        """Make the folder and hold it against other processes; a process that dies, however, lets go of it."""
        from filelock import FileLock, Timeout

        with self.faults():
            self.results.mkdir(parents=True, exist_ok=True)
            lock = FileLock(self.root / ".lock", fallback_to_soft=False)
            try:
                lock.acquire(blocking=False)
            except Timeout:
                raise RunLocked(f"Another run is writing to {self.root}.") from None
        try:
            with self.faults():
                shutil.rmtree(self._unfinished_of_all, ignore_errors=True)
                self._unfinished.mkdir(parents=True)
            yield
            shutil.rmtree(self._unfinished_of_all, ignore_errors=True)
        finally:
            lock.release()

    @contextmanager
    def written_whole(self, path: Path, *, flushed: bool = True) -> Iterator[BinaryIO]:
        """A file to write; ``path`` has its content once all of it is written, and is untouched until then.

        Unless ``flushed``, a power cut soon afterwards may leave ``path`` short; a kill never does.
        """
        unfinished = self._unfinished / uuid4().hex
        with self.faults():
            try:
                with unfinished.open("xb") as file:
                    yield file
                    if flushed:
                        file.flush()
                        os.fsync(file.fileno())
                unfinished.replace(path)
            except BaseException:
                unfinished.unlink(missing_ok=True)
                raise

    def remove(self, name: str) -> None:
        """Remove the result called ``name``, if there is one, and its text."""
        with self.faults():
            self.result(name).unlink(missing_ok=True)
            self.text(name).unlink(missing_ok=True)

    def settle(self) -> None:
        """Make sure that the files written so far outlive a power cut."""
        if os.name != "posix":
            return  # elsewhere a folder cannot be flushed, and need not be
        with self.faults():
            for folder in (self.results, self.root):
                handle = os.open(folder, os.O_RDONLY)
                try:
                    os.fsync(handle)
                finally:
                    os.close(handle)

    @contextmanager
    def faults(self) -> Iterator[None]:
        """What the disk has to complain about, as one sentence."""
        try:
            yield
        except OSError as error:
            hint = "Make room and run the same command again: what was read is kept." if error.errno in _NO_ROOM else None
            raise RunFolderError(f"The run folder {self.root} cannot be used: {error.strerror or error}.", hint=hint) from error
