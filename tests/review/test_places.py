"""The state of each quantity on the page: the worst of what the records that hold it make of it."""

from __future__ import annotations

from collections import Counter

from extractor.documents import Document
from extractor.prepared import prepare
from extractor.review.attention import Attention, attention
from extractor.review.places import State, places
from extractor.review.remarks import REVIEW_CODES
from schemas import CheckStatus, Issue, Result
from schemas.quantities import quantities
from schemas.record import Record


def state_of(result: Result, document: Document, start: int) -> State:
    return next(place.state for place in places(result, prepare(document)) if place.quantity.start == start)


def with_check(record: Record, status: CheckStatus, *issues: Issue) -> Record:
    return record.model_copy(update={"check": record.check.model_copy(update={"status": status, "issues": issues})})


def test_every_quantity_of_the_balance_has_one_place(seed_result: Result, seed_document: Document) -> None:
    found = places(seed_result, prepare(seed_document))
    states = Counter(place.state for place in found if place.counted)
    assert sum(states.values()) == seed_result.reconciliation.quantities
    assert states[State.UNCLAIMED] == len(seed_result.reconciliation.unclaimed)
    assert [place.quantity.start for place in found] == sorted({place.quantity.start for place in found})


def test_a_misread_number_differs_and_stands_there_as_the_text_has_it(disputed_plan: Result, plan: Document) -> None:
    record = next(each for each in disputed_plan.records if each.check.status is CheckStatus.CONFLICT)
    _, quantity = next(quantities(record))
    assert state_of(disputed_plan, plan, quantity.start) is State.DIFFERING
    place = next(each for each in places(disputed_plan, prepare(plan)) if each.quantity.start == quantity.start)
    assert place.quantity.value == quantity.value - 1


def test_where_the_readers_differ_about_a_record_its_numbers_do(disputed_plan: Result, plan: Document) -> None:
    first = disputed_plan.indicators[0]
    period = Issue(code="period_differs", message="期间：模型读作 2022，规则读作 2023。")
    doubtful = with_check(first, CheckStatus.CONFLICT, period)
    result = disputed_plan.model_copy(update={"indicators": (doubtful, *disputed_plan.indicators[1:])})
    starts = [quantity.start for _, quantity in quantities(first)]
    assert [state_of(disputed_plan, plan, start) for start in starts] == [State.CONFIRMED] * len(starts)
    assert [state_of(result, plan, start) for start in starts] == [State.DIFFERING] * len(starts)


def test_a_number_without_a_place_has_no_mark(disputed_plan: Result, plan: Document) -> None:
    marked = {place.quantity.start for place in places(disputed_plan, prepare(plan))}
    assert 0 not in marked
    assert any(quantity.start == 0 for record in disputed_plan.records for _, quantity in quantities(record))


def test_what_asks_for_a_look(disputed_plan: Result) -> None:
    record = next(each for each in disputed_plan.records if each.check.status is CheckStatus.CONFIRMED and not each.check.issues)
    remark = Issue(code="name_differs", message="名称不同。")
    reviewed = [Issue(code=code, message="审阅。") for code in REVIEW_CODES]
    assert attention(record) is Attention.PLAIN
    assert attention(with_check(record, CheckStatus.CONFIRMED, *reviewed)) is Attention.PLAIN
    assert attention(with_check(record, CheckStatus.CONFIRMED, *reviewed, remark)) is Attention.REMARKED
    assert attention(with_check(record, CheckStatus.ELSEWHERE)) is Attention.REMARKED
    assert attention(with_check(record, CheckStatus.CONFLICT)) is Attention.DISPUTED
    assert attention(with_check(record, CheckStatus.UNSUPPORTED)) is Attention.DISPUTED
