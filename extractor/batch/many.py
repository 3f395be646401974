"""Many reports from Python: results as they come, with nothing written to the disk."""

from __future__ import annotations

import pickle
from collections.abc import Generator, Iterable, Sequence
from concurrent.futures import Future
from contextlib import closing
from functools import partial
from os import PathLike
from pathlib import Path

from extractor.api import Extractor
from extractor.batch.errors import WorkerDied
from extractor.batch.flow import as_done, batches
from extractor.batch.inputs import Finder
from extractor.batch.pool import Pool, available_processes
from extractor.batch.readers import running
from extractor.batch.report import as_known, open_document
from extractor.errors import ExtractorError
from extractor.given import path_of
from extractor.kinds import RecordKind, own_kinds, result_type
from extractor.llm.errors import ModelError
from extractor.loop import LoopThread
from extractor.settings import Settings
from schemas import Engine, Result

Named = str | PathLike[str]
Answers = Generator[tuple[str, Result | ExtractorError], None, None]

# Results cross from worker to parent as JSON, which costs less than pickling their many small objects.
_Sent = tuple[str, str | ExtractorError]
_BATCH = 4


def extract_many(
    paths: Named | Iterable[Named],
    *,
    model: str | None = None,
    base_url: str | None = None,
    api_key: str | None = None,
    engine: Engine | None = None,
    region: str | None = None,
    kinds: Iterable[RecordKind] = (),
    settings: Settings | None = None,
    processes: int | None = None,
) -> Answers:
    """Each report that ``paths`` name (files, folders, patterns), and its result or what is wrong with it, as they come.

    The keywords are those of :func:`~extractor.api.extract`. The rules read over ``processes`` (all cores, unless told otherwise;
    this one alone where ``kinds`` are defined in the main module, which no other process knows). With a model one client reads
    all, within one limit. Errors that every report would meet are raised.
    """
    own = own_kinds(kinds)
    extractor = Extractor(settings, model=model, base_url=base_url, api_key=api_key, engine=engine, region=region, kinds=own)
    found = Finder().find(_one_by_one(paths))
    if extractor.settings.engine != "rules":
        return _by_model(found, extractor)
    return _by_rules(found, (processes or available_processes()) if _portable(own) else 1, region, own)


def _one_by_one(paths: Named | Iterable[Named]) -> Iterable[str | Path]:
    if isinstance(paths, Iterable) and not isinstance(paths, str | bytes):
        return map(_path_or_pattern, paths)
    return [_path_or_pattern(paths)]


def _path_or_pattern(named: Named) -> str | Path:
    """``named`` as the finder takes it; raises :class:`~extractor.given.NotAReport` for what is no path."""
    return named if isinstance(named, str) and named else path_of(named)


def _portable(own: tuple[RecordKind, ...]) -> bool:
    """Whether other processes can be handed ``own``: they import modules, but not the main one."""
    try:
        return b"__main__" not in pickle.dumps(own)
    except (pickle.PicklingError, AttributeError, TypeError):
        return False


def _by_rules(paths: Iterable[Path], processes: int, region: str | None, own: tuple[RecordKind, ...]) -> Answers:
    def died(path: Path) -> _Sent:
        return str(path), WorkerDied(f"The process that read {path} ended without a word.")

    size = 1 if processes == 1 else _BATCH
    read, result = partial(results_of, region=region, own=own), result_type(own)
    with Pool(processes) as pool:
        for source, sent in pool.as_done(read, batches(paths, lambda _: 1, size), died):
            yield source, result.model_validate_json(sent) if isinstance(sent, str) else sent


def results_of(paths: Sequence[Path], region: str | None = None, own: tuple[RecordKind, ...] = ()) -> list[_Sent]:
    """The results of ``paths`` by the rules, as JSON, or what is wrong with them."""
    extractor = Extractor(region=region, kinds=own)
    return [(str(path), _read(path, extractor)) for path in paths]


def _read(path: Path, extractor: Extractor) -> str | ExtractorError:
    try:
        return extractor.read_by_rules(open_document(path)).to_json(indent=None)
    except Exception as error:
        return as_known(error)


def _by_model(paths: Iterable[Path], extractor: Extractor) -> Answers:
    with LoopThread() as loop, running(extractor, loop):

        def submit(path: Path) -> Future[Result | ExtractorError]:
            return loop.submit(_aread(path, extractor))

        with closing(as_done(submit, paths, extractor.settings.chosen_model.concurrency)) as done:
            for path, future in done:
                yield str(path), future.result()


async def _aread(path: Path, extractor: Extractor) -> Result | ExtractorError:
    try:
        return await extractor.aextract(open_document(path))
    except ModelError:
        raise
    except Exception as error:
        return as_known(error)
