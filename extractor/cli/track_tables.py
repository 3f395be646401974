"""Promises and outcomes as tables for a terminal."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence

from rich.console import Console
from rich.table import Table
from rich.text import Text

from extractor.cli.console import plain, standard_output
from extractor.tracking import Account, Agreement, Arithmetic, Beside, Citation, Stated, Tracked, Tracking, Unreviewed, Verdict
from extractor.tracking.sheets import number, sentences
from extractor.tracking.verdicts import kept

_STYLES = {
    Verdict.MET: "green",
    Verdict.EXCEEDED: "bold green",
    Verdict.MISSED: "red",
    Verdict.ON_THE_WAY: "yellow",
    Verdict.NOT_COMPARABLE: "magenta",
    Verdict.NO_WORD: "dim",
}


_WHOLE = ("verdict", "agreement", "period")
_NAMED = 5
_PLAIN = ("reached", "short", "beyond", "no_record")


def print_tracking(tracking: Tracking, every: bool) -> None:
    """A table an account, then the contradictions, the targets beside those above, and what could not be asked."""
    console = standard_output()
    for account in tracking.accounts:
        _account(console, account, every)
    _stated(console, tracking.stated_twice)
    _beside(console, tracking.beside)
    _unreviewed(console, tracking.unreviewed)
    if not tracking.accounts and not tracking.unreviewed:
        console.print("No promise with a region and a period stands in these results.")


def _account(console: Console, account: Account, every: bool) -> None:
    console.print(plain(f"{account.region.name} · {account.period}", style="bold"))
    console.print(plain(f"promised in {', '.join(account.promised_in)}; reviewed in {', '.join(account.reviewed_in)}"))
    counts = Counter(item.verdict for item in account.promises)
    console.print(plain(" · ".join(f"{verdict.value} {counts[verdict]}" for verdict in Verdict)))
    good, decided, everything = kept(counts)
    console.print(plain(f"{good} kept, of {decided} with a clear verdict, of {everything} in all"))
    shown = [item for item in account.promises if every or item.verdict is not Verdict.NO_WORD]
    if shown:
        console.print(_promises(shown))


def _promises(items: Iterable[Tracked]) -> Table:
    table = _table("verdict", "promised", "reported", "difference", "note")
    for item in items:
        table.add_row(
            plain(item.verdict.value, style=_STYLES[item.verdict]),
            _cited(item.promise),
            _cited(item.outcome) if item.outcome else "",
            _difference(item.arithmetic),
            plain(_note(item)),
        )
    return table


def _cited(cited: Citation) -> Text:
    return Text.assemble(cited.name, " ", (number(cited) or "", "bold"))


def _difference(line: Arithmetic | None) -> str:
    if line is None:
        return ""
    return ("+" if line.difference > 0 else "") + line.formula.rpartition(" = ")[2]


def _note(item: Tracked) -> str:
    """What the verdict and the difference do not say by themselves."""
    pace = f"{item.pace.value.capitalize()}. " if item.pace else ""
    return pace + sentences(reason for reason in item.reasons if reason.code not in _PLAIN)


def _stated(console: Console, stated: Iterable[Stated]) -> None:
    counts = Counter(each.agreement for each in stated)
    if not counts:
        return
    console.print(plain("Stated in two reports", style="bold"))
    console.print(plain(" · ".join(f"{agreement.value} {counts[agreement]}" for agreement in Agreement)))
    differing = [each for each in stated if each.agreement in (Agreement.CONTRADICTION, Agreement.REVISED)]
    if not differing:
        return
    table = _table("agreement", "region", "period", "indicator", "first", "second", "difference", "sources", "why")
    for each in differing:
        table.add_row(
            plain(each.agreement.value, style="red" if each.agreement is Agreement.CONTRADICTION else "yellow"),
            plain(each.region.name),
            each.period,
            plain(each.first.name),
            number(each.first),
            number(each.second),
            _difference(each.arithmetic),
            plain(f"{each.first.source} / {each.second.source}"),
            plain(sentences(each.reasons)),
        )
    console.print(table)


def _beside(console: Console, beside: Iterable[Beside]) -> None:
    table = _table("period", "indicator", "region", "target", "region above", "its target", "difference or share")
    for each in beside:
        compared = f"{each.share:.1%}" if each.share is not None else _difference(each.arithmetic)
        table.add_row(
            each.period,
            plain(each.target.name),
            plain(each.region.name),
            number(each.target),
            plain(each.above.name),
            number(each.target_above),
            compared,
        )
    if table.row_count:
        console.print(plain("Targets beside those of the region above", style="bold"))
        console.print(table)


def _unreviewed(console: Console, unreviewed: Sequence[Unreviewed]) -> None:
    if unreviewed:
        promises = sum(each.promises for each in unreviewed)
        counted = "1 promise" if promises == 1 else f"{promises} promises"
        named = [f"{each.region.name} {each.period} ({each.promises})" for each in unreviewed[:_NAMED]]
        more = f" and {len(unreviewed) - _NAMED} more" if len(unreviewed) > _NAMED else ""
        console.print(plain(f"{counted} could not be checked; no report given looks back on: {', '.join(named)}{more}."))


def _table(*columns: str) -> Table:
    table = Table(header_style="bold", expand=False)
    for column in columns:
        table.add_column(column, overflow="fold", no_wrap=column in _WHOLE)
    return table
