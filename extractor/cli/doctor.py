"""``extractor doctor``: whether the configured endpoint works, and how."""

from __future__ import annotations

import typer

from extractor.cli import options
from extractor.cli.streams import EXIT_INPUT, clear_errors


def command(
    model: options.ModelOption = None,
    base_url: options.BaseUrlOption = None,
    timeout: options.TimeoutOption = None,
    config: options.ConfigOption = None,
) -> None:
    """Ask the configured endpoint a tiny question in every mode, and say what works."""
    with clear_errors():
        import asyncio

        from extractor.llm.probe import probe

        named = {"model": model, "base_url": base_url, "timeout_seconds": timeout}
        settings = options.make_settings(options.EngineChoice.MODEL, config, named)
        found = asyncio.run(probe(settings.chosen_model))
        typer.echo(f"endpoint  {found.endpoint}")
        typer.echo(f"model     {found.model}{_listed(found.model, found.models)}")
        for trial in found.trials:
            works = f"works ({trial.seconds:.1f} s)" if trial.seconds is not None else f"does not work: {trial.problem}"
            typer.secho(f"{trial.mode:14}{works}", fg=typer.colors.GREEN if trial.works else typer.colors.RED)
        if found.mode is None:
            typer.echo("No mode works: the model cannot be used as it is configured.")
            raise typer.Exit(EXIT_INPUT)
        typer.echo(f"Mode auto will use {found.mode}.")


def _listed(model: str, models: tuple[str, ...] | None) -> str:
    if models is None:
        return " (the endpoint does not list its models)"
    return "" if model in models else f" (not among the {len(models)} models the endpoint lists)"
