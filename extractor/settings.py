"""Settings of an extraction: one model for the command line, the API and the configuration file."""

from __future__ import annotations

import os
import tomllib
from collections.abc import Mapping
from difflib import get_close_matches
from pathlib import Path
from typing import Any

from pydantic import BaseModel, ConfigDict, Field, ValidationError

from extractor.errors import UsageError
from extractor.llm.settings import ModelSettings, settings_from_environment
from extractor.outline.chunks import CHUNK_CHARACTERS
from schemas import Engine

# What the environment may say goes before the file.
_VARIABLES = {"model": "EXTRACTOR_MODEL", "base_url": "OPENAI_BASE_URL", "api_key": "OPENAI_API_KEY"}


class SettingsError(UsageError):
    """Options, environment or configuration file contradict each other or cannot be read."""


class Settings(BaseModel):
    """How to read: which engine, which model, and where answers are kept."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    engine: Engine = Field(default="rules", description="rules, model, or both (reconciled).")
    model: ModelSettings | None = Field(default=None, description="The model and how to call it; needed unless engine is rules.")
    chunk_characters: int = Field(default=CHUNK_CHARACTERS, ge=200, description="Characters of one chunk, about.")
    use_store: bool = Field(default=True, description="Keep answers, and take them from the store.")
    store: Path | None = Field(default=None, description="File of kept answers; none means the user's cache folder.")
    refresh: bool = Field(default=False, description="Ask anew even where an answer is kept.")

    @property
    def chosen_model(self) -> ModelSettings:
        """The model settings; raises :class:`SettingsError` where none are given."""
        if self.model is None:
            raise SettingsError(
                f"The engine {self.engine!r} needs a model.", hint="Give --model, or set EXTRACTOR_MODEL, or use --engine rules."
            )
        return self.model


def config_path() -> Path:
    """Where the configuration file is looked for: ``config.toml`` in the user's configuration folder."""
    from platformdirs import user_config_path

    return user_config_path("govreport-extractor") / "config.toml"


def load_settings(
    engine: Engine | None = None, model: Mapping[str, Any] | None = None, config: Path | None = None, **options: Any
) -> Settings:
    """Settings from options over environment over configuration file.

    The engine is ``both`` where a model is configured and ``rules`` where none is, unless ``engine`` says otherwise.
    Raises :class:`SettingsError` or a :class:`~extractor.llm.errors.ConfigurationError` that says what is wrong.
    """
    filed = _read_config(config)
    filed_model: dict[str, Any] = filed.pop("model", {})
    defaults = {variable: str(filed_model.pop(name)) for name, variable in _VARIABLES.items() if name in filed_model}
    given = {name: value for name, value in (model or {}).items() if value is not None}
    named = settings_from_environment({**filed_model, **given}, {**defaults, **os.environ})
    filed_engine = filed.pop("engine", None)
    chosen = engine or filed_engine or ("both" if named else "rules")
    given_options = {name: value for name, value in options.items() if value is not None}
    try:
        settings = Settings(engine=chosen, model=named, **{**filed, **given_options})
    except ValidationError as error:
        problem = error.errors(include_input=False)[0]
        place = ".".join(str(part) for part in problem["loc"])
        raise SettingsError(
            f"The setting {place} is not valid: {problem['msg']}.", hint="See `extractor extract --help`."
        ) from None
    if settings.engine != "rules":
        _ = settings.chosen_model
    return settings


def _read_config(path: Path | None) -> dict[str, Any]:
    chosen = path or config_path()
    try:
        loaded = tomllib.loads(chosen.read_text(encoding="utf-8"))
    except (FileNotFoundError, NotADirectoryError):
        if path is not None:
            raise SettingsError(f"There is no configuration file {path}.", hint="Check the path.") from None
        return {}
    except (tomllib.TOMLDecodeError, OSError, UnicodeDecodeError) as error:
        raise SettingsError(f"The configuration file {chosen} cannot be read: {error}.", hint="Mend or remove it.") from None
    if not isinstance(loaded.get("model", {}), dict):
        raise SettingsError(f"In {chosen}, model must be a table.", hint='Write [model] and under it model = "name".')
    _refuse_unknown(loaded, Settings, f"{chosen} has")
    _refuse_unknown(loaded.get("model", {}), ModelSettings, f"The table [model] of {chosen} has")
    return loaded


def _refuse_unknown(table: Mapping[str, Any], settings: type[BaseModel], subject: str) -> None:
    """Raise :class:`SettingsError` for a name in ``table`` that ``settings`` does not know: misspelt, it would do nothing."""
    for name in table:
        if name not in settings.model_fields:
            near = get_close_matches(name, settings.model_fields)
            hint = f"Do you mean {' or '.join(near)}?" if near else f"It may have {', '.join(settings.model_fields)}."
            raise SettingsError(f"{subject} no setting {name}.", hint=hint)
