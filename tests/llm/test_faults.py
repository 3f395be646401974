"""What an endpoint's refusal becomes: the kind of error, and one sentence that names the endpoint and its reason."""

from __future__ import annotations

from typing import Any

import httpx2
import openai
import pytest

from extractor.llm import errors
from extractor.llm.faults import of_status, translate
from extractor.llm.settings import ModelSettings

KEY = "sk-very-secret-4711"
SETTINGS = ModelSettings.model_validate({"model": "m", "base_url": "http://127.0.0.1:9/v1", "api_key": KEY, "timeout_seconds": 2.5})
WHERE = SETTINGS.endpoint
REQUEST = httpx2.Request("POST", "http://127.0.0.1:9/v1")
NOW = 1_800_000_000.0


@pytest.mark.parametrize(
    ("status", "body", "sentence"),
    [
        (500, {"message": "It broke."}, f"{WHERE} answered 500: It broke."),
        (500, {"message": "It broke"}, f"{WHERE} answered 500: It broke."),
        (400, {"message": "It\nis   bad"}, f"{WHERE} answered 400: It is bad."),
        (400, {"message": "...X"}, f"{WHERE} answered 400: ...X."),
        (503, "Service Unavailable", f"{WHERE} answered 503: Service Unavailable."),
        (503, {}, f"{WHERE} answered 503: no reason given."),
        (503, {"message": None}, f"{WHERE} answered 503: no reason given."),
        (502, None, f"{WHERE} answered 502: no reason given."),
        (400, {"message": "坏" * 400}, f"{WHERE} answered 400: {'坏' * 300}."),
        (401, {"message": f"wrong key {KEY}"}, f"{WHERE} answered 401: wrong key ***."),
    ],
)
def test_the_reason_is_one_sentence(status: int, body: object, sentence: str) -> None:
    error = of_status(status, body, SETTINGS)
    assert (error.message, error.status) == (sentence, status)


@pytest.mark.parametrize(
    ("status", "code", "kind"),
    [
        (499, None, errors.RequestRejected),
        (500, None, errors.EndpointFailed),
        (599, None, errors.EndpointFailed),
        (400, "context_length_exceeded", errors.RequestTooLong),
        (500, "insufficient_quota", errors.QuotaExhausted),
        (429, "rate_limit_exceeded", errors.EndpointBusy),
        (429, 1302, errors.EndpointBusy),
        (429, ["insufficient_quota"], errors.EndpointBusy),  # a code of no known form says nothing
    ],
)
def test_a_code_says_more_than_the_status(status: int, code: Any, kind: type[errors.EndpointError]) -> None:
    error = of_status(status, {"code": code, "message": "no"}, SETTINGS, 7.0)
    assert type(error) is kind
    assert error.retry_after == (None if isinstance(error, errors.RequestRejected) else 7.0)


@pytest.mark.parametrize(
    ("body", "parameter"),
    [({"param": "tools"}, "tools"), ({"param": None}, None), ({}, None), ({"param": f"a {KEY}"}, "a ***")],
)
def test_the_parameter_that_is_refused_is_named(body: dict[str, Any], parameter: str | None) -> None:
    error = of_status(400, body, SETTINGS)
    assert isinstance(error, errors.RequestRejected)
    assert error.parameter == parameter


@pytest.mark.parametrize("before", range(280, 320))
def test_no_part_of_the_key_is_left_where_the_message_is_cut(before: int) -> None:
    error = of_status(401, {"message": "x" * before + KEY}, SETTINGS)
    assert KEY[:6] not in error.message
    assert len(error.message) < 360


def caused(error: Exception, cause: Exception) -> Exception:
    error.__cause__ = cause
    return error


@pytest.mark.parametrize(
    ("raised", "kind", "words"),
    [
        (TimeoutError(), errors.EndpointTimeout, "2.5 seconds"),
        (openai.APITimeoutError(REQUEST), errors.EndpointTimeout, "2.5 seconds"),
        (caused(openai.APIConnectionError(request=REQUEST), OSError()), errors.EndpointUnreachable, "(OSError)"),
        (openai.APIConnectionError(request=REQUEST), errors.EndpointUnreachable, "(APIConnectionError)"),
        (ValueError(), errors.EndpointFailed, "(ValueError)"),
    ],
)
def test_what_breaks_on_the_way_names_the_endpoint_and_what_broke(
    raised: Exception, kind: type[errors.EndpointError], words: str
) -> None:
    error = translate(raised, SETTINGS, NOW)
    assert type(error) is kind
    assert error.message.startswith(("The connection to ", WHERE))
    assert WHERE in error.message
    assert words in error.message


def test_a_status_without_a_body_is_told_by_its_name() -> None:
    reply = httpx2.Response(503, request=REQUEST, headers={"Retry-After": "3"})
    error = translate(openai.InternalServerError("down", response=reply, body=None), SETTINGS, NOW)
    assert (error.message, error.retry_after) == (f"{WHERE} answered 503: InternalServerError.", 3.0)
