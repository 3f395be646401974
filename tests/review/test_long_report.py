"""The page of a report of 100,000 characters, in processor time of its main thread: what else the machine does, does not count."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

import pytest

from extractor.api import extract
from extractor.documents import Document
from schemas import Result

if TYPE_CHECKING:
    from playwright.sync_api import CDPSession, Page

LENGTH = 100_000
SCROLL = """async () => {
  const text = document.querySelector('.text');
  for (let step = 0; step < 20; step += 1) { text.scrollTop += 700; await new Promise(requestAnimationFrame); }
  return text.scrollTop;
}"""
PAINTED = "() => new Promise((done) => requestAnimationFrame(() => setTimeout(done)))"


@pytest.fixture(scope="module")
def long_page(plan: Document, written: Callable[[Result, Document], str]) -> str:
    repeated = Document.from_text("\n".join([plan.text] * (LENGTH // len(plan.text) + 1))[:LENGTH])
    return written(extract(repeated), repeated)


def busy(session: CDPSession) -> float:
    """Seconds of processor time that the page has taken so far."""
    metrics = {each["name"]: each["value"] for each in session.send("Performance.getMetrics")["metrics"]}
    return float(metrics["TaskDuration"])


def measured(page: Page) -> CDPSession:
    session = page.context.new_cdp_session(page)
    session.send("Performance.enable", {"timeDomain": "threadTicks"})
    return session


def test_it_opens_in_under_two_seconds(page: Page, long_page: str) -> None:
    session = measured(page)
    page.goto(long_page)
    page.evaluate(PAINTED)
    assert page.locator(".card").count() > 1000
    assert 0 < busy(session) < 2


def test_it_scrolls_and_steps_smoothly(page: Page, long_page: str) -> None:
    session = measured(page)
    page.goto(long_page)
    page.evaluate(PAINTED)
    opened = busy(session)
    assert page.evaluate(SCROLL) > 10_000
    scrolled = busy(session)
    assert (scrolled - opened) / 20 < 0.05
    for _ in range(10):
        page.keyboard.press("j")
    assert (busy(session) - scrolled) / 10 < 0.1
