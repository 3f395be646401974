"""A run: from inputs to a folder of results, doing only what is not done yet."""

from __future__ import annotations

import json
from collections.abc import Generator, Iterable, Iterator
from contextlib import closing
from dataclasses import asdict, dataclass, replace
from pathlib import Path
from typing import Any

from extractor.batch.errors import NothingToRead
from extractor.batch.examine import Examined, examine
from extractor.batch.fingerprint import fingerprint
from extractor.batch.folder import RunFolder
from extractor.batch.inputs import Finder
from extractor.batch.pool import Pool, available_processes
from extractor.batch.progress import OnStatus, Status, ignore
from extractor.batch.readers import OpenReader, open_local
from extractor.batch.store import RunStore
from extractor.batch.summary import Summary, write_records, write_summary
from extractor.batch.task import Entry, Outcome, Task
from extractor.errors import ExtractorError
from extractor.interrupts import InAHurry, checkpoint, kept_back
from extractor.llm.errors import ModelError
from extractor.settings import Settings

# Source bytes that are worth starting one more process for: about a second of work.
_PROCESS_BYTES = 500_000


@dataclass(frozen=True, slots=True)
class Ended:
    """How a run ended.

    ``skipped`` counts files in the folders named that look like no report, ``others`` results in the run's folder that are of
    inputs this run was not told of. ``stopped`` is what kept the run from going on, if anything did.
    """

    summary: Summary
    skipped: int
    others: int
    stopped: ExtractorError | None


def run_batch(
    inputs: Iterable[str | Path],
    out: str | Path,
    settings: Settings,
    *,
    processes: int | None = None,
    on_status: OnStatus = ignore,
    open_reader: OpenReader = open_local,
) -> Ended:
    """Read all reports that ``inputs`` name (files, folders, patterns) into the folder ``out``.

    What an earlier run did with the same settings is kept; the rules use ``processes`` (all cores, unless told otherwise).
    Errors that concern the run as a whole are raised as :class:`~extractor.errors.ExtractorError`. Ctrl-C lets end what is under
    way, and is raised once what is done is written down; a second one lets nothing end.
    """
    folder = RunFolder(Path(out))
    finder = Finder()
    with kept_back(), folder.claimed(), RunStore(folder, fingerprint(settings)) as store:
        store.plan(_examined(finder.find(inputs), on_status), again=settings.refresh)
        counts = store.counts()
        if not counts.inputs:
            raise NothingToRead("There is no report in what was named.")
        worthwhile = 1 + counts.bytes // _PROCESS_BYTES
        with Pool(min(processes or available_processes(), worthwhile)) as pool:
            run = _Run(folder, settings, store, pool, on_status, Status("reading"))
            stopped = run.read(open_reader)
            summary = run.write_down()
        return Ended(summary, finder.skipped, counts.others, stopped)


def _examined(paths: Iterable[Path], on_status: OnStatus) -> Iterator[Examined]:
    on_status(Status("finding"))
    for number, path in enumerate(paths, start=1):
        checkpoint()
        yield examine(path)
        on_status(Status("finding", number))


@dataclass(slots=True)
class _Run:
    """A run that knows what is to be read; ``status`` is how far that is."""

    folder: RunFolder
    settings: Settings
    store: RunStore
    pool: Pool
    on_status: OnStatus
    status: Status

    def read(self, open_reader: OpenReader) -> ExtractorError | None:
        """Read what is pending; returns what ended that early, if every further report would have met it."""
        try:
            with (
                kept_back(lambda: self.on_status(Status("ending"))),
                closing(self._begun()) as tasks,
                open_reader(self.folder, self.settings, self.pool) as reader,
                closing(reader(tasks)) as outcomes,
            ):
                self._note(outcomes)
        except ModelError as error:
            return error
        except InAHurry:
            raise
        except KeyboardInterrupt:
            self.write_down()
            raise
        return None

    def _begun(self) -> Generator[Task, None, None]:
        for task in self.store.pending():
            self.store.begin(task)
            yield task

    def _note(self, outcomes: Iterable[Outcome]) -> None:
        counts = self.store.counts()
        self._tell(Status("reading", counts.complete, counts.reports))
        for outcome in outcomes:
            self.store.note(outcome)
            self._tell(_after(self.status, outcome))

    def _tell(self, status: Status) -> None:
        self.status = status
        self.on_status(status)

    def write_down(self) -> Summary:
        """Write what all results so far come to, in the order of paths, so that the same results give the same bytes."""
        self.store.remove_superseded()
        self._write_lines(self.folder.failures, self.store.failures())
        self._write_lines(self.folder.duplicates, self.store.duplicates())
        counts = self.store.counts()
        sums = write_records(self._told(self.store.kept(), counts.complete + counts.incomplete), self.folder, self.pool)
        summary = write_summary(counts, sums, self.settings, self.folder)
        self.folder.settle()
        return summary

    def _told(self, entries: Iterable[Entry], total: int) -> Iterator[Entry]:
        self._tell(replace(self.status, phase="summing", done=0, total=total))
        for number, entry in enumerate(entries, start=1):
            checkpoint()
            yield entry
            self._tell(replace(self.status, done=number))

    def _write_lines(self, path: Path, rows: Iterable[Any]) -> None:
        with self.folder.written_whole(path) as file:
            for row in rows:
                file.write(f"{json.dumps(asdict(row), ensure_ascii=False)}\n".encode())


def _after(status: Status, outcome: Outcome) -> Status:
    return replace(
        status,
        done=status.done + 1,
        failed=status.failed + (outcome.state == "failed"),
        incomplete=status.incomplete + (outcome.state == "incomplete"),
        cost=status.cost if outcome.cost is None else (status.cost or 0.0) + outcome.cost,
    )
