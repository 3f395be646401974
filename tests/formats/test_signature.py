"""A file is read as what it is, whatever it is called; what cannot be read is named."""

from __future__ import annotations

import io
import zipfile
from pathlib import Path

import pytest

from extractor.documents import Document, read_bytes, read_document
from extractor.documents.formats import is_html
from extractor.errors import UnsupportedFormat
from tests.formats.samples import docx_of, html_of, pdf_of

REPORT = "郑州市中原区2024年政府工作报告\n全年新增城镇就业2.7万人，增长8.1%。"
FORMATS = {"text": REPORT.encode(), "html": html_of(REPORT), "docx": docx_of(REPORT), "pdf": pdf_of(REPORT)}


@pytest.mark.parametrize("name", ["report.txt", "report.pdf", "report.docx", "report.html", "report.md", "report.doc", "report"])
@pytest.mark.parametrize("file_format", FORMATS)
def test_the_name_of_a_file_does_not_matter(tmp_path: Path, file_format: str, name: str) -> None:
    path = tmp_path / name
    path.write_bytes(FORMATS[file_format])
    document = read_document(path)
    assert document.format == file_format
    assert document.source == name
    assert "新增城镇就业2.7万人，增长8.1%。" in document.text


def test_a_text_in_memory_is_text() -> None:
    assert Document.from_text(REPORT).format == "text"


def test_a_pdf_may_have_space_before_its_signature() -> None:
    assert read_bytes(b"\r\n" + FORMATS["pdf"], "report").format == "pdf"


def test_a_page_is_known_in_every_encoding() -> None:
    for encoding in ("gb18030", "utf-16"):
        assert read_bytes(FORMATS["html"].decode().encode(encoding), "report").format == "html"


def archive(*names: str) -> bytes:
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w") as members:
        for name in names:
            members.writestr(name, "x")
    return file.getvalue()


def old_office(stream: str) -> bytes:
    return b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(500) + stream.encode("utf-16-le") + bytes(500)


REFUSED = [
    # bytes, what the message calls them, what the hint tells to do
    (b"\x89PNG\r\n\x1a\n" + bytes(99), "PNG picture", "OCR"),
    (b"\xff\xd8\xff\xe0" + bytes(99), "JPEG picture", "OCR"),
    (b"GIF89a" + bytes(99), "GIF picture", "OCR"),
    (b"II*\x00" + bytes(99), "TIFF picture", "OCR"),
    (b"BM\x10\x20\x00\x00\x00\x00\x00\x00" + bytes(99), "BMP picture", "OCR"),
    (b"RIFF\x10\x20\x00\x00WEBPVP8 " + bytes(99), "WebP picture", "OCR"),
    (b"\x1f\x8b\x08" + bytes(99), "gzip archive", "Unpack"),
    (b"Rar!\x1a\x07\x00" + bytes(99), "RAR archive", "Unpack"),
    (b"7z\xbc\xaf\x27\x1c" + bytes(99), "7z archive", "Unpack"),
    (archive("report.txt"), "ZIP archive", "Unpack"),
    (archive("[Content_Types].xml", "xl/workbook.xml"), "Excel", "PDF"),
    (archive("[Content_Types].xml", "ppt/presentation.xml"), "PowerPoint", "PDF"),
    (archive("mimetype", "content.xml"), "OpenDocument", "DOCX"),
    (archive("OFD.xml", "Doc_0/Document.xml"), "OFD", "PDF"),
    (archive("mimetype", "META-INF/container.xml"), "EPUB", "PDF"),
    (old_office("WordDocument"), ".doc, .wps", "DOCX"),
    (old_office("Workbook"), "(.xls)", "PDF"),
    (old_office("PowerPoint Document"), "(.ppt)", "PDF"),
    (old_office("HwpSummary"), "old Office file", "DOCX"),
    (rb"{\rtf1\ansi\ansicpg936 \'d4\'f6\'b3\'a48%}", "RTF", "DOCX"),
    (b"MIME-Version: 1.0\r\nContent-Type: multipart/related; boundary=x\r\n\r\n--x\r\n<html>", "web archive", "HTML"),
    (b'<?xml version="1.0"?><?mso-application progid="Word.Document"?><w:wordDocument/>', "plain XML", "DOCX"),
    (b"\x7fELF" + bytes(99), "program", "text"),
    (b"MZ\x90\x00" + bytes(99), "program", "text"),
]


@pytest.mark.parametrize(("data", "what", "advice"), REFUSED, ids=[what for _, what, _ in REFUSED])
def test_what_cannot_be_read_is_named(data: bytes, what: str, advice: str) -> None:
    with pytest.raises(UnsupportedFormat) as refusal:
        read_bytes(data, "annual.txt")
    assert "annual.txt" in refusal.value.message
    assert what in refusal.value.message
    assert advice in refusal.value.hint
    assert not refusal.value.retryable


PAGES = [
    # text, whether it is a web page
    ("<!DOCTYPE html><html><body>增长8%。</body></html>", True),
    ("\ufeff\n<!-- saved from url=(0022)http://www.gov.cn/ -->\n<HTML><BODY>增长8%。</BODY></HTML>", True),
    ('<?xml version="1.0" encoding="utf-8"?>\n<!DOCTYPE html PUBLIC "x"><html/>', True),
    ('<p class="MsoNormal">增长8%。</p>\n<p>就业2万人。</p>', True),
    ("<p>增长8%。<p>\n</p>就业\n2万人。</p>", True),
    ("<table><tr><td>增长</td><td>8%</td></tr></table>", True),
    ("<div>增长8%。<br>就业2万人。<br/></div>", True),
    ("增长8%。", False),
    ("# 报告\n\n增长8%。\n\n<table><tr><td>增长</td></tr></table>\n", False),
    ('<div align="center">\n\n# 政府工作报告\n\n</div>\n\n增长8%。\n\n就业2万人。\n\n完成投资3亿元。\n', False),
    ("<请在此处填写>\n增长8%。", False),
    ("<p 增长8%。", False),
]


@pytest.mark.parametrize(("text", "expected"), PAGES)
def test_web_pages_are_told_from_text_and_markdown(text: str, expected: bool) -> None:
    assert is_html(text) is expected
