"""How the functions are called: the same keywords everywhere, inside an event loop and out of it, and what is refused."""

from __future__ import annotations

import asyncio
import inspect
import re
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from extractor import (
    Document,
    Extractor,
    ExtractorError,
    ModelSettings,
    RecordKind,
    Result,
    Settings,
    aextract,
    extract,
    extract_many,
    extract_text,
    find_numbers,
    read_bytes,
)
from tests.fake_endpoint import FakeEndpoint, answer
from tests.kinds.test_own_kind import Fine

SEED = Path(__file__).parents[1] / "seeds" / "huiji-2024-plan.txt"
TEXT = "某县2024年政府工作报告\n一、2023年工作回顾\n生产总值完成830.6亿元。\n"
FOUND = {
    "indicators": [
        {
            "quote": "生产总值完成830.6亿元",
            "name": "生产总值",
            "value": {"raw": "830.6亿元", "value": 830.6, "unit": "亿元", "bound": "exact"},
        }
    ],
    "projects": [],
    "commitments": [],
}
KIND = RecordKind(Fine, "fine", "x")


@pytest.fixture(autouse=True)
def nothing_configured(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """No model in the environment or in a file, and no answer kept beyond a test."""
    for variable in ("EXTRACTOR_MODEL", "OPENAI_BASE_URL", "OPENAI_API_KEY"):
        monkeypatch.delenv(variable, raising=False)
    for variable in ("XDG_CONFIG_HOME", "XDG_CACHE_HOME"):
        monkeypatch.setenv(variable, str(tmp_path / "user"))


@pytest.fixture
def endpoint() -> Iterator[FakeEndpoint]:
    """A model that finds the one figure of ``TEXT``."""
    with FakeEndpoint(lambda body: answer(FOUND)) as running:
        yield running


@pytest.fixture
def report(tmp_path: Path) -> Path:
    path = tmp_path / "report.txt"
    path.write_text(TEXT, encoding="utf-8")
    return path


def settings_of(endpoint: FakeEndpoint, **details: Any) -> Settings:
    model = ModelSettings(model="fake", base_url=endpoint.base_url, mode="json_schema")
    return Settings(model=model, use_store=False, **details)


Call = Callable[..., Result]


def by_extractor(report: Path, **keywords: Any) -> Result:
    async def read() -> Result:
        async with Extractor(**keywords) as extractor:
            return await extractor.aextract(report)

    return asyncio.run(read())


def by_many(report: Path, **keywords: Any) -> Result:
    ((_, result),) = extract_many([report], processes=1, **keywords)
    assert isinstance(result, Result)
    return result


CALLS: dict[str, Call] = {
    "extract": extract,
    "aextract": lambda report, **keywords: asyncio.run(aextract(report, **keywords)),
    "extract_text": lambda report, **keywords: extract_text(report.read_text("utf-8"), report.name, **keywords),
    "extract_many": by_many,
    "Extractor": by_extractor,
}
every_call = pytest.mark.parametrize("call", CALLS.values(), ids=CALLS)


def keywords_of(function: Callable[..., object]) -> dict[str, tuple[object, object]]:
    return {name: (each.annotation, each.default) for name, each in inspect.signature(function).parameters.items()}


@pytest.mark.parametrize("function", [aextract, extract_text, extract_many, Extractor], ids=lambda each: each.__name__)
def test_all_take_the_keywords_of_extract(function: Callable[..., object]) -> None:
    shared = {name: each for name, each in keywords_of(extract).items() if name != "report"}
    assert shared.keys() == {"model", "base_url", "api_key", "engine", "region", "kinds", "settings"}
    assert shared.items() <= keywords_of(function).items()


@every_call
def test_a_models_name_makes_both_read(call: Call, report: Path) -> None:
    with FakeEndpoint() as endpoint:
        result = call(report, model="fake", base_url=endpoint.base_url, api_key="sk-4711")
    assert (result.run.engine, result.run.model, result.run.complete) == ("both", "fake", True)
    assert "生产总值" in {record.name for record in result.records}
    assert {each.headers["authorization"] for each in endpoint.requests} == {"Bearer sk-4711"}


@every_call
def test_settings_reach_what_no_keyword_does(call: Call, report: Path, endpoint: FakeEndpoint) -> None:
    settings = settings_of(endpoint, chunk_characters=777)
    first, again = (call(report, settings=settings, engine="model") for _ in range(2))
    assert first.run.settings == {"mode": "json_schema", "temperature": 0.0, "chunk_characters": 777}
    assert (first.run.engine, first.run.requests, again.run.requests) == ("model", 1, 1)  # no answer was kept
    assert len(endpoint.requests) == 2


@every_call
def test_a_region_that_the_text_does_not_tell(call: Call, report: Path, endpoint: FakeEndpoint) -> None:
    for asked in ({}, {"settings": settings_of(endpoint)}):
        result = call(report, region="郑州市中原区", **asked)
        assert (result.report.region.name, result.report.region.code) == ("郑州市中原区", "410102")
        assert [record.region for record in result.records] == ["郑州市中原区"]


@every_call
def test_own_kinds_have_their_list(call: Call, report: Path) -> None:
    result: Any = call(report, kinds=[KIND])
    assert (result.fine, len(result.indicators)) == ((), 1)


def test_the_nation_is_a_region() -> None:
    region = extract_text("生产总值完成830.6亿元。", region="全国").report.region
    assert region is not None
    assert (region.code, region.level) == ("100000", "national")


def test_a_model_can_be_asked_while_an_event_loop_runs(report: Path, endpoint: FakeEndpoint) -> None:
    async def cell() -> Result:
        return extract(report, settings=settings_of(endpoint))

    result = asyncio.run(cell())
    assert (result.run.engine, result.run.complete) == ("both", True)
    assert [(record.name, record.check.read_by) for record in result.records] == [("生产总值", "both")]


def test_an_extractor_is_used_while_it_is_open(report: Path, endpoint: FakeEndpoint) -> None:
    async def read(extractor: Extractor) -> None:
        with pytest.raises(ExtractorError, match=r"This Extractor is not open\. Use `async with"):
            await extractor.aextract(report)
        async with extractor:
            assert (await extractor.aextract(report)).records
        with pytest.raises(ExtractorError, match=r"This Extractor is closed already\. Read inside its `async with` block"):
            await extractor.aextract(report)
        async with extractor:
            assert (await extractor.aextract(report)).records

    asyncio.run(read(Extractor(settings_of(endpoint))))


REFUSED: dict[str, tuple[Callable[[], object], str]] = {
    "bytes": (lambda: extract(b"..."), "A report is named by its path, not by bytes. A path goes to extract(…), a text to"),  # type: ignore[arg-type]
    "none": (lambda: extract(None), "A report is named by its path, not by None."),  # type: ignore[arg-type]
    "nothing": (lambda: extract(""), "A report is named by its path, not by an empty string."),
    "number": (lambda: asyncio.run(aextract(3)), "A report is named by its path, not by int."),  # type: ignore[arg-type]
    "many none": (lambda: list(extract_many(None)), "A report is named by its path, not by None."),  # type: ignore[arg-type]
    "many bytes": (lambda: list(extract_many(b"a")), "A report is named by its path, not by bytes."),  # type: ignore[arg-type]
    "one of many": (lambda: list(extract_many([SEED, b"a"], processes=1)), "A report is named by its path, not by bytes."),  # type: ignore[list-item]
    "bytes as text": (lambda: extract_text(b""), "A text is a string, not bytes."),  # type: ignore[arg-type]
    "path as text": (lambda: extract_text(SEED), "A text is a string, not PosixPath. A path goes to extract(…)"),  # type: ignore[arg-type]
    "numbers of bytes": (lambda: find_numbers(b""), "A text is a string, not bytes."),  # type: ignore[arg-type]
    "text as path": (
        lambda: extract("全区生产总值完成830.6亿元"),
        "no file '全区生产总值完成830.6亿元'. Check the path; the text",
    ),
    "long text": (lambda: extract(TEXT * 99), "the text of a report goes to extract_text(…)."),
    "file": (lambda: extract("nowhere.txt"), "There is no file nowhere.txt. Check the path."),
    "folder": (lambda: extract(str(SEED.parent)), "is a directory, not a report. Name a file in it."),
    "no model": (lambda: extract(SEED, engine="model"), "The engine 'model' needs a model. Name one (model=…, --model or"),
    "key alone": (lambda: extract(SEED, api_key="k"), "Options for a model were given (api_key), but no model."),
    "engine": (lambda: extract(SEED, engine="poem"), "The setting engine is not valid"),  # type: ignore[arg-type]
}


@pytest.mark.parametrize(("call", "words"), REFUSED.values(), ids=REFUSED)
def test_what_cannot_be_is_refused_in_one_short_sentence(call: Callable[[], object], words: str) -> None:
    with pytest.raises(ExtractorError, match=re.escape(words)) as caught:
        call()
    assert len(str(caught.value)) < 250
    assert "\n" not in str(caught.value)


def test_bytes_of_a_file_are_a_report_once_they_are_read() -> None:
    document = read_bytes(SEED.read_bytes(), SEED.name)
    assert isinstance(document, Document)
    assert extract(document) == extract(SEED)
