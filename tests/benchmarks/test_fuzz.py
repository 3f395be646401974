"""The fuzz run: every reader is given inputs, what is unsound is seen, and so is growth that is not linear."""

from __future__ import annotations

import json
import random
from collections.abc import Callable
from typing import Any

import pytest

from benchmarks.fuzz import growth, readers, runs
from benchmarks.fuzz.growth import LIMIT, Growing, growths, worst
from benchmarks.fuzz.readers import READERS, Reader
from benchmarks.fuzz.runs import Batch, fuzzed, run
from benchmarks.fuzz.sound import Unsound, check
from benchmarks.fuzz.values import changed
from extractor import extract_text
from schemas import Result

TEXT = "某县2023年工作总结\n全年新增城镇就业2.7万人，增长8.1%。"


@pytest.mark.parametrize("reader", READERS)
def test_every_reader_is_given_inputs_and_none_crashes(reader: str) -> None:
    outcome = run(Batch(reader, 0, 60))
    assert outcome.crashes == ()
    assert outcome.refused < 60, "some are read to the end"


@pytest.mark.parametrize("reader", [readers.read_numbers, readers.read_text])
def test_offsets_count_from_behind_a_byte_order_mark(
    reader: Callable[[random.Random], None], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(readers, "any_text", lambda _: f"\ufeff{TEXT}")
    reader(random.Random(0))


def moved(result: Result) -> Result:
    record = result.indicators[0]
    evidence = record.evidence.model_copy(update={"start": record.evidence.start + 1})
    return result.model_copy(update={"indicators": (record.model_copy(update={"evidence": evidence}),)})


def with_another_raw(result: Result) -> Result:
    record = result.indicators[0]
    assert record.value is not None
    value = record.value.model_copy(update={"raw": "2.8万人"})
    return result.model_copy(update={"indicators": (record.model_copy(update={"value": value}),)})


UNSOUND: list[Callable[[Result], Result]] = [moved, with_another_raw, lambda result: result.model_copy(update={"indicators": ()})]


@pytest.mark.parametrize("spoil", UNSOUND)
def test_what_is_unsound_is_seen(spoil: Callable[[Result], Result]) -> None:
    result = extract_text(TEXT)
    check(result, TEXT)
    with pytest.raises(Unsound):
        check(spoil(result), TEXT)


def test_a_crash_is_told_with_the_number_that_makes_it_again(monkeypatch: pytest.MonkeyPatch) -> None:
    def crash(chance: random.Random) -> None:
        if chance.getstate() == random.Random(7).getstate():
            raise KeyError("seven")

    monkeypatch.setattr(runs, "READERS", {"sometimes": Reader(crash, 1)})
    assert run(Batch("sometimes", 0, 10)).crashes == ("7: KeyError: 'seven'",)


def test_all_inputs_are_shared_out(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(runs, "READERS", {"dear": Reader(lambda _: None, 1), "cheap": Reader(lambda _: None, 3)})
    counts = {name: sum(each.batch.last - each.batch.first for each in found) for name, found in fuzzed(80, 5, 7).items()}
    assert counts == {"dear": 20, "cheap": 60}


def test_values_are_changed_in_a_copy() -> None:
    value: dict[str, Any] = {"a": [1, {"b": None}], "c": "d"}
    others = [changed(value, random.Random(number)) for number in range(3_000)]
    assert value == {"a": [1, {"b": None}], "c": "d"}
    json.dumps(others)
    assert len({str(other) for other in others}) > 20


def test_growth_that_is_not_linear_is_seen(monkeypatch: pytest.MonkeyPatch) -> None:
    def busy(rounds: int) -> Callable[[], object]:
        return lambda: sum(range(rounds))

    inputs = [
        Growing("a", "linear", lambda times: busy(400_000 * times)),
        Growing("a", "quadratic", lambda times: busy(400_000 * times * times)),
        Growing("b", "linear", lambda times: busy(400_000 * times)),
    ]
    monkeypatch.setattr(growth, "_inputs", lambda _: iter(inputs))
    found = worst(growths(1))
    assert (found["a"].what, found["b"].what) == ("quadratic", "linear")
    assert found["a"].times > LIMIT
