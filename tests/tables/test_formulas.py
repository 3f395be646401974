"""What a spreadsheet might run, and what it would not."""

from __future__ import annotations

import polars as pl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from extractor.tables.formulas import harmless, may_run

DANGEROUS = [
    "=1+1",
    "=cmd|'/c calc'!A1",
    "+1",
    "-2.3%",
    "@SUM(A1)",
    "\t=1",
    "\tplain",
    "\rplain",
    "\nplain",
    "＝1+1",
    "＋1",
    "－1",
    "＠SUM(A1)",
    " =1+1",
    "\u3000=1+1",
    "\u200b=1+1",
    "\ufeff=1+1",
    "\x00=1+1",
    "\x1c=1+1",
    "\u200e=1+1",
    "- 一是加快发展",
    "增长;=1+1",
    "增长; =1+1",
    "增长\t=1+1",
    "增长\n=1+1",
    '增长;"=1+1"',
]
HARMLESS = [
    "",
    "增长8%",
    "地区生产总值",
    "1-2个",
    "'=1",
    "（=1",
    "a=1",
    "2023",
    " 增长",
    "——",
    "·=1",
    "a;b",
    "增长；-2",
    "a,=1",
    "a\nb",
]


@pytest.mark.parametrize("text", DANGEROUS)
def test_dangerous(text: str) -> None:
    assert may_run(text)


@pytest.mark.parametrize("text", HARMLESS)
def test_harmless(text: str) -> None:
    assert not may_run(text)


GUARDED = [
    ("=1+1", "'=1+1"),
    (" =1", "' =1"),
    ("-2.3%", "'-2.3%"),
    ("\t1", "'\t1"),
    ("\n=1", "'\n'=1"),
    ("增长;=1;-2", "增长;'=1;'-2"),
    ("a\r\n@SUM(A1)", "a\r\n'@SUM(A1)"),
    ("增长8%", "增长8%"),
    ("", ""),
    (None, None),
]


@pytest.mark.parametrize(("text", "expected"), GUARDED)
def test_an_apostrophe_stands_before_what_may_run(text: str | None, expected: str | None) -> None:
    assert pl.select(harmless(pl.lit(text, pl.String))).item() == expected


@given(st.text(alphabet=st.sampled_from("=+-@＝＋－＠\t\r\n ;'\"\u3000\u200b\ufeff\x00\x0b\x1c\x85\xa0增1a"), max_size=6))
def test_text_changes_only_where_it_may_run_and_only_by_apostrophes(text: str) -> None:
    guarded = pl.select(harmless(pl.lit(text))).item()
    assert guarded.replace("'", "") == text.replace("'", "")
    assert (guarded == text) is not may_run(text)
