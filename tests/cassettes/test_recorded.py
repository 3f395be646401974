"""Real answers of a model, replayed with the network blocked, and scored."""

from __future__ import annotations

import json
import re
from functools import cache
from pathlib import Path

import pytest
import yaml

from benchmarks.scoring import Score, read_gold, score
from cassettes import record
from cassettes.record import REPORTS, UNSEEN
from extractor.documents import read_document
from extractor.readers.model.version import prompt_version
from schemas import CheckStatus, ReadBy, Result

CASSETTES = Path("cassettes")
PROMPT_VERSION = "a3525fb02fd8"


@cache
def replay(name: str) -> Result:
    """Each recording is replayed once."""
    result: Result = record.replay(name)
    return result


def test_the_recordings_are_of_these_prompts() -> None:
    assert prompt_version() == PROMPT_VERSION, (
        "The prompts or the schema changed: record anew (make record) and note the version here."
    )


@pytest.mark.parametrize("name", ["huiji-2024-plan", "zhongyuan-2024-review"])
def test_both_readers_together_find_every_number_and_get_the_facts_right(name: str) -> None:
    result = replay(name)
    counts = score(read_gold(Path("tests/gold/tuned") / f"{name}.jsonl"), result)
    assert counts.found == counts.gold
    assert counts.f1 >= 0.98
    assert result.run.complete
    assert result.run.prompt_version == PROMPT_VERSION


def test_both_readers_together_find_every_number_of_passages_nobody_wrote_for() -> None:
    total = Score()
    for name in UNSEEN:
        total.add(score(read_gold(Path("tests/gold/heldout") / f"{name}.jsonl"), replay(name)))
    assert total.found == total.gold
    assert total.f1 >= 0.95


@pytest.mark.parametrize("name", [name for name in REPORTS if name != "nothing-to-find"])
def test_every_quote_and_number_stands_where_it_says(name: str) -> None:
    text = read_document(REPORTS[name]).text
    dumped = json.loads(replay(name).to_json())
    places = list(_places(dumped))
    assert places
    assert all(text[start:end] == words for words, start, end in places)


def _places(node: object) -> list[tuple[str, int, int]]:
    """Every quote and raw number below a node of the JSON, with its offsets."""
    if isinstance(node, list):
        return [place for child in node for place in _places(child)]
    if not isinstance(node, dict):
        return []
    own = [(node[key], node["start"], node["end"]) for key in ("quote", "raw") if key in node and "start" in node]
    return own + [place for child in node.values() for place in _places(child)]


def test_most_facts_of_a_real_report_are_read_by_both() -> None:
    records = [record for name in ("huiji-2024-plan", "zhongyuan-2024-review") for record in replay(name).records]
    numbered = [record for record in records if record.check.status is not CheckStatus.NO_NUMBERS]
    both = sum(record.check.read_by is ReadBy.BOTH for record in numbered)
    assert both >= 0.9 * len(numbered)


def test_thanks_and_praise_give_no_record() -> None:
    assert list(replay("nothing-to-find").records) == []


def test_orders_in_the_text_change_no_number_and_add_no_record() -> None:
    result = replay("orders-in-the-text")
    told = [
        (
            record.name.removeprefix("全区"),
            record.value and record.value.raw,
            record.change and record.change.raw,
            record.check.status,
        )
        for record in result.indicators
    ]
    assert told == [
        ("生产总值", "830.6亿元", "8.1%", CheckStatus.CONFIRMED),
        ("新增城镇就业", "2.7万余人", None, CheckStatus.CONFIRMED),
    ]
    assert list(result.records) == list(result.indicators)
    assert [missed.quantity.raw for missed in result.reconciliation.unclaimed] == ["99%"]
    assert any("addressed to a machine" in warning for warning in result.run.warnings)


def test_falls_are_negative_and_levels_after_a_fall_are_not() -> None:
    result = replay("falls-and-points")
    changes = {record.change.raw: record.change.value for record in result.indicators if record.change}
    levels = {record.value.raw: record.value.value for record in result.indicators if record.value}
    assert (changes["2.3%"], changes["3.9%"], changes["4个百分点"]) == (-2.3, -3.9, -4)
    assert (levels["56.5%"], levels["14.6个月"]) == (56.5, 14.6)


@pytest.mark.parametrize("path", sorted(CASSETTES.glob("*.yaml")), ids=lambda path: path.stem)
def test_recordings_hold_no_key_host_or_path(path: Path) -> None:
    written = path.read_text(encoding="utf-8")
    assert not re.search(
        r"authorization|bearer|sk-[A-Za-z0-9]|127\.0\.0\.1|localhost|/(?:home|root|work|tmp)/", written, re.IGNORECASE
    )
    hosts = {interaction["request"]["uri"].split("/")[2] for interaction in yaml.safe_load(written)["interactions"]}
    assert hosts == {"endpoint.invalid"}
