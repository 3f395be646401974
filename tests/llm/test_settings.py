"""Settings: where they come from, and that secrets never show."""

from __future__ import annotations

import pickle

import pytest
from pydantic import SecretStr

from extractor.llm.errors import ConfigurationError
from extractor.llm.settings import DEFAULT_BASE_URL, ModelSettings, settings_from_environment, without_credentials

ENVIRONMENT = {"OPENAI_API_KEY": "sk-environment", "OPENAI_BASE_URL": "http://host/v1", "EXTRACTOR_MODEL": "named"}


def test_the_environment_is_read() -> None:
    settings = settings_from_environment(environment=ENVIRONMENT)
    assert settings is not None
    assert (settings.model, settings.base_url) == ("named", "http://host/v1")
    assert settings.api_key.get_secret_value() == "sk-environment"


def test_overrides_win_and_none_is_no_override() -> None:
    settings = settings_from_environment({"model": "given", "base_url": None, "concurrency": 3}, ENVIRONMENT)
    assert settings is not None
    assert (settings.model, settings.base_url, settings.concurrency) == ("given", "http://host/v1", 3)


@pytest.mark.parametrize("environment", [{}, {"OPENAI_API_KEY": "sk-alone"}, {"EXTRACTOR_MODEL": ""}])
def test_without_a_model_there_are_no_settings(environment: dict[str, str]) -> None:
    assert settings_from_environment(environment=environment) is None


def test_a_local_server_needs_no_key() -> None:
    settings = settings_from_environment({"model": "local"}, {})
    assert settings is not None
    assert settings.api_key.get_secret_value() == ""
    assert settings.base_url == DEFAULT_BASE_URL


@pytest.mark.parametrize(
    ("field", "value"),
    [("base_url", "sk-oops"), ("reasks", 3), ("concurrency", 0), ("timeout_seconds", 0), ("mode", "xml"), ("unknown", 1)],
)
def test_what_cannot_be_is_said_in_one_sentence_without_the_value(field: str, value: object) -> None:
    with pytest.raises(ConfigurationError) as caught:
        settings_from_environment({"model": "m", "api_key": "sk-secret", field: value}, {})
    assert field in str(caught.value)
    assert "sk-" not in str(caught.value)


@pytest.mark.parametrize("reasks", [0, 1, 2])
def test_up_to_two_reasks_are_allowed(reasks: int) -> None:
    assert ModelSettings(model="m", reasks=reasks).reasks == reasks


def test_secrets_show_neither_in_repr_nor_in_json_but_travel_by_pickle() -> None:
    settings = ModelSettings(model="m", base_url="https://user:password@host/v1?token=4711", api_key=SecretStr("sk-secret"))
    for shown in (repr(settings), str(settings), settings.model_dump_json(), str(settings.model_dump())):
        for secret in ("sk-secret", "password", "4711"):
            assert secret not in shown
        assert "https://host/v1" in shown
    copy = pickle.loads(pickle.dumps(settings))
    assert copy == settings
    assert copy.api_key.get_secret_value() == "sk-secret"


@pytest.mark.parametrize(
    ("url", "public"),
    [
        ("https://host/v1", "https://host/v1"),
        ("https://host:8080/v1/", "https://host:8080/v1"),
        ("https://user:secret@host/v1", "https://host/v1"),
        ("https://us@er:secret@host/v1?key=1#x", "https://host/v1"),
    ],
)
def test_urls_are_shown_without_credentials(url: str, public: str) -> None:
    assert without_credentials(url) == public


def test_every_field_is_described() -> None:
    assert all(field.description for field in ModelSettings.model_fields.values())
