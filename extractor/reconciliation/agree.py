"""Two readings of one fact made one: who decides what, and what is kept of the other.

The finds have already decided values, units and bounds. Signs and periods stand in words that grammar reads reliably, so the rules
decide them; kinds and names need understanding, so the model does. Whatever the other said is kept in the issues.
"""

from __future__ import annotations

from collections.abc import Sequence

from schemas import Check, Commitment, Indicator, Issue, Project, Quantity, ReadBy
from schemas.quantities import edit_quantities, quantities
from schemas.record import Record

# Fields the other reading may fill where the deciding one left them empty; numbers are not among them.
_FILLED = {
    Indicator: ("canonical", "change_basis", "rank"),
    Project: ("location", "stage", "parties"),
    Commitment: ("canonical",),
}


def agree(model: Record, rules: Sequence[Record]) -> Record:
    """The model's record as the ``rules`` records about the same numbers bear it out."""
    main = max(rules, key=lambda record: _shared(model, record))
    signs = {quantity.start: quantity for record in rules for _, quantity in quantities(record)}
    issues: list[Issue] = list(model.check.issues)

    def decide(field: str, quantity: Quantity) -> Quantity:
        other = signs.get(quantity.start)
        if other is None or (other.value < 0) == (quantity.value < 0):
            return quantity
        issues.append(_issue("sign_differs", f"{field} 的正负：模型读作 {quantity.value}，规则读作 {other.value}。"))
        return other

    agreed = edit_quantities(model, decide)
    if type(main) is not type(model) and type(model) not in _FILLED:
        return _agreed(agreed, issues)  # a kind of the user's own, which the rules could not but read as another
    ours, theirs = _letters(model.name), _letters(main.name)
    if ours not in theirs and theirs not in ours:
        issues.append(_issue("name_differs", f"名称：规则读作 {main.name}。"))
    if main.period != model.period and main.period is not None:
        issues.append(_issue("period_differs", f"期间：模型读作 {model.period}，规则读作 {main.period}。"))
        agreed = agreed.model_copy(update={"period": main.period})
    if type(main) is not type(model):
        issues.append(_issue("kind_differs", f"类别：模型读作 {_kind(model)}，规则读作 {_kind(main)}（{main.name}）。"))
    else:
        agreed = _filled(agreed, main)
    return _agreed(agreed, issues)


def _agreed(record: Record, issues: Sequence[Issue]) -> Record:
    check = Check(status=record.check.status, read_by=ReadBy.BOTH, issues=tuple(issues))
    return record.model_copy(update={"check": check})


def _shared(one: Record, other: Record) -> int:
    starts = {quantity.start for _, quantity in quantities(one)}
    return sum(quantity.start in starts for _, quantity in quantities(other))


def _filled(record: Record, other: Record) -> Record:
    empty = [field for field in _FILLED.get(type(record), ()) if getattr(record, field) is None]
    return record.model_copy(update={field: getattr(other, field) for field in empty})


def _issue(code: str, message: str) -> Issue:
    return Issue(code=code, message=message)


def _letters(name: str) -> str:
    """The name without marks and white space, which readers set as they like."""
    return "".join(filter(str.isalnum, name))


def _kind(record: Record) -> str:
    return type(record).__name__.lower()
