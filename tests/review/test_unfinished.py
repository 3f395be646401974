"""An edit that is not kept yet: the text can be consulted beside it, and nothing throws it away unsaid."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from schemas import CheckStatus, Result
from schemas.corrections import Verdict
from tests.review.test_correcting import SELECT, current, go_to, one, saved

if TYPE_CHECKING:
    from playwright.sync_api import Page

Step = Callable[["Page"], None]
OTHER = ".card:not([aria-current]) .name"


def focus_button(page: Page) -> None:
    page.locator(".writing .evidence button").first.focus()


def click_number(page: Page) -> None:
    page.locator("#article .q").nth(20).click()


def click_quote(page: Page) -> None:
    page.locator("#article .e.commitment").last.evaluate("words => words.click()")


def step_numbers(page: Page) -> None:
    click_number(page)
    page.keyboard.press("n")
    page.keyboard.press("N")


def filter_kind(page: Page) -> None:
    page.select_option("#filters [name=kind]", "quantity")


def search(page: Page) -> None:
    page.locator("#filters [name=search]").press_sequentially("收储土地")


def leave_the_filters(page: Page) -> None:
    for name in ("search", "kind"):
        page.locator(f"#filters [name={name}]").focus()
        page.keyboard.press("Escape")


def clear_filters(page: Page) -> None:
    page.get_by_role("button", name="Clear filters").click()
    page.wait_for_timeout(50)


def switch_language(page: Page) -> None:
    page.click("#language")


def letters_on_a_button(page: Page) -> None:
    focus_button(page)
    for key in "jkoaxu":
        page.keyboard.press(key)


def read_the_help(page: Page) -> None:
    click_number(page)
    page.keyboard.press("?")
    page.keyboard.press("Escape")


# What leaves an open form alone, whatever stands in it.
STAYS: list[Step] = [
    click_number,
    click_quote,
    step_numbers,
    filter_kind,
    search,
    leave_the_filters,
    clear_filters,
    switch_language,
    letters_on_a_button,
    read_the_help,
]


def other_card(page: Page) -> None:
    page.locator(OTHER).nth(5).click()


def number_of_another_card(page: Page) -> None:
    page.locator(".card:not([aria-current]) .number").nth(5).click()


def next_card(page: Page) -> None:
    click_number(page)
    page.keyboard.press("j")


def accept_by_key(page: Page) -> None:
    click_number(page)
    page.keyboard.press("a")


def add_another(page: Page) -> None:
    page.evaluate(SELECT, "深化政银企合作")
    page.click("#add")


def save(page: Page) -> None:
    page.click("#save")


# What needs the place of the form.
LEAVES: list[Step] = [other_card, number_of_another_card, next_card, accept_by_key, add_another, save]


def open_form(page: Page, address: str, result: Result) -> str:
    """Begin to edit a record with nothing against it; its id."""
    record = one(result, CheckStatus.CONFIRMED)
    page.goto(address)
    go_to(page, record.id)
    page.keyboard.press("e")
    return record.id


def values(page: Page) -> list[str]:
    return page.locator(".writing input").evaluate_all("inputs => inputs.map((input) => input.value)")


@pytest.mark.parametrize("step", STAYS, ids=lambda step: step.__name__)
@pytest.mark.parametrize("name", ["改了一半的名称", ""])
def test_the_form_stays_open_beside_the_text(page: Page, plan_page: str, disputed_plan: Result, step: Step, name: str) -> None:
    record = open_form(page, plan_page, disputed_plan)
    page.locator(".writing [name=name]").fill(name)
    page.locator('.writing [name="number.value"]').first.fill("七")
    before = values(page)
    assert "七" in before
    step(page)
    assert page.locator(f'[data-subject="{record}"] .writing').is_visible()
    assert values(page) == before
    assert not page.locator(".verdict").count()


def test_a_click_in_the_text_shows_the_words_and_leaves_the_cards_alone(page: Page, plan_page: str, disputed_plan: Result) -> None:
    record = open_form(page, plan_page, disputed_plan)
    words = page.locator("#article .e.commitment").last
    words.evaluate("words => words.click()")
    assert "now" in (words.get_attribute("class") or "")
    assert current(page) == record
    assert page.locator("#said").inner_text() == "Unfinished edit: Ctrl+Enter keeps it, Esc drops it."
    page.keyboard.press("Escape")
    assert not page.locator(".writing").count()
    assert page.locator("#said").inner_text() == ""


@pytest.mark.parametrize("step", LEAVES, ids=lambda step: step.__name__)
def test_what_is_written_whole_is_kept(page: Page, plan_page: str, disputed_plan: Result, step: Step, tmp_path: Path) -> None:
    record = open_form(page, plan_page, disputed_plan)
    page.locator(".writing [name=name]").fill("改好的名称")
    step(page)
    [decision] = saved(page, tmp_path).decisions
    assert (decision.subject, decision.verdict) == (record, Verdict.CORRECTED)
    assert decision.record is not None
    assert decision.record.name == "改好的名称"


@pytest.mark.parametrize("step", LEAVES, ids=lambda step: step.__name__)
def test_what_is_not_whole_stays_and_says_so(page: Page, plan_page: str, disputed_plan: Result, step: Step) -> None:
    record = open_form(page, plan_page, disputed_plan)
    page.locator(".writing [name=name]").fill("")
    step(page)
    assert page.locator(f'[data-subject="{record}"] .writing').is_visible()
    assert current(page) == record
    assert page.locator("#said").inner_text() == "A record needs a name. Unfinished edit: Ctrl+Enter keeps it, Esc drops it."
    assert not page.locator(".verdict").count()


@pytest.mark.parametrize("step", LEAVES, ids=lambda step: step.__name__)
def test_a_form_that_nobody_touched_decides_nothing(
    page: Page, plan_page: str, disputed_plan: Result, step: Step, tmp_path: Path
) -> None:
    record = open_form(page, plan_page, disputed_plan)
    step(page)
    assert not page.locator(f'[data-subject="{record}"] .writing').count()
    page.keyboard.press("Escape")
    assert [decision.verdict for decision in saved(page, tmp_path).decisions] == (
        [Verdict.ACCEPTED] if step is accept_by_key else []
    )


def test_saving_takes_the_open_edit_along(page: Page, plan_page: str, disputed_plan: Result, tmp_path: Path) -> None:
    record = open_form(page, plan_page, disputed_plan)
    page.keyboard.press("Control+a")
    page.keyboard.type("存时还开着")
    [decision] = saved(page, tmp_path).decisions
    assert decision.record is not None
    assert (decision.subject, decision.record.name) == (record, "存时还开着")


def test_a_new_record_survives_filters_and_language_too(page: Page, plan_page: str, disputed_plan: Result, tmp_path: Path) -> None:
    page.goto(plan_page)
    page.evaluate(SELECT, "深化政银企合作")
    page.keyboard.press("+")
    page.locator(".writing [name=name]").fill("政银企合作")
    page.select_option("#filters [name=kind]", "project")
    page.click("#language")
    assert "名称" in page.locator(".writing").inner_text()
    page.locator(".writing [name=name]").press("Control+Enter")
    [decision] = saved(page, tmp_path).decisions
    assert decision.record is not None
    assert decision.record.name == "政银企合作"


def test_a_number_chosen_stays_chosen_in_the_other_language(page: Page, plan_page: str, disputed_plan: Result) -> None:
    open_form(page, plan_page, disputed_plan)
    page.locator('.writing [name="number.unit"]').first.fill("万亿元")
    page.select_option(".writing [name=status]", "estimate")
    choices = "selects => selects.map((select) => select.value)"
    before = page.locator(".writing select").evaluate_all(choices)
    page.click("#language")
    assert page.locator(".writing select").evaluate_all(choices) == before
    assert "万亿元" in values(page)


def test_leaving_the_page_asks_first(page: Page, plan_page: str, disputed_plan: Result) -> None:
    open_form(page, plan_page, disputed_plan)
    leaves = "() => dispatchEvent(new Event('beforeunload', { cancelable: true }))"
    assert page.evaluate(leaves)
    page.keyboard.type("改")
    assert not page.evaluate(leaves)
