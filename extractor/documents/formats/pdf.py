"""PDF: the text layer, page by page, by pdfium."""

from __future__ import annotations

import statistics
import threading
from collections.abc import Iterator, Sequence
from contextlib import closing
from dataclasses import dataclass
from itertools import groupby
from typing import Any

from extractor.documents.decode import is_prose
from extractor.documents.formats.bounds import bound_streams
from extractor.documents.formats.errors import BrokenFile, EncryptedFile, NoTextLayer
from extractor.documents.formats.extracted import Extracted, bound_characters
from extractor.documents.formats.furniture import without_furniture
from extractor.documents.formats.layout import join_lines
from extractor.documents.formats.printed import Line, printed_lines
from extractor.errors import FileTooLarge

MAX_PAGES = 5_000
# pdfium may be called by one thread at a time only, whatever the document.
_ONE_AT_A_TIME = threading.Lock()
_LOCKED = (4, 5)


@dataclass(frozen=True, slots=True)
class Page:
    """Lines of one page as printed, and its width in points; whether it shows pictures, and whether it could be read at all."""

    lines: tuple[Line, ...] = ()
    width: float = 0
    pictured: bool = False
    broken: bool = False


def read_pdf(data: bytes, source: str) -> Extracted:
    """Text of the PDF ``data``, paragraphs joined where their lines tell, running heads and page numbers left out.

    Raises :class:`EncryptedFile`, :class:`BrokenFile`, :class:`NoTextLayer` for a scan, and :class:`FileTooLarge`.
    """
    bound_streams(data, source)
    pages = _pages(data, source)
    if all(page.broken for page in pages):
        raise BrokenFile(f"{source} is a PDF file, but none of its pages can be read.")
    printed = without_furniture([page.lines for page in pages])
    if not any(printed):
        size = "1 page" if len(pages) == 1 else f"{len(pages)} pages"
        raise NoTextLayer(f"{source} is a PDF file of {size} without a text layer: a scan, which needs OCR.")
    text, starts = join_lines(printed, statistics.median(page.width for page in pages if not page.broken))
    if not is_prose(text):
        raise NoTextLayer(f"{source} is a PDF file whose fonts do not say which characters they show; it needs OCR.")
    scanned = [page.pictured and not lines for page, lines in zip(pages, printed, strict=True)]
    warnings = (
        *_missing("they could not be read", [page.broken for page in pages]),
        *_missing("they hold pictures and no text; if they are scans, OCR would read them", scanned),
    )
    return Extracted(text, "pdf", page_starts=starts, warnings=warnings)


def _pages(data: bytes, source: str) -> list[Page]:
    import pypdfium2  # type: ignore[import-untyped]

    with _ONE_AT_A_TIME:
        try:
            document = pypdfium2.PdfDocument(data)
        except pypdfium2.PdfiumError as error:
            if error.err_code in _LOCKED:
                raise EncryptedFile(f"{source} is a PDF file locked with a password.") from error
            raise BrokenFile(f"{source} begins like a PDF file, but it is damaged.") from error
        with document:
            return list(_read_pages(pypdfium2, document, source))


def _read_pages(pypdfium2: Any, document: Any, source: str) -> Iterator[Page]:
    if len(document) > MAX_PAGES:
        raise FileTooLarge(f"{source} has {len(document):,} pages; the limit is {MAX_PAGES:,}.", hint="Split it.")
    characters = 0
    for index in range(len(document)):
        try:
            with closing(document[index]) as page:
                text = page.get_textpage()
                characters += text.count_chars()
                bound_characters(characters, source)
                yield _read_page(pypdfium2.raw, page, text)
        except pypdfium2.PdfiumError:
            yield Page(broken=True)


def _read_page(raw: Any, page: Any, text: Any) -> Page:
    images = page.get_objects(filter=[raw.FPDF_PAGEOBJ_IMAGE], max_depth=3)
    return Page(tuple(printed_lines(raw, text)), page.get_width(), pictured=next(images, None) is not None)


def _missing(reason: str, faulty: Sequence[bool]) -> Iterator[str]:
    """One warning that names the faulty pages, where there are any."""
    numbers = [number for number, wrong in enumerate(faulty, 1) if wrong]
    runs = [[number for _, number in run] for _, run in groupby(enumerate(numbers), key=lambda pair: pair[1] - pair[0])]
    if runs:
        named = ", ".join(f"{run[0]}–{run[-1]}" if len(run) > 1 else str(run[0]) for run in runs)
        yield f"Not in the text are pages {named}: {reason}."
