"""Results read back from JSON files, folders of them, and patterns."""

from __future__ import annotations

import codecs
import json
from collections.abc import Callable, Iterator, Sequence
from glob import glob
from pathlib import Path
from typing import NamedTuple

from pydantic import ValidationError

from extractor.tables.errors import NoResult, OtherJson
from schemas.result import Result


class _Place(NamedTuple):
    path: Path
    named: bool


def read_results(places: Sequence[str], on_other: Callable[[Path], None] = lambda _: None) -> Iterator[tuple[Path, Result]]:
    """Each result file at ``places`` with what it holds, one at a time: files, patterns such as ``run/*.json``, folders.

    Each file is read once, those of a folder by name. A folder may hold other JSON beside its results: ``on_other`` is told of it,
    but for the summary that a run left there. A file that is named must be a result; whatever cannot be read, and finding no
    result at all, raises :class:`NoResult`.
    """
    seen: set[Path] = set()
    found = False
    for path, named in (each for place in places for each in _files(place)):
        if path.resolve() in seen:
            continue
        seen.add(path.resolve())
        try:
            result = read_result(path)
        except OtherJson:
            if named:
                raise
            on_other(path)
        else:
            found = True
            yield path, result
    if not found:
        raise NoResult(f"There is no result in {', '.join(places)}.")


def _files(place: str) -> Iterator[_Place]:
    path = Path(place)
    if path.is_dir():
        files = (file for file in sorted(path.rglob("*.json")) if not _is_hidden(file.relative_to(path)) and not _is_summary(file))
        yield from (_Place(file, named=False) for file in files)
        return
    matches = [place] if path.exists() else sorted(glob(place, recursive=True))  # noqa: PTH207 (a pattern may be absolute)
    if not matches:
        raise NoResult(f"There is no file {place}.")
    yield from (_Place(Path(match), named=True) for match in matches)


def _is_hidden(path: Path) -> bool:
    return any(part.startswith(".") for part in path.parts)


def _is_summary(path: Path) -> bool:
    """Whether a run wrote this beside its records."""
    return path.name == "summary.json" and path.with_name("records.jsonl").is_file()


def read_result(path: Path) -> Result:
    """The result that the JSON file at ``path`` holds."""
    try:
        data = path.read_bytes().removeprefix(codecs.BOM_UTF8)
    except OSError as error:
        raise NoResult(f"{path} could not be read: {error.strerror or error}.") from error
    try:
        return Result.model_validate_json(data)
    except ValidationError as error:
        raise _no_result(path, data, error) from None


def _no_result(path: Path, data: bytes, error: ValidationError) -> NoResult:
    """Why ``data`` is no result: no JSON, other JSON, or a result with something wrong in it."""
    try:
        content = json.loads(data)
    except (ValueError, RecursionError):
        return NoResult(f"{path} is no JSON, or not all of it.")
    if not isinstance(content, dict) or not {"report", "reconciliation"} <= content.keys():
        return OtherJson(f"{path} is JSON, but no result.")
    first = error.errors(include_url=False, include_input=False)[0]
    place = ".".join(str(part) for part in first["loc"])
    return NoResult(f"{path} is no valid result: {place}: {first['msg']}.")
