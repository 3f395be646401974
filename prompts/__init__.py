"""Prompt templates: Chinese, Jinja2, versioned by what they say.

The system prompt never changes between chunks and reports, so that providers can cache it; everything that changes comes after it.
"""

from __future__ import annotations

import hashlib
from functools import cache
from importlib.resources import files
from typing import TYPE_CHECKING, Literal

if TYPE_CHECKING:
    from jinja2 import Environment

TemplateName = Literal["system", "chunk", "second_look", "reask", "own_kinds"]
_NAMES: tuple[TemplateName, ...] = ("system", "chunk", "second_look", "reask")


@cache
def _environment() -> Environment:
    from jinja2 import Environment, PackageLoader, StrictUndefined

    # Plain text, not HTML: escaping would change the report's words.
    return Environment(loader=PackageLoader("prompts", "."), undefined=StrictUndefined, autoescape=False)


def render(name: TemplateName, **values: object) -> str:
    """The template ``name`` filled with ``values``; an unknown or missing value raises ``jinja2.UndefinedError``."""
    return _environment().get_template(f"{name}.j2").render(**values).strip()


@cache
def version() -> str:
    """Twelve digits of a hash over the templates that every report meets: it changes when any of them does."""
    digest = hashlib.sha256()
    for name in _NAMES:
        digest.update(files("prompts").joinpath(f"{name}.j2").read_bytes())
    return digest.hexdigest()[:12]
