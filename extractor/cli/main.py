"""The ``extractor`` command. Everything heavy is imported only by the command that needs it."""

from __future__ import annotations

from typing import Annotated

import typer

from extractor import __version__
from extractor.cli import apply, batch, doctor, evaluate, extract, numbers, prompt, review, schema, store, table, track

app = typer.Typer(
    name="extractor",
    help="Read Chinese government reports and get typed, checked records: indicators, projects, commitments.",
    epilog="Exit codes: 0 done · 1 the input could not be read · 2 wrong usage · 3 the result is incomplete · 130 interrupted.",
    no_args_is_help=True,
    pretty_exceptions_enable=False,
    context_settings={"help_option_names": ["-h", "--help"]},
)


def _version(asked: bool) -> None:
    if asked:
        typer.echo(f"extractor {__version__}")
        raise typer.Exit


@app.callback()
def main(
    version: Annotated[
        bool, typer.Option("--version", callback=_version, is_eager=True, help="Print the version and exit.")
    ] = False,
) -> None:
    """Read Chinese government reports and get typed, checked records: indicators, projects, commitments."""


app.command("extract")(extract.command)
app.command("batch")(batch.command)
app.command("numbers")(numbers.command)
app.command("table")(table.command)
app.command("review")(review.command)
app.command("apply")(apply.command)
app.command("track")(track.command)
app.command("eval")(evaluate.command)
app.command("schema")(schema.command)
app.command("prompt")(prompt.command)
app.command("doctor")(doctor.command)
app.add_typer(store.app, name="store")
