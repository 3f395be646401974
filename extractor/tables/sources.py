"""Where the text of a report can be opened, so that a table can link to it."""

from __future__ import annotations

import hashlib
import os
from pathlib import Path, PureWindowsPath

from extractor.documents.kept import kept_text
from schemas.report import Report


class Sources:
    """The reports in ``folder`` and below, told apart by name and content; none without a folder."""

    def __init__(self, folder: Path | None = None) -> None:
        self._by_name: dict[str, list[Path]] = {}
        for file in sorted(folder.rglob("*")) if folder else []:
            self._by_name.setdefault(file.name, []).append(file)

    def text_of(self, report: Report, result: Path) -> Path | None:
        """The text of ``report``: extracted and kept beside its ``result``, or the report itself, there or in the folder."""
        extracted = kept_text(result)
        if extracted.is_file():
            return extracted
        # The name comes out of the result: only its last part counts, so that nothing outside these folders is ever linked.
        name = PureWindowsPath(report.source).name
        candidates = [result.parent / name, *self._by_name.get(name, [])] if name else []
        return next((file for file in candidates if _has_content(file, report.sha256)), None)


def relative_address(file: Path, table: Path) -> str:
    """``file`` as seen from the folder of ``table``, with slashes; bytes of a name that are no UTF-8 are replaced."""
    try:
        address = Path(os.path.relpath(file.resolve(), table.resolve().parent))
    except ValueError:  # On Windows another drive has no relative path.
        address = file.resolve()
    return address.as_posix().encode("utf-8", "replace").decode("utf-8")


def _has_content(file: Path, sha256: str) -> bool:
    try:
        return hashlib.sha256(file.read_bytes()).hexdigest() == sha256
    except (OSError, ValueError):
        return False
