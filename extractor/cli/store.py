"""``extractor store``: the answers that are kept."""

from __future__ import annotations

from datetime import timedelta
from typing import Annotated

import typer

from extractor.cli import options
from extractor.cli.streams import clear_errors

app = typer.Typer(help="List, measure and prune the answers that are kept.", no_args_is_help=True)


@app.command("list")
def list_answers(store: options.StoreOption = None) -> None:
    """One line an answer: when, model, prompt version, tokens, key."""
    from extractor.llm.store import AnswerStore

    with clear_errors(), AnswerStore(store) as answers:
        for entry in answers.entries():
            tokens = entry.prompt_tokens + entry.completion_tokens
            typer.echo(f"{entry.created}  {entry.model}  {entry.prompt_version or '-'}  {tokens:>7} tokens  {entry.key[:12]}")


@app.command("measure")
def measure(store: options.StoreOption = None) -> None:
    """How many answers are kept, their size and tokens, by model."""
    from extractor.llm.store import AnswerStore

    with clear_errors(), AnswerStore(store) as answers:
        size = answers.measure()
        typer.echo(f"{size.rows} answers, {size.bytes / 1e6:.1f} MB, {size.tokens} tokens")
        for model, rows in size.rows_by_model.items():
            typer.echo(f"  {model}: {rows}")


@app.command("prune")
def prune(
    days: Annotated[int | None, typer.Option("--older-than", min=0, help="Remove answers older than this many days.")] = None,
    model: options.ModelOption = None,
    prompt_version: Annotated[str | None, typer.Option("--prompt-version", help="Remove answers to this prompt version.")] = None,
    store: options.StoreOption = None,
) -> None:
    """Remove answers by age, model or prompt version; at least one must be given."""
    from extractor.llm.store import AnswerStore

    if days is None and model is None and prompt_version is None:
        raise typer.BadParameter("Say what to remove: --older-than, --model or --prompt-version.")
    with clear_errors(), AnswerStore(store) as answers:
        age = None if days is None else timedelta(days=days)
        removed = answers.prune(older_than=age, model=model, prompt_version=prompt_version)
        typer.echo(f"{removed} answers removed.")
