"""Where ``extract`` writes: the result, and beside it the text that its offsets count, so that both stay together."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import typer

from extractor.cli.streams import write_whole
from extractor.printable import printable

if TYPE_CHECKING:
    from extractor.documents import Document
    from schemas import Result


def refuse_overwriting(report: str, document: Document, out: Path) -> None:
    """End with wrong usage where writing to ``out`` would destroy the file ``report``, from which ``document`` was read."""
    for path in _outputs(out):
        # A kept text that is read again may be written again: it stays what it is.
        stays = path != out and path.is_file() and path.read_bytes() == document.text.encode()
        if report != "-" and path.exists() and path.samefile(report) and not stays:
            raise typer.BadParameter(
                f"{printable(str(path))} is the report itself: name another file for the result.", param_hint="--out"
            )


def write_result(result: Result, document: Document, out: Path) -> str:
    """Write ``result``, and the text of ``document`` beside it; a sentence that says where they are."""
    written, *kept = _outputs(out)
    write_whole(written, result.to_json() + "\n")
    for path in kept:
        write_whole(path, document.text)
    return f"Written to {written}" + "".join(f"; the text that its offsets count, to {path}" for path in kept)


def _outputs(out: Path) -> list[Path]:
    """The files to write; nothing is kept beside a pipe or a device."""
    from extractor.documents.kept import kept_text

    return [out] if out.exists() and not out.is_file() else [out, kept_text(out)]
