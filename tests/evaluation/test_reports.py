"""Which result answers which gold, and what is added up over reports."""

from __future__ import annotations

import pytest

from extractor.evaluation import evaluate
from extractor.evaluation.reports import AmbiguousReport, NoGold
from schemas import Result, Run
from tests.evaluation.made import TEXT, at, gdp, jobs, pm25, result

FIRST = {"source": "first.txt", "sha256": "1" * 64}
SECOND = {"source": "second.txt", "sha256": "2" * 64}
GOLD = [result(gdp(), **FIRST), result(jobs(), pm25(), **SECOND)]


def test_results_are_told_apart_by_content_whatever_their_names_and_order() -> None:
    renamed = [result(jobs(), pm25(), sha256="2" * 64, source="x.txt"), result(gdp(), sha256="1" * 64, source="y.txt")]
    evaluation = evaluate({"system": renamed}, GOLD)
    assert evaluation.systems[0].records["all"].f1 == 1
    assert evaluation.notes == ()


def test_another_content_of_the_same_name_is_matched_and_noted() -> None:
    evaluation = evaluate({"system": [result(gdp(), source="runs/first.html", sha256="9" * 64)]}, GOLD[:1])
    assert evaluation.systems[0].records["all"].f1 == 1
    (note,) = evaluation.notes
    assert "runs/first.html was matched by name" in note


def test_a_result_without_gold_does_not_count() -> None:
    evaluation = evaluate({"system": [result(gdp(), **FIRST), result(jobs(), source="third.txt", sha256="3" * 64)]}, GOLD[:1])
    assert (evaluation.systems[0].reports, evaluation.systems[0].records["all"].reported) == (1, 1)
    assert evaluation.notes == ("system: third.txt has no gold and does not count.",)


def test_what_one_system_did_not_read_and_another_did_is_missing() -> None:
    evaluation = evaluate({"all": GOLD, "half": GOLD[:1]}, GOLD)
    whole, half = evaluation.systems
    assert (whole.reports, half.reports, whole.unread, half.unread) == (2, 2, (), ("second.txt",))
    assert (whole.records["all"].recall, half.records["all"].recall, half.records["all"].precision) == (1.0, 1 / 3, 1.0)


def test_what_no_system_read_does_not_count() -> None:
    evaluation = evaluate({"half": GOLD[:1]}, GOLD)
    assert (evaluation.systems[0].reports, evaluation.systems[0].records["all"].recall) == (1, 1.0)
    assert evaluation.notes == ("1 of 2 gold reports were read by no system and do not count.",)


@pytest.mark.parametrize("twice", ["gold", "system"])
def test_two_results_of_one_report_are_refused(twice: str) -> None:
    once, doubled = GOLD[:1], [GOLD[0], GOLD[0].model_copy()]
    with pytest.raises(AmbiguousReport, match=r"two results of first\.txt"):
        evaluate({"system": doubled if twice == "system" else once}, doubled if twice == "gold" else once)


def read_by_model(each: Result, cost: float | None, seconds: float) -> Result:
    return each.model_copy(update={"run": Run(engine="model", requests=2, cost=cost, seconds=seconds)})


def test_cost_and_seconds_are_related_to_the_length_of_all_texts() -> None:
    answers = [read_by_model(GOLD[0], 0.03, 4.0), read_by_model(GOLD[1], 0.01, 2.0)]
    texts = {"1" * 64: "文" * 15_000, "2" * 64: "字" * 5_000}
    effort = evaluate({"model": answers}, GOLD, texts).systems[0].effort
    assert (effort.requests, effort.seconds, effort.cost, effort.characters) == (4, 6.0, 0.04, 20_000)
    assert (effort.cost_per_10000_characters, effort.seconds_per_10000_characters) == (0.02, 3.0)


def test_an_unknown_price_or_length_gives_no_figure() -> None:
    answers = [read_by_model(GOLD[0], None, 4.0), read_by_model(GOLD[1], 0.01, 2.0)]
    effort = evaluate({"model": answers}, GOLD, {"1" * 64: TEXT}).systems[0].effort
    assert (effort.cost, effort.characters) == (None, None)
    assert (effort.cost_per_10000_characters, effort.seconds_per_10000_characters) == (None, None)


def test_the_rules_cost_nothing() -> None:
    effort = evaluate({"rules": GOLD}, GOLD, {"1" * 64: TEXT, "2" * 64: TEXT}).systems[0].effort
    assert (effort.cost, effort.cost_per_10000_characters, effort.characters) == (0.0, 0.0, 2 * len(TEXT))


def test_grounding_says_which_quotes_stand_in_the_text() -> None:
    misplaced = gdp(evidence=at("全区生产").model_copy(update={"start": 3, "end": 3 + len(at("全区生产").quote)}))
    grounding = evaluate({"system": [result(misplaced, jobs())]}, [result(gdp(), jobs())], {"0" * 64: TEXT}).systems[0].grounding
    assert (grounding.quotes, grounding.verbatim) == (2, 1)
    assert (grounding.matched, grounding.overlapping) == (2, 2)
    assert grounding.statuses == {"confirmed": 2}


def test_results_none_of_which_has_gold_are_refused() -> None:
    with pytest.raises(NoGold, match="None of the results has a corrected one"):
        evaluate({"system": [result(jobs(), source="third.txt", sha256="3" * 64)]}, GOLD)
