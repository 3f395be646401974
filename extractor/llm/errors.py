"""What can go wrong between this program and a model, and what to do about it."""

from __future__ import annotations

from dataclasses import dataclass

from extractor.errors import ExtractorError, UsageError
from schemas import Tokens


class ModelError(ExtractorError):
    """Base of everything that keeps a model's answer away.

    ``usage`` counts the tokens of the attempts that failed, at half the list price if ``half_price``.
    """

    usage: Tokens = Tokens()
    half_price = False


class ConfigurationError(ModelError, UsageError):
    """The settings cannot work as they are."""


class StoreError(ModelError):
    """The file of kept answers cannot be used."""

    default_hint = "Name another file, or run without a store."


class BudgetExceeded(ModelError):
    """The limit on cost or tokens is reached; nothing more is sent."""

    default_hint = "The limit holds for each run: run the same command again, or raise it; answers kept are not paid for twice."


class EndpointError(ModelError):
    """The endpoint gave no answer. ``status`` is its HTTP status, ``retry_after`` the wait in seconds that it asked for."""

    def __init__(
        self, message: str, *, hint: str | None = None, status: int | None = None, retry_after: float | None = None
    ) -> None:
        super().__init__(message, hint=hint)
        self.status = status
        self.retry_after = retry_after

    @property
    def pushes_back(self) -> bool:
        """Whether the endpoint asks for fewer requests."""
        return self.status in (429, 503)


class EndpointUnreachable(EndpointError):
    """No connection, or one that broke."""

    retryable = True
    default_hint = "Check the base URL and the network."


class EndpointTimeout(EndpointError):
    """No whole answer within the time limit."""

    retryable = True
    default_hint = "Raise timeout_seconds, or use smaller chunks."


class EndpointFailed(EndpointError):
    """The endpoint is at fault for now (5xx, 408, 409, or a body that is no chat completion)."""

    retryable = True
    default_hint = "Try again later."


class EndpointBusy(EndpointError):
    """Too many requests (429)."""

    retryable = True
    default_hint = "Lower concurrency, or set requests_per_minute."


class QuotaExhausted(EndpointError):
    """The account has no credit left; waiting does not help."""

    default_hint = "Top up the account, or use another key."


class AccessDenied(EndpointError):
    """The key is missing, wrong, or not allowed to do this."""

    default_hint = "Check the key (api_key=… or OPENAI_API_KEY), and that it belongs to this base URL."


class ModelNotFound(EndpointError):
    """The endpoint knows no such model, or no such path."""

    default_hint = "Check the model's name, and that the base URL ends as the endpoint expects (often /v1)."


class RequestRejected(EndpointError):
    """The endpoint does not accept the request as it is; ``parameter`` names the culprit where it was told."""

    default_hint = "Another mode may work: `extractor doctor` tells which."

    def __init__(self, message: str, *, status: int | None = None, parameter: str | None = None) -> None:
        super().__init__(message, status=status)
        self.parameter = parameter


class RequestTooLong(RequestRejected):
    """The request does not fit into the model's context."""

    default_hint = "Use smaller chunks."


class AnswerError(ModelError):
    """An answer came and is of no use."""


class TruncatedAnswer(AnswerError):
    """The answer was cut off at the output limit: what is asked should become smaller, where it can."""

    default_hint = "Split the chunk, or raise max_output_tokens."


class RefusedAnswer(AnswerError):
    """The model, or a filter around it, declined to answer."""

    default_hint = "Another model may answer."


@dataclass(frozen=True, slots=True)
class FailedAttempt:
    """One answer that did not fit: its text and what was wrong with it, one sentence each."""

    answer: str
    problems: tuple[str, ...]


class InvalidAnswer(AnswerError):
    """No attempt fitted the schema; ``attempts`` is their history, oldest first."""

    default_hint = "Another mode or a stronger model may help."

    def __init__(self, message: str, attempts: tuple[FailedAttempt, ...]) -> None:
        super().__init__(message)
        self.attempts = attempts
