"""Which promises are held against which reports."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from extractor.tracking import Tracked, Tracking, Verdict, track
from schemas import Evidence, Indicator, Region, Result, Status, Timeframe
from schemas.record import Record
from tests.tables.made import CITY, DISTRICT, commitment, indicator, project, quantity, result


def plan(*records: Record, region: Region = DISTRICT, **report: Any) -> Result:
    """A plan for 2024."""
    return result(
        *records, region=region, source="plan.txt", **{"sha256": "plan", "reported_year": 2023, "planned_year": 2024, **report}
    )


def review(*records: Record, region: Region = DISTRICT, **report: Any) -> Result:
    """A report that looks back on 2024."""
    return result(
        *records, region=region, source="review.txt", **{"sha256": "review", "reported_year": 2024, "planned_year": 2025, **report}
    )


def at(start: int, quote: str) -> Evidence:
    """``quote`` at ``start``."""
    return Evidence(quote=quote, start=start, end=start + len(quote))


def told(**fields: Any) -> Indicator:
    """An indicator of 2024."""
    return indicator(**{"period": "2024", **fields})


def only(tracking: Tracking) -> Tracked:
    """The one promise there is."""
    (item,) = tracking.promises
    return item


GROWTH = commitment(change=quantity(7))


def test_a_promise_finds_its_outcome() -> None:
    item = only(track([plan(GROWTH), review(told(change=quantity(5)))]))
    assert item.verdict is Verdict.MISSED
    assert (item.promise.source, item.outcome and item.outcome.source) == ("plan.txt", "review.txt")
    assert item.matched_by and item.matched_by.code == "same_indicator"


def test_the_order_in_which_results_are_given_does_not_matter() -> None:
    results = [plan(GROWTH), review(told(change=quantity(5)))]
    assert track(results) == track(results[::-1])


def test_the_same_report_twice_is_one() -> None:
    results = [plan(GROWTH), review(told(change=quantity(5)))]
    assert track([*results, *results]) == track(results)


@pytest.mark.parametrize(
    "other",
    [
        review(told(change=quantity(5)), region=CITY),
        review(told(change=quantity(5), period="2023")),
        review(told(change=quantity(5), period="2025")),
        review(told(change=quantity(5), region="全市")),
        review(told(change=quantity(5), period=None)),
    ],
    ids=["another region", "an earlier year", "a later year", "the city, told by the district", "no period"],
)
def test_never_across_regions_or_years(other: Result) -> None:
    tracking = track([plan(GROWTH), other])
    assert not any(item.outcome for item in tracking.promises)
    assert sum(left.promises for left in tracking.unreviewed) == 1


def test_one_region_under_two_names_is_one() -> None:
    short = Region(name="中原区", code="410102", level="county")
    tracking = track([plan(GROWTH, region=short), review(told(change=quantity(7)))])
    assert only(tracking).verdict is Verdict.MET


def test_a_report_does_not_answer_itself() -> None:
    tracking = track([plan(GROWTH, told(change=quantity(5)))])
    assert tracking.promises == ()
    assert tracking.unreviewed[0].promises == 1


def test_an_earlier_report_does_not_answer() -> None:
    early = review(told(change=quantity(5)), delivered_on=date(2024, 1, 1))
    assert not any(item.outcome for item in track([plan(GROWTH, delivered_on=date(2024, 2, 1)), early]).promises)


def test_silence_counts_in_a_report_on_that_year_only() -> None:
    other = told(name="粮食产量", canonical="grain_output", value=quantity(1, "万吨"))
    assert only(track([plan(GROWTH), review(other)])).verdict is Verdict.NO_WORD
    later = track([plan(GROWTH), review(other, reported_year=2026)])
    assert later.promises == ()
    assert later.unreviewed[0].promises == 1


def test_the_whole_year_comes_before_a_part_of_it_and_the_final_figure_before_an_estimate() -> None:
    part = told(id="part", period="2024-01/2024-11", change=quantity(9))
    estimate = told(id="estimate", change=quantity(5), status=Status.ESTIMATE)
    final = told(id="final", change=quantity(6))
    item = only(track([plan(GROWTH), review(part, estimate, final)]))
    assert item.outcome and item.outcome.record == "final"
    assert {other.record for other in item.others} == {"part", "estimate"}
    assert not item.partial


def test_a_part_alone_is_marked() -> None:
    item = only(track([plan(GROWTH), review(told(period="2024-01/2024-11", change=quantity(9)))]))
    assert (item.verdict, item.partial, item.pace) == (Verdict.ON_THE_WAY, True, "ahead")


def test_a_level_does_not_answer_growth() -> None:
    item = only(track([plan(GROWTH), review(told(value=quantity(830, "亿元")))]))
    assert (item.verdict, item.reasons[0].code) == (Verdict.NOT_COMPARABLE, "another_measure")


def test_growth_promised_years_ahead_is_not_compared_with_one_year() -> None:
    promise = commitment(change=quantity(-15), period="2024")
    item = only(track([plan(promise, planned_year=2020, reported_year=2019), review(told(change=quantity(-3)))]))
    assert (item.verdict, item.reasons[0].code) == (Verdict.NOT_COMPARABLE, "long_term")


def test_new_ones_are_not_all_there_are() -> None:
    promise = commitment("新增养老床位", "elderly_beds", target=quantity(100, "张"))
    total = told(name="养老床位", canonical="elderly_beds", value=quantity(4200, "张"))
    item = only(track([plan(promise), review(total)]))
    assert (item.verdict, item.reasons[0].code) == (Verdict.NOT_COMPARABLE, "another_action")


def test_a_list_says_once_that_its_items_are_only_recommended() -> None:
    promise = commitment("新增高新技术企业", "high_tech_enterprises", target=quantity(60, "家"))
    first = told(
        id="i1", name="推荐科技型中小企业", canonical=None, value=quantity(221, "家"), evidence=at(100, "推荐科技型中小企业221家")
    )
    second = told(
        id="i2",
        name="高新技术企业",
        canonical="high_tech_enterprises",
        value=quantity(96, "家"),
        evidence=at(113, "高新技术企业96家"),
    )
    far = second.model_copy(update={"evidence": at(300, "新增高新技术企业96家")})
    assert only(track([plan(promise), review(first, second)])).reasons[0].code == "applied"
    assert only(track([plan(promise), review(first, far)])).verdict is Verdict.EXCEEDED


def _roads(count: int, words: str, timeframe: Timeframe, start: int = 0) -> Record:
    quote = f"{count}条道路{words}"
    return project(
        f"{count}条道路", id=f"p{start}", count=quantity(count, "条"), timeframe=timeframe, evidence=at(start, quote), period="2024"
    )


@pytest.mark.parametrize(
    ("count", "words", "verdict"),
    [
        (16, "建成通车", Verdict.EXCEEDED),
        (12, "建成通车", Verdict.MISSED),
        (12, "具备通车条件", Verdict.MISSED),
        (16, "具备通车条件", Verdict.ON_THE_WAY),
        (16, "开工建设", Verdict.NO_WORD),
    ],
)
def test_a_batch_is_compared_with_one_as_far_along(count: int, words: str, verdict: Verdict) -> None:
    promise = _roads(15, "建成通车", Timeframe.PLANNED)
    assert only(track([plan(promise), review(_roads(count, words, Timeframe.DONE))])).verdict is verdict


def test_one_batch_answers_one_promise() -> None:
    promises = [_roads(15, "建成通车", Timeframe.PLANNED, 100), _roads(30, "建成通车", Timeframe.PLANNED, 200)]
    items = track([plan(*promises), review(_roads(15, "建成通车", Timeframe.DONE))]).promises
    assert sorted(item.verdict.value for item in items) == ["met", "no_word"]


def test_a_deed_without_a_number_is_kept_by_any_number_of_it() -> None:
    promise = commitment("组建基层医疗集团", None)
    done = told(name="组建基层医疗集团", canonical=None, value=quantity(12, "家"))
    assert only(track([plan(promise), review(done)])).verdict is Verdict.MET


def test_a_target_in_words_is_not_compared() -> None:
    promise = commitment("居民人均可支配收入", "disposable_income", qualitative_target="与经济增长同步")
    reported = told(name="居民人均可支配收入", canonical="disposable_income", change=quantity(5))
    item = only(track([plan(promise), review(reported)]))
    assert (item.verdict, item.reasons[0].code) == (Verdict.NOT_COMPARABLE, "target_in_words")


def test_several_figures_of_one_promise_get_a_verdict_each() -> None:
    promise = commitment(target=quantity(900, "亿元"), change=quantity(7))
    items = track([plan(promise), review(told(value=quantity(910, "亿元"), change=quantity(6)))]).promises
    assert {(item.promise.field, item.verdict.value) for item in items} == {("target", "exceeded"), ("change", "missed")}


def test_the_verdicts_survive_json() -> None:
    tracking = track([plan(GROWTH), review(told(change=quantity(5)))])
    assert Tracking.model_validate_json(tracking.to_json()) == tracking


def test_nothing_gives_nothing() -> None:
    assert track([]) == Tracking()


@pytest.mark.parametrize(
    ("other", "code", "said"),
    [(7.4, "another_report", "exceeded"), (6.0, "another_report", "the same"), (5.0, None, "")],
)
def test_a_report_that_tells_another_outcome_is_named_beside_the_verdict(other: float, code: str | None, said: str) -> None:
    later = result(told(change=quantity(other)), region=DISTRICT, source="later", sha256="later", reported_year=2025)
    item = only(track([plan(GROWTH), review(told(change=quantity(5))), later]))
    assert item.verdict is Verdict.MISSED
    found = [reason for reason in item.reasons if reason.code == "another_report"]
    assert [reason.code for reason in found] == ([code] if code else [])
    assert all("later" in reason.message and f"{other:g}%" in reason.message and said in reason.message for reason in found)


@pytest.mark.parametrize(
    ("target", "reported", "words"),
    [
        ({"change": quantity(7)}, {"value": quantity(830, "亿元")}, "Growth was promised, a level is reported."),
        ({"target": quantity(900, "亿元")}, {"change": quantity(7)}, "A level was promised, growth is reported."),
        ({"target": quantity(900, "亿元")}, {"value": quantity(8)}, "亿元 was promised, % is reported"),
    ],
)
def test_the_reason_says_which_measures_differ(target: dict[str, Any], reported: dict[str, Any], words: str) -> None:
    item = only(track([plan(commitment(**target)), review(told(**reported))]))
    assert (item.verdict, item.reasons[0].code) == (Verdict.NOT_COMPARABLE, "another_measure")
    assert words in item.reasons[0].message


def test_all_there_are_does_not_answer_what_was_to_be_added() -> None:
    promise = project(
        "新增公园", count=quantity(10, "个"), timeframe=Timeframe.PLANNED, evidence=at(0, "新增公园10个"), period="2024"
    )
    total = project("建成公园", count=quantity(60, "个"), evidence=at(0, "累计建成公园60个"), period="2024")
    added = project("建成公园", count=quantity(60, "个"), evidence=at(0, "建成公园60个"), period="2024")
    assert only(track([plan(promise), review(total)])).verdict is Verdict.NOT_COMPARABLE
    assert only(track([plan(promise), review(added)])).verdict is Verdict.EXCEEDED


def test_what_is_completed_has_been_built() -> None:
    promise = commitment("建设道路", None, target=quantity(30, "公里"), evidence=at(0, "建设道路30公里"))
    done = told(name="建成道路", canonical=None, value=quantity(30.2, "公里"), evidence=at(0, "建成道路30.2公里"))
    assert only(track([plan(promise), review(done)])).verdict is Verdict.EXCEEDED


@pytest.mark.parametrize(
    ("name", "count", "verdict"), [("航海路", 10, "on_the_way"), ("航海路", 9, "no_word"), ("淮河路", 10, "no_word")]
)
def test_a_batch_named_and_counted_alike_is_one_at_another_stage(name: str, count: int, verdict: str) -> None:
    words = at(0, "航海路等10条道路建成通车")
    ours = {"count": quantity(10, "条"), "timeframe": Timeframe.PLANNED}
    promise = project("航海路等10条道路", evidence=words, period="2024", **ours)
    told_of = f"{name}等{count}条道路"
    started = project(told_of, count=quantity(count, "条"), evidence=at(0, f"{told_of}开工建设"), period="2024")
    assert only(track([plan(promise), review(started)])).verdict == verdict


def _counted(name: str, number: float, unit: str = "家", quote: str = "", **fields: Any) -> Indicator:
    """An indicator of 2024 about nothing in the catalogue, in the words of ``quote``."""
    words = quote or f"{name}{number:g}{unit}"
    printed = f"{number:g}{unit}"
    start = words.index(printed)
    value = quantity(number, unit, start=start, end=start + len(printed))
    return told(**{"name": name, "canonical": None, "value": value, "evidence": at(0, words), **fields})


@pytest.mark.parametrize(
    ("target", "name", "number", "verdict", "code"),
    [
        (70, "投入财政帮扶资金", 73, "exceeded", "part_suffices"),
        (70, "投入财政帮扶资金", 60, "not_comparable", "another_scope"),
        (70, "投入资金", 73, "no_word", "no_record"),
    ],
)
def test_enough_of_a_part_is_enough_and_too_little_of_it_proves_nothing(
    target: float, name: str, number: float, verdict: str, code: str
) -> None:
    promise = commitment("安排帮扶资金", None, target=quantity(target, "亿元"), evidence=at(0, f"安排帮扶资金{target:g}亿元"))
    item = only(track([plan(promise), review(_counted(name, number, "亿元"))]))
    assert (item.verdict, item.reasons[-1].code) == (verdict, code)
    assert item.outcome is not None or verdict == "no_word"


@pytest.mark.parametrize("unit", ["%", "元/月", "倍"])
def test_what_does_not_add_up_is_not_known_by_a_name_that_is_only_alike(unit: str) -> None:
    promise = commitment("社区养老服务覆盖", None, target=quantity(70, unit), evidence=at(0, f"社区养老服务覆盖70{unit}"))
    other = _counted("全部社区养老服务覆盖", 80, unit)
    assert only(track([plan(promise), review(other)])).verdict is Verdict.NO_WORD


def test_a_figure_under_a_name_that_is_only_alike_answers_nothing_that_it_answers_by_its_own() -> None:
    exact = commitment("新增海外创新中心", None, id="exact", target=quantity(4, "家"), evidence=at(0, "新增海外创新中心4家"))
    alike = commitment("新增创新中心", None, id="alike", target=quantity(3, "家"), evidence=at(100, "新增创新中心3家"))
    items = track([plan(exact, alike), review(_counted("新增海外创新中心", 7))]).promises
    assert {item.promise.record: item.verdict.value for item in items} == {"exact": "exceeded", "alike": "no_word"}


@pytest.mark.parametrize(
    ("target", "number", "verdict"), [(30, 30, Verdict.MET), (30, 40, Verdict.EXCEEDED), (30, 20, Verdict.NOT_COMPARABLE)]
)
def test_a_number_promised_without_a_verb_is_kept_by_as_many_new_ones(target: float, number: float, verdict: Verdict) -> None:
    promise = commitment("孔雀团队", None, target=quantity(target, "个"), evidence=at(0, f"孔雀团队{target:g}个"))
    item = only(track([plan(promise), review(_counted("新增“孔雀计划”团队", number, "个"))]))
    assert item.verdict is verdict


@pytest.mark.parametrize(
    "quote",
    [
        "全区拟认定高新技术企业70家",
        "待认定高新技术企业70家",
        "公示高新技术企业70家",
        "申报高新技术企业70家",
        "推荐高新技术企业70家",
        "新增高新技术企业70家（拟认定）",
        "高新技术企业70家通过公示",
    ],
)
@pytest.mark.parametrize("name", ["认定高新技术企业", "新增高新技术企业", "高新技术企业"])
def test_what_waits_for_recognition_is_not_recognised(quote: str, name: str) -> None:
    promise = commitment("新增高新技术企业", None, target=quantity(60, "家"), evidence=at(0, "新增高新技术企业60家"))
    item = only(track([plan(promise), review(_counted(name, 70, quote=quote))]))
    assert (item.verdict, item.reasons[0].code) == (Verdict.NOT_COMPARABLE, "applied")


def test_an_application_elsewhere_in_the_sentence_is_not_one_of_these() -> None:
    promise = commitment("新增高新技术企业", None, target=quantity(60, "家"), evidence=at(0, "新增高新技术企业60家"))
    done = _counted("认定高新技术企业", 70, quote="组织申报，认定高新技术企业70家")
    assert only(track([plan(promise), review(done)])).verdict is Verdict.EXCEEDED


def test_of_119_deeds_118_were_done() -> None:
    promise = commitment("办好年度民生实事", None, target=quantity(119, "件"), evidence=at(0, "办好119件年度民生实事"))
    words = "119项年度民生实事完成118项"
    whole = _counted("年度民生实事完成", 119, "项", words, id="whole")
    done = _counted("民生实事", 118, "项", words, id="done")
    item = only(track([plan(promise), review(whole, done)]))
    assert (item.verdict, item.outcome and item.outcome.record, item.others) == (Verdict.MISSED, "done", ())


def test_what_is_only_planned_is_not_held_against_what_was_done() -> None:
    promise = commitment("规划建设海外创新中心", None, target=quantity(10, "个"), evidence=at(0, "规划建设10个海外创新中心"))
    item = only(track([plan(promise), review(_counted("新组建海外创新中心", 7))]))
    assert (item.verdict, item.reasons[0].code) == (Verdict.NOT_COMPARABLE, "another_action")


def test_housing_supplied_is_not_housing_begun() -> None:
    promise = commitment("供应人才住房", None, target=quantity(4, "万套"), evidence=at(0, "供应人才住房4万套"))
    item = only(track([plan(promise), review(_counted("新开工及筹集人才住房", 10, "万套"))]))
    assert (item.verdict, item.reasons[0].code) == (Verdict.NOT_COMPARABLE, "another_action")
