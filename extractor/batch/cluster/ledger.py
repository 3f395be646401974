"""One process for all workers of a run that keeps the answers and counts the money, on the machine of the command."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any, cast

from extractor.llm.budget import Budget, Spent
from extractor.llm.errors import StoreError
from extractor.llm.shared import Shared
from extractor.llm.store import AnswerStore, StoredAnswer, default_path
from extractor.settings import Settings
from schemas import Tokens


class Ledger:
    """What the process runs: a store, if the settings want one, and a budget."""

    def __init__(self, settings: Settings) -> None:
        self._settings = settings
        self._store: AnswerStore | None = None
        self._budget: Budget | None = None

    def open(self) -> None:
        """Begin; apart from the constructor, for an error would not come out of that as it is."""
        if self._settings.use_store:
            self._store = AnswerStore(self._settings.store or default_path())
        self._budget = Budget(self._settings.chosen_model)

    def get(self, key: str) -> StoredAnswer | None:
        """See :class:`AnswerStore`."""
        return self._store.get(key) if self._store else None

    def put(self, answer: StoredAnswer) -> None:
        """See :class:`AnswerStore`."""
        if self._store:
            self._store.put(answer)

    def spent(self) -> Spent:
        """See :class:`Budget`."""
        return self._opened.spent

    def record(self, usage: Tokens) -> None:
        """See :class:`Budget`."""
        self._opened.record(usage)

    def check(self) -> None:
        """See :class:`Budget`."""
        self._opened.check()

    @property
    def _opened(self) -> Budget:
        assert self._budget is not None
        return self._budget


@contextmanager
def open_ledger(settings: Settings) -> Iterator[Shared]:
    """A ledger for the limits of ``settings``, as what workers share; it may be sent to them."""
    import ray
    from ray.util.scheduling_strategies import NodeAffinitySchedulingStrategy

    here = NodeAffinitySchedulingStrategy(node_id=ray.get_runtime_context().get_node_id(), soft=False)
    ledger = ray.remote(num_cpus=0, scheduling_strategy=here)(Ledger).remote(settings)
    try:
        _told(ledger.open.remote())
        yield Shared(_Answers(ledger) if settings.use_store else None, _Spending(ledger))
    finally:
        ray.kill(ledger)


@dataclass(frozen=True, slots=True)
class _Answers:
    ledger: Any

    def get(self, key: str) -> StoredAnswer | None:
        return cast("StoredAnswer | None", _told(self.ledger.get.remote(key)))

    def put(self, answer: StoredAnswer) -> None:
        _told(self.ledger.put.remote(answer))


@dataclass(frozen=True, slots=True)
class _Spending:
    ledger: Any

    @property
    def spent(self) -> Spent:
        return cast(Spent, _told(self.ledger.spent.remote()))

    def record(self, usage: Tokens) -> None:
        _told(self.ledger.record.remote(usage))

    def check(self) -> None:
        _told(self.ledger.check.remote())


def _told(reference: Any) -> Any:
    """What the ledger gives, or the error that it raises."""
    import ray
    from ray.exceptions import RayError, RayTaskError

    try:
        return ray.get(reference)
    except RayTaskError as error:
        raise (error.cause or error) from None
    except RayError as error:
        raise StoreError(
            "The process that keeps the answers of all workers has ended.", hint="Run the same command again."
        ) from error
