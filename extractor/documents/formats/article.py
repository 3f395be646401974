"""The article of a web page: where its prose stands, what inside it is chrome, and what it is called.

Prose is known by its marks: menus, footers and lists of links have hardly a comma. Where it is in doubt whether something is
of the article, it is: a line too many is seen, a figure too few is not. A rule of its own because libraries for this weigh it
the other way, read a table used as layout as one row, and forget which column a cell stands in.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from extractor.documents.formats.lines import LONGEST_CELL

# An lxml element; lxml carries no types.
Element = Any

_SILENT = {
    "head", "script", "style", "noscript", "template", "nav", "footer", "aside", "button", "select", "option", "input",
    "textarea", "iframe", "object", "embed", "svg", "canvas", "audio", "video", "map",
}  # fmt: skip
_CONTAINERS = {"div", "section", "article", "main", "center", "form", "table", "tbody", "tr", "td", "dl", "dd"}
_LISTS = {"ul", "ol", "dl", "p"}
_BLOCKS = {*_CONTAINERS, *_LISTS, "h1", "h2", "h3", "h4", "h5", "h6", "pre", "blockquote"}
_CHROME = re.compile(
    r"(?<![a-z])(?:nav|navbar|navigation|menu|foot|footer|copyright|crumbs?|breadcrumbs?|share|sidebar|related|recommend|"
    r"pagination|pager|toolbar|login|search|banner|comments?)(?![a-z])",
    re.IGNORECASE,
)
_HIDDEN = re.compile(r"display\s*:\s*none|visibility\s*:\s*hidden", re.IGNORECASE)
_MARK = re.compile(r"[，。；！？,;]")
_SENTENCE = re.compile(r"[。；！？]")
_FIGURE = re.compile(r"[-+−]?\d[\d,.]*%?")
# An element goes for chrome when it has so few marks, or beside the article so little of all prose.
_FEW_MARKS, _LITTLE = 3, 0.1
_HEADINGS = ("h1", "h2", "h3")
_SHORTEST_TITLE, _LONGEST_TITLE = 4, 120


@dataclass(slots=True)
class Measure:
    """What an element holds, its descendants included: marks of prose outside links, those that end sentences and cells with
    figures, characters, those in links, and links.
    """

    prose: int = 0
    sentences: int = 0
    length: int = 0
    linked: int = 0
    links: int = 0

    def add(self, other: Measure) -> None:
        """Take in what a child holds."""
        self.prose += other.prose
        self.sentences += other.sentences
        self.length += other.length
        self.linked += other.linked
        self.links += other.links


@dataclass(frozen=True, slots=True)
class Article:
    """The element that holds the prose of a page, what its elements hold, and what the page calls it."""

    root: Element
    measures: Mapping[Element, Measure]
    title: str | None

    def leaves_out(self, element: Element) -> bool:
        """Whether ``element``, inside the article, is no part of it: a script, a menu, a list of links, hidden."""
        if element.tag in _SILENT:
            return True
        held = self.measures[element]
        half = self.measures[self.root].prose / 2
        if _is_hidden(element):
            return held.prose <= half
        if held.prose > min(_FEW_MARKS, half):
            return False
        return _is_named_chrome(element) or self._lists_links(element, held)

    def _lists_links(self, element: Element, held: Measure) -> bool:
        """Whether ``element`` is a list or a line made of links."""
        if held.links < 2 or held.linked <= held.length / 2:
            return False
        return element.tag in _LISTS or (element.tag in _CONTAINERS and all(child.tag not in _BLOCKS for child in element))

    def holds_data(self, row: Element) -> bool:
        """Whether ``row`` is a row of figures and words, not one that lays out prose."""
        return _holds_data(row, self.measures)


def find_article(page: Element) -> Article:
    """The article of ``page``: from its body inwards as long as a single element tells anything."""
    from lxml import etree  # type: ignore[import-untyped]

    measures: dict[Element, Measure] = {}
    for _, element in etree.iterwalk(page, events=("end",)):
        measures[element] = _measure(element, measures)
    root = next(page.iter("body"), page)
    while (inner := _inner(root, measures)) is not None:
        root = inner
    return Article(root, measures, _title(page, measures))


def _measure(element: Element, measures: Mapping[Element, Measure]) -> Measure:
    """What ``element`` holds, its children being measured already."""
    held = Measure()
    if element.tag in _SILENT:
        return held
    for text in _own_texts(element):
        held.length += len(_squeezed(text))
        held.prose += len(_MARK.findall(text))
        held.sentences += len(_SENTENCE.findall(text))
    for child in element:
        held.add(measures[child])
    if element.tag == "a" and element.get("href"):
        return Measure(length=held.length, linked=held.length, links=1)
    if element.tag == "td" and held.length < 20 and _FIGURE.fullmatch(_squeezed("".join(element.itertext()))):
        held.prose += 1
        held.sentences += 1
    return held


def _inner(element: Element, measures: Mapping[Element, Measure]) -> Element | None:
    """The only child of ``element`` that tells anything; None where more than it does, or it is a row of data."""
    telling = [child for child in element if _tells(child, measures[child], measures[element])]
    if len(telling) != 1 or telling[0].tag not in _CONTAINERS or any(map(_MARK.search, _own_texts(element))):
        return None
    return None if telling[0].tag == "tr" and _holds_data(telling[0], measures) else telling[0]


def _tells(element: Element, held: Measure, around: Measure) -> bool:
    """Whether ``element`` holds prose: sentences or figures if it is a container, for addresses in footers have commas too.

    What is hidden or called by the name of chrome tells nothing if it holds a little part of the prose ``around`` it.
    """
    if held.prose <= _LITTLE * around.prose and (_is_hidden(element) or _is_named_chrome(element)):
        return False
    return held.sentences > 0 if element.tag in _CONTAINERS else held.prose > 0


def _is_hidden(element: Element) -> bool:
    return _HIDDEN.search(element.get("style", "")) is not None


def _is_named_chrome(element: Element) -> bool:
    return _CHROME.search(f"{element.get('class', '')} {element.get('id', '')} {element.get('role', '')}") is not None


def _holds_data(row: Element, measures: Mapping[Element, Measure]) -> bool:
    return next(row.iter("table"), None) is None and all(measures[cell].length <= LONGEST_CELL for cell in row)


def _title(page: Element, measures: Mapping[Element, Measure]) -> str | None:
    """What the page calls its article: as declared, or the heading with which the title of the page begins."""
    for meta in page.iter("meta"):
        if meta.get("name", "").lower() == "articletitle" and meta.get("content", "").strip():
            return str(meta.get("content"))
    named = _squeezed("".join(text for title in page.iter("title") for text in title.itertext()))
    for element in page.iter(*_HEADINGS, *_CONTAINERS, "p", "span", "strong", "b"):
        held = measures[element]
        if not _SHORTEST_TITLE <= held.length <= _LONGEST_TITLE or held.linked:
            continue
        text = "".join(element.itertext())
        if named.startswith(_squeezed(text)) or (element.tag in _HEADINGS and (_squeezed(text) in named or not named)):
            return text
    return None


def _own_texts(element: Element) -> Iterator[str]:
    """Texts that stand in ``element`` itself, not in its children."""
    if element.text:
        yield element.text
    for child in element:
        if child.tail:
            yield child.tail


def _squeezed(text: str) -> str:
    return "".join(text.split())
