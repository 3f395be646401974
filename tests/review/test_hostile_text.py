"""A report that holds what would hurt a page: markup, comments, quotes, characters outside the BMP, odd line ends."""

from __future__ import annotations

from collections.abc import Callable
from html.parser import HTMLParser
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from extractor.api import extract
from extractor.documents import Document
from extractor.review import apply_corrections, render_page
from schemas import Result
from tests.review.test_correcting import SELECT, saved

if TYPE_CHECKING:
    from playwright.sync_api import Page

TEXT = (
    "郑州市中原区2024年<script>alert(1)</script>政府工作报告\r\n\r\n一、2023年工作回顾\r\n\r\n"
    "𠮷祥𠀋区<!--全区生产总值完成830.6亿元，增长8.1%。]]><![CDATA[ “双引”\"直引\"'单引'&amp;&lt;\r\n"
    "</textarea></title></style>新增就业2.7万余人𠮷，收储土地1281.2亩。</script><img src=x onerror=alert(2)>\r\n"
    "二、2024年工作安排\r\n\r\n`${alert(3)}`𡈽地\\u003c/script>生产总值增长7%左右，\u2028创建试点项目1-2个。\r\n"
)


@pytest.fixture(scope="module")
def document() -> Document:
    return Document.from_text(TEXT, '</script><script>alert(4)</script>".txt')


@pytest.fixture(scope="module")
def result(document: Document) -> Result:
    return extract(document)


@pytest.fixture(scope="module")
def address(result: Result, document: Document, written: Callable[[Result, Document], str]) -> str:
    return written(result, document)


def test_the_page_shows_the_text_character_for_character(page: Page, address: str) -> None:
    page.goto(address)
    shown = page.evaluate("() => [...document.getElementById('article').children].map((each) => each.textContent).join('\\n')")
    assert shown == TEXT
    assert not page.locator("#article script, #article img, #article textarea").count()


def test_marks_stand_where_code_points_say(page: Page, address: str, result: Result) -> None:
    page.goto(address)
    numbers = page.evaluate("() => [...document.querySelectorAll('#article .q')].map((each) => each.textContent)")
    assert {"830.6亿元", "8.1%", "2.7万余人", "1281.2亩", "7%左右", "1-2个"} <= set(numbers)


def test_a_selection_behind_characters_outside_the_bmp(
    page: Page, address: str, result: Result, document: Document, tmp_path: Path
) -> None:
    words = "𡈽地\\u003c/script>生产总值"
    page.goto(address)
    page.evaluate(SELECT, "𡈽地\\u003c/script>")
    page.keyboard.press("+")
    page.locator(".writing [name=name]").fill("</script>名")
    page.keyboard.press("Control+Enter")
    corrected = apply_corrections(result, saved(page, tmp_path), document)
    record = next(each for each in corrected.records if each.name == "</script>名")
    assert record.evidence.quote == "𡈽地\\u003c/script>"
    assert record.evidence.start == TEXT.index(words)


class Attributes(HTMLParser):
    """Every attribute of a page, and what its style says."""

    def __init__(self, source: str) -> None:
        super().__init__()
        self.seen: list[tuple[str, str | None]] = []
        self.feed(source)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.seen += attrs


def test_the_page_names_no_other_file(result: Result, document: Document) -> None:
    source = render_page(result, document)
    assert not {name for name, _ in Attributes(source).seen} & {"src", "href", "srcset", "action", "style", "onclick"}
    style = source[source.index("<style>") : source.index("</style>")]
    assert "url(" not in style
    assert "@import" not in style


def test_the_policy_allows_the_page_itself_and_nothing_else(result: Result, document: Document) -> None:
    policy = next(value for _, value in Attributes(render_page(result, document)).seen if value and "default-src" in value)
    rules = dict(rule.strip().split(" ", 1) for rule in policy.split(";"))
    assert rules["default-src"] == rules["connect-src"] == rules["form-action"] == "'none'"
    assert rules["script-src"].startswith("'sha256-")
    assert "unsafe" not in policy


def test_the_policy_forbids_a_connection(page: Page, address: str, faults: list[str]) -> None:
    page.goto(address)
    blocked = page.evaluate(
        "() => new Promise((done) => { addEventListener('securitypolicyviolation', (event) => done(event.effectiveDirective));"
        " fetch('http://127.0.0.1:9/').catch(() => {}); })"
    )
    assert blocked == "connect-src"
    assert any("Content Security Policy" in fault for fault in faults)
    faults.clear()
