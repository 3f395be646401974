"""What an endpoint says, without the key: some quote the key that they refuse, and a model may repeat what it was sent."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from functools import cache
from typing import Any
from urllib.parse import unquote, urlsplit

from extractor.llm.settings import ModelSettings

HIDDEN = "***"
_SHORTEST = 6  # a shorter one is no secret, and taking it out would spoil words and numbers


def without_secrets(text: str, settings: ModelSettings) -> str:
    """``text`` without the key and the password of ``settings``, also as JSON may spell them."""
    for secret in _secrets(settings):
        text = without_secret(text, secret)
    return text


def without_secret(text: str, secret: str) -> str:
    """``text`` without ``secret``, unless that is too short to be one."""
    return text if len(secret) < _SHORTEST else _spellings(secret).sub(HIDDEN, text)


def public(content: Any, settings: ModelSettings) -> Any:
    """The JSON value ``content`` with no secret in any of its words."""
    match content:
        case str():
            return without_secrets(content, settings)
        case Mapping():
            return {without_secrets(name, settings): public(each, settings) for name, each in content.items()}
        case list():
            return [public(each, settings) for each in content]
    return content


def _secrets(settings: ModelSettings) -> Iterator[str]:
    yield settings.api_key.get_secret_value()
    yield unquote(urlsplit(settings.base_url).password or "")


@cache
def _spellings(secret: str) -> re.Pattern[str]:
    """``secret``, each of its characters written as it is or as an escape of JSON."""
    return re.compile("".join(rf"(?:\\?{re.escape(each)}|{_escape(each)})" for each in secret))


def _escape(character: str) -> str:
    r"""``\u002d`` for ``-``, in digits of either case; two of them for a character beyond the first plane."""
    units = character.encode("utf-16-be", "surrogatepass").hex()
    return "".join(rf"\\u(?i:{units[start : start + 4]})" for start in range(0, len(units), 4))
