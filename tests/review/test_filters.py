"""Filters, search and order of the list; language and theme."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from schemas import CheckStatus, Commitment, Result
from schemas.record import Record

if TYPE_CHECKING:
    from playwright.sync_api import Page

_SHOWN = "() => [...document.querySelectorAll('.card')].map((card) => card.dataset.subject)"
_DISPUTED = (CheckStatus.CONFLICT, CheckStatus.UNSUPPORTED)


def ids(result: Result, *others: str, **wanted: object) -> set[str]:
    """Ids of the records that ``wanted`` describes, and ``others``."""

    def fits(record: Record) -> bool:
        facts = {"kind": type(record), "status": record.check.status, "section": record.evidence.section[:1]}
        return all(facts[name] == value for name, value in wanted.items())

    return {record.id for record in result.records if fits(record)} | set(others)


def unclaimed(result: Result) -> set[str]:
    return {f"quantity@{missed.quantity.start}" for missed in result.reconciliation.unclaimed}


def test_what_is_disputed_or_unclaimed_comes_first(page: Page, plan_page: str, disputed_plan: Result) -> None:
    page.goto(plan_page)
    shown = page.evaluate(_SHOWN)
    first = {record.id for record in disputed_plan.records if record.check.status in _DISPUTED}
    first |= unclaimed(disputed_plan) | {"refused@0"}
    remarked = {record.id for record in disputed_plan.records if record.check.issues} - first
    assert set(shown[: len(first)]) == first
    assert set(shown[len(first) : len(first) + len(remarked)]) == remarked
    assert remarked
    assert len(shown) == len(ids(disputed_plan)) + len(unclaimed(disputed_plan)) + 1


def test_by_kind(page: Page, plan_page: str, disputed_plan: Result) -> None:
    page.goto(plan_page)
    page.select_option("[name=kind]", "commitment")
    assert set(page.evaluate(_SHOWN)) == ids(disputed_plan, kind=Commitment)
    page.select_option("[name=kind]", "quantity")
    assert set(page.evaluate(_SHOWN)) == unclaimed(disputed_plan)


@pytest.mark.parametrize(
    ("state", "status"),
    [("differing", CheckStatus.CONFLICT), ("unsupported", CheckStatus.UNSUPPORTED), ("no_numbers", CheckStatus.NO_NUMBERS)],
)
def test_by_state(page: Page, plan_page: str, disputed_plan: Result, state: str, status: CheckStatus) -> None:
    page.goto(plan_page)
    page.select_option("[name=state]", state)
    assert set(page.evaluate(_SHOWN)) == ids(disputed_plan, status=status)


def test_by_section_with_all_below_it(page: Page, plan_page: str, disputed_plan: Result) -> None:
    page.goto(plan_page)
    section = "三、2024年经济社会发展的总体要求和主要预期目标"
    others = {each for each in unclaimed(disputed_plan) if _section_of(disputed_plan, each)[:1] == (section,)}
    page.select_option("[name=section]", label=section)
    assert set(page.evaluate(_SHOWN)) == ids(disputed_plan, *others, section=(section,))
    outer = "四、2024年经济社会发展的主要工作措施"
    page.select_option("[name=section]", label=outer)
    deeper = {
        record.id
        for record in disputed_plan.records
        if record.evidence.section[:1] == (outer,) and len(record.evidence.section) > 1
    }
    assert deeper
    assert deeper < set(page.evaluate(_SHOWN))


def _section_of(result: Result, subject: str) -> tuple[str, ...]:
    start = int(subject.removeprefix("quantity@"))
    return next(missed.section for missed in result.reconciliation.unclaimed if missed.quantity.start == start)


def test_by_reader(page: Page, plan_page: str, disputed_plan: Result) -> None:
    page.goto(plan_page)
    page.select_option("[name=reader]", "nobody")
    assert set(page.evaluate(_SHOWN)) == unclaimed(disputed_plan)
    page.select_option("[name=reader]", "rules")
    assert set(page.evaluate(_SHOWN)) == ids(disputed_plan)


def test_search_finds_words_of_the_quote_and_clearing_brings_all_back(page: Page, plan_page: str, disputed_plan: Result) -> None:
    page.goto(plan_page)
    every = page.evaluate(_SHOWN)
    page.keyboard.press("/")
    page.keyboard.type("收储土地")
    expected = {record.id for record in disputed_plan.records if "收储土地" in record.name + record.evidence.quote}
    assert expected
    assert set(page.evaluate(_SHOWN)) == expected
    page.get_by_role("button", name="Clear filters").click()
    page.wait_for_function("count => document.querySelectorAll('.card').length === count", arg=len(every))


def test_decided_items_leave_the_open_ones(page: Page, plan_page: str, disputed_plan: Result) -> None:
    page.goto(plan_page)
    page.keyboard.press("j")
    subject = page.locator("[aria-current]").get_attribute("data-subject")
    page.keyboard.press("a")
    page.select_option("[name=decision]", "decided")
    assert page.evaluate(_SHOWN) == [subject]
    page.select_option("[name=decision]", "open")
    assert subject not in page.evaluate(_SHOWN)


def test_other_filters_drop_what_does_not_fit_and_begin_at_the_top(page: Page, plan_page: str, disputed_plan: Result) -> None:
    """Whatever was current, and however far down, the hits are what one sees, and they are counted."""
    page.goto(plan_page)
    last = disputed_plan.indicators[-1].id
    page.locator(f'[data-subject="{last}"] .name').click()
    assert page.evaluate("() => document.querySelector('.records').scrollTop") > 1000
    page.select_option("[name=kind]", "quantity")
    assert set(page.evaluate(_SHOWN)) == unclaimed(disputed_plan)
    assert not page.locator("[aria-current]").count()
    assert not page.locator("#article .now").count()
    assert page.evaluate("() => document.querySelector('.records').scrollTop") == 0
    every = len(ids(disputed_plan)) + len(unclaimed(disputed_plan)) + 1
    assert page.locator("#shown").inner_text() == f"{len(unclaimed(disputed_plan))} of {every} shown"


def test_what_fits_other_filters_stays_current(page: Page, plan_page: str, disputed_plan: Result) -> None:
    page.goto(plan_page)
    subject = min(unclaimed(disputed_plan))
    page.locator(f'[data-subject="{subject}"] .name').click()
    page.select_option("[name=kind]", "quantity")
    assert page.locator("[aria-current]").get_attribute("data-subject") == subject


def test_a_search_without_hits_says_so(page: Page, plan_page: str) -> None:
    page.goto(plan_page)
    page.keyboard.press("j")
    page.fill("[name=search]", "没有这样的词")
    assert page.evaluate(_SHOWN) == []
    assert page.locator("#shown").inner_text().startswith("0 of ")
    assert page.locator("#list").inner_text() == "Nothing matches the filters."


def test_what_a_click_shows_beyond_the_filters_is_not_counted(page: Page, plan_page: str, disputed_plan: Result) -> None:
    page.goto(plan_page)
    page.select_option("[name=kind]", "quantity")
    before = page.locator("#shown").inner_text()
    page.locator(".e.indicator").first.click()
    assert len(page.evaluate(_SHOWN)) == len(unclaimed(disputed_plan)) + 1
    assert page.locator("#shown").inner_text() == before


def test_a_click_in_the_text_shows_a_record_that_the_filters_hide(page: Page, plan_page: str, disputed_plan: Result) -> None:
    page.goto(plan_page)
    page.select_option("[name=kind]", "project")
    page.locator(".e.indicator").first.click()
    assert "indicator" in (page.locator("[aria-current]").get_attribute("class") or "")


def test_language_is_switched_and_remembered(page: Page, plan_page: str) -> None:
    page.goto(plan_page)
    assert page.locator("#save").inner_text() == "Save corrections"
    page.click("#language")
    assert page.locator("#save").inner_text() == "保存修改"
    assert "已归入记录" in page.locator("#accounted").inner_text()
    page.reload()
    assert page.locator("#save").inner_text() == "保存修改"
    assert page.locator("html").get_attribute("lang") == "zh-CN"


def test_theme_follows_the_system_until_it_is_chosen(page: Page, plan_page: str) -> None:
    paper = "() => getComputedStyle(document.body).backgroundColor"
    page.emulate_media(color_scheme="light")
    page.goto(plan_page)
    light = page.evaluate(paper)
    page.emulate_media(color_scheme="dark")
    dark = page.evaluate(paper)
    assert light != dark
    page.click("#theme")
    assert page.evaluate(paper) == light
    page.reload()
    assert page.evaluate(paper) == light


def test_on_paper_there_are_the_text_and_the_records_and_no_controls(page: Page, plan_page: str) -> None:
    page.goto(plan_page)
    page.emulate_media(media="print")
    assert not page.locator("#save").is_visible()
    assert not page.locator("#filters").is_visible()
    assert page.locator("#article").is_visible()
    assert page.evaluate("() => document.querySelector('.records').scrollHeight <= document.querySelector('.records').clientHeight")
    assert page.locator(".card").last.is_visible()


def test_help_opens_and_closes_by_key(page: Page, plan_page: str) -> None:
    page.goto(plan_page)
    page.keyboard.press("?")
    assert "next item to check" in page.locator("#manual").inner_text()
    page.keyboard.press("Escape")
    assert not page.locator("#manual").is_visible()


def test_the_bar_says_how_many_numbers_are_accounted_for(page: Page, plan_page: str, disputed_plan: Result) -> None:
    page.goto(plan_page)
    books = disputed_plan.reconciliation
    assert f"{books.claimed} of {books.quantities} numbers accounted for" in page.locator("#accounted").inner_text()
    assert f"unclaimed {len(books.unclaimed)}" in page.locator("#accounted").inner_text()
