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
from extractor.llm.settings import ModelSettings, checked_settings, settings_from_environment
from extractor.outline.chunks import CHUNK_CHARACTERS
from schemas import Engine

# What the environment may say goes before the file.
_VARIABLES = {"model": "EXTRACTOR_MODEL", "base_url": "OPENAI_BASE_URL", "api_key": "OPENAI_API_KEY"}


class SettingsError(UsageError):
    """Options, environment or configuration file contradict each other or cannot be read."""


class Settings(BaseModel):
    """How to read: which engine, which model, and where answers are kept."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    model: ModelSettings | None = Field(default=None, description="The model and how to call it; needed unless engine is rules.")
    engine: Engine = Field(
        default_factory=lambda given: "both" if given.get("model") else "rules",
        description="rules, model, or both (reconciled); none given means both where there is a model, rules where there is none.",
    )
    chunk_characters: int = Field(default=CHUNK_CHARACTERS, ge=200, description="Characters of one chunk, about.")
    use_store: bool = Field(default=True, description="Keep answers, and take them from the store.")
    store: Path | None = Field(default=None, description="File of kept answers; none means the user's cache folder.")
    refresh: bool = Field(default=False, description="Ask anew even where an answer is kept.")

    @property
    def chosen_model(self) -> ModelSettings:
        """The model settings; raises :class:`SettingsError` where none are given."""
        if self.model is None:
            raise SettingsError(
                f"The engine {self.engine!r} needs a model.",
                hint="Name one (model=…, --model or EXTRACTOR_MODEL), or let the rules read (engine='rules', --engine rules).",
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
    given_options = {name: value for name, value in {"engine": engine, **options}.items() if value is not None}
    return _checked({**filed, **given_options, "model": named})


def settings_for(
    settings: Settings | None = None,
    *,
    engine: Engine | None = None,
    model: str | None = None,
    base_url: str | None = None,
    api_key: str | None = None,
) -> Settings:
    """``settings`` with what the keywords say over them.

    Where neither names a model nor has an engine that needs one, the rules read alone and nothing else is asked. What is lacking
    otherwise comes from the environment, and without ``settings`` from the configuration file too.
    Raises what :func:`load_settings` raises.
    """
    keywords = {"model": model, "base_url": base_url, "api_key": api_key}
    named = {name: value for name, value in keywords.items() if value is not None}
    wanted = engine or (settings.engine if settings else "rules")
    if wanted == "rules" and named and model is None and (settings is None or settings.model is None):
        raise SettingsError(f"Options for a model were given ({', '.join(named)}), but no model.", hint="Name one with model=….")
    if settings is not None:
        return _over(settings, engine, named)
    return load_settings(engine, named) if model or wanted != "rules" else Settings()


def _over(settings: Settings, engine: Engine | None, named: Mapping[str, str]) -> Settings:
    """``settings`` with ``engine`` and what is ``named`` of the model over them; the environment fills in what a model lacks."""
    model, needed = settings.model, (engine or settings.engine) != "rules"
    if model is not None:
        model = checked_settings({**dict(model), **named})
    elif named or needed:
        model = settings_from_environment(named)
    given = {name: getattr(settings, name) for name in settings.model_fields_set}
    return _checked({**given, "model": model, **({"engine": engine} if engine else {})})


def _checked(values: Mapping[str, Any]) -> Settings:
    """The settings that ``values`` make; raises :class:`SettingsError` for values that cannot be."""
    try:
        settings = Settings.model_validate(values)
    except ValidationError as error:
        problem = error.errors(include_input=False)[0]
        place = ".".join(str(part) for part in problem["loc"])
        raise SettingsError(
            f"The setting {place} is not valid: {problem['msg']}.", hint="Check options, environment and configuration file."
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
