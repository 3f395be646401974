"""Settings: options over environment over file, and a clear word for what cannot be."""

from __future__ import annotations

from pathlib import Path

import pytest

from extractor.errors import ExtractorError
from extractor.settings import load_settings


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
