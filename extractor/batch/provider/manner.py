"""How an endpoint wants to be asked: found out once, and the same for every process of a run, so that they ask the same."""

from __future__ import annotations

from collections.abc import Callable, Coroutine
from typing import Any

from extractor.batch.provider.ledger import Ledger
from extractor.llm.client import ModelClient
from extractor.llm.clock import Clock
from extractor.llm.dialect import Dialect
from extractor.llm.endpoint import Endpoint
from extractor.llm.settings import Mode, ModelSettings

Call = Callable[[Coroutine[Any, Any, Any]], Any]


class Manner:
    """The ``mode`` and the ``dialect`` for ``model``, kept in ``ledger``; ``call`` runs a coroutine.

    Mode ``auto`` is found out by asking the endpoint itself, for a job in a mode that does not work is a day lost.
    """

    def __init__(self, model: ModelSettings, ledger: Ledger, call: Call, clock: Clock) -> None:
        self._model = model
        self._ledger = ledger
        known = ledger.learned(model.model)
        self.dialect = Dialect(known.get("renamed"))
        self._auto: Mode | None = known.get("auto")
        if model.mode == "auto" and self._auto is None:
            self._auto = call(_mode_that_works(model, self.dialect, clock))
        self.remember()

    @property
    def mode(self) -> Mode:
        """The mode of the requests."""
        mode = self._auto if self._model.mode == "auto" else self._model.mode
        assert mode is not None
        return mode

    def remember(self) -> None:
        """Keep what is known now."""
        self._ledger.learn(self._model.model, {"auto": self._auto, "renamed": self.dialect.renamed})


async def _mode_that_works(model: ModelSettings, dialect: Dialect, clock: Clock) -> Mode:
    async with ModelClient(model, clock=clock, endpoint=Endpoint(model, clock, dialect)) as client:
        return await client.settled_mode()
