"""Reading a file from disk, with one clear sentence for everything that can be wrong with it."""

from __future__ import annotations

import hashlib
import os
from pathlib import Path

from extractor.documents.decode import decode
from extractor.documents.document import Document
from extractor.documents.formats import Extracted, binary_format, bound_characters, is_html
from extractor.errors import FileTooLarge, UnreadableFile, UnsupportedFormat

MAX_BYTES = 64 * 1024 * 1024


def read_document(path: str | Path) -> Document:
    """The document at ``path``; raises an :class:`~extractor.errors.InputError` that says what is wrong with it."""
    path = Path(path)
    try:
        if path.is_dir():
            raise UnreadableFile(f"{path} is a directory, not a report.", hint="Name a file in it.")
        size = path.stat().st_size
        if size > MAX_BYTES:
            raise _too_large(str(path), size)
        data = path.read_bytes()
    except FileNotFoundError as error:
        raise UnreadableFile(f"There is no file {path}.", hint="Check the path.") from error
    except PermissionError as error:
        raise UnreadableFile(f"{path} may not be read.", hint="Check its permissions.") from error
    except (OSError, ValueError) as error:
        reason = getattr(error, "strerror", None) or error
        raise UnreadableFile(f"{str(path)!r} could not be read: {reason}.", hint="Check the path.") from error
    # A name that is no UTF-8 must not break the JSON it is written into.
    return read_bytes(data, os.fsencode(path.name).decode("utf-8", "replace"))


def read_bytes(data: bytes, source: str) -> Document:
    """A document from the bytes of a file called ``source``: text, Markdown, HTML, PDF or DOCX, told by the bytes alone."""
    if len(data) > MAX_BYTES:
        raise _too_large(source, len(data))
    read = _extract(data, source)
    bound_characters(len(read.text), source)
    if not read.text.strip("\ufeff \t\r\n\f\v\u3000\x00"):
        raise UnsupportedFormat(f"{source} holds no text.", hint="Check that this is the report you mean.")
    nul = ("The text holds NUL characters; they were kept and ignored.",) if "\x00" in read.text else ()
    digest = hashlib.sha256(data).hexdigest()
    return Document(read.text, source, digest, read.encoding, read.page_starts, (*read.warnings, *nul), read.format)


def _extract(data: bytes, source: str) -> Extracted:
    """The text of ``data``, read as what it is; a format's module is imported only for a file of that format."""
    match binary_format(data, source):
        case "pdf":
            from extractor.documents.formats.pdf import read_pdf

            return read_pdf(data, source)
        case "docx":
            from extractor.documents.formats.docx import read_docx

            return read_docx(data, source)
    text, encoding = decode(data, source)
    if is_html(text):
        from extractor.documents.formats.html import read_html

        return read_html(text, source, encoding)
    return Extracted(text, encoding=encoding)


def _too_large(source: str, size: int) -> FileTooLarge:
    return FileTooLarge(
        f"{source} has {size / 1e6:.0f} MB; the limit is {MAX_BYTES / 1e6:.0f} MB.",
        hint="A report is rarely over 1 MB: check that this is the file you mean, or split it.",
    )
