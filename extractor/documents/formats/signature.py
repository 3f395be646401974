"""What a file is, by its content and never by its name."""

from __future__ import annotations

import re
from io import BytesIO
from typing import Literal

from extractor.documents.formats.errors import BrokenFile, EncryptedFile
from extractor.errors import FileTooLarge, UnsupportedFormat

_TO_TEXT = "Give the report as text, Markdown, HTML, PDF or DOCX."
_TO_DOCX = "Open it in Word or LibreOffice and save it as DOCX."
_TO_PDF = "Save it as PDF with its text, and give that."
_UNPACK = "Unpack it and give the report in it."
_OCR = "Run it through OCR first and give the text."

# What the bytes begin with, what that is, and what to do; read in order.
_REFUSED = (
    (rb"\x89PNG", "a PNG picture", _OCR),
    (rb"\xff\xd8\xff", "a JPEG picture", _OCR),
    (rb"GIF8[79]a", "a GIF picture", _OCR),
    (rb"II\*\x00|MM\x00\*", "a TIFF picture", _OCR),
    (rb"BM.{4}\x00{4}", "a BMP picture", _OCR),
    (rb"RIFF.{4}WEBP", "a WebP picture", _OCR),
    (rb"\x1f\x8b", "a gzip archive", _UNPACK),
    (rb"Rar!\x1a\x07", "a RAR archive", _UNPACK),
    (rb"7z\xbc\xaf\x27\x1c", "a 7z archive", _UNPACK),
    (rb"\x7fELF|MZ.\x00", "a program", _TO_TEXT),
    (rb"\s*\{\\rtf", "an RTF file", _TO_DOCX),
    (rb"\s*(?:MIME-Version|From: <Saved by).*?multipart/related", "a web archive (MHT)", "Save it as HTML or DOCX."),
    (rb"\s*<\?xml.{0,500}?<(?:\?mso-application|w:wordDocument|pkg:package)", "a Word file in plain XML", _TO_DOCX),
)
_SIGNATURES = tuple((re.compile(pattern, re.DOTALL | re.IGNORECASE), what, hint) for pattern, what, hint in _REFUSED)

# A member whose name begins so tells what a ZIP holds.
_ARCHIVES = (
    ("xl/", "an Excel workbook", "Save the sheet as HTML or PDF, or the report around it as DOCX."),
    ("ppt/", "a PowerPoint presentation", _TO_PDF),
    ("OFD.xml", "an OFD file", _TO_PDF),
    ("META-INF/container.xml", "an EPUB book", _TO_PDF),
    ("content.xml", "an OpenDocument file", _TO_DOCX),
)

# Names of streams, in UTF-16, that tell what an old Office file holds.
_STREAMS = (
    ("WordDocument", "an old Word or WPS file (.doc, .wps)", _TO_DOCX),
    ("Workbook", "an old Excel file (.xls)", "Save the sheet as HTML or PDF, or the report around it as DOCX."),
    ("PowerPoint Document", "an old PowerPoint file (.ppt)", _TO_PDF),
)
_OLD_OFFICE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_PDF = re.compile(rb"(?:\xef\xbb\xbf|\s|\x00){0,1024}%PDF-")
_MOST_MEMBERS = 10_000
_HEAD = 2_048


def binary_format(data: bytes, source: str) -> Literal["pdf", "docx"] | None:
    """``pdf`` or ``docx`` where ``data`` is one, None where it may be text; raises for every other known format."""
    if _PDF.match(data):
        return "pdf"
    if data.startswith(b"PK\x03\x04"):
        return _in_archive(data, source)
    if data.startswith(_OLD_OFFICE[:4]):
        raise _old_office(data, source)
    for signature, what, hint in _SIGNATURES:
        if signature.match(data[:_HEAD]):
            raise UnsupportedFormat(f"{source} is {what}, not a text.", hint=hint)
    return None


def _in_archive(data: bytes, source: str) -> Literal["docx"]:
    import zipfile

    # Counted before opening: a listing of a million members alone would fill the memory.
    if data.count(b"PK\x01\x02") > _MOST_MEMBERS:
        raise FileTooLarge(f"{source} is a ZIP archive of over {_MOST_MEMBERS:,} files.", hint=_UNPACK)
    try:
        with zipfile.ZipFile(BytesIO(data)) as archive:
            names = archive.namelist()
    except (zipfile.BadZipFile, OSError, ValueError, NotImplementedError) as error:
        raise BrokenFile(f"{source} begins like a ZIP or Office file, but it is damaged.") from error
    if any(name.startswith("word/") for name in names):
        return "docx"
    for member, what, hint in _ARCHIVES:
        if any(name.startswith(member) for name in names):
            raise UnsupportedFormat(f"{source} is {what}, which this program does not read.", hint=hint)
    raise UnsupportedFormat(f"{source} is a ZIP archive, not a report.", hint=_UNPACK)


def _old_office(data: bytes, source: str) -> UnsupportedFormat:
    """The error for an OLE file: old Office, or a new one that a password has wrapped into the old container."""
    if "EncryptedPackage".encode("utf-16-le") in data:
        return EncryptedFile(f"{source} is an Office file locked with a password.")
    for stream, what, hint in _STREAMS:
        if stream.encode("utf-16-le") in data:
            return UnsupportedFormat(f"{source} is {what}, which this program does not read.", hint=hint)
    return UnsupportedFormat(f"{source} is an old Office file, which this program does not read.", hint=_TO_DOCX)


_PROLOGUE = r"[\s\ufeff]*(?:<\?xml[^>]{0,200}>\s*|<!--.{0,2000}?-->\s*)*"
_PAGE = re.compile(rf"{_PROLOGUE}<(?:!doctype\s+html|html|head|body|meta|title)\b", re.IGNORECASE | re.DOTALL)
_FRAGMENT = re.compile(rf"{_PROLOGUE}<(?:p|div|table|span|h[1-6]|ul|ol|section|article|center|font|br)\b[^<]*>", re.I | re.S)
_BLOCK_TAG = re.compile(r"<(?:/(?:p|div|td|th|li|h[1-6]|section|article)\s*|br\b[^<>]{0,200})>", re.IGNORECASE)


def is_html(text: str) -> bool:
    """Whether ``text`` is a web page, or a piece of one: it opens with a tag and has no more bare lines than blocks.

    Markdown that opens with a tag stays Markdown.
    """
    if _PAGE.match(text):
        return True
    if not _FRAGMENT.match(text):
        return False
    bare = sum(1 for line in text.splitlines() if line.strip() and "<" not in line and ">" not in line)
    return len(_BLOCK_TAG.findall(text)) >= bare
