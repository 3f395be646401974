"""The text that a result's offsets count: found, read, and held against the result."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path, PureWindowsPath

from extractor.documents import Document, read_document
from extractor.documents.kept import kept_text
from extractor.review.errors import OtherText, TextNotFound
from schemas import Result


def find_document(result: Result, path: Path, given: Path | None = None) -> Document:
    """The text of ``result``, which stands at ``path``: ``given``, else kept beside the result, else the report itself.

    The report is looked for beside the result and in the working folder. Raises :class:`TextNotFound` or, where the text is not
    the one that the result was made from, :class:`OtherText`.
    """
    candidates = [given] if given else [file for file in _places(result, path) if file.is_file()]
    if not candidates:
        raise TextNotFound(f"The text of {path} was not found: neither {kept_text(path).name} nor {result.report.source}.")
    document = _read(candidates[0], result)
    refuse_other_text(result, document)
    return document


def _places(result: Result, path: Path) -> Iterator[Path]:
    yield kept_text(path)
    # The name comes out of the result: only its last part counts, so that no other folder is ever read.
    name = PureWindowsPath(result.report.source).name
    if name:
        yield path.parent / name
        yield Path(name)


def _read(file: Path, result: Result) -> Document:
    """A kept text is taken as it was written, whatever it looks like; anything else is read as a report."""
    if not file.name.endswith(kept_text(Path("result")).name.removeprefix("result")):
        return read_document(file)
    try:
        return Document.from_text(file.read_bytes().decode(), result.report.source)
    except (OSError, UnicodeDecodeError) as error:
        raise TextNotFound(f"{file} could not be read: {error}.") from error


def refuse_other_text(result: Result, document: Document) -> None:
    """Raise :class:`OtherText` unless every quote and unclaimed quantity of ``result`` stands in ``document`` where it says."""
    spans = [(each.evidence.quote, each.evidence.start, each.evidence.end) for each in result.records]
    spans += [(each.quantity.raw, each.quantity.start, each.quantity.end) for each in result.reconciliation.unclaimed]
    for words, start, end in spans:
        if document.text[start:end] != words:
            raise OtherText(
                f"{document.source} is not the text that the result was made from: characters {start}–{end} are not “{words[:20]}”."
            )
