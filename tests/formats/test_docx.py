"""DOCX: paragraphs, lists and tables in reading order, with every word that Word shows and none that it does not."""

from __future__ import annotations

import docx
import pytest
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls
from hypothesis import given, settings
from hypothesis import strategies as st

from extractor.documents import read_bytes
from tests.formats.samples import docx_of, docx_with, saved


def lines(data: bytes) -> list[str]:
    """Lines of the file as read, without the indents of table rows."""
    document = read_bytes(data, "report.docx")
    assert document.format == "docx"
    return [line.strip() for line in document.text.split("\n")]


def run(text: str) -> str:
    return f'<w:r><w:t xml:space="preserve">{text}</w:t></w:r>'


def paragraph(*content: str) -> str:
    return f"<w:p>{''.join(content)}</w:p>"


def cell(*blocks: str, properties: str = "") -> str:
    return f"<w:tc><w:tcPr>{properties}</w:tcPr>{''.join(blocks)}</w:tc>"


def table(*rows: list[str]) -> str:
    return "<w:tbl>" + "".join(f"<w:tr>{''.join(row)}</w:tr>" for row in rows) + "</w:tbl>"


def test_paragraphs_and_tables_come_in_reading_order() -> None:
    document = docx.Document()
    document.add_heading("一、工作回顾", 1)
    document.add_paragraph("主要指标如下：")
    figures = document.add_table(2, 3)
    for place, text in enumerate(["指标", "单位", "数值", "生产总值", "亿元", "830.6"]):
        figures.cell(place // 3, place % 3).text = text
    document.add_paragraph("增长8.1%。")
    assert lines(saved(document)) == [
        "一、工作回顾",
        "主要指标如下：",
        "指标 | 单位 | 数值",
        "生产总值 | 亿元 | 830.6",
        "增长8.1%。",
    ]


def test_headers_and_footers_are_left_out() -> None:
    assert lines(docx_of("增长8.1%。\n就业2.7万人。")) == ["增长8.1%。", "就业2.7万人。"]


PARAGRAPHS = [
    # what a paragraph holds, its lines
    (run("增长") + run("8.") + run("1%。"), ["增长8.1%。"]),
    (run("增长") + f'<w:smartTag w:element="chmetcnv">{run("8.1%")}</w:smartTag>' + run("。"), ["增长8.1%。"]),
    (run("增长") + f"<w:ins>{run('8.1')}</w:ins><w:del><w:r><w:delText>7.9</w:delText></w:r></w:del>" + run("%。"), ["增长8.1%。"]),
    (f"<w:moveFrom>{run('7.9')}</w:moveFrom><w:moveTo>{run('8.1')}</w:moveTo>" + run("%。"), ["8.1%。"]),
    (run("增长") + f"<w:sdt><w:sdtPr/><w:sdtContent>{run('8.1%')}</w:sdtContent></w:sdt>", ["增长8.1%"]),
    (run("增长") + f'<w:fldSimple w:instr="REF x">{run("8.1%")}</w:fldSimple>', ["增长8.1%"]),
    ("<w:r><w:instrText>PAGE 99</w:instrText></w:r>" + run("增长8.1%"), ["增长8.1%"]),
    (f'<w:hyperlink w:anchor="x">{run("增长")}</w:hyperlink>' + run("8.1%"), ["增长8.1%"]),
    ("<m:oMath><m:r><m:t>12+3</m:t></m:r></m:oMath>" + run("公里"), ["12+3公里"]),
    (run("增长8.1%。") + "<w:r><w:br/></w:r>" + run("就业2.7万人。"), ["增长8.1%。", "就业2.7万人。"]),
    (run("1") + "<w:r><w:noBreakHyphen/></w:r>" + run("2月"), ["1-2月"]),
    (run("增长") + "<w:r><w:tab/></w:r>" + run("8.1%"), ["增长 8.1%"]),
    ("<w:ruby><w:rt>" + run("zeng") + "</w:rt><w:rubyBase>" + run("增") + "</w:rubyBase></w:ruby>" + run("长8%"), ["增长8%"]),
    (run("一、回顾。\u3000\u3000二、安排。"), ["一、回顾。\u3000\u3000二、安排。"]),
    (run("  "), []),
]


@pytest.mark.parametrize(("content", "expected"), PARAGRAPHS)
def test_a_paragraph_is_read_as_word_shows_it(content: str, expected: list[str]) -> None:
    assert lines(docx_with(paragraph(content) + paragraph(run("完。")))) == [*expected, "完。"]


def test_blocks_are_found_in_what_wraps_them() -> None:
    wrapped = (
        f"<w:sdt><w:sdtContent>{paragraph(run('目录'))}<w:customXml>{paragraph(run('增长8%'))}</w:customXml></w:sdtContent></w:sdt>"
    )
    assert lines(docx_with(wrapped + paragraph(run("完。")))) == ["目录", "增长8%", "完。"]


def test_a_text_box_is_read_once_after_its_paragraph() -> None:
    box = f"<w:txbxContent>{paragraph(run('框中增长8.1%'))}</w:txbxContent>"
    choices = (
        '<mc:AlternateContent xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006">'
        f'<mc:Choice Requires="wps"><w:drawing>{box}</w:drawing></mc:Choice>'
        f"<mc:Fallback><w:pict>{box}</w:pict></mc:Fallback></mc:AlternateContent>"
    )
    assert lines(docx_with(paragraph(run("就业"), f"<w:r>{choices}</w:r>", run("2.7万人")))) == ["就业2.7万人", "框中增长8.1%"]


def test_boxes_within_boxes_are_read_once_however_deep() -> None:
    box = paragraph(run("框中增长8.1%"))
    for _ in range(40):
        box = paragraph(f"<w:r><w:txbxContent>{box}</w:txbxContent></w:r>")
    assert lines(docx_with(box + paragraph(run("完。")))) == ["框中增长8.1%", "完。"]


def test_notes_come_last() -> None:
    document = docx.Document()
    document.add_paragraph("增长8.1%。")
    notes = (
        f'<w:footnotes {nsdecls("w")}><w:footnote w:type="separator" w:id="0">{paragraph(run("线"))}</w:footnote>'
        f'<w:footnote w:id="1">{paragraph(run("初步核算数。"))}</w:footnote></w:footnotes>'
    )
    from docx.opc.constants import CONTENT_TYPE, RELATIONSHIP_TYPE
    from docx.opc.packuri import PackURI
    from docx.opc.part import Part

    part = Part(PackURI("/word/footnotes.xml"), CONTENT_TYPE.WML_FOOTNOTES, notes.encode(), document.part.package)
    document.part.relate_to(part, RELATIONSHIP_TYPE.FOOTNOTES)
    document.add_paragraph("就业2.7万人。")
    assert lines(saved(document)) == ["增长8.1%。", "就业2.7万人。", "初步核算数。"]


TABLES = [
    # table, lines
    (table([cell(paragraph(run("合计")), properties='<w:gridSpan w:val="2"/>'), cell(paragraph(run("5")))]), ["合计 |  | 5"]),
    (
        table(
            [cell(paragraph(run("产业")), properties='<w:vMerge w:val="restart"/>'), cell(paragraph(run("3")))],
            [cell(paragraph(run("产业")), properties="<w:vMerge/>"), cell(paragraph(run("5")))],
        ),
        ["产业 | 3", "| 5"],
    ),
    (table([cell(paragraph(run("城镇")), paragraph(run("就业"))), cell(paragraph(run("2.7")))]), ["城镇 就业 | 2.7"]),
    (
        table([cell(paragraph(run("说明"))), cell(paragraph(run("增长8%。" * 50)), paragraph(run("就业。")))]),
        ["说明", "增长8%。" * 50, "就业。"],
    ),
    (table([cell(table([cell(paragraph(run("一"))), cell(paragraph(run("3")))]), paragraph(run("注")))]), ["一 | 3", "注"]),
    (
        f"<w:tbl><w:sdt><w:sdtContent><w:tr>{cell(paragraph(run('就业')))}{cell(paragraph(run('3')))}</w:tr></w:sdtContent></w:sdt></w:tbl>",
        ["就业 | 3"],
    ),
    (f"<w:tbl><w:tr><w:trPr><w:del/></w:trPr>{cell(paragraph(run('删去9')))}</w:tr></w:tbl>", []),
    (table([cell(paragraph(run(""))), cell(paragraph(run("")))]), []),
]


@pytest.mark.parametrize(("markup", "expected"), TABLES)
def test_a_row_is_one_line(markup: str, expected: list[str]) -> None:
    assert lines(docx_with(paragraph(run("前。")) + markup + paragraph(run("后。")))) == ["前。", *expected, "后。"]


def numbered(definition: str, paragraphs: list[tuple[str, int]], override: str = "") -> bytes:
    """A file with one list: its levels in WordprocessingML, its paragraphs with their depths."""
    document = docx.Document()
    numbering = document.part.numbering_part.element
    numbering.insert(0, parse_xml(f'<w:abstractNum {nsdecls("w")} w:abstractNumId="77">{definition}</w:abstractNum>'))
    numbering.append(parse_xml(f'<w:num {nsdecls("w")} w:numId="88"><w:abstractNumId w:val="77"/>{override}</w:num>'))
    for text, depth in paragraphs:
        properties = document.add_paragraph(text)._p.get_or_add_pPr()
        if depth >= 0:
            place = f'<w:ilvl w:val="{depth}"/><w:numId w:val="88"/>'
            properties.append(parse_xml(f"<w:numPr {nsdecls('w')}>{place}</w:numPr>"))
    return saved(document)


def level(depth: int, way: str, words: str, start: int = 1) -> str:
    return f'<w:lvl w:ilvl="{depth}"><w:start w:val="{start}"/><w:numFmt w:val="{way}"/><w:lvlText w:val="{words}"/></w:lvl>'


CHAPTERS = level(0, "chineseCountingThousand", "%1、") + level(1, "chineseCounting", "（%2）") + level(2, "decimal", "%3.")
LISTS = [
    # levels, paragraphs with depths, lines, override
    (
        CHAPTERS,
        [("回顾", 0), ("经济", 1), ("民生", 1), ("增长8%。", -1), ("安排", 0), ("经济", 1), ("抓项目", 2)],
        ["一、 回顾", "（一） 经济", "（二） 民生", "增长8%。", "二、 安排", "（一） 经济", "1. 抓项目"],
        "",
    ),
    (CHAPTERS, [("回顾", 0)] * 12, ["十一、 回顾", "十二、 回顾"], ""),
    (level(0, "bullet", "\uf0b7"), [("增长8%。", 0)], ["增长8%。"], ""),
    (level(0, "decimal", "%1") + level(1, "decimal", "%1.%2"), [("总则", 0), ("目标", 1)], ["1 总则", "1.1 目标"], ""),
    (level(0, "decimal", "第%1条", start=5), [("目标", 0)], ["第5条 目标"], ""),
    (level(0, "decimal", "%1."), [("2023年完成8%。", 0)], ["2023年完成8%。"], ""),
    (level(0, "decimal", "%1"), [("5个项目。", 0)], ["5个项目。"], ""),
    (level(0, "decimal", "%1、"), [("5个项目。", 0)], ["1、 5个项目。"], ""),
    (
        level(0, "decimal", "%1、"),
        [("目标", 0)],
        ["9、 目标"],
        '<w:lvlOverride w:ilvl="0"><w:startOverride w:val="9"/></w:lvlOverride>',
    ),
]


@pytest.mark.parametrize(("definition", "paragraphs", "expected", "override"), LISTS)
def test_numbers_that_word_counts_are_written(
    definition: str, paragraphs: list[tuple[str, int]], expected: list[str], override: str
) -> None:
    assert lines(numbered(definition, paragraphs, override))[-len(expected) :] == expected


def test_a_style_may_carry_the_numbering() -> None:
    document = docx.Document()
    numbering = document.part.numbering_part.element
    numbering.insert(0, parse_xml(f'<w:abstractNum {nsdecls("w")} w:abstractNumId="77">{CHAPTERS}</w:abstractNum>'))
    numbering.append(parse_xml(f'<w:num {nsdecls("w")} w:numId="88"><w:abstractNumId w:val="77"/></w:num>'))
    style = document.styles["Heading 1"].element.get_or_add_pPr()
    style.append(parse_xml(f'<w:numPr {nsdecls("w")}><w:numId w:val="88"/></w:numPr>'))
    derived = document.styles.add_style("Chapter", 1)
    derived.base_style = document.styles["Heading 1"]
    document.add_heading("回顾", 1)
    document.add_paragraph("安排", style="Chapter")
    assert lines(saved(document)) == ["一、 回顾", "二、 安排"]


TEXTS = st.text(alphabet="增长就业8.1%，。 \u3000", min_size=1, max_size=20).filter(str.strip)


@settings(max_examples=25, deadline=None)
@given(st.lists(TEXTS, min_size=1, max_size=8))
def test_no_paragraph_is_lost(texts: list[str]) -> None:
    document = docx.Document()
    for text in texts:
        document.add_paragraph(text)
    assert ["".join(line.split()) for line in lines(saved(document))] == ["".join(text.split()) for text in texts]
