"""The review page: a result and its text as one HTML file that opens from disk and asks no network for anything."""

from __future__ import annotations

import base64
import hashlib
import json
from collections.abc import Sequence
from functools import cache
from importlib.resources import files
from typing import TYPE_CHECKING, Any

from markupsafe import Markup

from extractor.documents import Document
from extractor.prepared import Prepared, prepare
from extractor.review.article import render_article
from extractor.review.attention import attention
from extractor.review.complete import PERIOD
from extractor.review.digest import result_digest
from extractor.review.form import forms
from extractor.review.places import Place, places
from extractor.review.source import refuse_other_text
from schemas import Report, Result
from schemas.catalogue import catalogue
from schemas.corrections import CORRECTIONS_VERSION
from schemas.record import Record

if TYPE_CHECKING:
    from jinja2 import Environment

# Joined in this order into one module: each file uses what stands before it.
SCRIPTS = (
    "labels.js",
    "data.js",
    "checks.js",
    "decisions.js",
    "states.js",
    "issues.js",
    "article.js",
    "balance.js",
    "cards.js",
    "form.js",
    "filters.js",
    "list.js",
    "writing.js",
    "saving.js",
    "appearance.js",
    "keyboard.js",
    "start.js",
)
_FILES = files("extractor.review").joinpath("files")


def render_page(result: Result, document: Document, index: str | None = None) -> str:
    """The page about ``result``, whose offsets count ``document``; ``index`` is the address of the batch's index, as seen from it.

    Raises :class:`~extractor.review.errors.OtherText` where ``document`` is not the result's text.
    """
    refuse_other_text(result, document)
    prepared = prepare(document)
    records = sorted(result.records, key=lambda record: (record.evidence.start, record.evidence.end))
    found = places(result, prepared)
    article = render_article(prepared, records, found)
    data = _data(result, prepared, records, found)
    return fill(
        "page.html.j2",
        SCRIPTS,
        title=title_of(result.report),
        about=about(result.report),
        warnings=result.run.warnings,
        article=article,
        index=index,
        data=embedded(data),
    )


def fill(template: str, scripts: Sequence[str], **values: object) -> str:
    """``template`` with the style, the ``scripts`` and a policy that allows these two and nothing else, above all no connection."""
    style, script = read("style.css"), "\n".join(read(name) for name in scripts)
    policy = (
        f"default-src 'none'; style-src '{_hash(style)}'; script-src '{_hash(script)}'; "
        "connect-src 'none'; form-action 'none'; base-uri 'none'"
    )
    labels = embedded(json.loads(read("labels.json")))
    page = _environment().get_template(template)
    return page.render(policy=Markup(policy), style=Markup(style), script=Markup(script), labels=labels, **values)


@cache
def read(name: str) -> str:
    """One of the files that make up the page."""
    return _FILES.joinpath(name).read_text(encoding="utf-8")


@cache
def _environment() -> Environment:
    from jinja2 import Environment, PackageLoader, StrictUndefined

    return Environment(loader=PackageLoader("extractor.review", "files"), undefined=StrictUndefined, autoescape=True)


def _hash(source: str) -> str:
    return "sha256-" + base64.b64encode(hashlib.sha256(source.encode()).digest()).decode()


def embedded(data: Any) -> Markup:
    """JSON that may stand in a script element whatever it holds: no ``<`` is left that could end or comment it."""
    text = json.dumps(data, ensure_ascii=False, separators=(",", ":"))
    return Markup(text.replace("<", "\\u003c").replace(">", "\\u003e").replace("&", "\\u0026"))


def title_of(report: Report) -> str:
    """What a person calls the report."""
    return report.title or report.source


def about(report: Report) -> str:
    """Region, years and file of the report, in one line."""
    years = "→".join(str(year) for year in (report.reported_year, report.planned_year) if year)
    return " · ".join(filter(None, (report.region.name if report.region else None, years, report.source)))


def _data(result: Result, prepared: Prepared, records: Sequence[Record], found: Sequence[Place]) -> dict[str, Any]:
    """All that the page's scripts know."""
    books = result.reconciliation
    return {
        "version": CORRECTIONS_VERSION,
        "digest": result_digest(result),
        "report": result.report.source,
        "engine": result.run.engine,
        "home": result.report.region.name if result.report.region else None,
        "quantities": books.quantities,
        "records": [_record(record) for record in records],
        "places": [_place(place) for place in found],
        "unclaimed": [
            {"place": missed.quantity.start, "section": missed.section, "context": missed.context} for missed in books.unclaimed
        ],
        "refused": [refused.model_dump(mode="json") for refused in books.refused],
        "statements": [prepared.folded.span(each.start, each.end) for each in prepared.outline.statements()],
        "forms": forms(),
        "period": PERIOD,
        "catalogue": [[entry.id, entry.name] for entry in catalogue()],
    }


def _record(record: Record) -> dict[str, Any]:
    kind = type(record).__name__.lower()
    return {"kind": kind, "attention": attention(record), "record": record.model_dump(mode="json")}


def _place(place: Place) -> dict[str, Any]:
    return {"quantity": place.quantity.model_dump(mode="json"), "state": place.state, "counted": place.counted}
