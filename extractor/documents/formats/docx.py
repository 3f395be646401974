"""DOCX: paragraphs, lists and tables of the body in reading order, then the notes; headers and footers stay out.

The package is opened by python-docx. Its own ``Paragraph.text`` passes over smart tags, content controls, fields and tracked
insertions, in which Word keeps dates and figures, so the text is gathered from the elements themselves.
"""

from __future__ import annotations

import zipfile
from collections.abc import Iterator
from io import BytesIO
from itertools import takewhile
from typing import Any

from extractor.documents.formats.bounds import bound_archive
from extractor.documents.formats.errors import BrokenFile
from extractor.documents.formats.extracted import Extracted
from extractor.documents.formats.lines import MOST_COLUMNS, row_lines, set_off, tidied
from extractor.documents.formats.numbering import Numbering
from extractor.documents.formats.ooxml import Element, attribute, local_name, value

# Elements that only wrap others, and those that hold no text of the report as it reads now.
_WRAPPERS = {"sdt", "sdtContent", "customXml", "smartTag", "ins", "moveTo", "AlternateContent", "Choice"}
_SILENT = {
    "pPr", "rPr", "tblPr", "trPr", "tcPr", "sdtPr", "del", "moveFrom", "instrText", "delText", "Fallback", "rt", "txbxContent",
}  # fmt: skip
_BREAKS = {"br": "\n", "cr": "\n", "tab": " ", "ptab": " ", "noBreakHyphen": "-"}
_OF_NUMBERS = tuple("0123456789.")
_NOTES = ("/footnotes", "/endnotes")
_DIVIDERS = ("separator", "continuationSeparator", "continuationNotice")


def read_docx(data: bytes, source: str) -> Extracted:
    """Text of the DOCX ``data``, a paragraph or a row of a table a line; list numbers are written as Word shows them.

    Raises :class:`EncryptedFile`, :class:`BrokenFile` and :class:`FileTooLarge`.
    """
    import docx

    with zipfile.ZipFile(BytesIO(data)) as archive:
        bound_archive(archive, source)
    try:
        document = docx.Document(BytesIO(data))
        numbering = Numbering.of(document.part)
        lines = [*_lines(document.element.body, numbering), *_notes(document.part, numbering)]
    except Exception as error:  # python-docx answers damage with whatever error it stumbles into
        raise BrokenFile(
            f"{source} holds a Word document that cannot be read: {_reason(error)}.",
            hint="Open it in Word or LibreOffice and save it as DOCX anew, not as a template, with macros, or as Strict Open XML.",
        ) from error
    return Extracted("\n".join(set_off(lines)), "docx")


def _reason(error: Exception) -> str:
    return " ".join(str(error).split())[:120].rstrip(".") or type(error).__name__


def _lines(container: Element, numbering: Numbering) -> Iterator[str]:
    """Lines of the blocks in ``container``: paragraphs and rows, whatever they are wrapped in."""
    for block in container:
        name = local_name(block)
        if name == "p":
            yield from _paragraph(block, numbering)
        elif name == "tbl":
            for row in _inside(block, "tr"):
                yield from _row(row, numbering)
        elif name in _WRAPPERS:
            yield from _lines(block, numbering)


def _paragraph(paragraph: Element, numbering: Numbering) -> Iterator[str]:
    label = numbering.label(paragraph)
    text = "".join(_text(paragraph)).strip()
    # A digit after "1" or "1." would make one number of the two.
    if text and not (text[0].isdigit() and label[-1:] in _OF_NUMBERS):
        text = f"{label} {text}"
    for line in text.split("\n"):
        if line.strip():
            yield tidied(line)
    for box in paragraph.iterdescendants("{*}txbxContent"):
        around = takewhile(lambda parent: parent is not paragraph, box.iterancestors())
        # A box within a box is read with the outer one.
        if not any(local_name(parent) in ("Fallback", "txbxContent") for parent in around):
            yield from _lines(box, numbering)


def _text(element: Element) -> Iterator[str]:
    """Text of ``element`` as the report reads now: insertions in, deletions and field codes out."""
    for part in element:
        name = local_name(part)
        if name == "t":
            yield part.text or ""
        elif name in _BREAKS:
            yield _BREAKS[name]
        elif name not in _SILENT:
            yield from _text(part)


def _row(row: Element, numbering: Numbering) -> Iterator[str]:
    if row.find("{*}trPr/{*}del") is not None:
        return
    cells: list[list[str]] = []
    nested = False
    for cell in _inside(row, "tc"):
        nested = nested or cell.find(".//{*}tbl") is not None
        cells.append([] if _covered(cell) else list(_lines(cell, numbering)))
        cells += [[]] * (_span(cell) - 1)
    yield from (line for lines in cells for line in lines) if nested else row_lines(cells)


def _inside(element: Element, wanted: str) -> Iterator[Element]:
    """Children called ``wanted``, also those that are wrapped."""
    for child in element:
        name = local_name(child)
        if name == wanted:
            yield child
        elif name in _WRAPPERS:
            yield from _inside(child, wanted)


def _covered(cell: Element) -> bool:
    """Whether the cell is the lower part of one above."""
    merge = cell.find("{*}tcPr/{*}vMerge")
    return merge is not None and attribute(merge, "val") != "restart"


def _span(cell: Element) -> int:
    columns = value(cell, "{*}tcPr/{*}gridSpan")
    return min(int(columns), MOST_COLUMNS) if columns.isdigit() else 1


def _notes(part: Any, numbering: Numbering) -> Iterator[str]:
    from docx.oxml import parse_xml

    for relation in part.rels.values():
        if relation.reltype.endswith(_NOTES):
            for note in parse_xml(relation.target_part.blob):
                if attribute(note, "type") not in _DIVIDERS:
                    yield from _lines(note, numbering)
