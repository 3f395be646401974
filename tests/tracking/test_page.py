"""The page: self-contained, escaped, with plots whose text is text."""

from __future__ import annotations

import re
import xml.etree.ElementTree as ElementTree
from html.parser import HTMLParser

import pytest

from extractor.tracking import Tracking, track
from extractor.tracking.page import render_page
from extractor.tracking.verdicts import kept
from schemas import Status
from tests.tables.made import CITY, commitment, indicator, quantity
from tests.tracking.test_accounts import GROWTH, at, plan, review, told
from tests.tracking.zhongyuan import tracking

SVG = re.compile(r"<svg.*?</svg>", re.S)


@pytest.fixture(scope="module")
def page() -> str:
    """The page of the sample pair."""
    return render_page(tracking())


def test_every_pair_shows_both_evidences_and_its_sum(page: str) -> None:
    for item in tracking().promises:
        if item.outcome:
            for quote in (item.promise.evidence.quote, item.outcome.evidence.quote):
                assert "".join(quote.splitlines()) in page
        if item.arithmetic:
            assert item.arithmetic.formula.replace(">", "&gt;") in page


def test_nothing_is_loaded_from_elsewhere(page: str) -> None:
    assert not re.search(r"""(?:src|href)\s*=\s*["'](?!#)""", page)
    assert not re.search(r"url\((?!#)|@import|<script", page)
    assert set(re.findall(r"https?://[^\"\s<]+", page)) <= {"http://www.w3.org/1999/xlink", "http://www.w3.org/2000/svg"}


def test_the_plots_hold_their_words_as_text(page: str) -> None:
    rates, amounts, topics = (ElementTree.fromstring(plot) for plot in SVG.findall(page))
    words = [
        " ".join(text.text or "" for text in plot.iter("{http://www.w3.org/2000/svg}text")) for plot in (rates, amounts, topics)
    ]
    assert "地区生产总值" in words[0] and "约7% → 约5%" in words[0] and "2024-01/2024-11" in words[0]
    assert "新增养老床位" in words[1] and "536%" in words[1]
    of_education = [item.verdict for item in tracking().promises if item.topic == "education"]
    assert "教育" in words[2] and f"2/2/{len(of_education)}" in words[2]


def test_the_same_input_gives_the_same_bytes(page: str) -> None:
    assert render_page(tracking()) == page


class _Tags(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.tags: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append(tag)


def test_markup_in_a_report_stays_words() -> None:
    hostile = "<script>alert(1)</script>\"'</svg><img src=x onerror=alert(1)>$x_1^2$"
    promise = commitment(hostile, change=quantity(7), evidence=at(0, hostile))
    made = track([plan(promise), review(told(name=hostile, change=quantity(5), evidence=at(0, hostile)))])
    tags = _Tags()
    written = render_page(made)
    tags.feed(written)
    assert not {"script", "img"} & set(tags.tags)
    assert written.count("<svg") == written.count("</svg>") == 2
    for plot in SVG.findall(written):
        ElementTree.fromstring(plot)


def test_a_contradiction_shows_both_sides() -> None:
    first = plan(indicator(value=quantity(830, "亿元"), evidence=at(0, "完成830亿元")))
    second = review(indicator(value=quantity(842, "亿元"), evidence=at(0, "修订为842亿元")))
    written = render_page(track([first, second]))
    assert "完成830亿元" in written and "修订为842亿元" in written and "矛盾" in written


def test_a_target_beside_that_of_the_city() -> None:
    written = render_page(track([plan(GROWTH), plan(commitment(change=quantity(6)), region=CITY, sha256="city")]))
    assert "与上级目标并列" in written and "7% − 6% = 1个百分点" not in written and "1个百分点" in written


def test_an_estimate_is_called_one() -> None:
    written = render_page(track([plan(GROWTH), review(told(change=quantity(5), status=Status.ESTIMATE))]))
    assert "An estimate; the final figure may differ." in written


def test_nothing_to_show_is_a_page_too() -> None:
    assert "承诺与结果" in render_page(Tracking())


def test_kept_counts_only_final_verdicts() -> None:
    from collections import Counter

    from extractor.tracking import Verdict

    counts = {Verdict.MET: 1, Verdict.EXCEEDED: 2, Verdict.MISSED: 1, Verdict.NO_WORD: 9, Verdict.ON_THE_WAY: 3}
    assert kept(Counter(counts)) == (3, 4, 16)
    assert kept(Counter({Verdict.NO_WORD: 9})) == (0, 0, 9)


def test_the_headline_says_how_many_promises_it_is_about() -> None:
    promises = [
        commitment("地区生产总值", "gdp", id="met", change=quantity(5)),
        commitment("养老床位", "elderly_beds", id="missed", target=quantity(100, "张"), evidence=at(100, "养老床位100张")),
        commitment("粮食产量", "grain_output", id="silent", target=quantity(10, "万吨"), evidence=at(200, "粮食产量10万吨")),
    ]
    beds = told(name="养老床位", canonical="elderly_beds", id="i2", value=quantity(90, "张"), evidence=at(100, "养老床位90张"))
    written = render_page(track([plan(*promises), review(told(change=quantity(5)), beds)]))
    line = next(line for line in written.splitlines() if "in all</p>" in line)
    assert re.findall(r"<b>(\d+)</b>", line) == ["3", "2", "1", "1", "2", "3"]
