"""Corrections read back from a file."""

from __future__ import annotations

import codecs
from pathlib import Path

from pydantic import ValidationError

from extractor.review.errors import NoCorrections
from schemas.corrections import Corrections


def read_corrections(path: Path) -> Corrections:
    """The corrections in the file at ``path``; raises :class:`NoCorrections` that says where it is not what it should be."""
    try:
        data = path.read_bytes().removeprefix(codecs.BOM_UTF8)
    except OSError as error:
        raise NoCorrections(f"{path} could not be read: {error.strerror or error}.") from error
    try:
        return Corrections.model_validate_json(data)
    except ValidationError as error:
        first = error.errors(include_url=False, include_input=False)[0]
        place = ".".join(str(part) for part in first["loc"])
        raise NoCorrections(f"{path} holds no valid corrections: {f'{place}: ' if place else ''}{first['msg']}.") from None
