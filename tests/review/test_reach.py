"""Every record and every quantity of a report can be reached by click and by keyboard, from either side."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from extractor.api import extract
from extractor.documents import Document
from schemas import Check, CheckStatus, Commitment, Indicator, ReadBy, Result
from schemas.quantities import quantities

if TYPE_CHECKING:
    from playwright.sync_api import Page

Write = Callable[[Result, Document], str]

CLICK_RECORDS = """() => [...document.querySelectorAll('.card')].map((card) => card.dataset.subject).map((subject) => {
  document.querySelector(`[data-subject="${subject}"] .name`).click();
  return [document.querySelector('[aria-current]').dataset.subject,
          [...document.querySelectorAll('#article .e.now')].map((each) => each.textContent).join('')];
})"""
PRESS = """([key, times]) => Array.from({ length: times }, () => {
  document.activeElement.dispatchEvent(new KeyboardEvent('keydown', { key, bubbles: true, cancelable: true }));
  return [document.querySelector('[aria-current]')?.dataset.subject, document.activeElement.dataset.q ?? null];
})"""
CLICK_NUMBERS = """() => [...document.querySelectorAll('#article .q')].map((mark) => {
  mark.click();
  return [mark.dataset.q, document.querySelector('[aria-current]').dataset.subject];
})"""
CLICK_NUMBERS_OF_RECORDS = """() => [...document.querySelectorAll('.number')].map((_, index) => {
  const button = document.querySelectorAll('.number')[index];
  const subject = button.closest('.card').dataset.subject;
  button.click();
  return [subject, document.activeElement.dataset.q];
})"""


def places(result: Result) -> list[int]:
    """Where the quantities of ``result`` stand, in text order: the page numbers them so."""
    held = {quantity.start for record in result.records for _, quantity in quantities(record)}
    return sorted(held | {missed.quantity.start for missed in result.reconciliation.unclaimed})


def holders(result: Result) -> dict[int, set[str]]:
    """By the number of a place: the records that hold it, or the item that says that none does."""
    found: dict[int, set[str]] = {index: set() for index in range(len(places(result)))}
    order = {start: index for index, start in enumerate(places(result))}
    for record in result.records:
        for _, quantity in quantities(record):
            found[order[quantity.start]].add(record.id)
    for missed in result.reconciliation.unclaimed:
        found[order[missed.quantity.start]].add(f"quantity@{missed.quantity.start}")
    return found


def test_every_record_by_click_shows_its_words(page: Page, seed_page: str, seed_result: Result) -> None:
    page.goto(seed_page)
    reached = dict(page.evaluate(CLICK_RECORDS))
    breaks = str.maketrans("", "", "\n")
    quotes = {record.id: record.evidence.quote.translate(breaks) for record in seed_result.records}
    assert quotes == {subject: words for subject, words in reached.items() if subject in quotes}
    assert len(reached) == len(quotes) + len(seed_result.reconciliation.unclaimed)


def test_every_record_by_keyboard(page: Page, seed_page: str, seed_result: Result) -> None:
    page.goto(seed_page)
    subjects = [record.id for record in seed_result.records]
    subjects += [f"quantity@{missed.quantity.start}" for missed in seed_result.reconciliation.unclaimed]
    down = [subject for subject, _ in page.evaluate(PRESS, ["j", len(subjects)])]
    assert sorted(down) == sorted(subjects)
    back = [subject for subject, _ in page.evaluate(PRESS, ["k", 20])]
    assert back == down[-2:-22:-1]


def test_every_quantity_by_click_leads_to_a_record_that_holds_it(page: Page, seed_page: str, seed_result: Result) -> None:
    page.goto(seed_page)
    reached = page.evaluate(CLICK_NUMBERS)
    assert {int(place) for place, _ in reached} == set(range(len(places(seed_result))))
    held = holders(seed_result)
    assert all(subject in held[int(place)] for place, subject in reached)


def test_every_quantity_by_keyboard(page: Page, seed_page: str, seed_result: Result) -> None:
    page.goto(seed_page)
    held = holders(seed_result)
    forth = page.evaluate(PRESS, ["n", len(held)])
    assert [int(place) for _, place in forth] == list(range(len(held)))
    assert all(subject in held[int(place)] for subject, place in forth)
    back = page.evaluate(PRESS, ["N", 20])
    assert [int(place) for _, place in back] == list(range(len(held)))[-2:-22:-1]


def test_every_quantity_of_a_record_by_click_leads_to_its_place(page: Page, seed_page: str, seed_result: Result) -> None:
    page.goto(seed_page)
    held = holders(seed_result)
    reached = page.evaluate(CLICK_NUMBERS_OF_RECORDS)
    assert {int(place) for _, place in reached} == set(held)
    assert all(subject in held[int(place)] for subject, place in reached)


def test_with_mouse_and_keys(page: Page, plan_page: str, disputed_plan: Result, plan: Document) -> None:
    page.goto(plan_page)
    page.get_by_text("收储土地", exact=False).first.click()
    card = page.locator("[aria-current]")
    assert "收储土地" in card.locator("blockquote").inner_text()
    page.keyboard.press("j")
    after = page.locator("[aria-current] blockquote").inner_text()
    assert "收储土地" not in after
    page.keyboard.press("k")
    assert "收储土地" in page.locator("[aria-current] blockquote").inner_text()
    assert page.locator("#article .now").first.is_visible()


def test_a_second_click_goes_to_the_next_record_of_the_same_words(page: Page, plan: Document, written: Write) -> None:
    """Records of one sentence often rest on each other's words: all of them can be reached by clicking the same place."""
    good = extract(plan)
    first = good.indicators[0]
    twice = good.model_copy(update={"commitments": (*good.commitments, commitment_on(first))})
    page.goto(written(twice, plan))
    words = page.locator(".e").first
    reached = []
    for _ in range(3):
        words.click(position={"x": 4, "y": 8})
        reached.append(page.locator("[aria-current]").get_attribute("data-subject"))
    assert set(reached) == {first.id, "copy"}
    assert reached[0] == reached[2] != reached[1]


def commitment_on(record: Indicator) -> Commitment:
    """A promise that rests on the same words as ``record``."""
    check = Check(status=CheckStatus.NO_NUMBERS, read_by=ReadBy.RULES)
    return Commitment(id="copy", name="另一条", evidence=record.evidence, check=check)
