"""``extractor prompt``: exactly what would be sent for one chunk."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from extractor.cli import options
from extractor.cli.streams import clear_errors, read_report, say

if TYPE_CHECKING:
    from extractor.settings import Settings

_PLACEHOLDER = "MODEL"


def command(
    report: options.ReportArgument,
    chunk: Annotated[int, typer.Option("--chunk", "-c", min=1, help="Which chunk, counted from 1.")] = 1,
    as_json: Annotated[bool, typer.Option("--json", help="Print the whole request body as JSON.")] = False,
    model: options.ModelOption = None,
    base_url: options.BaseUrlOption = None,
    mode: options.ModeOption = None,
    chunk_characters: options.ChunkOption = None,
    config: options.ConfigOption = None,
) -> None:
    """Show what `extract` would send to the model for one chunk of a report; nothing is sent.

    Mode auto is shown as the first mode it tries.
    """
    with clear_errors():
        from extractor.cli.estimate import chunk_requests
        from extractor.errors import InputError

        named = {"model": model, "base_url": base_url, "mode": mode}
        requests = chunk_requests(read_report(report), _settings(config, named, chunk_characters))
        if chunk > len(requests):
            raise InputError(f"There are {len(requests)} chunks, so no chunk {chunk}.", hint="Choose a lower number.")
        request = requests[chunk - 1]
        if as_json:
            typer.echo(json.dumps(dict(request.body), ensure_ascii=False, indent=1))
            return
        for message in request.messages:
            typer.secho(f"── {message['role']} ──", bold=True)
            typer.echo(message["content"])


def _settings(config: Path | None, named: dict[str, Any], chunk_characters: int | None) -> Settings:
    """The settings that `extract` has; where no model is configured, a placeholder stands for its name."""
    settings = options.make_settings(options.EngineChoice.RULES, config, named, chunk_characters=chunk_characters)
    if settings.model is not None:
        return settings
    say(f"No model is configured: {_PLACEHOLDER} stands for its name.")
    named = {**named, "model": _PLACEHOLDER}
    return options.make_settings(options.EngineChoice.MODEL, config, named, chunk_characters=chunk_characters)
