"""``extractor prompt``: exactly what would be sent for one chunk."""

from __future__ import annotations

import json
from typing import Annotated

import typer

from extractor.cli import options
from extractor.cli.streams import clear_errors, read_report


def command(
    report: options.ReportArgument,
    chunk: Annotated[int, typer.Option("--chunk", "-c", min=1, help="Which chunk, counted from 1.")] = 1,
    as_json: Annotated[bool, typer.Option("--json", help="Print the whole request body as JSON.")] = False,
    model: options.ModelOption = None,
    mode: options.ModeOption = None,
    chunk_characters: options.ChunkOption = None,
) -> None:
    """Show what would be sent to the model for one chunk of a report; nothing is sent."""
    with clear_errors():
        from extractor.cli.estimate import chunk_requests
        from extractor.errors import InputError

        named = {"model": model or "MODEL", "mode": mode}
        settings = options.make_settings(options.EngineChoice.MODEL, None, named, chunk_characters=chunk_characters)
        requests = chunk_requests(read_report(report), settings)
        if chunk > len(requests):
            raise InputError(f"There are {len(requests)} chunks, so no chunk {chunk}.", hint="Choose a lower number.")
        request = requests[chunk - 1]
        if as_json:
            typer.echo(json.dumps(dict(request.body), ensure_ascii=False, indent=1))
            return
        for message in request.messages:
            typer.secho(f"── {message['role']} ──", bold=True)
            typer.echo(message["content"])
