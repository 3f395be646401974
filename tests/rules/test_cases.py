"""Sentences of real reports and the records they give, in ``cases/*.toml``.

A row names only what its sentence says; the period of the heading, the report's region, an exact bound, 同比 and the
plain modality go without saying. Quantities are written ``over 2.7 万人``, ``6..6.5 %``. A list holds alternatives that are
equally right, but for names: there it holds words that must all stand in the name; ``=`` in front of a name asks for just
that name. ``*`` asks for nothing. ``leaves`` lists
the numbers that belong into no record: thresholds.
"""

from __future__ import annotations

import tomllib
from pathlib import Path
from typing import Any

import pytest

from schemas import Project
from schemas.record import Record
from tests.rules.reading import expected, in_order, read, told

TABLES = sorted((Path(__file__).parent / "cases").glob("*.toml"))
FEWEST_CASES = 80


def cases() -> list[Any]:
    found = []
    for table in TABLES:
        content = tomllib.loads(table.read_text(encoding="utf-8"))
        for case in content["case"]:
            filled = {"under": content["under"], **case}
            found.append(pytest.param(filled, id=f"{table.stem}·{case['text'][:24]}"))
    return found


def agrees(wanted: Any, got: Any) -> bool:
    if wanted == "*":
        return True
    return got in wanted if isinstance(wanted, list) else got == wanted


def differences(row: dict[str, Any], record: Record, under: str) -> list[str]:
    """What ``record`` says otherwise than ``row``, a line each."""
    wanted, got = expected(row, under), told(record)
    lines = [
        f"{key}: {got.get(key)!r}, should be {wanted.get(key)!r}"
        for key in sorted(wanted.keys() | got.keys())
        if not agrees(wanted.get(key), got.get(key))
    ]
    lines += name_differences(row["name"], record.name)
    if "canonical" in row and (isinstance(record, Project) or record.canonical != row["canonical"]):
        lines.append(f"canonical: should be {row['canonical']!r}")
    return lines


def name_differences(wanted: str | list[str], name: str) -> list[str]:
    """``wanted`` with ``=`` in front is the whole name; otherwise every word of it stands somewhere in the name."""
    bare = "".join(character for character in name if character not in "“” ")
    if isinstance(wanted, str) and wanted.startswith("="):
        return [] if bare == wanted[1:] else [f"name: {name!r}, should be {wanted[1:]!r}"]
    words = [wanted] if isinstance(wanted, str) else wanted
    return [f"name: {name!r} lacks {word!r}" for word in words if word not in bare]


@pytest.mark.parametrize("case", cases())
def test_a_sentence_gives_its_records(case: dict[str, Any]) -> None:
    records = in_order(read(case))
    names = [f"{type(record).__name__} {record.name}" for record in records]
    assert len(records) == len(case["gives"]), names
    wrong = [
        f"{record.name}: {line}"
        for row, record in zip(case["gives"], records, strict=True)
        for line in differences(row, record, case["under"])
    ]
    assert not wrong, "\n".join(wrong)


@pytest.mark.parametrize("case", cases())
def test_every_number_of_a_sentence_is_in_a_record(case: dict[str, Any]) -> None:
    left = [missed.quantity.raw for missed in read(case).reconciliation.unclaimed]
    assert case.get("leaves", []) in ("*", left)


@pytest.mark.parametrize("case", cases())
def test_a_name_is_no_sentence(case: dict[str, Any]) -> None:
    for record in read(case).records:
        assert not set("，。；：\n") & set(record.name), record.name
        assert len(record.name) <= 40


def test_the_tables_are_long_enough_to_mean_something() -> None:
    texts = [parameter.values[0]["text"] for parameter in cases()]
    assert len(set(texts)) >= FEWEST_CASES
