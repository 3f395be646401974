"""Chromium for the tests of the page: one for the session, in a thread of its own, so that no other test meets its event loop."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from extractor.api import extract
from extractor.documents import Document, read_document
from extractor.review import render_page
from schemas import Result
from tests.chromium import NAMES, find_chromium
from tests.conftest import SEEDS
from tests.review.disputed import disputed

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

_thread = ThreadPoolExecutor(1, thread_name_prefix="browser")


@pytest.hookimpl(tryfirst=True)
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Keep all tests with a page in one process, so that there is one browser."""
    for item in items:
        if "page" in getattr(item, "fixturenames", ()):
            item.add_marker(pytest.mark.xdist_group("browser"))


@pytest.hookimpl(tryfirst=True)
def pytest_pyfunc_call(pyfuncitem: pytest.Function) -> bool | None:
    """Run a test that has a ``page`` in the thread that the page belongs to."""
    if "page" not in pyfuncitem.fixturenames:
        return None
    arguments = {name: pyfuncitem.funcargs[name] for name in pyfuncitem._fixtureinfo.argnames}
    _thread.submit(pyfuncitem.obj, **arguments).result()
    return True


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """Chromium without a window."""
    program = find_chromium()
    if program is None:
        pytest.skip(f"No Chromium was found (looked for {', '.join(NAMES)}): the review page is not tried in a browser.")
    started = _thread.submit(_launch, program).result()
    yield started[0]
    _thread.submit(_stop, *started).result()


def _launch(program: str) -> tuple[Browser, Any]:
    from playwright.sync_api import sync_playwright

    driver = sync_playwright().start()
    return driver.chromium.launch(executable_path=program, args=["--no-sandbox"]), driver


def _stop(browser: Browser, driver: Any) -> None:
    browser.close()
    driver.stop()


@pytest.fixture
def faults() -> list[str]:
    """What went wrong in the page, and what it asked for that is no file."""
    return []


@pytest.fixture
def page(browser: Browser, faults: list[str]) -> Iterator[Page]:
    """An empty tab in a profile of its own; at the end nothing may have gone wrong in it."""
    opened = _thread.submit(_open, browser, faults).result()
    yield opened
    _thread.submit(opened.context.close).result()
    assert not faults


def _open(browser: Browser, faults: list[str]) -> Page:
    context = browser.new_context(viewport={"width": 1360, "height": 850}, locale="en-US", accept_downloads=True)
    page = context.new_page()
    page.set_default_timeout(10_000)
    page.on("pageerror", lambda error: faults.append(str(error)))
    page.on("dialog", lambda dialog: faults.append(f"dialog: {dialog.message}"))
    page.on("console", lambda message: faults.append(message.text) if message.type in ("error", "warning") else None)
    page.on("request", lambda request: None if request.url.startswith(("file:", "blob:")) else faults.append(request.url))
    return page


@pytest.fixture(scope="session")
def written(tmp_path_factory: pytest.TempPathFactory) -> Callable[[Result, Document], str]:
    """Writes a review page to disk and gives its address."""
    folder = tmp_path_factory.mktemp("pages")

    def write(result: Result, document: Document) -> str:
        path = folder / f"{len(list(folder.iterdir()))}.html"
        path.write_text(render_page(result, document), encoding="utf-8")
        return path.as_uri()

    return write


@pytest.fixture(scope="session")
def plan() -> Document:
    """The 2024 plan of Zhongyuan district."""
    return read_document(next(path for path in SEEDS if path.stem == "zhongyuan-2024-plan"))


@pytest.fixture(scope="session")
def disputed_plan(plan: Document) -> Result:
    """The plan as careless readers read it."""
    return disputed(plan)


@pytest.fixture(scope="session")
def plan_page(disputed_plan: Result, plan: Document, written: Callable[[Result, Document], str]) -> str:
    """Address of the page about the carelessly read plan."""
    return written(disputed_plan, plan)


@pytest.fixture(scope="session")
def other_page(written: Callable[[Result, Document], str]) -> str:
    """Address of a page about another result."""
    document = read_document(next(path for path in SEEDS if path.stem == "huiji-2024-plan"))
    return written(extract(document), document)


@pytest.fixture(scope="session")
def seed_page(seed: Path, written: Callable[[Result, Document], str]) -> str:
    """Address of the page about each sample report."""
    document = read_document(seed)
    return written(extract(document), document)
