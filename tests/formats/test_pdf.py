"""PDF: paragraphs as they were before the page broke them, each on its page, without what every page repeats."""

from __future__ import annotations

import threading

import pytest

from extractor.documents import read_bytes
from extractor.pipeline import extract_by_rules
from tests.formats.samples import FONT, SEEDS, pdf_of, pdf_of_story, picture, printed

SENTENCE = "全年新增城镇就业2.7万人，完成固定资产投资830.6亿元，同比增长8.1%，建成学校12所。"


def page_break() -> object:
    from reportlab.platypus import PageBreak

    return PageBreak()


def read(*story: object, furniture: bool = False) -> tuple[str, tuple[int, ...], tuple[str, ...]]:
    document = read_bytes(pdf_of_story(story, furniture), "report.pdf")
    assert document.format == "pdf"
    return document.text, document.page_starts, document.warnings


@pytest.mark.parametrize("size", [10.5, 12, 16])
def test_a_paragraph_is_one_line_however_often_it_was_wrapped(size: float) -> None:
    lines = [f"第{number}，{SENTENCE * repeats}" for number, repeats in enumerate([1, 2, 5, 1, 12, 3], 1)]
    text, _, _ = read(*(printed(line, size) for line in lines))
    assert text.split("\n") == lines


def test_a_paragraph_that_runs_over_the_page_is_one_line() -> None:
    lines = [SENTENCE * 40, SENTENCE * 40]
    text, starts, _ = read(*map(printed, lines), furniture=True)
    assert text.split("\n") == lines
    assert len(starts) > 2
    assert all(text[start - 1] != "\n" for start in starts[1:])


def test_every_record_knows_its_page() -> None:
    facts = [f"全年新增{name}{20 + 3 * place}万人。" for place, name in enumerate(["就业", "户籍人口", "参保人员", "旅客", "学生"])]
    document = read_bytes(pdf_of_story([part for fact in facts for part in (printed(fact), page_break())]), "report.pdf")
    values = {record.value.value: record.evidence.page for record in extract_by_rules(document).indicators if record.value}
    assert values == {20: 1, 23: 2, 26: 3, 29: 4, 32: 5}
    assert [document.text[start:].startswith(fact) for start, fact in zip(document.page_starts, facts, strict=True)] == [True] * 5


def test_pages_without_text_keep_the_count_of_pages_right() -> None:
    document = read_bytes(pdf_of_story([printed("一。"), page_break(), picture(), page_break(), printed("三。")]), "report.pdf")
    assert document.page_of(document.text.index("一")) == 1
    assert document.page_of(document.text.index("三")) == 3


def test_running_heads_and_page_numbers_are_left_out() -> None:
    text, starts, _ = read(*(printed(SENTENCE * 10) for _ in range(12)), furniture=True)
    assert len(starts) > 3
    assert "文件" not in text
    assert "—" not in text


def test_page_numbers_of_a_short_file_are_left_out() -> None:
    from reportlab.pdfgen.canvas import Canvas

    for number in ("1", "- 1 -", "第1页 共1页", "1/1"):
        canvas = Canvas("x.pdf")
        printed("")
        for height, line in ((700, "全年就业2.7万人。"), (40, number)):
            canvas.setFont(FONT, 12)
            canvas.drawString(72, height, line)
        assert read_bytes(canvas.getpdfdata(), "report.pdf").text == "全年就业2.7万人。"


def test_rows_of_a_table_keep_their_columns() -> None:
    from reportlab.platypus import Table

    rows = [["指标", "单位", "上半年", "增长"], ["生产总值", "亿元", "830.6", "8"], ["新增就业", "万人", "2", "7"]]
    table = Table(rows, colWidths=[150, 80, 90, 90])
    table.setStyle([("FONT", (0, 0), (-1, -1), FONT, 10)])
    text, _, _ = read(printed(SENTENCE * 3), table, printed(SENTENCE * 3))
    assert [line.strip() for line in text.split("\n")] == [SENTENCE * 3, *map(" | ".join, rows), SENTENCE * 3]


def test_wide_spaces_in_prose_are_no_columns() -> None:
    line = "党的建设全面加强，\u2003\u2003经济实力明显提高，\u2003\u2003人民生活持续改善。" * 6
    text, _, _ = read(printed(line), printed(SENTENCE * 3))
    assert "|" not in text
    assert len(text.split("\n")) == 2


def test_scanned_pages_among_others_are_named() -> None:
    pages = [printed("一。"), picture(), picture(), printed("四。"), picture(), printed("六。")]
    _, _, warnings = read(*(part for page in pages for part in (page, page_break())), furniture=True)
    (warning,) = warnings
    assert "2–3, 5" in warning
    assert "OCR" in warning


def test_a_blank_page_and_a_picture_beside_text_are_no_loss() -> None:
    from reportlab.platypus import Spacer

    _, starts, warnings = read(printed(SENTENCE), page_break(), Spacer(1, 9), page_break(), printed(SENTENCE), picture())
    assert len(starts) >= 3
    assert warnings == ()


def test_two_threads_may_read_at_once() -> None:
    text = SEEDS[0].read_text(encoding="utf-8-sig")
    data = pdf_of(text)
    expected = read_bytes(data, "report.pdf").text
    results: list[str] = []
    threads = [threading.Thread(target=lambda: results.append(read_bytes(data, "report.pdf").text)) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert results == [expected] * 4
    assert "区第十七届人民代表大会第四次会议" in expected
