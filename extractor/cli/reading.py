"""Who reads, and how: the options of every command that reads reports, declared once."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, fields
from functools import wraps
from inspect import Parameter, signature
from typing import TYPE_CHECKING, Any, get_type_hints

from extractor.cli import options

if TYPE_CHECKING:
    from extractor.settings import Settings

_PARAMETER = "reading"


@dataclass(frozen=True, slots=True)
class ReadingOptions:
    """The options as they were given; each field is one, with its help."""

    engine: options.EngineOption = None
    model: options.ModelOption = None
    base_url: options.BaseUrlOption = None
    mode: options.ModeOption = None
    concurrency: options.ConcurrencyOption = None
    requests_per_minute: options.RequestsOption = None
    tokens_per_minute: options.TokensOption = None
    max_cost: options.MaxCostOption = None
    max_tokens: options.MaxTokensOption = None
    price_table: options.PricesOption = None
    timeout: options.TimeoutOption = None
    chunk_characters: options.ChunkOption = None
    store: options.StoreOption = None
    no_store: options.NoStoreOption = False
    refresh: options.RefreshOption = False
    config: options.ConfigOption = None

    def settings(self) -> Settings:
        """The settings that these options, the environment and the configuration file make."""
        model = {
            "model": self.model,
            "base_url": self.base_url,
            "mode": self.mode,
            "concurrency": self.concurrency,
            "requests_per_minute": self.requests_per_minute,
            "tokens_per_minute": self.tokens_per_minute,
            "max_cost": self.max_cost,
            "max_tokens": self.max_tokens,
            "price_table": self.price_table,
            "timeout_seconds": self.timeout,
        }
        return options.make_settings(
            self.engine,
            self.config,
            model,
            chunk_characters=self.chunk_characters,
            store=self.store,
            use_store=not self.no_store,
            refresh=self.refresh,
        )

    def rules_alone_unasked(self, settings: Settings) -> bool:
        """Whether the rules are to read alone though nobody asked for that."""
        return settings.engine == "rules" and self.engine is None


def with_reading_options(command: Callable[..., None]) -> Callable[..., None]:
    """``command`` with an option for each field of :class:`ReadingOptions` in the place of its parameter ``reading``."""

    @wraps(command)
    def with_options(**given: Any) -> None:
        reading = ReadingOptions(**{field.name: given.pop(field.name) for field in fields(ReadingOptions)})
        command(reading=reading, **given)

    hints, shared = get_type_hints(command, include_extras=True), get_type_hints(ReadingOptions, include_extras=True)
    own = [each.replace(annotation=hints[name]) for name, each in signature(command).parameters.items() if name != _PARAMETER]
    added = [
        Parameter(field.name, Parameter.KEYWORD_ONLY, default=field.default, annotation=shared[field.name])
        for field in fields(ReadingOptions)
    ]
    with_options.__signature__ = signature(command).replace(parameters=[*own, *added])  # type: ignore[attr-defined]
    with_options.__annotations__ = {each.name: each.annotation for each in (*own, *added)}
    return with_options
