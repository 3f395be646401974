"""``extractor numbers``, ``extractor schema``, ``--version`` and ``--help``."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

import pytest

import extractor
import schemas
from extractor.api import extract, find_numbers
from tests.cli.command import SEED, process, run

KINDS = ["indicator", "project", "commitment", "result"]
JSON_TYPES = {"string", "number", "integer", "boolean", "null", "array", "object"}


def test_numbers_lists_every_quantity_of_the_text() -> None:
    done = run("numbers", SEED)
    assert done.exit_code == 0
    listed = [schemas.Quantity.model_validate_json(line) for line in done.stdout.splitlines()]
    assert listed == find_numbers(SEED.read_text(encoding="utf-8"))


def test_numbers_reads_standard_input() -> None:
    done = run("numbers", "-", stdin="新增就业２．７万余人".encode())
    (listed,) = [json.loads(line) for line in done.stdout.splitlines()]
    assert (listed["value"], listed["unit"], listed["bound"]) == (2.7, "万人", "over")


def test_numbers_says_nothing_of_a_text_without_any() -> None:
    done = run("numbers", "-", stdin="真抓实干".encode())
    assert (done.exit_code, done.stdout) == (0, "")


def parts(schema: Any) -> Iterator[dict[str, Any]]:
    """All objects inside a schema."""
    if isinstance(schema, dict):
        yield schema
        for value in schema.values():
            yield from parts(value)
    elif isinstance(schema, list):
        for value in schema:
            yield from parts(value)


def properties(schema: dict[str, Any]) -> Iterator[dict[str, Any]]:
    """The schema itself and its definitions: whatever describes an object."""
    yield from (each for each in [schema, *schema.get("$defs", {}).values()] if "properties" in each)


@pytest.mark.parametrize("kind", KINDS)
def test_a_schema_is_sound(kind: str) -> None:
    schema = json.loads(run("schema", kind).stdout)
    references = {part["$ref"] for part in parts(schema) if isinstance(part.get("$ref"), str)}
    assert references <= {f"#/$defs/{name}" for name in schema["$defs"]}
    assert {part["type"] for part in parts(schema) if isinstance(part.get("type"), str)} <= JSON_TYPES
    for described in properties(schema):
        assert set(described.get("required", [])) <= set(described["properties"])
        assert described["additionalProperties"] is False


@pytest.mark.parametrize("kind", KINDS)
def test_a_schema_is_that_of_the_result(kind: str) -> None:
    schema = json.loads(run("schema", kind).stdout)
    result = extract(SEED)
    written = json.loads(result.to_json())
    record = written if kind == "result" else written[f"{kind}s"][0]
    assert schema["title"] == kind.capitalize()
    assert set(record) == set(schema["properties"])


def test_the_schema_of_the_result_is_the_default() -> None:
    assert run("schema").stdout == run("schema", "result").stdout


def test_a_schema_keeps_its_chinese() -> None:
    assert "数值，按原文单位" in run("schema", "indicator").stdout


def test_version() -> None:
    done = process("--version")
    assert done.stdout.decode().split() == ["extractor", extractor.__version__]


@pytest.mark.parametrize("arguments", [["--help"], ["-h"], ["extract", "--help"], ["numbers", "-h"], ["schema", "--help"]])
def test_help_tells_how_to_use_it(arguments: list[str]) -> None:
    done = run(*arguments)
    assert done.exit_code == 0
    assert "Usage: " in done.stdout


def test_help_names_the_commands_and_the_exit_codes() -> None:
    shown = run("--help").stdout
    assert all(word in shown for word in ("extract", "numbers", "schema", "Exit codes"))


@pytest.mark.parametrize(
    "arguments", [["extract"], ["schema", "poem"], ["translate"], ["numbers", "--colour"], ["extract", "a", "b"]]
)
def test_wrong_usage_exits_with_two(arguments: list[str]) -> None:
    done = run(*arguments)
    assert done.exit_code == 2
    assert done.stdout == ""
    assert "Traceback" not in done.stderr
