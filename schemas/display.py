"""A result at a glance, for whoever has one in a REPL or a notebook: what was found, and what asks for a look."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from html import escape
from itertools import islice
from typing import TYPE_CHECKING

from schemas.record import Record
from schemas.report import Report

if TYPE_CHECKING:
    from schemas.result import Result

_TITLE_CHARACTERS = 60
_NAMED = 5

Row = tuple[str, int | str | None]


def at_a_glance(result: Result) -> Iterator[Row]:
    """Title, region and years, how many records of each kind there are, and how many numbers and records ask for a look."""
    yield "title", heading(result.report)
    yield "region", result.report.region.name if result.report.region else None
    yield "years", years(result.report)
    yield from ((kind, len(records)) for kind, records in lists(result))
    yield "unclaimed", len(result.reconciliation.unclaimed)
    yield "conflicts", len(result.reconciliation.conflicting)


def lists(result: Result) -> Iterator[tuple[str, tuple[Record, ...]]]:
    """The lists of records in ``result`` by name, those of a user's own kinds among them."""
    for name, value in result:
        if isinstance(value, tuple):
            yield name, tuple(each for each in value if isinstance(each, Record))


def heading(report: Report) -> str:
    """The title, else the file's name; cut where it is long."""
    title = report.title or report.source
    return title if len(title) <= _TITLE_CHARACTERS else f"{title[: _TITLE_CHARACTERS - 1]}…"


def years(report: Report) -> str:
    """``2023 → 2024``: the year looked back on, the year planned."""
    return f"{report.reported_year or '?'} → {report.planned_year or '?'}"


def as_html(result: Result) -> str:
    """A table of :func:`at_a_glance`'s counts and of everything that asks for a look."""
    rows = [*((kind, str(len(records))) for kind, records in lists(result)), *(_to_look_at(result) or [("to look at", "nothing")])]
    region = result.report.region.name if result.report.region else "region unknown"
    caption = f"{heading(result.report)} · {region} · {years(result.report)}"
    body = "".join(f"<tr><th>{escape(name)}</th><td>{escape(told)}</td></tr>" for name, told in rows)
    return f"<table><caption>{escape(caption)}</caption><tbody>{body}</tbody></table>"


def _to_look_at(result: Result) -> list[tuple[str, str]]:
    """What asks for a look, and the first few of each; what there is none of is left out."""
    books, names = result.reconciliation, {record.id: record.name for record in result.records}
    found = {
        "in conflict": [names.get(each, each) for each in books.conflicting],
        "not in the text": [names.get(each, each) for each in books.unsupported],
        "numbers unclaimed": [each.quantity.raw for each in books.unclaimed],
        "refused": [each.name for each in books.refused],
        "warnings": list(result.run.warnings),
    }
    looks = [(name, f"{len(each)}: {_first(each)}") for name, each in found.items() if each]
    return looks if result.run.complete else [("incomplete", "the model did not read all of it"), *looks]


def _first(names: Iterable[str]) -> str:
    first = list(islice(names, _NAMED + 1))
    return " · ".join([*first[:_NAMED], *(["…"] if len(first) > _NAMED else [])])
