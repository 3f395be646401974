"""The key in what an endpoint says: taken out whole, however it is spelled, wherever it would be kept or shown."""

from __future__ import annotations

import asyncio
import json
import traceback
from pathlib import Path
from typing import Any

import pytest

from cassettes import record
from extractor.api import Extractor
from extractor.llm.secrets import public, without_secret, without_secrets
from extractor.llm.settings import ModelSettings
from extractor.llm.store import AnswerStore
from extractor.settings import Settings
from tests.fake_endpoint import FakeEndpoint, Step, answer, error, schema_of
from tests.llm.conftest import GOOD, KEY, ask, settings_for

SETTINGS = ModelSettings.model_validate({"model": "m", "base_url": "http://me:a-pass%2Fword@127.0.0.1/v1", "api_key": KEY})
LONG_ECHO = f"{'x' * 290} {KEY} {'y' * 5_000} {KEY}"


@pytest.mark.parametrize(
    ("text", "without"),
    [
        ("as it is", "as it is"),
        (f"{KEY}{KEY} and {KEY}", "****** and ***"),
        ("the password a-pass/word", "the password ***"),
        ("the password a-pass\\/word", "the password ***"),
        (KEY.replace("-", "\\u002d"), "***"),
        (KEY.replace("k", "\\u006B"), "***"),
        (KEY[:-1], KEY[:-1]),
    ],
)
def test_a_secret_is_taken_out_however_json_spells_it(text: str, without: str) -> None:
    assert without_secrets(text, SETTINGS) == without


@pytest.mark.parametrize("secret", ['a"b\\c/d', "钥匙钥匙钥匙", "𠮷𠮷𠮷𠮷𠮷𠮷", "a.c*e+g?"])
def test_so_is_one_of_any_characters(secret: str) -> None:
    for spelled in (secret, json.dumps(secret), json.dumps(secret, ensure_ascii=False)):
        assert "***" in without_secret(spelled, secret)
    assert without_secret("abcdefg", "a.c*e+g?") == "abcdefg"


@pytest.mark.parametrize("key", ["", "a", "none", "12345"])
def test_what_is_too_short_to_be_a_secret_spoils_no_words(key: str) -> None:
    said = f"a message about none of 12345 things{key}"
    assert without_secret(said, key) == said


def test_no_word_of_a_json_value_holds_it() -> None:
    value = {"a": [KEY, {KEY: None}, 1, True], "b": json.dumps({"c": KEY.replace("-", "\\u002d")})}
    told = public(value, SETTINGS)
    assert KEY not in json.dumps(told)
    assert told["a"] == ["***", {"***": None}, 1, True]


ECHOES = [
    error(401, f"Incorrect API key provided: {LONG_ECHO}"),
    error(500, f"failed for {LONG_ECHO}"),
    error(400, LONG_ECHO, param=LONG_ECHO),
    answer({"items": [{"name": LONG_ECHO}]}),
    answer(
        json.dumps({"items": [{"name": "地区生产总值"}]}).replace("}", f', "note": "{KEY}"}}')
    ),  # does not fit: it is asked again
    answer(json.dumps({"items": [{"name": KEY.replace("-", "@")}]}).replace("@", "\\u002d")),
    answer(f"<think>{LONG_ECHO}</think>{json.dumps(GOOD)}"),
    answer(f"no JSON but {LONG_ECHO}"),
]


@pytest.mark.parametrize("echo", ECHOES)
def test_an_echo_is_neither_raised_returned_told_nor_stored(echo: Step, tmp_path: Path) -> None:
    path = tmp_path / "answers.sqlite3"
    with FakeEndpoint([echo] * 9) as endpoint, AnswerStore(path) as store:
        run = ask(settings_for(endpoint, longest_wait_seconds=0.0, transport_attempts=2), store=store)
        sent = [body["messages"] for body in endpoint.bodies]
    shown = [repr(run.result), repr(run.events), json.dumps(sent)]
    if isinstance(run.result, Exception):
        shown += [*traceback.format_exception(run.result), repr(vars(run.result))]
    else:
        shown.append(run.result.value.model_dump_json())
    assert not [text for text in shown if KEY[:9] in text]
    assert not [file for file in tmp_path.iterdir() if KEY.encode() in file.read_bytes()]


REPORT = "某县2024年政府工作报告\n一、2023年工作回顾\n新增城镇就业2.7万余人。\n"


def echoing(body: Any) -> Step:
    """An answer that holds the key in a name, in a quote that stands nowhere, and in every other word."""
    assert schema_of(body)
    number = {"raw": "2.7万余人", "value": 2.7, "unit": "万人", "bound": "over"}
    true = {"quote": "新增城镇就业2.7万余人", "name": f"就业 {KEY}", "value": number, "rank": KEY, "period": KEY}
    untrue = {"quote": KEY, "name": KEY, "period": "2023"}
    return answer({"indicators": [true, untrue], "projects": [], "commitments": []})


def read_report(tmp_path: Path, endpoint: FakeEndpoint) -> Any:
    report = tmp_path / "report.txt"
    report.write_text(REPORT, encoding="utf-8")

    async def go() -> Any:
        settings = Settings(engine="both", model=settings_for(endpoint), store=tmp_path / "answers.sqlite3")
        async with Extractor(settings) as extractor:
            return await extractor.aextract(report)

    return asyncio.run(go())


def test_a_result_of_an_answer_that_holds_the_key_does_not(tmp_path: Path) -> None:
    with FakeEndpoint(echoing) as endpoint:
        result = read_report(tmp_path, endpoint)
    assert any(each.name == "就业 ***" for each in result.indicators)
    assert [each.quote for each in result.reconciliation.refused] == ["***"]
    assert KEY not in result.to_json()
    assert not [file for file in tmp_path.iterdir() if KEY.encode() in file.read_bytes()]


def test_a_recording_of_such_an_answer_does_not_either(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("OPENAI_API_KEY", KEY)
    with FakeEndpoint(echoing) as endpoint, record.cassette(tmp_path / "recording.yaml", record=True):
        read_report(tmp_path, endpoint)
    written = (tmp_path / "recording.yaml").read_text(encoding="utf-8")
    assert "endpoint.invalid" in written
    assert KEY not in written
    assert KEY not in written.replace("\n", "").replace("\\", "").replace(" ", "")
