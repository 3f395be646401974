"""How each mode asks for an answer of a given shape: instructor's parameters, with schemas as short and strict as they can be."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from types import MappingProxyType
from typing import Any

from pydantic import BaseModel

from extractor.llm.settings import Mode

_INSTRUCTIONS: Mapping[Mode, str] = {
    "json": "只输出一个 JSON 对象，不加解释，也不要输出 Schema 本身。JSON 对象必须符合下面的 JSON Schema：\n{schema}",
    "markdown_json": (
        "把答案写成一个 JSON 对象，放在一个 ```json 代码块里，代码块之外不写别的，也不要输出 Schema 本身。"
        "JSON 对象必须符合下面的 JSON Schema：\n{schema}"
    ),
}

# Words of JSON Schema that strict decoding does not take; pydantic checks the answer for them afterwards.
_NOT_STRICT = frozenset({"default", "minLength", "maxLength", "discriminator"})


@dataclass(frozen=True, slots=True)
class Structure:
    """The part of a request that only the answer's type and the mode decide.

    ``parameters`` go into the body; ``instruction``, where a mode has one, into the system message.
    """

    parameters: Mapping[str, Any]
    instruction: str = ""


@cache
def structure(response_model: type[BaseModel], mode: Mode) -> Structure:
    """How ``mode`` asks for a ``response_model``; built once for each pair, for building schemas is slow."""
    if mode == "markdown_json":
        return Structure(MappingProxyType({}), _instruction(mode, response_model))
    parameters = _from_instructor(response_model, mode)
    if mode == "json":
        return Structure(MappingProxyType(parameters), _instruction(mode, response_model))
    if mode == "json_schema":
        form = parameters["response_format"]["json_schema"]
        form |= {"schema": strict_schema(response_model), "strict": True}
    return Structure(MappingProxyType(without_titles(parameters)))


def _from_instructor(response_model: type[BaseModel], mode: Mode) -> dict[str, Any]:
    from instructor import Mode as InstructorMode
    from instructor.processing import handle_response_model

    modes = {"tools": InstructorMode.TOOLS, "json_schema": InstructorMode.JSON_SCHEMA, "json": InstructorMode.JSON}
    _, prepared = handle_response_model(response_model, mode=modes[mode], messages=[])
    del prepared["messages"]  # instructor's own wording of the schema; ours is in _INSTRUCTIONS
    return prepared


def _instruction(mode: Mode, response_model: type[BaseModel]) -> str:
    schema = without_titles(response_model.model_json_schema())
    return _INSTRUCTIONS[mode].format(schema=json.dumps(schema, ensure_ascii=False, separators=(",", ":")))


def strict_schema(response_model: type[BaseModel]) -> dict[str, Any]:
    """The JSON schema in the form that constrained decoding accepts: closed objects, every field required, no defaults."""
    from openai import pydantic_function_tool

    tool: Any = pydantic_function_tool(response_model)
    schema = _stricter(tool["function"]["parameters"])
    assert isinstance(schema, dict)
    return schema


def _stricter(node: Any, names: bool = False) -> Any:
    """``node`` without the words strict decoding refuses; ``names``: its keys are names of fields, not words of the schema."""
    if isinstance(node, list):
        return [_stricter(item) for item in node]
    if not isinstance(node, dict):
        return node
    kept = {key: value for key, value in node.items() if names or key not in _NOT_STRICT}
    return {
        ("anyOf" if key == "oneOf" and not names else key): _stricter(value, _holds_names(key) and not names)
        for key, value in kept.items()
    }


def without_titles(node: Any, names: bool = False) -> Any:
    """A schema without the titles that pydantic derives from the names of fields: they cost tokens and say nothing new."""
    if isinstance(node, list):
        return [without_titles(item) for item in node]
    if not isinstance(node, dict):
        return node
    kept = {key: value for key, value in node.items() if names or key != "title"}
    return {key: without_titles(value, _holds_names(key) and not names) for key, value in kept.items()}


def _holds_names(key: str) -> bool:
    return key in ("properties", "$defs")
