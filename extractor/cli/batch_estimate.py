"""What reading many reports with a model would take, before anything is sent."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from extractor.batch.examine import Examined, examine
from extractor.batch.inputs import Finder
from extractor.batch.provider.estimate import expected_tokens
from extractor.batch.provider.lines import request_line
from extractor.batch.provider.parts import count_parts
from extractor.batch.provider.terms import Terms
from extractor.batch.report import open_document
from extractor.cli.estimate import chunk_requests
from extractor.errors import ExtractorError
from extractor.llm.answer import total
from extractor.llm.prices import find_price, load_prices
from extractor.llm.request import compact_json
from extractor.llm.store import AnswerStore, default_path
from extractor.settings import Settings
from schemas import Tokens


@dataclass(frozen=True, slots=True)
class BatchEstimate:
    """The first look at every chunk of so many ``reports``: ``requests`` to send, and those whose answers are ``kept``.

    ``jobs`` is how many batch jobs they make; ``cost`` is at the list price, none where no price is known. Mode ``auto`` counts
    as the first mode.
    """

    reports: int
    unreadable: int
    requests: int
    kept: int
    jobs: int
    expected: Tokens
    cost: float | None


@dataclass(frozen=True, slots=True)
class _Request:
    """A request for one chunk: the bytes of its line in a job's file, and the tokens it will take."""

    bytes: int
    expected: Tokens


def estimate_batch(inputs: Iterable[str | Path], settings: Settings) -> BatchEstimate:
    """What asking the model of ``settings`` about the reports that ``inputs`` name would take; equal requests count once."""
    examined = {each.sha256 or each.path: each for each in map(examine, Finder().find(inputs))}
    unreadable, kept, to_send = 0, set[str](), dict[str, _Request]()
    with _kept_answers(settings) as store:
        for each in examined.values():
            try:
                requests = _requests(each, settings)
            except ExtractorError:
                unreadable += 1
                continue
            known = {key for key in requests if store is not None and store.get(key) is not None}
            kept |= known
            to_send |= {key: request for key, request in requests.items() if key not in known}
    model = settings.chosen_model
    expected = total(request.expected for request in to_send.values())
    price = find_price(load_prices(model.price_table), model.model)
    return BatchEstimate(
        reports=len(examined) - unreadable,
        unreadable=unreadable,
        requests=len(to_send),
        kept=len(kept),
        jobs=count_parts((request.bytes for request in to_send.values()), Terms()),
        expected=expected,
        cost=None if price is None else price.cost(expected),
    )


def _requests(each: Examined, settings: Settings) -> dict[str, _Request]:
    """The first request for every chunk of the report ``each``, by key."""
    if each.error is not None:
        raise each.error
    found = chunk_requests(open_document(each.path), settings)
    return {
        request.key: _Request(
            len(request_line(request.key, compact_json(request.body))), expected_tokens(request.body, settings.chosen_model)
        )
        for request in found
    }


@contextmanager
def _kept_answers(settings: Settings) -> Iterator[AnswerStore | None]:
    """The store, if answers are taken from it and it is there; none is made for a look."""
    path = settings.store or default_path()
    if not settings.use_store or settings.refresh or not path.exists():
        yield None
        return
    with AnswerStore(path) as store:
        yield store
