"""Folding: one reading form for every way of setting a text, and the way back to the source."""

from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from extractor.documents import Document, fold

LINE = (
    "过去一年全区上下坚持稳中求进工作总基调扎实推进高质量发展经济运行总体平稳"
    "社会大局保持和谐稳定主要指标好于预期全年完成固定资产投资"
)

FOLDED = [
    # source, reading form
    ("增长８．１％", "增长8.1%"),
    ("ＰＭ２．５", "PM2.5"),
    ("增长6％－7％", "增长6%-7%"),
    ("(下同),增长;完成:好!", "（下同），增长；完成：好！"),
    ("收入21,989元", "收入21,989元"),
    ("收入２１，９８９元", "收入21,989元"),
    ("5,000,000元", "5,000,000元"),
    ("完成3,4月份任务", "完成3，4月份任务"),
    ("完成 830.6 亿元", "完成830.6亿元"),
    ("完成\u3000830.6\xa0亿元", "完成830.6亿元"),
    ("第十二 届 人 民", "第十二届人民"),
    ("中原 Citywalk Plan", "中原Citywalk Plan"),
    ("15 20万", "15 20万"),
    ("2 0 2 4 年", "2024年"),
    ('"双三十"工程', "“双三十”工程"),
    ("新增&nbsp;20&nbsp;家", "新增20家"),
    ("一、回顾\\r\\n2018年，是", "一、回顾\n2018年，是"),
    ("**有效投资。**成效", "有效投资。成效"),
    ("完成\x0020家", "完成20家"),
    ("完成\u200b20\u200d家", "完成20家"),
]


@pytest.mark.parametrize(("source", "reading"), FOLDED)
def test_the_reading_form(source: str, reading: str) -> None:
    assert fold(source).text == reading


PARAGRAPHS = [
    # source, paragraphs
    ("一、回顾\n\n新增20家。\n\n新增30家。", ["一、回顾", "新增20家。", "新增30家。"]),
    ("一、回顾\r\n新增20家。\r\n新增30家。", ["一、回顾", "新增20家。", "新增30家。"]),
    ("一、回顾\r新增20家。\r新增30家。", ["一、回顾", "新增20家。", "新增30家。"]),
    ("各位代表：　　现在，我报告工作。　　一、回顾　　新增20家。", ["各位代表：", "现在，我报告工作。", "一、回顾", "新增20家。"]),
    (
        "时间：2024-02-06????\t\t\t\t\t\t作者：中国县域????\t\t\t来源：政府网",
        ["时间：2024-02-06", "作者：中国县域", "来源：政府网"],
    ),
    (LINE + "\n178亿元，增长9%。", [LINE + "178亿元，增长9%。"]),
    (LINE + "17\n\n8亿元，增长9%。", [LINE + "178亿元，增长9%。"]),
    (LINE + "\f178亿元，增长9%。", [LINE + "178亿元，增长9%。"]),
    (LINE + "。\n178亿元用于民生。", [LINE + "。", "178亿元用于民生。"]),
    (LINE + "\n二、2024年工作安排", [LINE, "二、2024年工作安排"]),
    ("扩大投资总额420\n\n亿元，新增20家。", ["扩大投资总额420亿元，新增20家。"]),
    ("制定了《中原区提信心稳增长开门红十\n\n七条措施》等政策。", ["制定了《中原区提信心稳增长开门红十七条措施》等政策。"]),
]


@pytest.mark.parametrize(("source", "paragraphs"), PARAGRAPHS)
def test_paragraphs_are_kept_and_sentences_are_whole(source: str, paragraphs: list[str]) -> None:
    assert fold(source).text.split("\n") == paragraphs


def test_lines_of_one_width_are_one_paragraph() -> None:
    width = 30
    prose = (LINE.replace("稳中求进", "") * 6)[: width * 9] + "。"
    wrapped = "\n".join(prose[at : at + width] for at in range(0, len(prose), width))
    assert fold(wrapped).text == prose


BOLD = [
    ("**有效投资持续扩大。**全年完成", ["有效投资持续扩大。"]),
    ("一是**强化监测**。把二是**抓实普查**。", ["强化监测", "抓实普查"]),
    ("**没有合上\n\n新的一段**合上", []),
    ("没有加粗", []),
]


@pytest.mark.parametrize(("source", "spans"), BOLD)
def test_bold_words_are_known_after_their_marks_are_gone(source: str, spans: list[str]) -> None:
    folded = fold(source)
    assert [folded.text[start:end] for start, end in folded.bold] == spans


def test_a_span_leads_back_to_the_words_as_written() -> None:
    source = "全年　　完成 ８３０．６\n亿元"
    folded = fold(source)
    place = folded.text.index("830.6亿元")
    start, end = folded.span(place, place + len("830.6亿元"))
    assert source[start:end] == "８３０．６\n亿元"


def same_but_for_width(reading: str, source: str) -> bool:
    """Whether a folded character is the source's, or its half- or full-width twin."""
    if reading == source or unicodedata.normalize("NFKC", reading) == unicodedata.normalize("NFKC", source):
        return True
    return reading in "“”" and source == '"'


@given(st.text(max_size=200) | st.text(alphabet='０1９．.％% \n\t\r\u3000\xa0年亿元，,（("“**?&nbsp;\\rn', max_size=200))
def test_every_folded_character_comes_from_its_place(source: str) -> None:
    folded = fold(source)
    offsets = list(folded.offsets)
    assert len(offsets) == len(folded.text)
    assert offsets == sorted(set(offsets))
    for reading, offset in zip(folded.text, offsets, strict=True):
        assert same_but_for_width(reading, source[offset]) or reading in "\n "


@given(st.text(alphabet="增长完成8１．%亿元 \n\u3000，。", max_size=80))
def test_folding_drops_nothing_but_white_space(source: str) -> None:
    def bare(text: str) -> str:
        return "".join(text.split())

    wide = str.maketrans("１．", "1.")
    assert bare(fold(source).text) == bare(source).translate(wide)


def test_folding_what_is_folded_changes_nothing(seed_document: Document) -> None:
    reading = fold(seed_document.text).text
    again = fold(reading.replace("\n", "\n\n")).text
    assert again.replace("\n", "") == reading.replace("\n", "")
