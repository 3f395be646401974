"""What must hold for any quote: planted spans of the sample reports, held against brute force."""

from __future__ import annotations

import re
from functools import cache
from typing import NamedTuple

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from tests.grounding.reports import SEEDS, Report, plain, report, seed, standing

WIDE = {code: code + 0xFEE0 for code in map(ord, "0123456789%,()")}
WHITE = st.sampled_from([" ", "\n", "　", " \n ", "\xa0"])
UNTIMED = settings(deadline=None, max_examples=200)
CLAUSE = re.compile(r"[^，,；;。：:！？]+")


class Planted(NamedTuple):
    """A quote copied from ``source[start:end]`` of a sample report."""

    name: str
    start: int
    end: int

    @property
    def source(self) -> str:
        return seed(self.name).source

    @property
    def quote(self) -> str:
        return self.source[self.start : self.end]


def cuts_a_figure(sample: Report, start: int, end: int) -> bool:
    """Whether either edge of a source span splits a figure."""
    return start in sample.inside_figures or end in sample.inside_figures


@st.composite
def substrings(draw: st.DrawFn, longest: int = 120) -> Planted:
    """Any part of a sample report that cuts no figure in two."""
    name = draw(st.sampled_from(SEEDS)).name
    length = len(seed(name).source)
    start = draw(st.integers(0, length - 1))
    planted = Planted(name, start, min(start + draw(st.integers(1, longest)), length))
    assume(re.search(r"\w", planted.quote) and not cuts_a_figure(seed(name), planted.start, planted.end))
    return planted


@st.composite
def respaced(draw: st.DrawFn, quote: str) -> str:
    """The quote with white space put in anywhere, and perhaps full-width."""
    for _ in range(draw(st.integers(0, 4))):
        at = draw(st.integers(0, len(quote)))
        quote = quote[:at] + draw(WHITE) + quote[at:]
    return quote.translate(WIDE) if draw(st.booleans()) else quote


@UNTIMED
@given(st.data())
def test_verbatim_quotes_are_always_placed_rightly(data: st.DataObject) -> None:
    planted = data.draw(substrings())
    placement = seed(planted.name).grounder.place(data.draw(respaced(planted.quote)))
    right = standing(planted.quote, planted.source)
    assert placement is not None and placement.exact
    assert (placement.start, placement.end) in right
    assert placement.unique or len(right) > 1


@UNTIMED
@given(substrings())
def test_a_wall_around_the_planted_quote_leads_to_it(planted: Planted) -> None:
    placement = seed(planted.name).grounder.place(planted.quote, within=(planted.start, planted.end))
    assert placement is not None
    assert plain(planted.source[placement.start : placement.end]) == plain(planted.quote)
    assert planted.start <= placement.start < placement.end <= planted.end


@UNTIMED
@given(text=st.text("甲乙1 2\n", max_size=60), quote=st.text("甲乙12 ", min_size=1, max_size=6))
def test_exact_places_are_those_of_brute_force(text: str, quote: str) -> None:
    sample = report(f"，{text}，")
    whole = {place for place in standing(quote, sample.source) if not cuts_a_figure(sample, *place)}
    exact = {(place.start, place.end) for place in sample.grounder.places(quote) if place.exact}
    assert exact <= whole
    assert bool(exact) == bool(whole)


class Site(NamedTuple):
    """Something that may be changed, at ``start:end`` of the clause number ``clause`` of a sample report."""

    name: str
    clause: int
    start: int
    end: int


@cache
def clauses(name: str) -> list[tuple[int, int]]:
    return [match.span() for match in CLAUSE.finditer(seed(name).source)]


@cache
def sites(pattern: str) -> list[Site]:
    """Every place of the sample reports where ``pattern`` matches inside a clause."""
    return [
        Site(path.name, index, *match.span())
        for path in SEEDS
        for index, span in enumerate(clauses(path.name))
        for match in re.compile(pattern).finditer(seed(path.name).source, *span)
    ]


@st.composite
def changed(draw: st.DrawFn, pattern: str, others: dict[str, str]) -> tuple[Planted, str]:
    """One to five clauses of a report, and the same with another word put for the one that the pattern matches."""
    site = draw(st.sampled_from(sites(pattern)))
    spans = clauses(site.name)
    first = max(site.clause - draw(st.integers(0, 2)), 0)
    last = min(site.clause + draw(st.integers(0, 2)), len(spans) - 1)
    planted = Planted(site.name, spans[first][0], spans[last][1])
    word = planted.source[site.start : site.end]
    other = others[word] if word in others else draw(st.sampled_from(sorted(set(others.values()) - {word})))
    return planted, planted.source[planted.start : site.start] + other + planted.source[site.end : planted.end]


DIGITS = {f"any {digit}": digit for digit in "0123456789"}
YEARS = {f"any {year}": year for year in ("2021", "2022", "2023", "2024", "2025", "2026")}
NUMERALS = {f"any {numeral}": numeral for numeral in "一二三四五六七八九十百两"}
UNITS = {
    "亿": "万",
    "万": "亿",
    "个百分点": "%",
    "%": "个百分点",
    "家": "个",
    "个": "家",
    "公里": "米",
    "元": "美元",
    "人": "户",
    "所": "座",
}
SIGNS = {"增长": "下降", "下降": "增长", "提高": "降低", "高于": "低于", "不低于": "低于", "以上": "以下", "以内": "以上"}
CHANGES = {
    "digit": (r"\d", DIGITS),
    "year": (r"\d{4}(?= ?年)", YEARS),
    "Chinese numeral": (f"[{''.join(NUMERALS.values())}]", NUMERALS),
    "unit": (rf"(?<=\d)(?:{'|'.join(UNITS)})|(?<=\d )(?:{'|'.join(UNITS)})", UNITS),
    "sign": ("|".join(SIGNS), SIGNS),
}


@pytest.mark.parametrize(("pattern", "others"), CHANGES.values(), ids=CHANGES)
@UNTIMED
@given(data=st.data())
def test_a_quote_with_one_figure_changed_is_never_placed(pattern: str, others: dict[str, str], data: st.DataObject) -> None:
    planted, quote = data.draw(changed(pattern, others))
    assume(plain(quote) not in plain(planted.source))
    grounder = seed(planted.name).grounder
    assert grounder.place(quote) is None
    assert grounder.place(quote, within=(planted.start, planted.end)) is None


@cache
def blanked(text: str) -> str:
    """The letters of ``text`` with every number blanked."""
    return re.sub(r"\d+(?:\.\d+)?", "0", plain(text))


@cache
def lone(name: str, start: int, end: int) -> bool:
    """Whether a part of a report is whole, and its words stand nowhere else in it."""
    source = seed(name).source
    return blanked(source).count(blanked(source[start:end])) == 1 and not cuts_a_figure(seed(name), start, end)


WORDS = {"完成": "完成了", "达到": "达到了", "的": "", "，": "；", ",": "、", "“": "", "、": "，", "新增": "新增了"}
EDGES = "，,、；;。“”‘’《》（）()：: "


@UNTIMED
@given(data=st.data())
def test_a_quote_with_a_particle_or_a_mark_changed_keeps_its_place(data: st.DataObject) -> None:
    planted, quote = data.draw(changed(rf"(?:{'|'.join(WORDS)})(?!\d)", WORDS))
    assume(len(plain(planted.quote)) > 12 and lone(planted.name, planted.start, planted.end))
    placement = seed(planted.name).grounder.place(quote)
    assert placement is not None
    assert plain(planted.source[placement.start : placement.end]).strip(EDGES) == plain(planted.quote).strip(EDGES)


@cache
def triples(name: str) -> list[tuple[int, int, int, int]]:
    """Three clauses of one sentence, of which the words of the first and the last stand nowhere else: outer and inner edges."""
    spans = clauses(name)
    found = [(*first, *last) for first, last in zip(spans, spans[2:], strict=False)]
    return [
        (start, head, tail, end)
        for start, head, tail, end in found
        if not re.search(r"[。！？\n：:]", seed(name).source[head:tail])
        and min(head - start, end - tail) > 8
        and lone(name, start, head)
        and lone(name, tail, end)
    ]


@UNTIMED
@given(data=st.data(), ellipsis=st.sampled_from(["……", "…", "...", "（略）"]))
def test_an_ellipsis_spans_what_it_leaves_out(data: st.DataObject, ellipsis: str) -> None:
    name = data.draw(st.sampled_from(SEEDS)).name
    source, grounder, _ = seed(name)
    start, head, tail, end = data.draw(st.sampled_from(triples(name)))
    placement = grounder.place(source[start:head] + ellipsis + source[tail:end])
    assert placement is not None
    assert plain(source[placement.start : placement.end]).strip(EDGES) == plain(source[start:end]).strip(EDGES)
