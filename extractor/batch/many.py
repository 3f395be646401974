"""Many reports from Python: results as they come, with nothing written to the disk."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from concurrent.futures import Future
from contextlib import closing
from pathlib import Path

from extractor.api import Extractor
from extractor.batch.errors import WorkerDied
from extractor.batch.flow import as_done, batches
from extractor.batch.inputs import Finder
from extractor.batch.loop import LoopThread
from extractor.batch.pool import Pool, available_processes
from extractor.batch.readers import running_extractor
from extractor.batch.report import as_known, open_document
from extractor.errors import ExtractorError
from extractor.llm.errors import ModelError
from extractor.pipeline import extract_by_rules
from extractor.settings import Settings
from schemas import Result

Answer = tuple[str, Result | ExtractorError]

# Results cross from worker to parent as JSON, which costs less than pickling their many small objects.
_Sent = tuple[str, str | ExtractorError]
_BATCH = 4


def extract_many(
    paths: str | Path | Iterable[str | Path], *, settings: Settings | None = None, processes: int | None = None
) -> Iterator[Answer]:
    """Each report that ``paths`` name (files, folders, patterns), and its result or what is wrong with it, as they come.

    Without ``settings`` the embedded rules read, over ``processes`` (all cores, unless told otherwise). With a model one client
    reads all, within one limit. Errors that every report would meet are raised.
    """
    named = [paths] if isinstance(paths, str | Path) else paths
    found = Finder().find(named)
    if settings is None or settings.engine == "rules":
        return _by_rules(found, processes or available_processes())
    return _by_model(found, settings)


def _by_rules(paths: Iterable[Path], processes: int) -> Iterator[Answer]:
    def died(path: Path) -> _Sent:
        return str(path), WorkerDied(f"The process that read {path} ended without a word.")

    size = 1 if processes == 1 else _BATCH
    with Pool(processes) as pool:
        for source, sent in pool.as_done(results_of, batches(paths, lambda _: 1, size), died):
            yield source, Result.model_validate_json(sent) if isinstance(sent, str) else sent


def results_of(paths: Sequence[Path]) -> list[_Sent]:
    """The results of ``paths`` by the rules, as JSON, or what is wrong with them."""
    return [(str(path), _read(path)) for path in paths]


def _read(path: Path) -> str | ExtractorError:
    try:
        return extract_by_rules(open_document(path)).to_json(indent=None)
    except Exception as error:
        return as_known(error)


def _by_model(paths: Iterable[Path], settings: Settings) -> Iterator[Answer]:
    with LoopThread() as loop, running_extractor(loop, settings) as extractor:

        def submit(path: Path) -> Future[Result | ExtractorError]:
            return loop.submit(_aread(path, extractor))

        with closing(as_done(submit, paths, settings.chosen_model.concurrency)) as done:
            for path, future in done:
                yield str(path), future.result()


async def _aread(path: Path, extractor: Extractor) -> Result | ExtractorError:
    try:
        return await extractor.aextract(open_document(path))
    except ModelError:
        raise
    except Exception as error:
        return as_known(error)
