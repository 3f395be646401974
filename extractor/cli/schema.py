"""``extractor schema``: JSON Schema of the output."""

from __future__ import annotations

import json
from enum import StrEnum
from typing import Annotated

import typer


class Kind(StrEnum):
    """What can be asked for."""

    INDICATOR = "indicator"
    PROJECT = "project"
    COMMITMENT = "commitment"
    RESULT = "result"
    CORRECTIONS = "corrections"


def command(kind: Annotated[Kind, typer.Argument(help="Which schema to print.")] = Kind.RESULT) -> None:
    """Print the JSON Schema of a record kind, of the whole result, or of the corrections to one."""
    import schemas

    model = getattr(schemas, kind.value.capitalize())
    typer.echo(json.dumps(model.model_json_schema(), ensure_ascii=False, indent=2))
