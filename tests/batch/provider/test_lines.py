"""Lines of jobs, parts, pauses: what needs no endpoint to be tried."""

from __future__ import annotations

import json
from collections.abc import Generator
from itertools import islice, pairwise
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from extractor.batch.provider.lines import LineOutcome, read_outcome, request_line
from extractor.batch.provider.parts import count_parts, first_part
from extractor.batch.provider.terms import Terms


def test_a_request_line_is_what_the_provider_asks_for() -> None:
    line = request_line("k" * 64, '{"model":"m","messages":[{"role":"user","content":"第一\\n行"}]}')
    assert line.endswith(b"}\n")
    assert line.count(b"\n") == 1
    assert json.loads(line) == {
        "custom_id": "k" * 64,
        "method": "POST",
        "url": "/v1/chat/completions",
        "body": {"model": "m", "messages": [{"role": "user", "content": "第一\n行"}]},
    }


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ({"custom_id": "k", "response": {"status_code": 200, "body": {"id": 1}}, "error": None}, LineOutcome("k", 200, {"id": 1})),
        (
            {"custom_id": "k", "response": {"status_code": 400, "body": {"error": {"message": "no"}}}, "error": None},
            LineOutcome("k", 400, {"message": "no"}),
        ),
        ({"custom_id": "k", "response": None, "error": {"code": "batch_expired"}}, LineOutcome("k", 0, {"code": "batch_expired"})),
        ({"custom_id": "k", "response": {"status_code": 200, "body": "<html>"}}, LineOutcome("k", 0, "<html>")),
        ({"custom_id": "k"}, LineOutcome("k", 0, None)),
        ({"response": {"status_code": 200, "body": {}}}, None),
        ({"custom_id": 7, "response": None}, None),
        ([], None),
    ],
)
def test_outcomes_are_read_from_whatever_comes(line: Any, expected: LineOutcome | None) -> None:
    assert read_outcome(json.dumps(line).encode()) == expected


def test_a_line_that_is_no_json_tells_nothing() -> None:
    assert read_outcome(b"\n") is None
    assert read_outcome(b'{"custom_id": "k", "resp') is None


def given_lines(bodies: list[str], begun: int = 0) -> Generator[tuple[str, str], None, None]:
    """Requests from the one numbered ``begun`` on."""
    yield from ((f"{number:04}", json.dumps(body)) for number, body in islice(enumerate(bodies), begun, None))


@settings(max_examples=40)
@given(st.lists(st.text(max_size=40), max_size=30), st.integers(1, 8), st.integers(80, 600))
def test_parts_keep_to_both_limits_and_lose_nothing(bodies: list[str], requests: int, size: int) -> None:
    terms = Terms(requests=requests, bytes=size)
    parts: list[list[bytes]] = []
    sent = 0
    while True:
        with first_part(given_lines(bodies, sent), terms) as (keys, file):
            file.seek(0)
            lines = file.read().splitlines(keepends=True)
        if not keys:
            break
        assert [json.loads(line)["custom_id"] for line in lines] == keys
        assert len(lines) <= requests
        assert len(lines) == 1 or sum(map(len, lines)) <= size
        parts.append(lines)
        sent += len(keys)
    whole = [request_line(key, body) for key, body in given_lines(bodies)]
    assert [line for part in parts for line in part] == whole
    assert count_parts(iter(map(len, whole)), terms) == len(parts)
    for part, following in pairwise(parts):
        assert len(part) == requests or sum(map(len, part)) + len(following[0]) > size, "no part is smaller than it must be"


def test_pauses_grow_by_half_up_to_the_longest() -> None:
    assert list(islice(Terms(first_pause=4, longest_pause=10).pauses(), 5)) == [4, 6, 9, 10, 10]
