"""Names: of result files, and of sources as they can be kept."""

from __future__ import annotations

import re

HASH_DIGITS = 8
_LONGEST_STEM_BYTES = 160  # leaves room for hash and suffix in the 255 bytes of a file name
_UNSAFE = re.compile(r"[^\w.()（）《》“”·—-]+")


def encodable(text: str) -> str:
    """``text`` with what UTF-8 cannot hold (bytes of a file name in another encoding) written as ``\\udcff``."""
    return text.encode("utf-8", "backslashreplace").decode("utf-8")


def result_name(source: str, sha256: str, digits: int = HASH_DIGITS) -> str:
    """``报告-0a1b2c3d`` for the file name ``报告.txt`` and the hash of its content: safe on every file system, without suffix."""
    stem = source.rpartition(".")[0] or source
    safe = _UNSAFE.sub("_", encodable(stem)).strip("._ ") or "report"
    short = safe.encode()[:_LONGEST_STEM_BYTES].decode("utf-8", "ignore")
    return f"{short}-{sha256[:digits]}"
