"""The scripted endpoint itself: scripts, faults by seed, and the command."""

from __future__ import annotations

import json
import subprocess
import sys
import urllib.error
import urllib.request
from typing import Any

import pytest

from tests.fake_endpoint import FAULTS, FakeEndpoint, answer, error, example, schema_of

BODY = {"model": "m", "messages": [{"role": "user", "content": "你好"}]}


def post(base_url: str, body: Any = BODY) -> tuple[int, Any]:
    """Status and body of one chat request."""
    request = urllib.request.Request(f"{base_url}/chat/completions", json.dumps(body).encode())
    try:
        with urllib.request.urlopen(request, timeout=5) as response:
            return response.status, json.load(response)
    except urllib.error.HTTPError as refused:
        return refused.code, json.load(refused)


def test_a_script_is_played_step_by_step_and_then_used_up() -> None:
    with FakeEndpoint([answer("一"), error(503), answer({"二": 2})]) as endpoint:
        played = [post(endpoint.base_url) for _ in range(4)]
    assert [status for status, _ in played] == [200, 503, 200, 400]
    assert played[0][1]["choices"][0]["message"]["content"] == "一"
    assert json.loads(played[2][1]["choices"][0]["message"]["content"]) == {"二": 2}
    assert "used up" in played[3][1]["error"]["message"]


def test_a_function_sees_the_body_and_everything_is_recorded() -> None:
    with FakeEndpoint(lambda body: answer(body["messages"][0]["content"])) as endpoint:
        _, said = post(endpoint.base_url)
        assert said["choices"][0]["message"]["content"] == "你好"
    assert endpoint.bodies == [BODY]


def strikes(seed: int) -> list[int]:
    rates = {"500": 0.3, "429": 0.3}
    with FakeEndpoint(lambda body: answer("好"), fault_rates=rates, seed=seed) as endpoint:
        return [post(endpoint.base_url)[0] for _ in range(30)]


def test_faults_strike_by_rate_and_the_same_seed_strikes_the_same() -> None:
    first = strikes(7)
    assert first == strikes(7)
    assert first != strikes(8)
    assert {200, 500, 429} == set(first)


def test_faults_leave_the_script_where_it_was() -> None:
    with FakeEndpoint([answer("一"), answer("二")], fault_rates={"500": 0.5}, seed=3) as endpoint:
        good = [body for status, body in (post(endpoint.base_url) for _ in range(12)) if status == 200]
    assert [body["choices"][0]["message"]["content"] for body in good] == ["一", "二"]


def test_models_are_listed_and_other_paths_are_not_there() -> None:
    with FakeEndpoint(models=("a", "b")) as endpoint:
        with urllib.request.urlopen(f"{endpoint.base_url}/models", timeout=5) as response:
            assert [model["id"] for model in json.load(response)["data"]] == ["a", "b"]
        with pytest.raises(urllib.error.HTTPError, match="404"):
            urllib.request.urlopen(f"{endpoint.base_url}/other", timeout=5)


def test_examples_fit_their_schema() -> None:
    schema = {
        "$defs": {"Kind": {"enum": ["one", "two"]}},
        "type": "object",
        "properties": {"kind": {"$ref": "#/$defs/Kind"}, "list": {"type": "array"}, "free": {"type": "string"}},
        "required": ["kind", "list"],
    }
    assert example(schema, schema) == {"kind": "one", "list": []}
    system = {"role": "system", "content": f"Schema：\n{json.dumps(schema)} 完"}
    assert schema_of({**BODY, "messages": [system]}) == schema


def test_the_command_says_where_it_serves_and_serves() -> None:
    command = [sys.executable, "-m", "tests.fake_endpoint", "--port", "0", "--500", "1"]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as server:
        assert server.stdout is not None
        base_url = server.stdout.readline().strip()
        status, _ = post(base_url)
        server.terminate()
    assert status == 500


def test_the_command_knows_every_fault() -> None:
    helped = subprocess.run([sys.executable, "-m", "tests.fake_endpoint", "--help"], capture_output=True, text=True, check=True)
    for name in FAULTS:
        assert f"--{name.replace('_', '-')}" in helped.stdout
