"""Corrections applied: what they decide happens, nothing else does, and what does not fit is refused."""

from __future__ import annotations

import json
from typing import Any

import pytest

from extractor.documents import Document, read_document
from extractor.review import CorrectionsRefused, OtherText, apply_corrections, result_digest
from schemas import CheckStatus, Indicator, Issue, Quantity, Result
from schemas.corrections import Corrections, Decision, Verdict
from schemas.quantities import edit_quantities, quantities
from schemas.record import Record
from tests.conftest import SEEDS


def decided(result: Result, *decisions: Decision) -> Corrections:
    return Corrections(result=result_digest(result), report=result.report.source, decisions=decisions)


def corrected(record: Record, **more: Any) -> Decision:
    field = {type(record).__name__.lower(): record}
    return Decision(subject=record.id, verdict=Verdict.CORRECTED, **field, **more)


def added(record: Record) -> Decision:
    return Decision.model_validate({"subject": "new@1", "verdict": "added", type(record).__name__.lower(): record})


def confirmed(result: Result) -> Indicator:
    return next(record for record in result.indicators if record.check.status is CheckStatus.CONFIRMED and record.value)


def by_place(result: Result, record: Record) -> Record:
    return next(each for each in result.records if each.evidence.start == record.evidence.start)


def test_without_decisions_the_result_stays_what_it_is(seed_document: Document, seed_result: Result) -> None:
    assert apply_corrections(seed_result, decided(seed_result), seed_document) == seed_result


def test_also_one_full_of_disputes(disputed_plan: Result, plan: Document) -> None:
    assert apply_corrections(disputed_plan, decided(disputed_plan), plan) == disputed_plan


def test_the_layout_of_the_file_makes_no_other_result(disputed_plan: Result) -> None:
    again = Result.model_validate_json(json.dumps(json.loads(disputed_plan.to_json()), indent=7))
    assert result_digest(again) == result_digest(disputed_plan)


def test_any_other_content_does(disputed_plan: Result) -> None:
    renamed = disputed_plan.indicators[0].model_copy(update={"name": "别的"})
    other = disputed_plan.model_copy(update={"indicators": (renamed, *disputed_plan.indicators[1:])})
    assert result_digest(other) != result_digest(disputed_plan)


def test_corrections_of_another_result_are_refused(disputed_plan: Result, plan: Document) -> None:
    foreign = Corrections(result="0" * 64, report="另一篇.txt")
    with pytest.raises(CorrectionsRefused, match=r"another result \(of 另一篇.txt\)"):
        apply_corrections(disputed_plan, foreign, plan)


def test_another_text_is_refused(disputed_plan: Result) -> None:
    with pytest.raises(OtherText, match="is not the text that the result was made from"):
        apply_corrections(disputed_plan, decided(disputed_plan), read_document(SEEDS[0]))


def test_a_changed_number_is_checked_anew_and_has_its_base_units(disputed_plan: Result, plan: Document) -> None:
    record = next(each for each in disputed_plan.indicators if each.value and each.value.unit == "亿元")
    assert record.value is not None
    wrong = record.model_copy(
        update={"value": record.value.model_copy(update={"value": 1.5, "base_value": None, "base_unit": None})}
    )
    done = by_place(apply_corrections(disputed_plan, decided(disputed_plan, corrected(wrong)), plan), record)
    assert dict(quantities(done))["value"].base_value == 150_000_000
    assert dict(quantities(done))["value"].base_unit == "元"
    assert done.check.status is CheckStatus.CONFLICT
    assert [issue.code for issue in done.check.issues] == ["corrected_in_review", "value_differs"]


def test_a_fall_keeps_its_sign_in_base_units(disputed_plan: Result, plan: Document) -> None:
    record = next(each for each in disputed_plan.indicators if each.change and each.check.status is CheckStatus.CONFIRMED)
    assert record.change is not None
    fall = record.change.model_copy(update={"value": -record.change.value})
    done = by_place(
        apply_corrections(disputed_plan, decided(disputed_plan, corrected(record.model_copy(update={"change": fall}))), plan),
        record,
    )
    change = dict(quantities(done))["change"]
    assert change.base_value == change.value == -record.change.value
    assert done.check.status is CheckStatus.CONFIRMED


def test_accepting_settles_what_the_readers_disputed_but_not_what_the_text_says(disputed_plan: Result, plan: Document) -> None:
    remarked = next(each for each in disputed_plan.records if [issue.code for issue in each.check.issues] == ["name_differs"])
    misread = next(each for each in disputed_plan.records if each.check.status is CheckStatus.CONFLICT)
    accept = [Decision(subject=each.id, verdict=Verdict.ACCEPTED) for each in (remarked, misread)]
    done = apply_corrections(disputed_plan, decided(disputed_plan, *accept), plan)
    assert by_place(done, remarked).check.issues == (Issue(code="accepted_in_review", message="审阅时确认。"),)
    assert by_place(done, misread).check.status is CheckStatus.CONFLICT


def test_words_changed_to_others_of_the_text_get_their_section(disputed_plan: Result, plan: Document) -> None:
    record = confirmed(disputed_plan)
    words = "生活垃圾分类覆盖率"
    start = plan.text.index(words)
    evidence = record.evidence.model_copy(update={"quote": words, "start": start, "end": start + len(words), "section": ()})
    moved = record.model_copy(update={"evidence": evidence})
    done = apply_corrections(disputed_plan, decided(disputed_plan, corrected(moved)), plan)
    found = next(each for each in done.records if each.evidence.start == start and each.evidence.quote == words)
    assert found.evidence.section[0] == "四、2024年经济社会发展的主要工作措施"
    assert found.check.status is CheckStatus.ELSEWHERE


@pytest.mark.parametrize("change", [{"quote": "全区生产总值完成八百亿元"}, {"start": 0}, {"quote": "", "start": 5, "end": 5}])
def test_evidence_must_be_verbatim(disputed_plan: Result, plan: Document, change: dict[str, Any]) -> None:
    record = confirmed(disputed_plan)
    invented = record.model_copy(update={"evidence": record.evidence.model_copy(update=change)})
    with pytest.raises(CorrectionsRefused, match="evidence"):
        apply_corrections(disputed_plan, decided(disputed_plan, corrected(invented)), plan)


def test_numbers_must_stand_in_the_text(disputed_plan: Result, plan: Document) -> None:
    record = confirmed(disputed_plan)

    def invent(_: str, quantity: Quantity) -> Quantity:
        return quantity.model_copy(update={"raw": "99亿元"})

    with pytest.raises(CorrectionsRefused, match=r"value: the text does not say “99亿元”"):
        apply_corrections(disputed_plan, decided(disputed_plan, corrected(edit_quantities(record, invent))), plan)


@pytest.mark.parametrize(("value", "upper", "is_one"), [(3, 5, True), (5, 5, True), (-5, -3, True), (5, 3, False), (-3, -5, False)])
def test_a_range_ends_no_lower_than_it_begins(
    disputed_plan: Result, plan: Document, value: float, upper: float, is_one: bool
) -> None:
    record = confirmed(disputed_plan)

    def widen(_: str, quantity: Quantity) -> Quantity:
        return quantity.model_copy(update={"value": value, "upper": upper})

    corrections = decided(disputed_plan, corrected(edit_quantities(record, widen)))
    if is_one:
        assert by_place(apply_corrections(disputed_plan, corrections, plan), record)
    else:
        with pytest.raises(CorrectionsRefused, match=f"value: the upper end {upper} is below {value}"):
            apply_corrections(disputed_plan, corrections, plan)


def test_a_refusal_names_the_record_as_a_person_knows_it(disputed_plan: Result, plan: Document) -> None:
    record = next(each for each in disputed_plan.indicators if each.evidence.section and not each.check.issues)
    wrong = record.model_copy(
        update={"id": "new@1", "period": "去年", "evidence": record.evidence.model_copy(update={"section": ()})}
    )
    with pytest.raises(CorrectionsRefused) as refused:
        apply_corrections(disputed_plan, decided(disputed_plan, added(wrong)), plan)
    section = " › ".join(record.evidence.section)
    assert refused.value.message == f"“{record.name}” ({section}, new@1): '去年' is no period."


def test_a_canonical_id_must_be_in_the_catalogue(disputed_plan: Result, plan: Document) -> None:
    record = confirmed(disputed_plan).model_copy(update={"canonical": "no_such"})
    with pytest.raises(CorrectionsRefused, match="holds no 'no_such'"):
        apply_corrections(disputed_plan, decided(disputed_plan, corrected(record)), plan)


def test_decisions_about_nothing_twice_or_of_the_wrong_kind_are_refused(disputed_plan: Result, plan: Document) -> None:
    number = f"quantity@{disputed_plan.reconciliation.unclaimed[0].quantity.start}"
    known = disputed_plan.indicators[0]
    for decisions, words in (
        ([Decision(subject="i0", verdict=Verdict.ACCEPTED)], "about i0, which the result does not hold"),
        ([Decision(subject=known.id, verdict=Verdict.ACCEPTED)] * 2, f"twice about “{known.name}” \\({known.id}\\)"),
        ([Decision(subject=number, verdict=Verdict.REJECTED)], "no record"),
        ([added(known).model_copy(update={"subject": known.id})], "holds already"),
    ):
        with pytest.raises(CorrectionsRefused, match=words):
            apply_corrections(disputed_plan, decided(disputed_plan, *decisions), plan)


def test_an_added_record_stands_in_the_order_of_the_text_with_an_id_of_its_own(disputed_plan: Result, plan: Document) -> None:
    twin = confirmed(disputed_plan).model_copy(update={"id": "new@1"})
    done = apply_corrections(disputed_plan, decided(disputed_plan, added(twin)), plan)
    ids = [record.id for record in done.records]
    assert len(ids) == len(set(ids)) == len(list(disputed_plan.records)) + 1
    assert "new@1" not in ids
    starts = [record.evidence.start for record in done.indicators]
    assert starts == sorted(starts)


def test_a_misfit_goes_with_the_record_that_made_it() -> None:
    from extractor.api import extract

    text = "郑州市中原区2024年政府工作报告\n\n一、2023年工作回顾\n\n地方财政收入由100亿元增长到150亿元，增长60%。"
    document = Document.from_text(text)
    result = extract(document)
    assert [issue.code for record in result.records for issue in record.check.issues] == ["arithmetic_misfit"]
    earlier = next(record for record in result.indicators if not record.check.issues)
    done = apply_corrections(result, decided(result, Decision(subject=earlier.id, verdict=Verdict.REJECTED)), document)
    assert not [issue for record in done.records for issue in record.check.issues]


def test_a_corrected_result_can_be_reviewed_and_corrected_again(disputed_plan: Result, plan: Document) -> None:
    accept = Decision(subject=disputed_plan.indicators[0].id, verdict=Verdict.ACCEPTED, note="一")
    once = apply_corrections(disputed_plan, decided(disputed_plan, accept), plan)
    again = accept.model_copy(update={"subject": once.indicators[0].id, "note": "二"})
    twice = apply_corrections(once, decided(once, again), plan)
    assert [issue.message for issue in twice.indicators[0].check.issues] == ["审阅时确认。", "一", "二"]
    with pytest.raises(CorrectionsRefused, match="another result"):
        apply_corrections(once, decided(disputed_plan, accept), plan)


@pytest.mark.parametrize(
    ("period", "is_one"),
    [
        *((period, True) for period in ("2023", "2024-01/2024-11", "2022/2023", "2024-09", "2024-Q1")),
        *((period, False) for period in ("garbage", "二〇二四", "2024-13", "2024年", "２０２４")),
    ],
)
def test_a_period_has_one_of_its_forms(disputed_plan: Result, plan: Document, period: str, is_one: bool) -> None:
    record = confirmed(disputed_plan).model_copy(update={"period": period})
    corrections = decided(disputed_plan, corrected(record))
    if is_one:
        assert by_place(apply_corrections(disputed_plan, corrections, plan), record).period == period
    else:
        with pytest.raises(CorrectionsRefused, match=rf"'{period}' is no period"):
            apply_corrections(disputed_plan, corrections, plan)
