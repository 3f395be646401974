"""Schemas on their way into a request: strict where strictness is asked for, short everywhere, built once."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Annotated, Any, Literal

import pytest
from pydantic import BaseModel, Field

from extractor.llm.settings import MODES
from extractor.llm.structure import strict_schema, structure, without_titles
from tests.llm.conftest import Reading


class Cat(BaseModel):
    kind: Literal["cat"] = "cat"
    title: str = Field(default="无题", min_length=1, description="标题")


class Dog(BaseModel):
    kind: Literal["dog"] = "dog"


class Zoo(BaseModel):
    """动物园"""

    default: int = Field(default=3, description="字段名恰好是 Schema 的词")
    animals: list[Annotated[Cat | Dog, Field(discriminator="kind")]] = []


def nodes(schema: Any) -> Iterator[dict[str, Any]]:
    """Every object schema inside ``schema``."""
    if isinstance(schema, dict):
        if schema.get("type") == "object":
            yield schema
        for part in schema.values():
            yield from nodes(part)
    elif isinstance(schema, list):
        for part in schema:
            yield from nodes(part)


def test_strict_schemas_are_closed_and_require_every_field() -> None:
    objects = list(nodes(strict_schema(Zoo)))
    assert len(objects) == 3
    for node in objects:
        assert node["additionalProperties"] is False
        assert set(node["required"]) == set(node["properties"])


def test_strict_schemas_hold_no_word_that_decoders_refuse_but_keep_fields_of_that_name() -> None:
    schema = strict_schema(Zoo)
    assert "default" in schema["properties"]
    text = str(schema)
    for word in ("'default': 3", "'default': '", "minLength", "oneOf", "discriminator"):
        assert word not in text, word
    assert len(schema["properties"]["animals"]["items"]["anyOf"]) == 2


def test_titles_go_and_fields_called_title_stay() -> None:
    schema = without_titles(Zoo.model_json_schema())
    assert "title" not in schema
    assert schema["$defs"]["Cat"]["properties"]["title"] == {
        "default": "无题",
        "description": "标题",
        "minLength": 1,
        "type": "string",
    }


def test_the_schema_of_a_tool_is_that_of_the_type() -> None:
    (tool,) = structure(Reading, "tools").parameters["tools"]
    assert tool["function"]["name"] == "Reading"
    assert tool["function"]["parameters"]["properties"].keys() == {"items"}
    assert tool["function"]["parameters"]["$defs"]["Item"]["required"] == ["name"]


@pytest.mark.parametrize("mode", MODES)
def test_structures_are_built_once(mode: Any) -> None:
    assert structure(Reading, mode) is structure(Reading, mode)
