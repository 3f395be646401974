"""The Python API: functions for one report, a class for many."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Iterable
from pathlib import Path
from types import TracebackType
from typing import TYPE_CHECKING, Any, Self

from extractor.documents import Document, fold, read_document, without_mark
from extractor.kinds import RecordKind, own_kinds
from extractor.numbers import find_quantities
from extractor.pipeline import extract_by_rules, extract_with_model
from extractor.settings import Settings, SettingsError, load_settings
from schemas import Engine, Quantity, Result

if TYPE_CHECKING:
    from extractor.llm.client import ModelClient
    from extractor.llm.events import Event
    from extractor.llm.shared import Shared
    from extractor.llm.store import AnswerStore
    from extractor.readers.model.chunk_reading import ChunkReading

Source = str | Path | Document


def extract(
    report: Source, *, engine: Engine | None = None, model: str | None = None, kinds: Iterable[RecordKind] = (), **options: Any
) -> Result:
    """Read one report and return its checked records.

    ``report`` is a path or an already read :class:`Document`. Without ``model`` (and without ``engine``) the embedded rules
    read it, with no network. With a model's name both readers do, and ``options`` are the fields of
    :class:`~extractor.llm.settings.ModelSettings` (``base_url``, ``api_key``, ``mode`` …).
    The environment is asked for a model only where ``engine`` needs one and ``model`` names none. ``kinds`` are kinds of record
    of your own; the result has a list of each beside the built-in ones.

    Raises an :class:`~extractor.errors.ExtractorError` that says what is wrong where the report cannot be read.
    """
    if model is None and engine in (None, "rules"):
        return _by_rules(report, own_kinds(kinds), options)
    try:
        asyncio.get_running_loop()
    except RuntimeError:
        pass
    else:
        raise SettingsError("An event loop is running already.", hint="Use `await aextract(…)` here.")
    return asyncio.run(aextract(report, engine=engine, model=model, kinds=kinds, **options))


async def aextract(
    report: Source, *, engine: Engine | None = None, model: str | None = None, kinds: Iterable[RecordKind] = (), **options: Any
) -> Result:
    """The asynchronous twin of :func:`extract`."""
    if model is None and engine in (None, "rules"):
        return _by_rules(report, own_kinds(kinds), options)
    async with Extractor(load_settings(engine, {"model": model, **options}), kinds=kinds) as extractor:
        return await extractor.aextract(report)


def extract_text(text: str, source: str = "text") -> Result:
    """Read a text that is already in memory, by the rules; offsets count its code points, a byte-order mark left out."""
    return extract_by_rules(Document.from_text(text, source))


def find_numbers(text: str) -> list[Quantity]:
    """Every quantity of ``text`` in text order: the regex layer alone; offsets are those of :func:`extract_text`."""
    counted = without_mark(text)
    return [find.quantity for find in find_quantities(counted, fold(counted))]


class Extractor:
    """Reads many reports with one set of settings, one client and one store; an asynchronous context manager.

    ``on_chunk`` is told of every chunk that is done, ``on_event`` of every request (see :mod:`extractor.llm.events`).
    ``shared`` is what it has in common with extractors in other processes, in place of a store and a budget of its own.
    """

    def __init__(
        self,
        settings: Settings,
        on_chunk: Callable[[ChunkReading], None] = lambda _: None,
        on_event: Callable[[Event], None] = lambda _: None,
        kinds: Iterable[RecordKind] = (),
        shared: Shared | None = None,
    ) -> None:
        self.settings = settings
        self._own = own_kinds(kinds)
        self._shared = shared
        self._on_chunk = on_chunk
        self._on_event = on_event
        self._client: ModelClient | None = None
        self._store: AnswerStore | None = None

    async def __aenter__(self) -> Self:
        if self.settings.engine != "rules":
            self._client = self._open_client()
        return self

    def _open_client(self) -> ModelClient:
        from extractor.llm.client import ModelClient
        from extractor.llm.store import AnswerStore, default_path

        model, refresh = self.settings.chosen_model, self.settings.refresh
        if self._shared is not None:
            return ModelClient(model, self._shared.answers, self._on_event, refresh=refresh, budget=self._shared.budget)
        if self.settings.use_store:
            self._store = AnswerStore(self.settings.store or default_path())
        return ModelClient(model, self._store, self._on_event, refresh=refresh)

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, traceback: TracebackType | None
    ) -> None:
        if self._client is not None:
            await self._client.__aexit__(kind, error, traceback)
        if self._store is not None:
            self._store.close()

    async def aextract(self, report: Source) -> Result:
        """The checked records of one report."""
        document = _document(report)
        if self.settings.engine == "rules":
            return extract_by_rules(document, self._own)
        if self._client is None:
            raise SettingsError("This Extractor is not open.", hint="Use `async with Extractor(settings) as extractor:`.")
        return await extract_with_model(document, self.settings, self._client, self._on_chunk, self._own)


def _by_rules(report: Source, own: tuple[RecordKind, ...], options: dict[str, Any]) -> Result:
    if options:
        names = ", ".join(sorted(options))
        raise SettingsError(f"Options for a model were given ({names}), but no model.", hint="Name one with model=….")
    return extract_by_rules(_document(report), own)


def _document(report: Source) -> Document:
    return report if isinstance(report, Document) else read_document(report)
