"""Typed, checked data from Chinese government reports.

>>> from extractor import extract
>>> result = extract("seeds/zhongyuan-2024-plan.txt")
>>> result.indicators[0].name
'生产总值'

The public names stand in ``__init__.pyi`` alone: type checkers read them there, and so does this module, which loads each from its
home when it is first asked for, so that importing the package stays cheap.
"""

from __future__ import annotations

from functools import cache
from typing import Any

__version__ = "0.1.0"


@cache
def _homes() -> dict[str, str]:
    """Every public name, and the module that it comes from."""
    import ast
    from importlib.resources import files

    stub = ast.parse(files(__name__).joinpath("__init__.pyi").read_text(encoding="utf-8"))
    imports = [statement for statement in stub.body if isinstance(statement, ast.ImportFrom)]
    return {name.name: str(each.module) for each in imports for name in each.names}


def __getattr__(name: str) -> Any:
    if name == "__all__":
        return sorted(_homes())
    if name not in _homes():
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    from importlib import import_module

    value = globals()[name] = getattr(import_module(_homes()[name]), name)
    return value


def __dir__() -> list[str]:
    return sorted({*globals(), *_homes()})
