"""Text that a spreadsheet would take for a formula and run."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import polars as pl

_UNSEEN = r'[\x00-\x08\x0B\x0C\x0E-\x20\x7F-\xA0\u1680\u2000-\u200F\u2028-\u202F\u205F\u2060\u3000\uFEFF"]*'
FORMULA = rf"(^|[;\t\r\n])({_UNSEEN}[=+\-@＝＋－＠])"
"""What OWASP names: = + - @ and their full-width forms at the beginning of a cell, also behind what is not seen or is stripped.

A cell may begin in the middle of the text too: where a program separates columns by semicolons or tabs, as Excel does in many
countries, quotation marks do not hold it together. Python and Polars both understand the pattern.
"""
_FIRST = r"^[\t\r\n]"
_DANGER = re.compile(f"{FORMULA}|{_FIRST}")


def may_run(text: str) -> bool:
    """Whether a spreadsheet may take ``text``, or a part of it, for a formula."""
    return _DANGER.search(text) is not None


def harmless(text: pl.Expr) -> pl.Expr:
    """``text`` with an apostrophe before whatever may run."""
    import polars as pl

    guarded = text.str.replace_all(FORMULA, "${1}'${2}")
    return pl.when(text.str.contains(_FIRST)).then(pl.lit("'") + guarded).otherwise(guarded)
