"""Results as tables for a terminal."""

from __future__ import annotations

from collections.abc import Iterable

from rich.console import Console
from rich.table import Table
from rich.text import Text

from extractor.cli.console import plain, standard_output
from extractor.printable import printable
from schemas import CheckStatus, Commitment, Indicator, Project, Quantity, Result

_BOUNDS = {
    "exact": "{}",
    "about": "{}左右",
    "at_least": "≥{}",
    "over": ">{}",
    "at_most": "≤{}",
    "nearly": "近{}",
    "range": "{}",
}
_STYLES = {
    CheckStatus.CONFIRMED: "green",
    CheckStatus.CONVERTED: "green",
    CheckStatus.ELSEWHERE: "yellow",
    CheckStatus.CONFLICT: "red",
    CheckStatus.UNSUPPORTED: "red",
    CheckStatus.NO_NUMBERS: "dim",
}


def show(quantity: Quantity | None) -> str:
    """``≥10亿元``; empty for none."""
    if quantity is None:
        return ""
    number = str(quantity.value)
    if quantity.upper is not None:
        number += f"–{quantity.upper}"
    return _BOUNDS[quantity.bound.value].format(number + quantity.unit)


def print_result(result: Result) -> None:
    """Three tables and the balance of numbers."""
    console = standard_output()
    report = result.report
    region = report.region.name if report.region else "region unknown"
    console.print(plain(report.title or printable(report.source), style="bold"))
    console.print(plain(f"{region} · {report.report_type.value} · {report.reported_year or '?'} → {report.planned_year or '?'}\n"))
    if result.indicators:
        _indicators(console, result.indicators)
    if result.projects:
        _projects(console, result.projects)
    if result.commitments:
        _commitments(console, result.commitments)
    _balance(console, result)


def _indicators(console: Console, records: Iterable[Indicator]) -> None:
    table = _table("Indicators · 指标", "name", "period", "value", "change", "compared", "check")
    for record in records:
        table.add_row(
            plain(record.name),
            record.period,
            show(record.value),
            show(record.change),
            plain(_comparison(record)),
            _check(record.check.status),
        )
    console.print(table)


def _comparison(record: Indicator) -> str:
    if record.comparison is None:
        return record.rank or ""
    return f"{record.comparison.reference} {show(record.comparison.difference) or show(record.comparison.value)}"


def _projects(console: Console, records: Iterable[Project]) -> None:
    table = _table("Projects · 项目", "name", "period", "count", "investment", "scale", "stage", "check")
    for record in records:
        table.add_row(
            plain(record.name),
            record.period,
            show(record.count),
            show(record.completed_investment or record.investment),
            " ".join(show(quantity) for quantity in record.scale),
            record.stage.value if record.stage else "",
            _check(record.check.status),
        )
    console.print(table)


def _commitments(console: Console, records: Iterable[Commitment]) -> None:
    table = _table("Commitments · 承诺", "name", "period", "target", "change", "modality", "check")
    for record in records:
        table.add_row(
            plain(record.name),
            record.period,
            plain(show(record.target) or record.qualitative_target),
            show(record.change),
            record.modality,
            _check(record.check.status),
        )
    console.print(table)


def _balance(console: Console, result: Result) -> None:
    books = result.reconciliation
    console.print(f"{books.claimed} of {books.quantities} quantities of the text are claimed by a record.")
    for missed in books.unclaimed:
        console.print(plain(f"  unclaimed: {missed.quantity.raw} … {missed.context.strip()[:60]}", style="yellow"))


def print_quantities(quantities: Iterable[Quantity]) -> None:
    """One quantity a row."""
    table = _table("Quantities · 数量", "start", "raw", "value", "upper", "unit", "bound", "base")
    for quantity in quantities:
        base = "" if quantity.base_value is None else f"{quantity.base_value:,} {quantity.base_unit}"
        upper = "" if quantity.upper is None else str(quantity.upper)
        raw = plain("".join(quantity.raw.split()))
        table.add_row(str(quantity.start), raw, str(quantity.value), upper, quantity.unit, quantity.bound.value, base)
    standard_output().print(table)


def _table(title: str, *columns: str) -> Table:
    table = Table(title=title, title_justify="left", title_style="bold", header_style="bold", expand=False)
    for column in columns:
        table.add_column(column, overflow="fold")
    return table


def _check(status: CheckStatus) -> Text:
    return plain(status.value, style=_STYLES[status])
