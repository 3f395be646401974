"""The accuracy table: the rules hold their targets, and what is not known is not shown as right.

Of held-out texts nothing but sums may be said, here neither.
"""

from __future__ import annotations

import pytest

from benchmarks import accuracy
from benchmarks.accuracy import TARGETS, field_table, meets, read_by_rules, report_table, total
from benchmarks.fields import FIELDS
from benchmarks.gold import SPLITS, Text, texts
from benchmarks.recorded import recorded_texts, stale
from benchmarks.scoring import Score
from cassettes.record import REPORTS, UNSEEN


@pytest.fixture(scope="module", params=SPLITS)
def split(request: pytest.FixtureRequest) -> tuple[str, dict[Text, accuracy.Measured]]:
    return request.param, read_by_rules(request.param)


def test_the_rules_reach_their_targets(split: tuple[str, dict[Text, accuracy.Measured]]) -> None:
    name, measured = split
    f1 = total(measured.values()).score.f1
    assert f1 >= TARGETS[name]


def test_the_fields_add_up_to_all_facts(split: tuple[str, dict[Text, accuracy.Measured]]) -> None:
    name, measured = split
    whole = total(measured.values())
    table = field_table(name, {"rules": whole.answers})
    assert list(table.columns[1].cells) == [field for _, field in FIELDS]
    facts, right = (sum(map(int, table.columns[index].cells)) for index in (3, 5))
    assert (facts, right) == (whole.score.gold, whole.score.full)


def test_a_text_without_facts_shows_no_figure() -> None:
    text = texts("tuned")[0]
    table = report_table({"tuned": {text: accuracy.Measured()}})
    assert [next(iter(column.cells)) for column in table.columns][:7] == [f"tuned/{text.name}", "0", "–", "–", "–", "–", "–"]


@pytest.mark.parametrize(("f1", "right"), [(0.97, True), (0.969, False)])
def test_a_target_missed_is_told(f1: float, right: bool) -> None:
    counts = Score(gold=1000, found=1000, full=round(1000 * f1))
    assert meets("tuned", counts) is right


def test_recorded_reports_are_all_those_with_gold() -> None:
    assert {text.name for text in recorded_texts()} == {"huiji-2024-plan", "zhongyuan-2024-review", *UNSEEN}
    assert {text.name for text in recorded_texts()} < set(REPORTS)


def test_recordings_without_answers_are_named_and_nothing_stands_for_them(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("benchmarks.recorded.replayed", lambda text, engine: None)
    (said,) = stale(recorded_texts()[:1])
    assert recorded_texts()[0].name in said
