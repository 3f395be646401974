"""Running heads and page numbers are told from the report by recurring at its edges; a figure that stands there by chance stays."""

from __future__ import annotations

import pytest

from extractor.documents.formats.furniture import without_furniture
from extractor.documents.formats.printed import Cell, Line

SPACE = ""


def page(*texts: str) -> list[Line]:
    """Lines below each other; ``SPACE`` leaves one line free."""
    return [Line((Cell(text, 0, 100),), 800 - 20 * row, 10) for row, text in enumerate(texts) if text]


def left(*pages: list[str]) -> list[list[str]]:
    """Texts that stay of each page."""
    return [[line.text for line in lines] for lines in without_furniture([page(*texts) for texts in pages])]


def texts(pages: list[list[str]]) -> list[list[str]]:
    return [[text for text in texts if text] for texts in pages]


BODIES = [[f"{name}一", f"{name}二", f"{name}三"] for name in "甲乙丙丁戊己"]
FOOTS = ["— {} —", "第{}页 共9页", "{}/9", "2024年政府工作报告 {}", "{}", "区文件 · {} · 8号"]


@pytest.mark.parametrize("foot", FOOTS)
@pytest.mark.parametrize("first", [1, 2, 17])
def test_numbers_that_count_the_pages_are_left_out(foot: str, first: int) -> None:
    pages = [[*body, SPACE, foot.format(first + place)] for place, body in enumerate(BODIES)]
    assert left(*pages) == BODIES
    assert left(*(page[::-1] for page in pages)) == [body[::-1] for body in BODIES]


@pytest.mark.parametrize("foot", ["— {} —", "{}", "第{}页"])
def test_a_bare_number_may_stand_close_and_alone(foot: str) -> None:
    for count in (1, 2, 6):
        assert left(*([*body, foot.format(place)] for place, body in enumerate(BODIES[:count], 1))) == BODIES[:count]


def test_a_head_may_have_two_lines_and_be_missing_on_the_cover() -> None:
    pages = [["封面"], *(["区政府", "工作报告", SPACE, *body] for body in BODIES[:3])]
    assert left(*pages) == [["封面"], *BODIES[:3]]


def test_odd_and_even_pages_may_have_their_own_heads() -> None:
    pages = [["区政府" if place % 2 else "工作报告", SPACE, *body] for place, body in enumerate(BODIES)]
    assert left(*pages) == BODIES


def test_a_scanned_page_has_nothing_but_its_furniture() -> None:
    assert left(*(["工作报告", SPACE, SPACE, f"— {number} —"] for number in range(1, 5))) == [[], [], [], []]


def test_the_order_of_the_content_does_not_matter() -> None:
    head, foot = Line((Cell("工作报告", 0, 100),), 800, 10), Line((Cell("— 1 —", 0, 100),), 20, 10)
    body = [Line((Cell(text, 0, 100),), 700 - 20 * row, 10) for row, text in enumerate(["甲", "乙", "丙"])]
    assert without_furniture([[head, foot, *body]] * 3)[0] == body


def printed_web_page(number: int, small: float) -> list[Line]:
    """Date and title close above the text and address below it, in letters of the size ``small``, as browsers print them."""
    around = [(807.0, "2024/3/1 09:30 政府工作报告"), (731.0, f"https://www.example.gov.cn/2024/c_123.html {number}/16")]
    body = [(800.0 - 20 * row, 10.0, text) for row, text in enumerate(BODIES[number % 6] + ["末行"])]
    lines = [*body, *((height, small, text) for height, text in around)]
    return [Line((Cell(text, 0, 100),), height, size) for height, size, text in lines]


@pytest.mark.parametrize("small", [5, 8.2])
def test_what_a_browser_prints_around_a_page_is_known_by_its_small_letters(small: float) -> None:
    pages = [printed_web_page(number, small) for number in range(1, 17)]
    kept = [[line.text for line in page] for page in without_furniture(pages)]
    assert kept == [[*BODIES[number % 6], "末行"] for number in range(1, 17)]


def test_letters_as_large_as_those_of_the_text_are_text_where_no_space_sets_them_apart() -> None:
    pages = [printed_web_page(number, 10) for number in range(1, 17)]
    assert without_furniture(pages) == pages


KEPT = [
    # pages that stay as they are
    [["甲", "增长8.1%"], ["乙", "增长8.1%"]],
    [["甲", SPACE, "12.5 30.1"], ["乙", SPACE, "11.7 29.4"], ["丙", SPACE, "18.2 44.0"], ["丁", SPACE, "10.0 20.0"]],
    [["甲", SPACE, "2021年"], ["乙", SPACE, "2023年"], ["丙", SPACE, "2026年"]],
    [["甲", SPACE, "合计 830"], ["乙", SPACE, "合计 914"], ["丙", SPACE, "合计 277"]],
    [["增长", SPACE, "8.1"], ["就业", SPACE, "2.7"], ["投资", SPACE, "3.3"]],
    # recurring lines of the text itself, no wider space before them
    [
        ["项目名称", "甲", "说明甲", "单位：亿元"],
        ["项目名称", "乙", "说明乙", "单位：亿元"],
        ["项目名称", "丙", "说明丙", "单位：亿元"],
    ],
    [["甲一", "甲二", SPACE, "单位：亿元", SPACE, "甲三", "甲四"], ["乙一", "乙二", SPACE, "单位：亿元", SPACE, "乙三", "乙四"]]
    * 2,
    [[], ["甲"]],
    [],
]


@pytest.mark.parametrize("pages", KEPT)
def test_words_and_figures_at_the_edge_of_a_page_stay(pages: list[list[str]]) -> None:
    assert left(*pages) == texts(pages)
