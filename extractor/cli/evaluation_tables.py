"""An evaluation as tables for a terminal: a column a system, then what differs."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from rich.table import Table

from extractor.cli.console import plain, standard_output
from extractor.evaluation.model import (
    Agreement,
    Difference,
    Evaluation,
    FieldAgreement,
    SystemEvaluation,
    share,
)

Row = tuple[str, str]
_QUOTE = 40


def print_evaluation(evaluation: Evaluation, differences: int) -> None:
    """The figures side by side, the notes, and up to ``differences`` differences of each system."""
    console = standard_output()
    console.print(_summary(evaluation.systems))
    console.print(_fields(evaluation.systems))
    for note in evaluation.notes:
        console.print(plain(f"note: {note}", style="yellow"))
    for system in evaluation.systems:
        if system.differences and differences:
            console.print(_differences(system, differences))


def _summary(systems: Sequence[SystemEvaluation]) -> Table:
    table = _table("Against the gold (precision, recall, F1)", "", *(system.name for system in systems))
    for part in (_records, _numbers, _grounding, _effort):
        for rows in zip(*(list(part(system)) for system in systems), strict=True):
            table.add_row(rows[0][0], *(value for _, value in rows))
        table.add_section()
    return table


def _records(system: SystemEvaluation) -> Iterator[Row]:
    unread = f", {len(system.unread)} not read" if system.unread else ""
    yield "reports", f"{system.reports}{unread}"
    for kind, figures in system.records.items():
        yield f"{kind}, full", _shares(figures)
        yield "  right/gold", f"{figures.right}/{figures.gold}, {figures.reported} reported"


def _numbers(system: SystemEvaluation) -> Iterator[Row]:
    numbers = system.numbers
    yield "numbers found", _shares(numbers)
    yield "  found/gold", f"{numbers.right}/{numbers.gold}, {numbers.reported} reported"
    for measure in ("value", "sign", "unit", "bound", "field"):
        yield f"  {measure} right", _share(share(getattr(numbers, measure), numbers.right))


def _grounding(system: SystemEvaluation) -> Iterator[Row]:
    grounding = system.grounding
    yield "checks", ", ".join(f"{status} {count}" for status, count in grounding.statuses.items()) or "–"
    yield "quotes in place", _share(share(grounding.verbatim, grounding.quotes))
    yield "evidence of gold", _share(share(grounding.overlapping, grounding.matched))
    yield "unclaimed", f"{grounding.unclaimed} of {grounding.quantities} quantities"
    yield "refused", str(grounding.refused)


def _effort(system: SystemEvaluation) -> Iterator[Row]:
    effort = system.effort
    yield "requests", str(effort.requests)
    yield "s/10,000 characters", _plain(effort.seconds_per_10000_characters, ".2f")
    yield "$/10,000 characters", _plain(effort.cost_per_10000_characters, ".4f")


def _fields(systems: Sequence[SystemEvaluation]) -> Table:
    """A row a field that any system has; ``right/gold`` and F1 for each."""
    table = _table("Fields (right/gold, F1)", "kind", "field", *(system.name for system in systems))
    by_system = [{(each.kind, each.field): each for each in system.fields} for system in systems]
    before = ""
    for kind, field in dict.fromkeys(key for fields in by_system for key in fields):
        if before and kind != before:
            table.add_section()
        before = kind
        table.add_row(kind, field, *(_field(fields.get((kind, field))) for fields in by_system))
    return table


def _field(figures: FieldAgreement | None) -> str:
    return "–" if figures is None else f"{figures.right}/{figures.gold}  {_share(figures.f1)}"


def _differences(system: SystemEvaluation, most: int) -> Table:
    shown = system.differences[:most]
    title = f"{system.name}: {len(shown)} of {len(system.differences)} differences"
    table = _table(title, "place", "what", "record", "gold", "reported", "quote")
    for each in shown:
        table.add_row(
            f"{each.report}:{each.start}",
            each.what if each.field is None else each.field,
            plain(f"{each.kind} {each.name}"),
            plain(each.gold or ""),
            plain(each.reported or ""),
            plain(_short(each)),
        )
    return table


def _short(difference: Difference) -> str:
    quote = "".join(difference.quote.split())
    return quote if len(quote) <= _QUOTE else quote[:_QUOTE] + "…"


def _shares(figures: Agreement) -> str:
    return " · ".join(_share(each) for each in (figures.precision, figures.recall, figures.f1))


def _share(value: float | None) -> str:
    return _plain(value, ".3f")


def _plain(value: float | None, form: str) -> str:
    return "–" if value is None else format(value, form)


def _table(title: str, *columns: str) -> Table:
    table = Table(title=title, title_justify="left", title_style="bold", header_style="bold", expand=False)
    for column in columns:
        table.add_column(plain(column), overflow="fold")
    return table
