"""A review in the browser, saved to a file and applied: what the person decided is what the corrected result says."""

from __future__ import annotations

import re
from collections import Counter
from pathlib import Path
from typing import TYPE_CHECKING

from extractor.documents import Document
from extractor.prepared import prepare
from extractor.review import apply_corrections, read_corrections
from extractor.review.places import places
from schemas import CheckStatus, Indicator, Result
from schemas.corrections import Corrections, Verdict
from schemas.quantities import quantities
from schemas.record import Record

if TYPE_CHECKING:
    from playwright.sync_api import Page

SELECT = """words => {
  const walker = document.createTreeWalker(document.getElementById('article'), NodeFilter.SHOW_TEXT);
  while (walker.nextNode()) {
    const [node, at] = [walker.currentNode, walker.currentNode.data.indexOf(words)];
    if (at >= 0) return getSelection().setBaseAndExtent(node, at, node, at + words.length);
  }
}"""


def saved(page: Page, folder: Path) -> Corrections:
    """The corrections file that the page saves on Ctrl+S."""
    with page.expect_download() as download:
        page.keyboard.press("Control+s")
    path = folder / download.value.suggested_filename
    download.value.save_as(path)
    return read_corrections(path)


def current(page: Page) -> str:
    return page.locator("[aria-current]").get_attribute("data-subject") or ""


def go_to(page: Page, subject: str) -> None:
    page.locator(f'[data-subject="{subject}"] .name').click()


def one(result: Result, status: CheckStatus, kind: type[Record] = Indicator) -> Record:
    return next(record for record in result.records if record.check.status is status and isinstance(record, kind))


def codes(record: Record) -> list[str]:
    return [issue.code for issue in record.check.issues]


def test_a_misread_number_is_corrected(page: Page, plan_page: str, disputed_plan: Result, plan: Document, tmp_path: Path) -> None:
    wrong = one(disputed_plan, CheckStatus.CONFLICT)
    field, quantity = next(quantities(wrong))
    right = quantity.value - 1
    page.goto(plan_page)
    go_to(page, wrong.id)
    page.keyboard.press("e")
    page.keyboard.press("Control+a")
    page.keyboard.type("改过的名称")
    page.locator(f'.writing [data-path="{field}"] [name="number.value"]').fill(f"{right:g}")
    page.keyboard.press("Control+Enter")
    assert "corrected" in page.locator("[aria-current] .verdict").inner_text()
    assert_balance_is_that_of(page, disputed_plan, plan, tmp_path)
    corrections = saved(page, tmp_path)
    assert [decision.verdict for decision in corrections.decisions] == [Verdict.CORRECTED]
    corrected = apply_corrections(disputed_plan, corrections, plan)
    record = next(each for each in corrected.records if each.name == "改过的名称")
    assert dict(quantities(record))[field].value == right
    assert dict(quantities(record))[field].base_value == right
    assert record.check.status is CheckStatus.CONFIRMED
    assert codes(record) == ["corrected_in_review"]
    assert len(corrected.reconciliation.conflicting) == len(disputed_plan.reconciliation.conflicting) - 1


def assert_balance_is_that_of(page: Page, result: Result, document: Document, folder: Path) -> None:
    """What the bar says while one decides is what applying the decisions will find."""
    corrected = apply_corrections(result, saved(page, folder), document)
    states = Counter(place.state.value for place in places(corrected, prepare(document)) if place.counted)
    told = page.locator("#accounted").inner_text()
    books = corrected.reconciliation
    assert told.startswith(f"{books.claimed} of {books.quantities} numbers accounted for")
    assert {state: int(count) for state, count in re.findall(r"· (\w+) (\d+)", told)} == states


def test_accepting_makes_no_number_right_that_the_text_does_not_hold(
    page: Page, plan_page: str, disputed_plan: Result, plan: Document, tmp_path: Path
) -> None:
    page.goto(plan_page)
    go_to(page, one(disputed_plan, CheckStatus.CONFLICT).id)
    before = page.locator("#accounted").inner_text()
    page.keyboard.press("a")
    assert page.locator("#accounted").inner_text() == before
    assert_balance_is_that_of(page, disputed_plan, plan, tmp_path)


def test_the_number_is_taken_as_the_text_has_it(
    page: Page, plan_page: str, disputed_plan: Result, plan: Document, tmp_path: Path
) -> None:
    wrong = one(disputed_plan, CheckStatus.CONFLICT)
    field, quantity = next(quantities(wrong))
    page.goto(plan_page)
    go_to(page, wrong.id)
    page.keyboard.press("e")
    choice = page.locator(f'.writing [data-path="{field}"] select').first
    choice.select_option(label=f"as in the text: {quantity.value - 1:g}{quantity.unit}")
    page.keyboard.press("Control+Enter")
    corrected = apply_corrections(disputed_plan, saved(page, tmp_path), plan)
    record = next(each for each in corrected.records if each.name == wrong.name)
    assert dict(quantities(record))[field].value == quantity.value - 1
    assert record.check.status is CheckStatus.CONFIRMED


def test_a_rejected_record_is_gone_and_its_numbers_are_unclaimed(
    page: Page, plan_page: str, disputed_plan: Result, plan: Document, tmp_path: Path
) -> None:
    record = one(disputed_plan, CheckStatus.CONFIRMED)
    page.goto(plan_page)
    go_to(page, record.id)
    page.get_by_role("button", name="Reject").click()
    freed = {quantity.start for _, quantity in quantities(record)}
    books = disputed_plan.reconciliation
    assert f"{books.claimed - len(freed)} of {books.quantities}" in page.locator("#accounted").inner_text()
    corrected = apply_corrections(disputed_plan, saved(page, tmp_path), plan)
    assert record.id not in {each.id for each in corrected.records}
    assert freed <= {missed.quantity.start for missed in corrected.reconciliation.unclaimed}
    assert corrected.reconciliation.claimed == books.claimed - len(freed)


def test_an_unclaimed_number_becomes_a_record(
    page: Page, plan_page: str, disputed_plan: Result, plan: Document, tmp_path: Path
) -> None:
    missed = disputed_plan.reconciliation.unclaimed[0]
    page.goto(plan_page)
    go_to(page, f"quantity@{missed.quantity.start}")
    page.keyboard.press("e")
    page.select_option(".writing [name=kind]", "commitment")
    page.locator(".writing [name=name]").fill("新的承诺")
    page.select_option(".writing [name=modality]", "strive")
    page.locator(".writing [name=period]").fill("2024")
    page.keyboard.press("Control+Enter")
    assert current(page) == f"quantity@{missed.quantity.start}"
    assert "added" in page.locator("[aria-current] .verdict").inner_text()
    corrected = apply_corrections(disputed_plan, saved(page, tmp_path), plan)
    record = next(each for each in corrected.commitments if each.name == "新的承诺")
    assert record.target == missed.quantity
    assert (record.modality, record.period, record.region) == ("strive", "2024", "中原区")
    assert record.evidence.quote == plan.text[record.evidence.start : record.evidence.end]
    assert record.evidence.section == missed.section
    assert missed.quantity.start not in {each.quantity.start for each in corrected.reconciliation.unclaimed}
    assert corrected.reconciliation.claimed == disputed_plan.reconciliation.claimed + 1


def test_a_record_rests_on_the_words_selected(
    page: Page, plan_page: str, disputed_plan: Result, plan: Document, tmp_path: Path
) -> None:
    words = "深化政银企合作"
    page.goto(plan_page)
    page.evaluate(SELECT, words)
    page.click("#add")
    page.locator(".writing [name=name]").fill("政银企合作")
    page.get_by_role("button", name="Keep").click()
    corrected = apply_corrections(disputed_plan, saved(page, tmp_path), plan)
    record = next(each for each in corrected.records if each.name == "政银企合作")
    assert (record.evidence.quote, record.evidence.start) == (words, plan.text.index(words))
    assert record.check.status is CheckStatus.NO_NUMBERS
    assert codes(record) == ["added_in_review"]


def test_a_note_stays_with_its_record(page: Page, plan_page: str, disputed_plan: Result, plan: Document, tmp_path: Path) -> None:
    record = one(disputed_plan, CheckStatus.CONFIRMED)
    page.goto(plan_page)
    go_to(page, record.id)
    page.keyboard.press("m")
    page.keyboard.type("查过年鉴：</textarea><b>对</b>")
    page.keyboard.press("Escape")
    assert page.locator("[aria-current] .verdict").inner_text() == "· noted"
    corrected = apply_corrections(disputed_plan, saved(page, tmp_path), plan)
    noted = next(each for each in corrected.records if each.id == record.id)
    assert noted.check.issues[-1].message == "查过年鉴：</textarea><b>对</b>"
    assert noted.check.status is record.check.status


def test_a_note_being_written_is_lost_neither_by_a_click_nor_by_saving(
    page: Page, plan_page: str, disputed_plan: Result, tmp_path: Path
) -> None:
    record = one(disputed_plan, CheckStatus.CONFIRMED)
    page.goto(plan_page)
    go_to(page, record.id)
    page.keyboard.press("m")
    page.keyboard.type("甲")
    page.locator("[aria-current]").get_by_role("button", name="Accept").click()
    go_to(page, record.id)
    page.keyboard.press("m")
    page.keyboard.press("End")
    page.keyboard.type("乙")
    [decision] = saved(page, tmp_path).decisions
    assert (decision.subject, decision.verdict, decision.note) == (record.id, Verdict.ACCEPTED, "甲乙")


def test_a_record_becomes_one_of_another_kind(
    page: Page, plan_page: str, disputed_plan: Result, plan: Document, tmp_path: Path
) -> None:
    record = one(disputed_plan, CheckStatus.CONFIRMED)
    _, quantity = next(quantities(record))
    page.goto(plan_page)
    go_to(page, record.id)
    page.keyboard.press("e")
    page.select_option(".writing [name=kind]", "project")
    page.select_option(".writing [name=timeframe]", "planned")
    page.locator('.writing [name="parties.owner"]').fill("区政府")
    page.locator('.writing [name="number.value"]').first.wait_for()
    page.keyboard.press("Control+Enter")
    corrected = apply_corrections(disputed_plan, saved(page, tmp_path), plan)
    project = next(each for each in corrected.projects if each.name == record.name)
    assert project.count == quantity
    assert project.parties is not None
    assert (project.parties.owner, project.timeframe.value) == ("区政府", "planned")
    assert len(corrected.indicators) == len(disputed_plan.indicators) - 1


def test_a_number_is_moved_from_the_count_of_a_project_to_its_scale(
    page: Page, plan_page: str, disputed_plan: Result, plan: Document, tmp_path: Path
) -> None:
    project = next(each for each in disputed_plan.projects if each.count and not each.scale and not each.check.issues)
    assert project.count is not None
    page.goto(plan_page)
    go_to(page, project.id)
    page.keyboard.press("e")
    sizes = page.locator('.writing [data-path="scale"]')
    sizes.last.locator("select").first.select_option(label=project.count.raw)
    assert sizes.count() == 2  # one more is offered
    page.locator('.writing [data-path="count"] select').first.select_option("")
    page.keyboard.press("Control+Enter")
    corrected = apply_corrections(disputed_plan, saved(page, tmp_path), plan)
    found = next(each for each in corrected.projects if each.evidence == project.evidence)
    assert (found.scale, found.count) == ((project.count,), None)
    assert found.check.status is CheckStatus.CONFIRMED


def test_work_is_kept_in_the_browser_under_its_result(page: Page, plan_page: str, other_page: str, tmp_path: Path) -> None:
    page.goto(plan_page)
    page.keyboard.press("j")
    subject = current(page)
    page.keyboard.press("x" if not subject.startswith("quantity") else "a")
    page.reload()
    assert page.locator(f'[data-subject="{subject}"] .verdict').is_visible()
    page.goto(other_page)
    assert saved(page, tmp_path).decisions == ()


def test_the_next_open_item_is_one_that_nobody_decided(page: Page, plan_page: str) -> None:
    page.goto(plan_page)
    first, _, third = (page.locator(".card").nth(index).get_attribute("data-subject") for index in range(3))
    page.keyboard.press("j")
    page.keyboard.press("j")
    page.keyboard.press("a")
    page.keyboard.press("k")
    page.keyboard.press("k")
    assert current(page) == first
    page.keyboard.press("o")
    assert current(page) == third


def test_a_saved_file_is_loaded_again_and_that_of_another_result_is_not(
    page: Page, plan_page: str, other_page: str, disputed_plan: Result, tmp_path: Path
) -> None:
    page.goto(plan_page)
    page.keyboard.press("j")
    page.keyboard.press("a")
    corrections = saved(page, tmp_path)
    page.evaluate("localStorage.clear()")
    page.reload()
    assert not page.locator(".verdict").count()
    file = next(tmp_path.iterdir())
    page.set_input_files("#file", file)
    page.locator(".verdict").wait_for()
    assert page.locator(".verdict").count() == len(corrections.decisions)
    page.goto(other_page)
    page.set_input_files("#file", file)
    page.get_by_text("belongs to another result").wait_for()
    assert not page.locator(".verdict").count()


def test_undo_takes_a_decision_back(page: Page, plan_page: str) -> None:
    page.goto(plan_page)
    page.keyboard.press("j")
    page.keyboard.press("a")
    page.keyboard.press("k")
    page.keyboard.press("u")
    assert not page.locator(".verdict").count()


def test_undo_takes_the_last_decision_back_and_leads_to_it(page: Page, plan_page: str, disputed_plan: Result) -> None:
    record = one(disputed_plan, CheckStatus.CONFIRMED)
    page.goto(plan_page)
    go_to(page, record.id)
    page.keyboard.press("a")
    go_to(page, record.id)
    page.keyboard.press("x")
    assert current(page) != record.id
    page.keyboard.press("u")
    assert current(page) == record.id
    assert page.locator("[aria-current] .verdict").inner_text() == "✓ accepted"


def test_search_is_left_by_escape_and_enter(page: Page, plan_page: str) -> None:
    page.goto(plan_page)
    page.keyboard.press("/")
    page.keyboard.type("收储")
    page.keyboard.press("Enter")
    assert "收储" in page.locator("[aria-current]").inner_text()
    assert page.locator("#filters [name=search]").input_value() == "收储"
    page.keyboard.press("/")
    page.keyboard.press("Escape")
    page.keyboard.press("j")
    assert page.locator("#filters [name=search]").input_value() == ""


def test_what_is_incomplete_is_not_kept(page: Page, plan_page: str, disputed_plan: Result) -> None:
    page.goto(plan_page)
    go_to(page, f"quantity@{disputed_plan.reconciliation.unclaimed[0].quantity.start}")
    page.keyboard.press("e")
    page.keyboard.press("Control+Enter")
    assert page.locator(".writing .wrong").inner_text() == "A record needs a name."
    page.locator(".writing [name=name]").fill("名称")
    page.locator('.writing [name="number.value"]').fill("七")
    page.keyboard.press("Control+Enter")
    assert page.locator(".writing .wrong").inner_text() == "A number is not complete."
    page.keyboard.press("Escape")
    assert not page.locator(".writing").count()
    assert not page.locator(".verdict").count()


def test_the_disputed_and_unclaimed_of_the_plan_from_the_keyboard_alone(
    page: Page, plan_page: str, disputed_plan: Result, plan: Document, tmp_path: Path
) -> None:
    """Unclaimed numbers become records, the unsupported go, the misread are accepted or mended; no mouse is touched."""
    page.goto(plan_page)
    todo = {record.id: record.check.status for record in disputed_plan.records if record.check.issues}
    unclaimed = {f"quantity@{each.quantity.start}" for each in disputed_plan.reconciliation.unclaimed}
    every = set(todo) | unclaimed | {"refused@0"}
    seen: list[str] = []
    page.keyboard.press("o")
    for _ in every:
        subject = current(page)
        seen.append(subject)
        if todo.get(subject) is CheckStatus.UNSUPPORTED:
            page.keyboard.press("x")
        elif subject.startswith("quantity@") and len(seen) < 9:
            page.keyboard.press("e")
            page.keyboard.type(f"补录{subject}")
            page.keyboard.press("Control+Enter")
            page.keyboard.press("o")
        else:
            page.keyboard.press("a")
    made = {f"补录{subject}" for subject in seen[:8] if subject.startswith("quantity@")}
    assert sorted(seen) == sorted(every)
    assert page.locator("#reviewed").inner_text() == f"{len(every)} of {len(every)} checked"
    corrected = apply_corrections(disputed_plan, saved(page, tmp_path), plan)
    assert not corrected.reconciliation.unsupported
    assert made
    assert {record.name for record in corrected.records} >= made
    assert_balance_is_that_of(page, disputed_plan, plan, tmp_path)
    accepted = [record for record in corrected.records if "accepted_in_review" in codes(record)]
    assert len(accepted) == sum(status is not CheckStatus.UNSUPPORTED for status in todo.values())
