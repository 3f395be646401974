"""Results read back: from files, folders and patterns; and what is said of anything else."""

from __future__ import annotations

import json
import os
from pathlib import Path

import pytest

from extractor.tables import NoResult, read_result, read_results
from tests.tables.made import indicator, quantity, result

RESULT = result(indicator(change=quantity(8)))
JSON = RESULT.to_json()


def sources(*places: str | Path) -> list[str]:
    return [path.name for path, _ in read_results([str(place) for place in places])]


@pytest.fixture
def run(tmp_path: Path) -> Path:
    """A folder as a run leaves it: results below, a summary beside them, and something half done."""
    (tmp_path / "results" / "deep").mkdir(parents=True)
    (tmp_path / ".unfinished").mkdir()
    for name in ("results/b.json", "results/a.json", "results/deep/c.json", ".unfinished/d.json", "results/.e.json"):
        (tmp_path / name).write_text(JSON, encoding="utf-8")
    (tmp_path / "summary.json").write_text('{"reports": 3}', encoding="utf-8")
    (tmp_path / "records.jsonl").write_text("", encoding="utf-8")
    (tmp_path / "results" / "deep" / "summary.json").write_text('{"reports": 3}', encoding="utf-8")
    (tmp_path / "other.json").write_text("{}", encoding="utf-8")
    (tmp_path / "results" / "a.txt").write_text("增长8%", encoding="utf-8")
    return tmp_path


def test_a_folder_gives_the_results_in_it_and_below_by_name(run: Path) -> None:
    others: list[Path] = []
    found = list(read_results([str(run)], others.append))
    assert [path.relative_to(run).as_posix() for path, _ in found] == ["results/a.json", "results/b.json", "results/deep/c.json"]
    assert {each.to_json() for _, each in found} == {JSON}
    assert others == [run / "other.json", run / "results" / "deep" / "summary.json"]


def test_a_pattern_gives_what_it_matches(run: Path) -> None:
    assert sources(run / "results" / "*.json") == ["a.json", "b.json"]
    assert sources(run / "results" / "**" / "[bc].json") == ["b.json", "c.json"]


def test_a_file_named_like_a_pattern_is_a_file(tmp_path: Path) -> None:
    (tmp_path / "[a].json").write_text(JSON, encoding="utf-8")
    (tmp_path / "a.json").write_text("{}", encoding="utf-8")
    assert sources(tmp_path / "[a].json") == ["[a].json"]


def test_each_file_is_read_once_in_the_order_given(run: Path) -> None:
    results = run / "results"
    assert sources(results / "b.json", results, results / "deep" / ".." / "a.json") == ["b.json", "a.json", "c.json"]


def test_a_byte_order_mark_does_not_matter(tmp_path: Path) -> None:
    path = tmp_path / "a.json"
    path.write_text(JSON, encoding="utf-8-sig")
    assert read_result(path) == RESULT


def _without_report() -> str:
    return json.dumps({name: value for name, value in json.loads(JSON).items() if name != "report"})


NO_RESULTS = [
    ("", "is no JSON, or not all of it"),
    (JSON[:-20], "is no JSON, or not all of it"),
    ("地区,数值\n", "is no JSON, or not all of it"),
    ("[" * 100_000, "is no JSON, or not all of it"),
    ("{}", "is JSON, but no result"),
    ("[1, 2]", "is JSON, but no result"),
    ("null", "is JSON, but no result"),
    (_without_report(), "is JSON, but no result"),
    (JSON.replace('"value": 8', '"value": "many"'), "indicators.0.change.value"),
    (JSON.replace('"record"', '"x"').replace('"run"', '"ran"'), "run: Field required"),
]


@pytest.mark.parametrize(("content", "words"), NO_RESULTS)
def test_what_is_no_result_is_said_in_a_sentence(tmp_path: Path, content: str, words: str) -> None:
    path = tmp_path / "other.json"
    path.write_text(content, encoding="utf-8")
    with pytest.raises(NoResult) as caught:
        sources(path)
    assert str(path) in caught.value.message
    assert words in caught.value.message
    assert "\n" not in str(caught.value)


def test_binary_is_no_result(tmp_path: Path) -> None:
    path = tmp_path / "a.json"
    path.write_bytes(bytes(range(256)))
    with pytest.raises(NoResult, match="is no JSON"):
        read_result(path)


def test_a_broken_result_in_a_folder_is_not_passed_over(run: Path) -> None:
    (run / "results" / "b.json").write_text(JSON[:-20], encoding="utf-8")
    with pytest.raises(NoResult, match=r"b\.json is no JSON"):
        sources(run)


@pytest.mark.parametrize("name", ["missing.json", "missing-*.json", "missing/"])
def test_a_missing_file_is_named(tmp_path: Path, name: str) -> None:
    with pytest.raises(NoResult) as caught:
        sources(f"{tmp_path}/{name}")
    assert caught.value.message == f"There is no file {tmp_path}/{name}."


def test_a_folder_without_results_is_named(tmp_path: Path) -> None:
    (tmp_path / "summary.json").write_text("{}", encoding="utf-8")
    with pytest.raises(NoResult, match=f"There is no result in {tmp_path}"):
        sources(tmp_path)


@pytest.mark.skipif(os.geteuid() == 0, reason="root may read everything")
def test_a_file_without_permission_is_named(tmp_path: Path) -> None:
    path = tmp_path / "a.json"
    path.write_text(JSON, encoding="utf-8")
    path.chmod(0)
    with pytest.raises(NoResult, match="could not be read"):
        sources(path)
