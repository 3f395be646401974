"""What tracking says as tables for CSV and Excel: promises, figures stated twice, targets beside those of the region above."""

from __future__ import annotations

from collections.abc import Iterable

from extractor.tables.columns import Column, polars_schema
from extractor.tables.errors import installed
from extractor.tables.table import Table
from extractor.tracking.amounts import written
from extractor.tracking.lexicon import labels
from extractor.tracking.models import Account, Beside, Citation, Reason, Stated, Tracked, Tracking
from schemas.rows import read_rows

Row = dict[str, str | int | float | None]

_CHINESE = {"promises": "承诺与结果", "stated_twice": "两处所载", "beside": "与上级目标"}


def sheets(tracking: Tracking, chinese: bool = False) -> tuple[Table, ...]:
    """The three tables, with values and reasons in English or Chinese; a file of one table gets the promises, the last."""
    with installed():
        return (
            _table("stated_twice", (_stated_row(stated, chinese) for stated in tracking.stated_twice)),
            _table("beside", (_beside_row(each) for each in tracking.beside)),
            _table(
                "promises",
                (_promise_row(account, item, chinese) for account in tracking.accounts for item in account.promises),
            ),
        )


def _table(name: str, rows: Iterable[Row]) -> Table:
    import polars as pl

    columns = _columns(name)
    return Table(name, _CHINESE[name], columns, pl.DataFrame(list(rows), schema=polars_schema(columns)), key_columns=3)


def _columns(table: str) -> tuple[Column, ...]:
    rows = (row for row in read_rows("extractor.tracking", "data/columns.csv") if row.pop("table") == table)
    return tuple(Column.model_validate(row) for row in rows)


def _promise_row(account: Account, item: Tracked, chinese: bool) -> Row:
    promise, outcome, line = item.promise, item.outcome, item.arithmetic
    return {
        "region": account.region.name,
        "region_code": account.region.code,
        "period": account.period,
        "topic": _value("topic", item.topic, chinese),
        "verdict": _value("verdict", item.verdict, chinese),
        "promise": promise.name,
        "target": number(promise),
        "target_value": line.target if line else None,
        "unit": line.unit if line else None,
        "outcome": outcome.name if outcome else None,
        "outcome_period": outcome.period if outcome else None,
        "reported": number(outcome) if outcome else None,
        "outcome_value": line.outcome if line else None,
        "difference": line.difference if line else None,
        "difference_unit": line.difference_unit if line else None,
        "formula": line.formula if line else None,
        "partial": _value("partial", "yes", chinese) if item.partial else None,
        "pace": _value("pace", item.pace, chinese) if item.pace else None,
        "matched_by": sentences([item.matched_by], chinese) if item.matched_by else None,
        "reasons": sentences(item.reasons, chinese),
        "promise_evidence": promise.evidence.quote,
        "promise_source": promise.source,
        "promise_start": promise.evidence.start,
        "outcome_evidence": outcome.evidence.quote if outcome else None,
        "outcome_source": outcome.source if outcome else None,
        "outcome_start": outcome.evidence.start if outcome else None,
    }


def _stated_row(stated: Stated, chinese: bool) -> Row:
    return {
        "region": stated.region.name,
        "period": stated.period,
        "agreement": _value("agreement", stated.agreement, chinese),
        "name": stated.first.name,
        "first": number(stated.first),
        "second": number(stated.second),
        "formula": stated.arithmetic.formula,
        "reasons": sentences(stated.reasons, chinese),
        "first_evidence": stated.first.evidence.quote,
        "first_source": stated.first.source,
        "second_evidence": stated.second.evidence.quote,
        "second_source": stated.second.source,
    }


def _beside_row(each: Beside) -> Row:
    return {
        "period": each.period,
        "name": each.target.name,
        "region": each.region.name,
        "target": number(each.target),
        "region_above": each.above.name,
        "target_above": number(each.target_above),
        "formula": each.arithmetic.formula,
        "share": each.share,
        "evidence": each.target.evidence.quote,
        "evidence_above": each.target_above.evidence.quote,
    }


def number(cited: Citation) -> str | None:
    """The cited number as people write it, else the words in its place."""
    return written(cited.quantity) if cited.quantity else cited.words


def sentences(reasons: Iterable[Reason], chinese: bool = False) -> str:
    """The reasons one after the other."""
    return "".join(reason.chinese for reason in reasons) if chinese else " ".join(reason.message for reason in reasons)


def _value(kind: str, value: str, chinese: bool) -> str:
    return labels(kind)[value].chinese if chinese else str(value)
