"""Which printed lines belong together: by their places, not by their words."""

from __future__ import annotations

import pytest

from extractor.documents.formats.layout import join_lines
from extractor.documents.formats.printed import Cell, Line

SIZE = 10.0
LEFT, INDENTED, WIDTH = 70.0, 90.0, 340.0


def line(text: str, left: float = LEFT, row: int = 0, is_row: bool = False) -> Line:
    """A line in the ``row`` of its page, ten points a Chinese character, five any other."""
    width = sum(SIZE if ord(character) > 0x2000 else SIZE / 2 for character in text)
    return Line((Cell(text, left, left + width),), 800.0 - 20 * row, SIZE, is_row)


FULL = "全市经济运行总体平稳稳中有进质量效益提高"
BODY = [line(FULL, row=row) for row in range(6)]

PAIRS = [
    # the last line of the body, the line below it, what stands between them
    ("full, not indented", line(FULL, row=6), line("就业持续增长。", row=7), ""),
    ("full, indented", line(FULL, row=6), line("就业持续增长。", left=INDENTED, row=7), "\n"),
    ("short", line("就业持续增长", row=6), line("就业持续增长。", row=7), "\n"),
    ("no room for the number", line(FULL[:18], row=6), line("12345.6亿元。", row=7), ""),
    ("room for the word", line(FULL[:17], row=6), line("就业持续增长。", row=7), "\n"),
    ("no room for a mark", line(FULL[:19], row=6), line("业，就业持续增长。", row=7), ""),
    ("no room for a number and its mark", line(FULL[:17], row=6), line("28.4%。云顶落户。", row=7), ""),
    ("room for the number", line(FULL[:14], row=6), line("28.4%。云顶落户。", row=7), "\n"),
    ("no room for a quotation mark", line(FULL[:19], row=6), line("“双碳”行动。", row=7), ""),
    ("no room for a mark and Latin", line(FULL[:18], row=6), line("·CCD落户。", row=7), ""),
    ("no room for a quoted number", line(FULL[:17], row=6), line("持“1+6+6”思路。", row=7), ""),
    ("no room for a number behind a mark", line(FULL[:17], row=6), line("份,270个项目。", row=7), ""),
    ("room for Chinese before a quotation", line(FULL[:18], row=6), line("持“双碳”行动。", row=7), "\n"),
    ("a gap between them", line(FULL, row=6), line("就业持续增长。", row=9), "\n"),
    ("above it, as in a second column", line(FULL, row=6), line("就业持续增长。", row=1), "\n"),
    ("two numbers", line(FULL[:19] + "12", row=6), line("34亿元。", row=7), "\n"),
    ("two Latin words", line(FULL[:18] + "China", row=6), line("Unicom落户。", row=7), " "),
    ("after a row", line(FULL, row=6, is_row=True), line("就业持续增长。", row=7), "\n\u3000\u3000"),
    ("before a row", line(FULL, row=6), line("就业", row=7, is_row=True), "\n\u3000\u3000"),
]


@pytest.mark.parametrize(("last", "following", "joint"), [pair[1:] for pair in PAIRS], ids=[pair[0] for pair in PAIRS])
def test_a_line_goes_on_where_the_one_above_was_full(last: Line, following: Line, joint: str) -> None:
    text, _ = join_lines([[*BODY, last, following]], WIDTH)
    assert text.endswith(last.text + joint + following.text)


TITLE = "中原区二〇二三年工作报告"
TITLES = [
    # size of the first line and of the one below it, where that begins, what stands between them
    ("a title set in the middle", 2.0, 2.0, 200.0, ""),
    ("a heading below a title", 2.0, 1.0, 200.0, "\n"),
    ("the text below a title", 2.0, 1.0, INDENTED, "\n"),
    ("no title", 1.0, 1.0, 200.0, "\n"),
]


@pytest.mark.parametrize(("above", "below", "left", "joint"), [case[1:] for case in TITLES], ids=[case[0] for case in TITLES])
def test_a_title_goes_on_wherever_it_stands(above: float, below: float, left: float, joint: str) -> None:
    title = Line((Cell(TITLE, LEFT, 270.0),), 820.0, SIZE * above)
    rest = Line((Cell("全文", left, left + 20),), 800.0, SIZE * below)
    text, _ = join_lines([[title, rest, *(line(FULL, row=row) for row in range(1, 7))]], WIDTH)
    assert text.startswith(f"{TITLE}{joint}全文\n")


def test_a_paragraph_goes_on_over_the_page() -> None:
    text, starts = join_lines([BODY, [line("就业持续增长。")], [line("下页。", left=INDENTED)]], WIDTH)
    assert text == FULL * 6 + "就业持续增长。" + "\n\f" + "下页。"
    assert starts == (0, len(FULL) * 6, len(text) - len("下页。"))


def test_short_lines_show_no_edge() -> None:
    text, _ = join_lines([[line("建成学校3所", row=row) for row in range(4)]], WIDTH)
    assert text == "\n".join(["建成学校3所"] * 4)


def test_pages_without_lines_begin_where_the_next_text_does() -> None:
    text, starts = join_lines([[], [line("前。")], [], [line("后。")], []], WIDTH)
    assert text == "前。\n\f后。"
    assert starts == (0, 0, 2, 4, 6)


def test_no_lines_are_no_text() -> None:
    assert join_lines([[], []], WIDTH) == ("", (0, 0))
