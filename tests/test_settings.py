"""Settings: options over environment over file, and a clear word for what cannot be."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from extractor.errors import ExtractorError
from extractor.llm.settings import ModelSettings
from extractor.settings import Settings, load_settings, settings_for


@pytest.fixture(autouse=True)
def no_model_configured(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    for variable in ("EXTRACTOR_MODEL", "OPENAI_BASE_URL", "OPENAI_API_KEY"):
        monkeypatch.delenv(variable, raising=False)
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path / "none"))


def config(tmp_path: Path, text: str) -> Path:
    path = tmp_path / "config.toml"
    path.write_text(text, encoding="utf-8")
    return path


def test_without_a_model_the_rules_read_alone() -> None:
    assert load_settings().engine == "rules"


def test_a_model_named_anywhere_makes_both_read(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    assert load_settings(model={"model": "a"}).engine == "both"
    assert load_settings(config=config(tmp_path, '[model]\nmodel = "b"')).engine == "both"
    monkeypatch.setenv("EXTRACTOR_MODEL", "c")
    assert load_settings().engine == "both"
    assert load_settings("rules").engine == "rules"


def test_options_go_before_environment_and_environment_before_file(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    path = config(tmp_path, 'chunk_characters = 900\n[model]\nmodel = "file"\nbase_url = "http://file/v1"\nconcurrency = 3')
    filed = load_settings(config=path)
    assert (filed.chosen_model.model, filed.chosen_model.concurrency, filed.chunk_characters) == ("file", 3, 900)
    monkeypatch.setenv("EXTRACTOR_MODEL", "environment")
    assert load_settings(config=path).chosen_model.model == "environment"
    assert load_settings(config=path).chosen_model.base_url == "http://file/v1"
    given = load_settings(model={"model": "option", "concurrency": 9}, config=path, chunk_characters=700)
    assert (given.chosen_model.model, given.chosen_model.concurrency, given.chunk_characters) == ("option", 9, 700)


@pytest.mark.parametrize(
    ("text", "word"),
    [
        ("engine = ", "cannot be read"),
        ("model = 3", "must be a table"),
        ("chunk_characters = 5", "chunk_characters"),
        ("surprise = 1", "surprise"),
        ('[model]\nmodel = "a"\nconcurrency = 0', "concurrency"),
        ('engine = "model"', "needs a model"),
    ],
)
def test_a_wrong_file_is_named_in_one_sentence(tmp_path: Path, text: str, word: str) -> None:
    with pytest.raises(ExtractorError) as caught:
        load_settings(config=config(tmp_path, text))
    assert word in str(caught.value)
    assert "\n" not in str(caught.value)


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ('[model]\nmodel = "a"\nconcurency = 4', ("[model]", "concurency", "concurrency")),
        ("[model]\nmodle = 'a'", ("[model]", "modle", "model")),
        ("[model]\nbase-url = 'http://a/v1'", ("[model]", "base-url", "base_url")),
        ("chunk_character = 900", ("chunk_character", "chunk_characters")),
        ("[model]\nzzz = 1", ("[model]", "zzz", "temperature")),
    ],
)
def test_an_unknown_setting_is_refused_with_what_comes_near(tmp_path: Path, text: str, words: tuple[str, ...]) -> None:
    with pytest.raises(ExtractorError) as caught:
        load_settings(config=config(tmp_path, text))
    told = str(caught.value)
    assert all(word in told for word in words)
    assert "\n" not in told


def test_a_missing_file_that_was_named_is_an_error() -> None:
    with pytest.raises(ExtractorError, match="no configuration file"):
        load_settings(config=Path("nowhere.toml"))


def test_who_gives_a_model_means_it_to_be_asked() -> None:
    held = ModelSettings(model="m")
    made = (Settings(), Settings(model=held), Settings(model=held, engine="rules"))
    assert [each.engine for each in made] == ["rules", "both", "rules"]


HELD = ModelSettings(model="held", base_url="http://held/v1", api_key="held", mode="json", temperature=None)
CALLS: list[tuple[dict[str, Any], tuple[str, str | None, str | None, str | None]]] = [
    # what a caller gives; engine, model, base URL and key that come of it, with the environment below
    ({}, ("rules", None, None, None)),
    ({"engine": "rules"}, ("rules", None, None, None)),
    ({"engine": "both"}, ("both", "environment", "http://environment/v1", "environment")),
    ({"model": "m"}, ("both", "m", "http://environment/v1", "environment")),
    ({"model": "m", "base_url": "http://m/v1", "api_key": "k", "engine": "model"}, ("model", "m", "http://m/v1", "k")),
    ({"settings": Settings()}, ("rules", None, None, None)),
    ({"settings": Settings(), "model": "m"}, ("both", "m", "http://environment/v1", "environment")),
    ({"settings": Settings(), "engine": "model"}, ("model", "environment", "http://environment/v1", "environment")),
    ({"settings": Settings(engine="both")}, ("both", "environment", "http://environment/v1", "environment")),
    ({"settings": Settings(engine="rules"), "model": "m"}, ("rules", "m", "http://environment/v1", "environment")),
    ({"settings": Settings(model=HELD)}, ("both", "held", "http://held/v1", "held")),
    ({"settings": Settings(model=HELD), "model": "m", "api_key": "k"}, ("both", "m", "http://held/v1", "k")),
    ({"settings": Settings(model=HELD, engine="model"), "base_url": "http://m/v1"}, ("model", "held", "http://m/v1", "held")),
    ({"settings": Settings(model=HELD, engine="model"), "engine": "both"}, ("both", "held", "http://held/v1", "held")),
]


@pytest.mark.parametrize(("given", "expected"), CALLS)
def test_keywords_go_before_settings_and_settings_before_the_environment(
    given: dict[str, Any], expected: tuple[str, str | None, str | None, str | None], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("EXTRACTOR_MODEL", "environment")
    monkeypatch.setenv("OPENAI_BASE_URL", "http://environment/v1")
    monkeypatch.setenv("OPENAI_API_KEY", "environment")
    made = settings_for(**given)
    asked = made.model
    told = (asked.model, asked.base_url, asked.api_key.get_secret_value()) if asked else (None, None, None)
    assert (made.engine, *told) == expected


def test_everything_else_of_the_settings_stays() -> None:
    made = settings_for(Settings(model=HELD, chunk_characters=900, refresh=True), model="m")
    assert (made.chunk_characters, made.refresh, made.chosen_model.mode, made.chosen_model.temperature) == (900, True, "json", None)


@pytest.mark.parametrize(
    ("given", "words"),
    [
        ({"base_url": "http://m/v1"}, r"Options for a model were given \(base_url\), but no model"),
        ({"settings": Settings(refresh=True), "api_key": "k"}, r"Options for a model were given \(api_key\), but no model"),
        ({"settings": Settings(engine="both")}, "The engine 'both' needs a model"),
        ({"settings": Settings(model=HELD), "base_url": "nowhere"}, "The model settings are not valid: base_url"),
        ({"settings": Settings(model=HELD), "engine": "poem"}, "The setting engine is not valid"),
    ],
)
def test_keywords_that_cannot_work_are_refused(given: dict[str, Any], words: str) -> None:
    with pytest.raises(ExtractorError, match=words):
        settings_for(**given)
