"""From the words of a model to JSON: thoughts, code fences and small talk are taken off, and nothing is made up."""

from __future__ import annotations

import json
import re
from typing import Any, TypeVar, get_origin

from pydantic import BaseModel, ValidationError

T = TypeVar("T", bound=BaseModel)

_THOUGHT_TAGS = ("think", "thinking", "reasoning")
_FENCE = re.compile(r"```[^\n`]*\n(.*?)(?:```|\Z)", re.DOTALL)
# A bracket that begins like JSON: what follows tells it from brackets in prose.
_JSON_START = re.compile(r'\{\s*["}]|\[\s*[\[{"\]]')
_MOST_PROBLEMS = 20


class UnfitAnswer(Exception):
    """An answer that is no JSON, or not of the asked type; ``problems`` says why, one sentence each."""

    def __init__(self, *problems: str) -> None:
        super().__init__("; ".join(problems))
        self.problems = problems


def read(text: str, response_model: type[T]) -> tuple[str, T]:
    """The JSON in ``text`` (as one line, fit to be read again) and its value; raises :class:`UnfitAnswer`."""
    found = as_object(find_json(text), response_model)
    try:
        plain = json.dumps(found, ensure_ascii=False, allow_nan=False)
        plain.encode()
    except (ValueError, RecursionError) as error:  # infinite numbers, half characters, absurd depth
        raise UnfitAnswer(f"JSON 里有不能用的内容：{error}") from None
    try:
        return plain, response_model.model_validate_json(plain)
    except ValidationError as error:
        raise UnfitAnswer(*_problems(error)) from None


def find_json(text: str) -> Any:
    """The one JSON value in ``text``, outside of the model's thoughts: the object, or else the list; none for ``null``.

    A bracket that begins like JSON but does not parse makes the answer unfit, for what stands inside is not the whole;
    and so do several objects that differ, for one of them would be lost.
    """
    spoken = without_thoughts(text)
    fenced: list[str] = [block for block in _FENCE.findall(spoken) if _JSON_START.match(block.strip())]
    values = _values("\n".join(fenced) if fenced else spoken)
    found = [value for value in values if isinstance(value, dict)] or values
    if any(value != found[0] for value in found):
        raise UnfitAnswer(f"回答里有 {len(found)} 个 JSON 值，应当合成一个。")
    if found:
        return found[0]
    if spoken.strip() == "null":
        return None
    raise UnfitAnswer("回答里没有 JSON。" if spoken.strip() else "回答是空的。")


def without_thoughts(text: str) -> str:
    """``text`` without the model's thinking aloud, also where the opening or the closing tag is missing."""
    if text.lstrip().startswith(("{", "[")):
        return text
    for tag in _THOUGHT_TAGS:
        text = text.rpartition(f"</{tag}>")[2]
        text = text.partition(f"<{tag}>")[0]
    return text


def _values(text: str) -> list[Any]:
    """Every JSON object and list at the top level of ``text``, in order."""
    decoder = json.JSONDecoder(strict=False, parse_constant=_refuse_constant)
    values, position = [], 0
    while start := _JSON_START.search(text, position):
        try:
            value, position = decoder.raw_decode(text, start.start())
        except (ValueError, RecursionError) as error:
            raise UnfitAnswer(f"JSON 不完整或有语法错误：{_where(error)}") from None
        values.append(value)
    return values


def _refuse_constant(name: str) -> Any:
    raise ValueError(f"{name} is no JSON number")


def _where(error: Exception) -> str:
    return f"{error.msg}（第 {error.pos} 个字符）" if isinstance(error, json.JSONDecodeError) else str(error)


def as_object(value: Any, response_model: type[BaseModel]) -> Any:
    """``value`` in the form of ``response_model`` where a model left the outer object away.

    A bare list is that of the only field; where all fields are lists, an empty list or object, or null, says «nothing found».
    """
    fields = {field.alias or name: field for name, field in response_model.model_fields.items()}
    lists = [name for name, field in fields.items() if get_origin(field.annotation) in (list, tuple)]
    if len(lists) != len(fields):
        return value
    if not value:
        return {name: [] for name in lists}
    return {lists[0]: value} if isinstance(value, list) and len(lists) == 1 else value


def _problems(error: ValidationError) -> list[str]:
    return [f"{'.'.join(map(str, item['loc'])) or '整个对象'}：{item['msg']}" for item in error.errors()[:_MOST_PROBLEMS]]
