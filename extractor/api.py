"""The Python API: functions for one report, a class for many."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import replace
from os import PathLike
from types import TracebackType
from typing import TYPE_CHECKING, Literal, Self

from extractor.documents import Document, fold, without_mark
from extractor.given import document_of, refuse_other_than_text
from extractor.kinds import RecordKind, own_kinds
from extractor.loop import LoopThread
from extractor.numbers import find_quantities
from extractor.pipeline import extract_by_rules, extract_with_model
from extractor.settings import Settings, SettingsError, settings_for
from schemas import Engine, Quantity, Result

if TYPE_CHECKING:
    from extractor.llm.client import ModelClient
    from extractor.llm.events import Event
    from extractor.llm.shared import Shared
    from extractor.llm.store import AnswerStore
    from extractor.readers.model.chunk_reading import ChunkReading

Source = str | PathLike[str] | Document


def extract(
    report: Source,
    *,
    model: str | None = None,
    base_url: str | None = None,
    api_key: str | None = None,
    engine: Engine | None = None,
    region: str | None = None,
    kinds: Iterable[RecordKind] = (),
    settings: Settings | None = None,
) -> Result:
    """Read one report and return its checked records.

    ``report`` is a path or an already read :class:`Document`. Without ``model`` the embedded rules read it, with no network; with a
    model's name both do, unless ``engine`` says otherwise. ``base_url`` and ``api_key`` say where and as whom the model is asked;
    the environment and the configuration file fill in what is not said. ``region`` is whose report it is, where its text does not
    tell. ``kinds`` are kinds of record of your own; the result has a list of each beside the built-in ones. ``settings`` hold
    everything else; the keywords go before them.

    Works inside a running event loop too (Jupyter), which waits meanwhile: :func:`aextract` does not keep it waiting for a model.
    Raises an :class:`~extractor.errors.ExtractorError` that says what is wrong where the report cannot be read.
    """
    extractor = Extractor(settings, model=model, base_url=base_url, api_key=api_key, engine=engine, region=region, kinds=kinds)
    if extractor.settings.engine == "rules":
        return extractor.read_by_rules(report)
    with LoopThread() as loop:
        return loop.run(_read_once(extractor, report))


async def aextract(
    report: Source,
    *,
    model: str | None = None,
    base_url: str | None = None,
    api_key: str | None = None,
    engine: Engine | None = None,
    region: str | None = None,
    kinds: Iterable[RecordKind] = (),
    settings: Settings | None = None,
) -> Result:
    """The asynchronous twin of :func:`extract`."""
    extractor = Extractor(settings, model=model, base_url=base_url, api_key=api_key, engine=engine, region=region, kinds=kinds)
    return await _read_once(extractor, report)


def extract_text(
    text: str,
    source: str = "text",
    *,
    model: str | None = None,
    base_url: str | None = None,
    api_key: str | None = None,
    engine: Engine | None = None,
    region: str | None = None,
    kinds: Iterable[RecordKind] = (),
    settings: Settings | None = None,
) -> Result:
    """:func:`extract` for a text that is already in memory; offsets count its code points, a byte-order mark left out."""
    refuse_other_than_text(text)
    document = Document.from_text(text, source)
    return extract(
        document, model=model, base_url=base_url, api_key=api_key, engine=engine, region=region, kinds=kinds, settings=settings
    )


def find_numbers(text: str) -> list[Quantity]:
    """Every quantity of ``text`` in text order: the regex layer alone; offsets are those of :func:`extract_text`."""
    refuse_other_than_text(text)
    counted = without_mark(text)
    return [find.quantity for find in find_quantities(counted, fold(counted))]


class Extractor:
    """Reads many reports with one set of settings, one client and one store; an asynchronous context manager.

    The keywords are those of :func:`extract`, ``region`` that of all reports. ``on_chunk`` is told of every chunk that is done,
    ``on_event`` of every request (see :mod:`extractor.llm.events`). ``shared`` is what it has in common with extractors in other
    processes, in place of a store and a budget of its own.
    """

    def __init__(
        self,
        settings: Settings | None = None,
        *,
        model: str | None = None,
        base_url: str | None = None,
        api_key: str | None = None,
        engine: Engine | None = None,
        region: str | None = None,
        kinds: Iterable[RecordKind] = (),
        on_chunk: Callable[[ChunkReading], None] = lambda _: None,
        on_event: Callable[[Event], None] = lambda _: None,
        shared: Shared | None = None,
    ) -> None:
        self.settings = settings_for(settings, engine=engine, model=model, base_url=base_url, api_key=api_key)
        self._region = region
        self._own = own_kinds(kinds)
        self._shared = shared
        self._on_chunk = on_chunk
        self._on_event = on_event
        self._state: Literal["new", "open", "closed"] = "new"
        self._client: ModelClient | None = None
        self._store: AnswerStore | None = None

    async def __aenter__(self) -> Self:
        if self.settings.engine != "rules":
            self._client = self._open_client()
        self._state = "open"
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
        self._state = "closed"
        if self._client is not None:
            await self._client.__aexit__(kind, error, traceback)
        if self._store is not None:
            self._store.close()
        self._client = self._store = None

    async def aextract(self, report: Source) -> Result:
        """The checked records of one report."""
        if self._state == "closed":
            raise SettingsError("This Extractor is closed already.", hint="Read inside its `async with` block, or open a new one.")
        if self.settings.engine == "rules":
            return self.read_by_rules(report)
        if self._client is None:
            raise SettingsError("This Extractor is not open.", hint="Use `async with Extractor(…) as extractor:`.")
        return await extract_with_model(self._document(report), self.settings, self._client, self._on_chunk, self._own)

    def read_by_rules(self, report: Source) -> Result:
        """What the embedded rules alone read in one report, whatever the engine; needs no open extractor."""
        return extract_by_rules(self._document(report), self._own)

    def _document(self, report: Source) -> Document:
        document = document_of(report)
        return replace(document, region=self._region) if self._region is not None else document


async def _read_once(extractor: Extractor, report: Source) -> Result:
    async with extractor:
        return await extractor.aextract(report)
