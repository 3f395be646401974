"""Elements of Office documents, found by local name: their namespaces differ between editions of the standard."""

from __future__ import annotations

from typing import Any

# An lxml element; lxml carries no types.
Element = Any


def local_name(element: Element) -> str:
    """Name of ``element`` without its namespace; of a comment, nothing."""
    return element.tag.rpartition("}")[2] if isinstance(element.tag, str) else ""


def attribute(element: Element, name: str) -> str:
    """The attribute with this local name; empty where there is none."""
    return next((value for key, value in element.items() if key.rpartition("}")[2] == name), "")


def value(element: Element, path: str) -> str:
    """The ``val`` of the element at ``path``; empty where there is none."""
    found = element.find(path)
    return "" if found is None else attribute(found, "val")
