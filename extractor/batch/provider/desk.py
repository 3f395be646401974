"""The desk: stands in for the endpoint, gives the answers that jobs brought, and notes what is still to be asked."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from extractor.batch.provider.entries import Line, Wanted
from extractor.batch.provider.errors import AnswerPending
from extractor.batch.provider.estimate import expected_tokens
from extractor.batch.provider.ledger import Ledger
from extractor.batch.provider.manner import Manner
from extractor.llm.endpoint import Reply, reply_from_json
from extractor.llm.errors import EndpointFailed, ModelError, RequestRejected
from extractor.llm.faults import of_status
from extractor.llm.request import compact_json, request_key
from extractor.llm.settings import ModelSettings

Body = Mapping[str, Any]


class Desk:
    """Replies from ``ledger``, for a client of ``settings``.

    ``manner`` is how the endpoint wants to be asked. A request without an answer is noted in ``wanted``, and
    :class:`AnswerPending` raised.
    """

    half_price = True

    def __init__(self, settings: ModelSettings, ledger: Ledger, manner: Manner) -> None:
        self._settings = settings
        self._ledger = ledger
        self._manner = manner
        self._closed: ModelError | None = None
        self.wanted: dict[str, Wanted] = {}

    def shut(self, reason: ModelError) -> None:
        """Note nothing more: requests without an answer meet ``reason`` from now on."""
        self._closed = reason

    async def close(self) -> None:
        """There is nothing to close."""

    async def send(self, body: Body) -> Reply:
        """The reply to ``body``, or the error that came of it; raises :class:`AnswerPending` where neither is known yet."""
        line = self._line(body)
        accepted = self._manner.dialect.accepted(body)
        if line is None and accepted != body:
            return await self.send(accepted)
        if line is None or line.status is None:
            raise self._pending(body)
        try:
            return self._reply(line)
        except RequestRejected as error:
            if not self._manner.dialect.learn(error, body):
                raise
            self._manner.remember()
        return await self.send(self._manner.dialect.accepted(body))

    def _line(self, body: Body) -> Line | None:
        return self._ledger.find(request_key(self._settings.endpoint, body))

    def _pending(self, body: Body) -> ModelError:
        if self._closed is not None:
            return self._closed
        key = request_key(self._settings.endpoint, body)
        self.wanted[key] = Wanted(key, compact_json(body), expected_tokens(body, self._settings))
        return AnswerPending("The answer will come with a batch job.")

    def _reply(self, line: Line) -> Reply:
        if line.status == 200:
            return reply_from_json(line.content)
        if not line.status:
            said = line.content.get("message") if isinstance(line.content, Mapping) else None
            raise EndpointFailed(f"The request was not answered: {said or 'the provider does not say why'}.")
        error = of_status(line.status, line.content, self._settings)
        # What might have passed was tried often enough.
        raise EndpointFailed(error.message, status=error.status) if error.retryable else error
