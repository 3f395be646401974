"""What ``from extractor import …`` offers: the same at run time, to type checkers, and to whoever asks for all of it."""

from __future__ import annotations

import re
import subprocess
import sys
from importlib import import_module
from pathlib import Path

import pytest

import extractor
import schemas

ROOT = Path(__file__).parents[1]
STUB = ROOT / "extractor" / "__init__.pyi"
OF_REVIEWS = {"Corrections", "Decision", "Verdict", "SCHEMA_VERSION"}

PROMISED = {
    *("extract", "aextract", "extract_text", "extract_many", "find_numbers", "read_document", "read_bytes", "track", "result_type"),
    *("Extractor", "Settings", "ModelSettings", "Document", "ExtractorError", "Prepared", "RecordKind", "Tracking"),
}


def test_the_names_are_what_users_were_promised() -> None:
    assert set(extractor.__all__) == PROMISED | set(schemas.__all__) - OF_REVIEWS


@pytest.mark.parametrize("home, name", re.findall(r"^from (\S+) import (\w+) as \2$", STUB.read_text("utf-8"), re.MULTILINE))
def test_every_name_is_the_one_of_its_home(home: str, name: str) -> None:
    assert name in extractor.__all__
    assert getattr(extractor, name) is getattr(import_module(home), name)
    assert name in dir(extractor)


def test_a_star_brings_all_of_them() -> None:
    names: dict[str, object] = {}
    exec("from extractor import *", names)
    assert names.keys() - {"__builtins__"} == set(extractor.__all__)


def test_an_unknown_name_is_an_attribute_error() -> None:
    with pytest.raises(AttributeError, match="poem"):
        _ = extractor.poem  # type: ignore[attr-defined]


DOWNSTREAM = """
from collections.abc import Iterator

from extractor import *
from extractor import (
    ChangeBasis, Check, CheckStatus, Comparison, Document, Extractor, Indicator, Issue, Level, Modality, ModelSettings, Parties,
    Prepared, ReadBy, Record, RecordKind, Refused, ReportType, Result, Run, Settings, Stage, Status, Timeframe, Unclaimed,
    extract, extract_many, extract_text,
)

SETTINGS = Settings(model=ModelSettings(model="m", mode="json"), chunk_characters=900)


def issues(result: Result) -> Iterator[Issue]:
    for record in result.records:
        yield from record.check.issues


def first(path: str) -> Record:
    reveal_type(extract_text("", region="x").records)
    reveal_type(next(extract_many([path], settings=SETTINGS)))
    return extract(path, engine="both", settings=SETTINGS).records[0]


extract("a.txt", engine="poem")
extract("a.txt", chunk_characters=900)
extract(b"a.txt")
"""


def test_a_strict_type_checker_sees_them(tmp_path: Path) -> None:
    script = tmp_path / "downstream.py"
    script.write_text(DOWNSTREAM, encoding="utf-8")
    command = [sys.executable, "-m", "mypy", "--strict", "--no-error-summary", "--hide-error-context", str(script)]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    assert re.findall(r': note: Revealed type is "(.*)"', done.stdout) == [
        "tuple[schemas.record.Record, ...]",
        "tuple[str, schemas.result.Result | extractor.errors.ExtractorError]",
    ]
    errors = re.findall(r":(\d+): error: .*\[(.*)\]$", done.stdout, re.MULTILINE)
    lines = DOWNSTREAM.splitlines()
    assert [(lines[int(line) - 1], code) for line, code in errors] == [
        ('extract("a.txt", engine="poem")', "arg-type"),
        ('extract("a.txt", chunk_characters=900)', "call-arg"),
        ('extract(b"a.txt")', "arg-type"),
    ]
