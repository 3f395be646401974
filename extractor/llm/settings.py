"""Which model to call, where, how hard, and when to stop."""

from __future__ import annotations

import os
from collections.abc import Mapping
from pathlib import Path
from typing import Any, Literal, get_args
from urllib.parse import urlsplit, urlunsplit

from pydantic import BaseModel, ConfigDict, Field, SecretStr, ValidationError, field_serializer

from extractor.llm.errors import ConfigurationError

Mode = Literal["tools", "json_schema", "json", "markdown_json"]
MODES: tuple[Mode, ...] = get_args(Mode)

DEFAULT_BASE_URL = "https://api.openai.com/v1"

_ENVIRONMENT = {"api_key": "OPENAI_API_KEY", "base_url": "OPENAI_BASE_URL", "model": "EXTRACTOR_MODEL"}


class ModelSettings(BaseModel):
    """Everything a client has to know. The key, and credentials inside the base URL, appear in no repr and no JSON."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    model: str = Field(min_length=1, description="Name of the model, as the endpoint calls it.")
    base_url: str = Field(default=DEFAULT_BASE_URL, pattern=r"^https?://", description="Where the OpenAI-compatible API begins.")
    api_key: SecretStr = Field(default=SecretStr(""), description="Key; empty for servers that ask for none.")
    mode: Mode | Literal["auto"] = Field(
        default="auto",
        description="How structure is asked for; auto takes the first mode that works.",
    )
    temperature: float | None = Field(default=0.0, ge=0, le=2, description="Sampling temperature; none leaves it to the endpoint.")
    max_output_tokens: int | None = Field(default=None, gt=0, description="Limit of one answer; none leaves it to the endpoint.")
    timeout_seconds: float = Field(default=180.0, gt=0, description="Longest wait for one whole answer.")
    concurrency: int = Field(default=8, ge=1, description="Requests in flight at once, at most.")
    requests_per_minute: int | None = Field(default=None, gt=0, description="Requests sent a minute, at most.")
    tokens_per_minute: int | None = Field(default=None, gt=0, description="Tokens sent and received a minute, at most.")
    max_cost: float | None = Field(default=None, ge=0, description="US dollars after which no request starts.")
    max_tokens: int | None = Field(default=None, ge=0, description="Tokens, sent and received, after which no request starts.")
    transport_attempts: int = Field(default=5, ge=1, description="Tries of one request; being told to wait is no try.")
    longest_wait_seconds: float = Field(default=60.0, ge=0, description="Longest single wait before the next try.")
    total_wait_seconds: float = Field(default=600.0, ge=0, description="Longest waiting for one request in all.")
    reasks: int = Field(default=2, ge=0, le=2, description="How often an answer that does not fit goes back to the model.")
    price_table: Path | None = Field(default=None, description="CSV file of prices to use instead of the built-in one.")

    @field_serializer("base_url")
    def _public_base_url(self, base_url: str) -> str:
        return without_credentials(base_url)

    def __repr_args__(self) -> Any:
        for name, value in super().__repr_args__():
            yield name, self.endpoint if name == "base_url" else value

    @property
    def endpoint(self) -> str:
        """The base URL as it may be shown: without credentials, query and closing slash."""
        return without_credentials(self.base_url)


def without_credentials(url: str) -> str:
    """``https://user:secret@host/v1/?token=…`` → ``https://host/v1``."""
    parts = urlsplit(url)
    return urlunsplit((parts.scheme, parts.netloc.rpartition("@")[2], parts.path.rstrip("/"), "", ""))


def settings_from_environment(
    overrides: Mapping[str, Any] | None = None, environment: Mapping[str, str] = os.environ
) -> ModelSettings | None:
    """Settings from ``overrides`` (none values count as not given) over the environment; none where no model is named.

    The environment gives OPENAI_API_KEY, OPENAI_BASE_URL and EXTRACTOR_MODEL.
    Raises what :func:`checked_settings` raises.
    """
    values: dict[str, Any] = {name: environment[variable] for name, variable in _ENVIRONMENT.items() if environment.get(variable)}
    values |= {name: value for name, value in (overrides or {}).items() if value is not None}
    return checked_settings(values) if values.get("model") else None


def checked_settings(values: Mapping[str, Any]) -> ModelSettings:
    """The settings that ``values`` make; raises :class:`ConfigurationError` for values that cannot be."""
    try:
        return ModelSettings.model_validate(values)
    except ValidationError as error:
        problems = "; ".join(f"{'.'.join(map(str, item['loc']))}: {item['msg']}" for item in error.errors(include_input=False))
        raise ConfigurationError(f"The model settings are not valid: {problems}.", hint="Check options and environment.") from None
