"""Sample files in every format, made from a text: ``python -m tests.formats.samples FOLDER`` writes those of all seeds.

They carry what real files carry around a report: running heads and page numbers, menus, lists of links and footers.
"""

from __future__ import annotations

import argparse
import html
import io
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import Any

SEEDS = sorted((Path(__file__).parents[2] / "seeds").glob("*.txt"))

FONT = "STSong-Light"
_MENU = ["首页", "政务公开", "新闻中心", "办事服务", "互动交流", "数据发布", "专题专栏", "领导之窗"]
_PAGE = """<!DOCTYPE html>
<html><head><meta charset="utf-8"><title>{title}_区人民政府门户网站</title><style>p {{ color: #333; }}</style></head>
<body><div class="header"><a href="/"><img alt="logo"></a><ul class="nav">{menu}</ul><form><input name="q"></form></div>
<div class="crumbs">您的位置：<a href="/">首页</a> &gt; <a href="/zwgk">政务公开</a> &gt; 正文</div>
<div class="main"><h1>{title}</h1><div class="info">发布时间：2024-03-01 09:30　浏览次数：321　字体：大 中 小</div>
{article}
<div class="related"><h3>相关阅读</h3><ul>{related}</ul></div></div>
<script>var visits = 98765;</script>
<div class="footer"><p>主办：区人民政府办公室　承办：政务服务中心　备案号：豫ICP备05012345号-1</p>
<p>地址：中原路100号，邮编450007，电话0371-67180000</p></div></body></html>"""


def paragraphs(text: str) -> list[str]:
    """Lines of ``text`` that are not blank."""
    return [line.strip() for line in text.splitlines() if line.strip()]


def docx_of(text: str) -> bytes:
    """A Word file with a paragraph for each line of ``text``, a header and a footer."""
    import docx

    document = docx.Document()
    section = document.sections[0]
    section.header.paragraphs[0].text = "区十七届人大四次会议文件第8号"
    section.footer.paragraphs[0].text = "共印650份"
    for line in paragraphs(text):
        document.add_paragraph(line)
    return saved(document)


def docx_with(body: str) -> bytes:
    """A Word file whose body is the WordprocessingML ``body``, for what python-docx cannot write."""
    import docx
    from docx.oxml import parse_xml
    from docx.oxml.ns import nsdecls

    document = docx.Document()
    for block in reversed(parse_xml(f"<w:body {nsdecls('w', 'm')}>{body}</w:body>")):
        document.element.body.insert(0, block)
    return saved(document)


def saved(document: Any) -> bytes:
    """The file of a document made with python-docx."""
    file = io.BytesIO()
    document.save(file)
    return file.getvalue()


def html_of(text: str, title: str = "政府工作报告", article: Callable[[Sequence[str]], str] | None = None) -> bytes:
    """A page of a government site with ``text`` as its article, set as ``article`` sets it; a ``p`` each by default."""
    return _PAGE.format(
        title=html.escape(title),
        menu="".join(f'<li><a href="/c{place}">{name}</a></li>' for place, name in enumerate(_MENU)),
        related="".join(f'<li><a href="/r{year}.html">{year}年政府工作报告</a></li>' for year in range(2010, 2018)),
        article=(article or in_paragraphs)([html.escape(line, quote=False) for line in paragraphs(text)]),
    ).encode()


def in_paragraphs(lines: Sequence[str]) -> str:
    """Each line in a ``p``, as editors write it."""
    return '<div id="zoom">' + "".join(f'<p style="text-indent: 2em"><span>　　{line}</span></p>\n' for line in lines) + "</div>"


def with_breaks(lines: Sequence[str]) -> str:
    """Lines divided by ``br``, as older sites do."""
    return '<div id="zoom">' + "<br/><br/>\n".join(f"&emsp;&emsp;{line}" for line in lines) + "</div>"


def in_layout_table(lines: Sequence[str]) -> str:
    """The whole article in one cell of a table that only lays out the page."""
    return (
        "<table width=980><tr><td align=center>正文</td></tr><tr><td>"
        + "".join(f"<p>{line}" for line in lines)
        + "</td></tr></table>"
    )


def pdf_of(text: str, size: int = 12, password: str | None = None) -> bytes:
    """A PDF with ``text`` set in ``size`` points, first lines indented, a running head and page numbers."""
    from reportlab.lib.pdfencrypt import StandardEncryption

    story = [printed(line, size) for line in paragraphs(text)]
    return pdf_of_story(story, encrypt=None if password is None else StandardEncryption(password))


def printed(line: str, size: int = 12) -> Any:
    """A paragraph for :func:`pdf_of_story`."""
    from reportlab.lib.styles import ParagraphStyle
    from reportlab.platypus import Paragraph

    _register_font()
    style = ParagraphStyle("body", fontName=FONT, fontSize=size, leading=1.7 * size, firstLineIndent=2 * size, wordWrap="CJK")
    return Paragraph(html.escape(line, quote=False), style)


def picture() -> Any:
    """A picture that fills a page, as a scanner makes it, for :func:`pdf_of_story`."""
    from PIL import Image as Pixels
    from reportlab.platypus import Image

    file = io.BytesIO()
    Pixels.new("L", (60, 80), 200).save(file, "PNG")
    file.seek(0)
    return Image(file, width=420, height=600)


def pdf_of_story(story: Sequence[Any], furniture: bool = True, **settings: Any) -> bytes:
    """A PDF of reportlab flowables, with a running head and page numbers if ``furniture``."""
    from reportlab.platypus import SimpleDocTemplate

    def draw(canvas: Any, template: Any) -> None:
        if furniture:
            canvas.setFont(FONT, 9)
            canvas.drawCentredString(297, 800, "区十七届人大四次会议文件")
            canvas.drawCentredString(297, 40, f"— {template.page} —")

    _register_font()
    file = io.BytesIO()
    SimpleDocTemplate(file, **settings).build(list(story), onFirstPage=draw, onLaterPages=draw)
    return file.getvalue()


def _register_font() -> None:
    """A Chinese font that every reader of PDF has, so that no font file is needed."""
    from reportlab.pdfbase import pdfmetrics
    from reportlab.pdfbase.cidfonts import UnicodeCIDFont

    pdfmetrics.registerFont(UnicodeCIDFont(FONT))


# Every way in which a text is made into a file: name of the way, and the bytes.
WAYS: Mapping[str, Callable[[str, str], bytes]] = {
    "docx": lambda text, title: docx_of(text),
    "html": lambda text, title: html_of(text, title),
    "html, line breaks": lambda text, title: html_of(text, title, with_breaks),
    "html, layout table": lambda text, title: html_of(text, title, in_layout_table),
    "pdf, 12 points": lambda text, title: pdf_of(text),
    "pdf, 16 points": lambda text, title: pdf_of(text, size=16),
}


def main() -> None:
    """Write every seed in every way to a folder."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder", type=Path)
    folder = parser.parse_args().folder
    folder.mkdir(parents=True, exist_ok=True)
    for seed in SEEDS:
        for way, make in WAYS.items():
            name = f"{seed.stem} ({way.partition(', ')[2] or 'plain'}).{way.partition(',')[0]}"
            (folder / name).write_bytes(make(seed.read_text(encoding="utf-8-sig"), seed.stem))


if __name__ == "__main__":
    main()
