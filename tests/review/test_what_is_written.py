"""What a person writes is held against what `apply` takes, and the card then says what was decided."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from extractor.documents import Document
from extractor.review import CorrectionsRefused, apply_corrections
from schemas import CheckStatus, Indicator, Result
from schemas.quantities import quantities
from tests.review.test_correcting import SELECT, codes, current, go_to, one, saved

if TYPE_CHECKING:
    from playwright.sync_api import Page

# A field of an indicator, what is written in it, and what the page says to that; None where it is right.
WRITTEN = [
    ("name", "", "A record needs a name."),
    ("name", "名称", None),
    *(("period", period, None) for period in ("", "2023", "2024-09", "2024-Q1", "2024-01/2024-11", "2022/2023")),
    *(
        ("period", period, f"“{period}” is not a period")
        for period in ("去年", "2024年", "2024-13", "2024-Q5", "2024/", "２０２４")
    ),
    ("canonical", "gdp", None),
    ("canonical", "", None),
    ("canonical", "no_such", "The catalogue has no “no_such”"),
    ("number.value", "七", "A number is not complete."),
    ("number.value", "", "A number is not complete."),
    ("number.unit", "", "A number is not complete."),
    ("number.upper", "0.5", "the upper limit 0.5 is below"),
    ("number.upper", "99999", None),
    ("comparison.reference", "全市", None),
]


@pytest.mark.parametrize(("field", "words", "problem"), WRITTEN)
def test_the_form_refuses_what_apply_refuses(
    page: Page, plan_page: str, disputed_plan: Result, plan: Document, tmp_path: Path, field: str, words: str, problem: str | None
) -> None:
    page.goto(plan_page)
    go_to(page, one(disputed_plan, CheckStatus.CONFIRMED).id)
    page.keyboard.press("e")
    page.locator(f'.writing [name="{field}"]').first.fill(words)
    page.locator(".writing [name=region]").fill("别处")
    page.keyboard.press("Control+Enter")
    if problem is None:
        assert not page.locator(".writing").count()
        assert apply_corrections(disputed_plan, saved(page, tmp_path), plan)
    else:
        assert problem in page.locator(".writing .wrong").inner_text()
        assert page.locator(".writing .wrong").is_visible()
        page.click("#language")
        page.locator(".writing [name=name]").press("Control+Enter")
        assert problem not in page.locator(".writing .wrong").inner_text()
        assert not page.locator(".verdict").count()


def test_a_count_from_five_down_to_three(page: Page, plan_page: str, disputed_plan: Result) -> None:
    project = next(each for each in disputed_plan.projects if each.count and not each.check.issues)
    page.goto(plan_page)
    go_to(page, project.id)
    page.keyboard.press("e")
    count = page.locator('.writing [data-path="count"]')
    count.locator('[name="number.value"]').fill("5")
    count.locator('[name="number.upper"]').fill("3")
    page.keyboard.press("Control+Enter")
    assert page.locator(".writing .wrong").inner_text() == "Count: the upper limit 3 is below 5."


def test_a_loaded_correction_that_apply_refuses_says_so_on_its_card(
    page: Page, plan_page: str, disputed_plan: Result, plan: Document, tmp_path: Path
) -> None:
    page.goto(plan_page)
    go_to(page, one(disputed_plan, CheckStatus.CONFIRMED).id)
    page.keyboard.press("e")
    page.locator(".writing [name=period]").fill("2020")
    page.keyboard.press("Control+Enter")
    corrections = saved(page, tmp_path)
    file = next(tmp_path.iterdir())
    file.write_text(corrections.to_json().replace('"period": "2020"', '"period": "去年"'), encoding="utf-8")
    page.set_input_files("#file", file)
    page.locator("[aria-current] .issue").wait_for()
    assert "“去年” is not a period" in page.locator("[aria-current] .issue").inner_text()
    with pytest.raises(CorrectionsRefused, match=f"“{one(disputed_plan, CheckStatus.CONFIRMED).name}” .*'去年' is no period"):
        apply_corrections(disputed_plan, type(corrections).model_validate_json(file.read_bytes()), plan)


def test_the_card_follows_a_correction(page: Page, plan_page: str, disputed_plan: Result) -> None:
    wrong = one(disputed_plan, CheckStatus.CONFLICT)
    field, quantity = next(quantities(wrong))
    page.goto(plan_page)
    go_to(page, wrong.id)
    card = page.locator("[aria-current]")
    assert card.locator(".state").inner_text() == "≠ differing"
    assert card.locator(".issue").count()
    page.keyboard.press("e")
    page.locator(f'.writing [data-path="{field}"] [name="number.value"]').fill(f"{quantity.value - 1:g}")
    page.keyboard.press("Control+Enter")
    assert card.locator(".state").inner_text() == "✓ confirmed"
    assert not card.locator(".issue").count()
    page.select_option("#filters [name=state]", "confirmed")
    assert current(page) == wrong.id
    page.locator("[aria-current]").get_by_role("button", name="Undo").click()
    assert card.locator(".state").inner_text() == "≠ differing"


def test_the_card_of_what_is_accepted_says_what_the_text_still_says(
    page: Page, plan_page: str, disputed_plan: Result, plan: Document, tmp_path: Path
) -> None:
    """As applying does: an accepted dispute of the readers is settled, a number that the text does not bear out is not."""
    accepted = [record for record in disputed_plan.records if record.check.issues]
    page.goto(plan_page)
    for record in accepted:
        go_to(page, record.id)
        page.keyboard.press("a")
    shown = {record.id: page.locator(f'[data-subject="{record.id}"]') for record in accepted}
    states = {subject: (card.locator(".state").text_content() or "").split()[-1] for subject, card in shown.items()}
    remarks = {subject: card.locator(".issue").count() for subject, card in shown.items()}
    done = apply_corrections(disputed_plan, saved(page, tmp_path), plan)
    found = {(record.name, record.evidence.start): record for record in done.records}
    words = {"conflict": "differing", "unsupported": "unsupported", "confirmed": "confirmed", "no_numbers": "numbers"}
    for record in accepted:
        applied = found[record.name, record.evidence.start]
        assert states[record.id] == words[applied.check.status.value]
        assert remarks[record.id] == len(set(codes(applied)) - {"accepted_in_review"})
    assert {"differing", "unsupported", "confirmed"} <= set(states.values())


def test_the_card_of_what_is_rejected_disputes_nothing(page: Page, plan_page: str, disputed_plan: Result) -> None:
    wrong = one(disputed_plan, CheckStatus.CONFLICT)
    page.goto(plan_page)
    go_to(page, wrong.id)
    page.keyboard.press("x")
    card = page.locator(f'[data-subject="{wrong.id}"]')
    assert card.locator(".verdict").inner_text() == "✗ rejected"
    assert not card.locator(".state, .issue").count()


def test_the_card_of_a_number_that_became_a_record(page: Page, plan_page: str, disputed_plan: Result) -> None:
    missed = disputed_plan.reconciliation.unclaimed[0].quantity
    page.goto(plan_page)
    go_to(page, f"quantity@{missed.start}")
    card = page.locator("[aria-current]")
    assert card.locator(".state").inner_text() == "? unclaimed"
    assert card.locator(".name").inner_text() == f"No record for {missed.raw}"
    page.keyboard.press("e")
    page.keyboard.type("新的指标")
    page.keyboard.press("Control+Enter")
    assert card.locator(".state").inner_text() == "✓ confirmed"
    assert card.locator(".name").inner_text() == f"Now a record: {missed.raw}"
    page.keyboard.press("u")
    assert page.locator(f'[data-subject="quantity@{missed.start}"] .state').inner_text() == "? unclaimed"


def test_a_record_is_added_from_the_keyboard_at_any_number(
    page: Page, plan_page: str, disputed_plan: Result, plan: Document, tmp_path: Path
) -> None:
    page.goto(plan_page)
    page.keyboard.press("+")
    assert page.locator("#said").inner_text() == "Select words in the text first, or go to a number with n."
    page.keyboard.press("n")
    page.keyboard.press("n")
    held = page.evaluate("() => document.activeElement.textContent")
    page.keyboard.press("+")
    page.keyboard.type("又一条记录")
    page.keyboard.press("Control+Enter")
    corrected = apply_corrections(disputed_plan, saved(page, tmp_path), plan)
    record = next(each for each in corrected.records if each.name == "又一条记录")
    assert held in record.evidence.quote
    assert record.evidence.quote.endswith("；")  # the whole statement
    assert list(quantities(record)) == []  # another record holds that number already
    assert record.check.status is CheckStatus.NO_NUMBERS


def test_a_free_number_in_focus_becomes_the_number_of_the_new_record(
    page: Page, plan_page: str, disputed_plan: Result, plan: Document, tmp_path: Path
) -> None:
    missed = disputed_plan.reconciliation.unclaimed[0].quantity
    page.goto(plan_page)
    go_to(page, f"quantity@{missed.start}")
    page.locator("[aria-current] .number").click()
    page.keyboard.press("+")
    page.keyboard.type("补上的指标")
    page.keyboard.press("Control+Enter")
    corrected = apply_corrections(disputed_plan, saved(page, tmp_path), plan)
    record = next(each for each in corrected.records if each.name == "补上的指标")
    assert isinstance(record, Indicator)
    assert record.value == missed


def test_words_selected_come_before_the_number_in_focus(page: Page, plan_page: str) -> None:
    page.goto(plan_page)
    page.keyboard.press("n")
    page.evaluate(SELECT, "深化政银企合作")
    page.keyboard.press("+")
    assert page.locator(".writing blockquote").inner_text() == "深化政银企合作"


def test_markdown_bold_is_drawn_and_counts_as_it_is_written(page: Page, plan_page: str, plan: Document, tmp_path: Path) -> None:
    page.goto(plan_page)
    words = "有力有效扩大投资"
    bold = page.locator("#article b", has_text=words)
    assert int(bold.evaluate("each => getComputedStyle(each).fontWeight")) >= 600
    mark = page.locator("#article i").first
    assert mark.inner_text() == "**"
    assert float(mark.evaluate("each => getComputedStyle(each).opacity")) < 0.5
    page.evaluate(SELECT, words)
    page.keyboard.press("+")
    page.keyboard.type("扩大投资")
    page.keyboard.press("Control+Enter")
    [decision] = saved(page, tmp_path).decisions
    assert decision.record is not None
    assert decision.record.evidence.start == plan.text.index(words)
