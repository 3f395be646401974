"""Two readings of one fact made one: who decides what, and what is kept of the other.

The finds have already decided values, units and bounds. Signs, fields and periods stand in words that grammar reads reliably, so
the rules decide them; kinds, names and states need understanding, so the model does. Whatever the other said is kept in the issues.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from extractor.reconciliation.fields import arranged_as, in_other_fields
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
    signed, issues = _with_signs(model, rules)
    if type(main) is not type(model) and type(model) not in _FILLED:
        return _agreed(signed, issues)  # a kind of the user's own, which the rules could not but read as another
    fields = list(_other_fields(signed, rules))
    agreed = arranged_as(signed, main) if fields else signed
    issues += [*fields, *_other_name(model, main), *_other_period(model, main)]
    if main.period is not None:
        agreed = agreed.model_copy(update={"period": main.period})
    if type(main) is not type(model):
        issues.append(_issue("kind_differs", f"类别：模型读作 {_kind(model)}，规则读作 {_kind(main)}（{main.name}）。"))
        return _agreed(agreed, issues)
    return _agreed(_filled(agreed, main), [*issues, *_other_status(model, main), *_other_basis(model, main)])


def _with_signs(model: Record, rules: Sequence[Record]) -> tuple[Record, list[Issue]]:
    """The model's record with the signs that the rules read, after its own issues those about signs."""
    signs = {quantity.start: quantity for record in rules for _, quantity in quantities(record)}
    issues = list(model.check.issues)

    def decide(field: str, quantity: Quantity) -> Quantity:
        other = signs.get(quantity.start)
        if other is None or (other.value < 0) == (quantity.value < 0):
            return quantity
        issues.append(_issue("sign_differs", f"{field} 的正负：模型读作 {quantity.value}，规则读作 {other.value}。"))
        return other

    return edit_quantities(model, decide), issues


def _other_fields(model: Record, rules: Sequence[Record]) -> Iterator[Issue]:
    for number, ours, theirs in in_other_fields(model, rules):
        yield _issue("field_differs", f"{number.raw} 的字段：模型读作 {ours}，规则读作 {theirs}。")


def _other_name(model: Record, rules: Record) -> Iterator[Issue]:
    ours, theirs = _letters(model.name), _letters(rules.name)
    if ours not in theirs and theirs not in ours:
        yield _issue("name_differs", f"名称：规则读作 {rules.name}。")


def _other_period(model: Record, rules: Record) -> Iterator[Issue]:
    if rules.period is not None and rules.period != model.period:
        yield _issue("period_differs", f"期间：模型读作 {model.period}，规则读作 {rules.period}。")


def _other_status(model: Record, rules: Record) -> Iterator[Issue]:
    if isinstance(model, Indicator) and isinstance(rules, Indicator) and model.status is not rules.status:
        yield _issue("status_differs", f"状态：模型读作 {model.status.value}，规则读作 {rules.status.value}。")


def _other_basis(model: Record, rules: Record) -> Iterator[Issue]:
    """What one and the same change is measured against; a basis that one reading leaves open contradicts nothing."""
    if not (isinstance(model, Indicator) and isinstance(rules, Indicator) and model.change and rules.change):
        return
    ours, theirs = model.change_basis, rules.change_basis
    if model.change.start == rules.change.start and ours and theirs and ours is not theirs:
        yield _issue("basis_differs", f"变化的比较基础：模型读作 {ours.value}，规则读作 {theirs.value}。")


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
