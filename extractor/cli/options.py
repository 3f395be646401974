"""Options that several commands share, and the settings they make."""

from __future__ import annotations

from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

if TYPE_CHECKING:
    from extractor.settings import Settings


class EngineChoice(StrEnum):
    """Who reads."""

    RULES = "rules"
    MODEL = "model"
    BOTH = "both"


class ModeChoice(StrEnum):
    """How structure is asked for."""

    AUTO = "auto"
    TOOLS = "tools"
    JSON_SCHEMA = "json_schema"
    JSON = "json"
    MARKDOWN_JSON = "markdown_json"


class Via(StrEnum):
    """How a model is asked."""

    DIRECT = "direct"
    BATCH_API = "batch-api"


_MODEL = "Model"
ReportArgument = Annotated[str, typer.Argument(help="The report: text, Markdown, HTML, PDF or DOCX; - reads standard input.")]
EngineOption = Annotated[
    EngineChoice | None,
    typer.Option("--engine", help="Who reads. Default: both where a model is configured, rules where none is."),
]
ModelOption = Annotated[
    str | None, typer.Option("--model", "-m", help="Model name (also EXTRACTOR_MODEL).", rich_help_panel=_MODEL)
]
BaseUrlOption = Annotated[
    str | None,
    typer.Option("--base-url", help="Where the OpenAI-compatible API begins (also OPENAI_BASE_URL).", rich_help_panel=_MODEL),
]
ModeOption = Annotated[
    ModeChoice | None,
    typer.Option("--mode", help="How structure is asked for; auto takes the first mode that works.", rich_help_panel=_MODEL),
]
ConcurrencyOption = Annotated[
    int | None, typer.Option("--concurrency", min=1, help="Requests in flight at once.", rich_help_panel=_MODEL)
]
RequestsOption = Annotated[
    int | None, typer.Option("--requests-per-minute", min=1, help="Requests a minute, at most.", rich_help_panel=_MODEL)
]
TokensOption = Annotated[
    int | None, typer.Option("--tokens-per-minute", min=1, help="Tokens a minute, at most.", rich_help_panel=_MODEL)
]
MaxCostOption = Annotated[
    float | None,
    typer.Option(
        "--max-cost", min=0, help="Stop at this many US dollars a run; what is kept costs nothing.", rich_help_panel=_MODEL
    ),
]
MaxTokensOption = Annotated[
    int | None, typer.Option("--max-tokens", min=0, help="Stop at this many tokens a run.", rich_help_panel=_MODEL)
]
PricesOption = Annotated[
    Path | None, typer.Option("--price-table", help="CSV of prices to use instead of the built-in one.", rich_help_panel=_MODEL)
]
TimeoutOption = Annotated[
    float | None, typer.Option("--timeout", min=1, help="Seconds to wait for one answer.", rich_help_panel=_MODEL)
]
ChunkOption = Annotated[
    int | None, typer.Option("--chunk-characters", min=200, help="Characters of one chunk, about.", rich_help_panel=_MODEL)
]
StoreOption = Annotated[Path | None, typer.Option("--store", help="File of kept answers.", rich_help_panel=_MODEL)]
NoStoreOption = Annotated[bool, typer.Option("--no-store", help="Neither keep answers nor use kept ones.", rich_help_panel=_MODEL)]
RefreshOption = Annotated[bool, typer.Option("--refresh", help="Ask anew, also where an answer is kept.", rich_help_panel=_MODEL)]
ConfigOption = Annotated[Path | None, typer.Option("--config", help="Configuration file (TOML).", rich_help_panel=_MODEL)]

TextOption = Annotated[
    Path | None,
    typer.Option("--text", help="The report's text, where it does not stand beside the result or in the working folder."),
]


def make_settings(engine: EngineChoice | None, config: Path | None, model: dict[str, Any], **options: Any) -> Settings:
    """Settings from the options given, the environment, and the configuration file."""
    from extractor.settings import load_settings

    plain = {name: value.value if isinstance(value, StrEnum) else value for name, value in model.items()}
    return load_settings(engine.value if engine else None, plain, config, **options)
