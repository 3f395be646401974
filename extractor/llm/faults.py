"""The faults of an exchange, as errors of ours: what the SDK raises goes in, an :class:`EndpointError` with a hint comes out."""

from __future__ import annotations

import email.utils
import math
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from extractor.llm.errors import (
    AccessDenied,
    EndpointBusy,
    EndpointError,
    EndpointFailed,
    EndpointTimeout,
    EndpointUnreachable,
    ModelNotFound,
    QuotaExhausted,
    RequestRejected,
    RequestTooLong,
)
from extractor.llm.secrets import without_secrets
from extractor.llm.settings import ModelSettings

if TYPE_CHECKING:
    from openai import APIStatusError

_BY_STATUS: Mapping[int, type[EndpointError]] = {
    401: AccessDenied,
    402: QuotaExhausted,
    403: AccessDenied,
    404: ModelNotFound,
    408: EndpointFailed,
    409: EndpointFailed,
    413: RequestTooLong,
    429: EndpointBusy,
}
_BY_CODE: Mapping[str, type[EndpointError]] = {
    "insufficient_quota": QuotaExhausted,
    "context_length_exceeded": RequestTooLong,
}
_LONGEST_MESSAGE = 300


def translate(error: Exception, settings: ModelSettings, now: float) -> EndpointError:
    """``error`` of the SDK as one of ours; ``now`` is the wall clock, for dates in Retry-After. The key never shows."""
    import openai

    if isinstance(error, openai.APIStatusError):
        return _of_status(error, settings, now)
    if isinstance(error, (TimeoutError, openai.APITimeoutError)):
        return EndpointTimeout(f"{settings.endpoint} gave no answer within {settings.timeout_seconds:g} seconds.")
    if isinstance(error, openai.APIConnectionError):
        cause = type(error.__cause__ or error).__name__
        return EndpointUnreachable(f"The connection to {settings.endpoint} failed ({cause}).")
    return EndpointFailed(f"{settings.endpoint} answered with a body that cannot be read ({type(error).__name__}).")


def _of_status(error: APIStatusError, settings: ModelSettings, now: float) -> EndpointError:
    wait = retry_after(error.response.headers, now)
    return of_status(error.status_code, error.body or type(error).__name__, settings, wait)


def of_status(status: int, body: object, settings: ModelSettings, wait: float | None = None) -> EndpointError:
    """The error that the HTTP ``status`` and ``body`` (what stands under ``error``) mean; ``wait``: seconds asked to wait."""
    details: Mapping[str, Any] = body if isinstance(body, Mapping) else {"message": body}
    code, said = details.get("code"), _said(details.get("message"), settings)
    default = EndpointFailed if status >= 500 else RequestRejected
    kind = (_BY_CODE.get(code) if isinstance(code, str) else None) or _BY_STATUS.get(status, default)
    message = f"{settings.endpoint} answered {status}: {said.rstrip('.')}."
    if issubclass(kind, RequestRejected):
        parameter = without_secrets(str(details.get("param") or ""), settings) or None
        return kind(message, status=status, parameter=parameter)
    return kind(message, status=status, retry_after=wait)


def _said(message: object, settings: ModelSettings) -> str:
    """The endpoint's ``message`` in one line, cut to what a reader has patience for; no part of a key is left by the cut."""
    whole = without_secrets(str(message or "no reason given"), settings)
    return " ".join(whole.split())[:_LONGEST_MESSAGE]


def retry_after(headers: Mapping[str, str], now: float) -> float | None:
    """Seconds the endpoint asks to wait (``retry-after-ms``, or ``Retry-After`` in seconds or as an HTTP date), if it does."""
    milliseconds = _number(headers.get("retry-after-ms"))
    if milliseconds is not None:
        return max(0.0, milliseconds / 1000)
    stated = headers.get("retry-after")
    if stated is None:
        return None
    seconds = _number(stated)
    if seconds is not None:
        return max(0.0, seconds)
    try:
        return max(0.0, email.utils.parsedate_to_datetime(stated).timestamp() - now)
    except ValueError:
        return None


def _number(text: str | None) -> float | None:
    try:
        number = float(text or "")
    except ValueError:
        return None
    return number if math.isfinite(number) else None
