"""The Chromium of this machine, and PDF files as people print them from it."""

from __future__ import annotations

import html
import shutil
from collections.abc import Callable, Iterator
from contextlib import contextmanager

from tests.formats.samples import paragraphs

NAMES = ("chromium", "chromium-browser", "google-chrome")
SIZES = (12, 14, 15, 16, 18)

_STYLE = "body {{ font: {size}pt/1.75 'Noto Serif CJK SC', serif }} p {{ margin: 0; text-indent: 2em }}"

Print = Callable[[str, float], bytes]


def find_chromium() -> str | None:
    """Path of the browser, if there is one."""
    return next(filter(None, map(shutil.which, NAMES)), None)


@contextmanager
def printing(chromium: str) -> Iterator[Print]:
    """Prints a text on A4 in so many points, a paragraph a line, first lines indented."""
    from playwright.sync_api import sync_playwright

    with sync_playwright() as driver, driver.chromium.launch(executable_path=chromium, args=["--no-sandbox"]) as browser:
        page = browser.new_page()

        def print_text(text: str, size: float) -> bytes:
            body = "".join(f"<p>{html.escape(line, quote=False)}</p>" for line in paragraphs(text))
            page.set_content(f"<meta charset=utf-8><style>{_STYLE.format(size=size)}</style>{body}")
            return page.pdf(format="A4", margin=dict.fromkeys(("top", "right", "bottom", "left"), "25mm"))

        yield print_text
