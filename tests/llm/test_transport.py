"""The transport loop over real HTTP: what is tried again, how long it waits, and when it ends."""

from __future__ import annotations

from email.utils import formatdate

import pytest

from extractor.llm import errors
from extractor.llm.events import Waited
from extractor.llm.faults import retry_after
from tests.fake_endpoint import FakeEndpoint, Step, answer, busy, error, hang, reset
from tests.llm.conftest import GDP, GOOD, KEY, FakeClock, Reading, ask, settings_for

PASSING = [
    busy(),
    error(408),
    error(409),
    error(500),
    error(502),
    error(503),
    error(504),
    reset(),
    Step(raw=b"{", headers={"Content-Type": "application/json"}),
    Step(raw=b'{"error": {"message": "upstream"}}', headers={"Content-Type": "application/json"}),
]


@pytest.mark.parametrize(
    "fault", PASSING, ids=["429", "408", "409", "500", "502", "503", "504", "reset", "torn body", "error with 200"]
)
def test_faults_that_pass_are_tried_again(clock: FakeClock, fault: Step) -> None:
    with FakeEndpoint([fault, fault, answer(GOOD)]) as endpoint:
        run = ask(settings_for(endpoint), clock=clock)
    assert run.result.value == Reading(items=(GDP,))
    assert len(endpoint.requests) == 3
    assert run.kinds() == ["Sent", "Waited", "Sent", "Waited", "Sent", "Answered"]
    assert endpoint.bodies[0] == endpoint.bodies[2]


def test_an_endpoint_that_hangs_is_a_timeout_and_tried_again(clock: FakeClock) -> None:
    with FakeEndpoint([hang(), answer(GOOD)]) as endpoint:
        run = ask(settings_for(endpoint, timeout_seconds=0.2), clock=clock)
    assert run.result.value == Reading(items=(GDP,))


FINAL: list[tuple[Step, type[errors.EndpointError], str]] = [
    (error(400, "bad"), errors.RequestRejected, "doctor"),
    (error(422, "bad"), errors.RequestRejected, "doctor"),
    (error(401, f"Incorrect API key provided: {KEY}"), errors.AccessDenied, "OPENAI_API_KEY"),
    (error(403, "not yours"), errors.AccessDenied, "OPENAI_API_KEY"),
    (error(404, "no such model"), errors.ModelNotFound, "name"),
    (error(402, "pay first"), errors.QuotaExhausted, "account"),
    (error(429, "out of credit", code="insufficient_quota"), errors.QuotaExhausted, "account"),
    (error(400, "too many tokens", code="context_length_exceeded"), errors.RequestTooLong, "smaller"),
    (error(413, "too large"), errors.RequestTooLong, "smaller"),
    (Step(raw=b"<html>", headers={"Content-Type": "text/html"}), errors.ModelNotFound, "/v1"),
]


@pytest.mark.parametrize(("fault", "kind", "hint"), FINAL)
def test_faults_that_stay_end_at_once_and_say_what_to_do(
    clock: FakeClock, fault: Step, kind: type[errors.EndpointError], hint: str
) -> None:
    with FakeEndpoint([fault]) as endpoint:
        run = ask(settings_for(endpoint), clock=clock)
    assert type(run.result) is kind
    assert not run.result.retryable
    assert hint in run.result.hint
    assert KEY not in str(run.result)
    assert len(endpoint.requests) == 1
    assert clock.slept == []


@pytest.mark.parametrize(
    ("fault", "kind"),
    [
        (error(500), errors.EndpointFailed),
        (reset(), errors.EndpointUnreachable),
    ],
)
def test_tries_are_counted_and_the_last_error_is_raised(clock: FakeClock, fault: Step, kind: type[errors.EndpointError]) -> None:
    with FakeEndpoint(lambda body: fault) as endpoint:
        run = ask(settings_for(endpoint, transport_attempts=3), clock=clock)
    assert type(run.result) is kind
    assert kind.retryable
    assert len(endpoint.requests) == 3


def test_an_endpoint_that_is_not_there_is_unreachable(clock: FakeClock) -> None:
    with FakeEndpoint() as endpoint:
        settings = settings_for(endpoint, transport_attempts=2)
    run = ask(settings, clock=clock)
    assert type(run.result) is errors.EndpointUnreachable
    assert settings.endpoint in str(run.result)


def test_being_told_to_wait_spends_no_try(clock: FakeClock) -> None:
    script = [busy("1")] * 6 + [error(500)] + [busy("1")] * 3 + [answer(GOOD)]
    with FakeEndpoint(script) as endpoint:
        run = ask(settings_for(endpoint, transport_attempts=2), clock=clock)
    assert run.result.value == Reading(items=(GDP,))
    assert len(endpoint.requests) == len(script)


@pytest.mark.parametrize("bound", [150, 175, 199])
def test_the_waiting_in_all_is_bounded(clock: FakeClock, bound: float) -> None:
    with FakeEndpoint(lambda body: busy("50")) as endpoint:
        run = ask(settings_for(endpoint, total_wait_seconds=bound), clock=clock)
    assert type(run.result) is errors.EndpointBusy
    assert clock.slept == pytest.approx([50, 50, 50])
    assert len(endpoint.requests) == 4


WAITS: list[tuple[dict[str, str], float]] = [
    ({"Retry-After": "7"}, 7),
    ({"Retry-After": "0.25"}, 0.25),
    ({"Retry-After": "0"}, 0),
    ({"retry-after-ms": "1500", "Retry-After": "9"}, 1.5),
    ({"Retry-After": formatdate(1_800_000_000 + 1000 + 21, usegmt=True)}, 21),
    ({"Retry-After": "100000"}, 60),
]


@pytest.mark.parametrize(("headers", "seconds"), WAITS)
@pytest.mark.parametrize("status", [429, 503])
def test_the_wait_the_endpoint_asks_for_is_kept(clock: FakeClock, headers: dict[str, str], seconds: float, status: int) -> None:
    with FakeEndpoint([error(status, headers=headers), answer(GOOD)]) as endpoint:
        run = ask(settings_for(endpoint), clock=clock)
    assert clock.slept == pytest.approx([seconds])
    (waited,) = [event for event in run.events if isinstance(event, Waited)]
    assert waited.seconds == pytest.approx(seconds)
    assert waited.reason == ("busy" if status == 429 else "failed")


def test_waits_not_asked_for_stay_under_a_bound_that_doubles(clock: FakeClock) -> None:
    with FakeEndpoint(lambda body: error(500)) as endpoint:
        ask(settings_for(endpoint, transport_attempts=12, longest_wait_seconds=40), clock=clock)
    bounds = [min(40, 2**number) for number in range(11)]
    assert len(clock.slept) == len(bounds)
    assert all(0 <= waited <= bound for waited, bound in zip(clock.slept, bounds, strict=True))
    assert len(set(clock.slept)) > 5, "waits are spread"


NOW = 1_800_000_000.0


@pytest.mark.parametrize(
    ("headers", "seconds"),
    [
        ({}, None),
        ({"retry-after": ""}, None),
        ({"retry-after": "soon"}, None),
        ({"retry-after": "nan"}, None),
        ({"retry-after": "inf"}, None),
        ({"retry-after": "-inf"}, None),
        ({"retry-after": "-3"}, 0),
        ({"retry-after": "0.4"}, 0.4),
        ({"retry-after-ms": "400", "retry-after": "4"}, 0.4),
        ({"retry-after-ms": "-400"}, 0),
        ({"retry-after-ms": "soon", "retry-after": "4"}, 4),
        ({"retry-after": formatdate(NOW - 100, usegmt=True)}, 0),
        ({"retry-after": formatdate(NOW + 100, usegmt=True)}, 100),
    ],
)
def test_retry_after_is_read_in_all_its_forms(headers: dict[str, str], seconds: float | None) -> None:
    assert retry_after(headers, NOW) == seconds


@pytest.mark.parametrize(
    ("refused", "limits", "sent"),
    [
        ("temperature", {}, {"temperature": None}),
        ("max_tokens", {"max_output_tokens": 50}, {"max_tokens": None, "max_completion_tokens": 50}),
    ],
)
def test_a_parameter_the_model_refuses_is_left_out_or_renamed_and_that_is_remembered(
    refused: str, limits: dict[str, int], sent: dict[str, int | None]
) -> None:
    def script(body: object) -> Step:
        assert isinstance(body, dict)
        return error(400, f"{refused} is not supported", param=refused) if refused in body else answer(GOOD)

    with FakeEndpoint(script) as endpoint:
        run = ask(settings_for(endpoint, concurrency=1, **limits), ["一。", "二。"])
    assert [result.value for result in run.results] == [Reading(items=(GDP,))] * 2
    assert [refused in body for body in endpoint.bodies] == [True, False, False]
    assert {name: endpoint.bodies[-1].get(name) for name in sent} == sent


def test_a_parameter_that_is_needed_is_not_left_out() -> None:
    with FakeEndpoint(lambda body: error(400, "no tools here", param="tools")) as endpoint:
        run = ask(settings_for(endpoint))
    assert type(run.result) is errors.RequestRejected
    assert run.result.parameter == "tools"
    assert len(endpoint.requests) == 1


def test_an_empty_key_sends_no_authorization() -> None:
    with FakeEndpoint([answer(GOOD), answer(GOOD)]) as endpoint:
        ask(settings_for(endpoint, api_key=""))
        ask(settings_for(endpoint))
    sent = [{name.lower(): value for name, value in request.headers.items()}.get("authorization") for request in endpoint.requests]
    assert sent == [None, f"Bearer {KEY}"]
