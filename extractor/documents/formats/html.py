"""HTML: the article of a web page, a paragraph or a row of a table a line."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator

from extractor.documents.formats.article import Article, Element, find_article
from extractor.documents.formats.bounds import bound_tags
from extractor.documents.formats.errors import BrokenFile
from extractor.documents.formats.extracted import Extracted
from extractor.documents.formats.lines import Grid, row_lines, set_off, tidied

# Elements that do not break the line they stand in.
_FLOWING = {
    "a", "abbr", "b", "bdi", "bdo", "big", "button", "cite", "code", "data", "dfn", "em", "font", "i", "img", "input", "ins", "kbd",
    "label", "mark", "o:p", "q", "s", "samp", "script", "small", "span", "strike", "strong", "style", "sub", "sup", "time", "tt",
    "u", "var", "wbr",
}  # fmt: skip
# Stands for a line break in preformatted text; no page can hold it.
_LINE = "\v"
_TITLE_PLACE = 1_000


def read_html(text: str, source: str, encoding: str = "utf-8") -> Extracted:
    """Text of the article in the web page ``text``; menus, footers, lists of links and scripts are left out.

    Raises :class:`BrokenFile` where the page is nested so deep that its parser gives up, and :class:`FileTooLarge`.
    """
    bound_tags(text, source)
    page = _parse(text, source)
    if page is None:
        return Extracted("", "html", encoding)
    article = find_article(page)
    lines = list(_lines(article, article.root))
    if article.title and "".join(article.title.split()) not in "".join("".join(lines).split())[:_TITLE_PLACE]:
        lines.insert(0, " ".join(article.title.split()))
    return Extracted("\n".join(set_off(lines)), "html", encoding)


def _parse(text: str, source: str) -> Element | None:
    """The page ``text``; none where it holds not one element, as one that breaks off in its first line."""
    from lxml import etree, html  # type: ignore[import-untyped]

    parser = html.HTMLParser(encoding="utf-8", huge_tree=True, remove_comments=True, remove_pis=True)
    try:
        page = html.document_fromstring(text.encode("utf-8", "replace"), parser=parser, ensure_head_body=True)
    except etree.ParserError:
        return None
    if any(entry.type_name == "ERR_RESOURCE_LIMIT" for entry in parser.error_log):
        raise BrokenFile(f"{source} is a web page nested too deep to be read whole.", hint="Save its text and give that.")
    return page


def _lines(article: Article, root: Element) -> Iterator[str]:
    """Lines of ``root`` as a browser would break them; a row of data is one line."""
    from lxml import etree

    grids: defaultdict[Element, Grid] = defaultdict(Grid)
    pieces: list[str] = []
    preformatted = 0
    walk = etree.iterwalk(root, events=("start", "end"))
    for event, element in walk:
        if element.tag not in _FLOWING:
            yield from _flush(pieces)
        text = element.text
        if event == "end":
            preformatted -= element.tag == "pre"
            text = element.tail if element is not root else None
        elif element is not root and article.leaves_out(element):
            walk.skip_subtree()
            continue
        elif element.tag == "tr" and article.holds_data(element):
            walk.skip_subtree()
            table = next(element.iterancestors("table"), root)
            yield from row_lines(grids[table].place(_cells(article, element)))
            continue
        else:
            preformatted += element.tag == "pre"
        pieces.append((text or "").replace("\n", _LINE if preformatted else " "))
    yield from _flush(pieces)


def _flush(pieces: list[str]) -> Iterator[str]:
    """The lines gathered in ``pieces``, which is emptied."""
    for line in "".join(pieces).split(_LINE):
        if line.strip():
            yield tidied(line)
    pieces.clear()


def _cells(article: Article, row: Element) -> Iterator[tuple[list[str], int, int]]:
    """Lines, columns and rows of each cell in ``row``."""
    for cell in row:
        if cell.tag in ("td", "th"):
            yield list(_lines(article, cell)), _count(cell.get("colspan")), _count(cell.get("rowspan"))


def _count(attribute: str | None) -> int:
    return max(1, int(attribute)) if attribute and attribute.isascii() and attribute.isdigit() and len(attribute) < 5 else 1
