"""Heading paths: which headings stand above a sentence, from the outermost to the innermost."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from extractor.documents import Document, fold
from extractor.outline import read_outline
from schemas import Report
from tests.outline.reading import outline, statements

PATHS = [
    # text, the sentence asked about, its path
    ("一、2023年工作回顾\n\n新增20家。", "新增20家。", ["一、2023年工作回顾"]),
    ("一、回顾\n（一）经济\n新增20家。", "新增20家。", ["一、回顾", "（一）经济"]),
    ("一、回顾\n(一)经济\n新增20家。", "新增20家。", ["一、回顾", "（一）经济"]),
    ("一、回顾\n（一）经济\n1.工业\n新增20家。", "新增20家。", ["一、回顾", "（一）经济", "1.工业"]),
    ("一、回顾\n（一）经济\n1、工业\n新增20家。", "新增20家。", ["一、回顾", "（一）经济", "1、工业"]),
    ("一、回顾\n（一）经济\n（二）民生\n新增20家。", "新增20家。", ["一、回顾", "（二）民生"]),
    ("一、回顾\n（一）经济\n二、安排\n新增20家。", "新增20家。", ["二、安排"]),
    # run-in headings
    ("（一）扩大投资。新增20家。建成30家。", "建成30家。", ["（一）扩大投资"]),
    ("（一）扩大投资。**有效投资持续扩大。**新增20家。", "新增20家。", ["（一）扩大投资", "有效投资持续扩大"]),
    ("（一）投资。**扩大。**新增20家。**回暖。**建成30家。", "建成30家。", ["（一）投资", "回暖"]),
    ("（二）狠抓项目。一是**加快产业转型**。新增20家。", "新增20家。", ["（二）狠抓项目", "一是加快产业转型"]),
    ("一、回顾\n一是实力持续增强。新增20家。", "新增20家。", ["一、回顾", "一是实力持续增强"]),
    # brackets, dashes, Markdown
    ("【郑州实践】\n\n新增20家。", "新增20家。", ["【郑州实践】"]),
    ("# 一部分\n\n## 一小节\n\n### 一点\n\n新增20家。", "新增20家。", ["一部分", "一小节", "一点"]),
    ("# 一部分\n\n## 一小节\n\n## 又一小节\n\n新增20家。", "新增20家。", ["一部分", "又一小节"]),
    ("第一章 总则\n第二节 目标\n新增20家。", "新增20家。", ["第一章总则", "第二节目标"]),
    # a line of its own
    ("2013年工作回顾\n\n新增20家。", "新增20家。", ["2013年工作回顾"]),
    ("过去五年工作回顾\n　　五年来成绩显著。", "五年来成绩显著。", ["过去五年工作回顾"]),
    # one-line files
    ("一、回顾　　新增20家。　　二、安排　　建成30家。", "建成30家。", ["二、安排"]),
    ("一、回顾\\r\\n新增20家。\\r\\n建成30家。", "建成30家。", ["一、回顾"]),
]


@pytest.mark.parametrize(("text", "sentence", "path"), PATHS)
def test_the_headings_above_a_sentence(text: str, sentence: str, path: list[str]) -> None:
    assert [list(told.section) for words, told in statements(text) if words == sentence] == [path]


NO_HEADING = [
    "一是新增学位2.3万个。",
    "2.3万人受益。",
    "各位代表：",
    "记者王红",
    "新增就业2.7万人，城镇调查失业率控制在5.5%以内，居民人均可支配收入增长6.9%，居民消费价格涨幅控制在3%左右。",
]


@pytest.mark.parametrize("text", NO_HEADING)
def test_what_only_looks_like_a_heading(text: str) -> None:
    assert [told.section for _, told in statements(f"一、回顾\n\n{text}\n\n新增20家。")] == [("一、回顾",)] * 2


SENTENCES = [
    ("新增20家。建成30家！", ["新增20家。", "建成30家！"]),
    ("新增20家；建成30家。", ["新增20家；", "建成30家。"]),
    ("他说：“新增20家。”建成30家。", ["他说：“新增20家。”", "建成30家。"]),
    ("新增 20\n\n家，建成30家。", ["新增20家，建成30家。"]),
]


@pytest.mark.parametrize(("text", "sentences"), SENTENCES)
def test_sentences_end_at_their_marks(text: str, sentences: list[str]) -> None:
    assert [words for words, _ in statements(text)] == sentences


def test_every_character_of_a_paragraph_stands_in_one_statement_or_in_a_heading(seed_document: Document) -> None:
    folded = fold(seed_document.text)
    read = read_outline(folded, Report(source="x", sha256="0", reported_year=2023, planned_year=2024))
    last = 0
    for statement in read.statements():
        assert last <= statement.start < statement.end
        last = statement.end
    told = sum(statement.end - statement.start for statement in read.statements())
    assert told > 0.9 * len(folded.text)


@given(
    st.lists(st.sampled_from(["一、回顾", "（一）经济", "1.工业", "**投资。**", "新增20家。", "一是抓项目。", "\n", "；", "　　"]))
)
def test_statements_never_overlap_and_never_leave_their_paragraph(parts: list[str]) -> None:
    read = outline("".join(parts))
    for paragraph in read.paragraphs:
        places = [place for told in paragraph.statements for place in (told.start, told.end)]
        assert places == sorted(places)
        assert all(paragraph.start <= place <= paragraph.end for place in places)
        assert all(told.end > told.start for told in paragraph.statements)


FAR = [
    ("二、2045年远景目标", None),
    ("二、2040年目标任务", None),
    ("二、2145年目标任务", None),
    ("二、2030年工作安排", None),
    ("二、2026年政府工作", None),
    ("二、2026年重点工作安排", None),
    ("二、2039年远景目标", "2039"),
    ("二、2035年远景目标", "2035"),
    ("二、2030年工作目标", "2030"),
    ("二、2025年重点工作", "2025"),
    ("二、2024年工作安排", "2024"),
]


@pytest.mark.parametrize(("heading", "period"), FAR)
def test_a_heading_of_a_year_that_a_report_of_2024_cannot_be_about_sets_no_context(heading: str, period: str | None) -> None:
    told = dict(statements(f"一、2023年工作回顾\n新增就业1万人。\n{heading}\n新增就业2万人。\n"))
    statement = told["新增就业2万人。"]
    assert statement.section == (heading,)
    assert statement.context.period == (period or "2023")
    assert statement.context.timeframe.value == ("planned" if period else "done")


def test_nor_does_a_sentence_of_one_for_those_after_it() -> None:
    told = dict(statements("一、2023年工作回顾\n到2060年，新增就业9万人。新增就业2万人。\n"))
    assert told["到2060年，新增就业9万人。"].context.period == "2060"
    assert told["新增就业2万人。"].context.period == "2023"
