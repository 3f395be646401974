"""Two readings of one text brought together, records made by hand: who keeps which number, who decides what, what is said."""

from __future__ import annotations

from typing import Any, TypeVar

import pytest

from extractor.reconciliation import merge, yielding
from schemas import (
    ChangeBasis,
    Check,
    CheckStatus,
    Commitment,
    Evidence,
    Indicator,
    Project,
    Quantity,
    ReadBy,
    Stage,
    Timeframe,
)
from schemas.quantities import quantities
from schemas.record import Record

Kind = TypeVar("Kind", bound=Record)
WHOLE = [(0, 1000)]  # the model read all of the text
NOTHING: list[tuple[int, int]] = []


def number(start: int, value: float = 5, unit: str = "家") -> Quantity:
    raw = f"{value}{unit}"
    return Quantity(value=value, unit=unit, raw=raw, start=start, end=start + len(raw))


def record(kind: type[Kind], name: str, start: int = 0, *, length: int = 20, reader: ReadBy = ReadBy.RULES, **fields: Any) -> Kind:
    evidence = Evidence(quote="字" * length, start=start, end=start + length)
    check = Check(status=CheckStatus.NO_NUMBERS, read_by=reader)
    return kind.model_validate({"id": "-", "name": name, "evidence": evidence, "check": check, **fields})


def codes(of: Record) -> list[str]:
    return [issue.code for issue in of.check.issues]


def places(of: Record) -> list[int]:
    return [quantity.start for _, quantity in quantities(of)]


def only(records: list[Record]) -> Record:
    (one,) = records
    return one


def test_the_rules_decide_the_sign_and_the_model_the_rest() -> None:
    rules = record(Indicator, "空气质量", change=number(3, -2.3, "%"))
    model = record(Indicator, "空气质量", change=number(3, 2.3, "%"), status="estimate", reader=ReadBy.MODEL)
    merged = only(merge([rules], [model], WHOLE))
    assert isinstance(merged, Indicator)
    assert merged.change is not None
    assert merged.change.value == -2.3
    assert (merged.status, merged.check.read_by, codes(merged)) == ("estimate", ReadBy.BOTH, ["sign_differs", "status_differs"])
    assert "2.3" in merged.check.issues[0].message


@pytest.mark.parametrize("value", [0, 0.5])
def test_nothing_and_little_have_the_sign_of_what_is_more(value: float) -> None:
    """Values are the finds' by now; were they not, 0 and 0.5 would still be no falls."""
    one, other = (record(Indicator, "增速", change=number(3, each, "%")) for each in (value, 7))
    assert codes(only(merge([one], [other], WHOLE))) == codes(only(merge([other], [one], WHOLE))) == []


def test_what_the_rules_read_fills_what_the_model_left_empty_and_nothing_else() -> None:
    known = {"canonical": "gdp", "rank": "全市第一", "change_basis": "cumulative", "status": "estimate"}
    rules = record(Indicator, "产值", value=number(3), **known)
    model = record(Indicator, "产值", value=number(3), change_basis=ChangeBasis.YEAR_ON_YEAR)
    merged = only(merge([rules], [model], WHOLE))
    assert isinstance(merged, Indicator)
    assert (merged.canonical, merged.rank, merged.change_basis) == ("gdp", "全市第一", ChangeBasis.YEAR_ON_YEAR)
    assert merged.status == "actual"


def test_a_project_is_filled_in_its_own_fields() -> None:
    known = {"timeframe": "done", "location": "城东", "stage": "completed", "parties": {"owner": "城管局"}}
    rules = record(Project, "公厕", count=number(3), **known)
    model = record(Project, "公厕", count=number(3), timeframe="planned", stage=Stage.STARTED)
    merged = only(merge([rules], [model], WHOLE))
    assert isinstance(merged, Project)
    assert (merged.location, merged.stage, merged.timeframe) == ("城东", Stage.STARTED, Timeframe.PLANNED)
    assert merged.parties is not None
    assert merged.parties.owner == "城管局"


def by_field(of: Record) -> dict[str, int]:
    return {field: quantity.start for field, quantity in quantities(of)}


def held(kind: type[Record], *, own: dict[str, Any] | None = None, **fields: int) -> Record:
    """A record with the numbers at these places; ``comparison`` and ``scale`` hold one each."""
    numbers: dict[str, Any] = {field: number(start) for field, start in fields.items() if field not in ("compared", "scale")}
    if "compared" in fields:
        numbers["comparison"] = {"reference": "市", "value": number(fields["compared"])}
    if "scale" in fields:
        numbers["scale"] = [number(fields["scale"])]
    return record(kind, "某事", **numbers, **(own or {}))


DONE = {"timeframe": "done"}
FIELDS = [
    # kind, what is more in the record, fields and places as the rules and as the model read them, how often that is said
    (Indicator, {}, {"value": 3, "change": 9}, {"value": 9, "change": 3}, 2),
    (Indicator, {}, {"value": 3}, {"change": 3}, 1),
    (Indicator, {}, {"change": 3, "compared": 9}, {"change": 9, "compared": 3}, 2),
    (Indicator, {}, {"value": 3, "change": 9}, {"value": 3, "change": 9}, 0),
    (Project, DONE, {"investment": 3}, {"completed_investment": 3}, 1),
    (Project, DONE, {"investment": 3, "completed_investment": 9}, {"investment": 9, "completed_investment": 3}, 2),
    (Project, DONE, {"count": 3, "scale": 9}, {"count": 9, "scale": 3}, 2),
    (Commitment, {}, {"target": 3}, {"change": 3}, 1),
]


@pytest.mark.parametrize(("kind", "own", "rules", "model", "times"), FIELDS)
def test_the_rules_decide_in_which_field_a_number_stands(
    kind: type[Record], own: dict[str, Any], rules: dict[str, int], model: dict[str, int], times: int
) -> None:
    theirs, ours = held(kind, own=own, **rules), held(kind, own=own, **model)
    merged = only(merge([theirs], [ours], WHOLE))
    assert by_field(merged) == by_field(theirs)
    assert codes(merged) == ["field_differs"] * times
    right = {start: field.removesuffix(".0") for field, start in by_field(theirs).items()}
    for (field, quantity), issue in zip(quantities(ours), merged.check.issues, strict=bool(times)):
        assert quantity.raw in issue.message
        assert f"模型读作 {field.removesuffix('.0')}，规则读作 {right[quantity.start]}。" in issue.message


def test_a_number_whose_record_holds_others_too_stays_in_its_field_and_is_said() -> None:
    """To put the city's figure back there would have to be an own one."""
    rules, model = held(Indicator, change=3, compared=9), held(Indicator, change=9)
    merged, missed = sorted(merge([rules], [model], WHOLE), key=places, reverse=True)
    assert (by_field(merged), codes(merged)) == ({"change": 9}, ["field_differs"])
    assert (by_field(missed), codes(missed)) == ({"change": 3}, ["model_missed"])


def test_numbers_of_several_records_of_the_rules_are_compared_with_each() -> None:
    first, second = held(Indicator, value=3), held(Indicator, value=9)
    merged = only(merge([first, second], [held(Indicator, value=3, change=9)], WHOLE))
    assert (by_field(merged), codes(merged)) == ({"value": 3, "change": 9}, ["field_differs"])


def test_which_of_several_sizes_a_number_is_does_not_matter() -> None:
    one, other = (record(Project, "某事", timeframe="done", scale=[number(3), number(9)][::turn]) for turn in (1, -1))
    merged = only(merge([one], [other], WHOLE))
    assert (codes(merged), places(merged)) == ([], places(other))  # in the model's order, as it was not in doubt


def test_fields_of_another_kind_are_not_compared() -> None:
    assert codes(only(merge([held(Commitment, target=3)], [held(Indicator, value=3)], WHOLE))) == ["kind_differs"]


def test_signs_and_fields_are_both_the_rules() -> None:
    rules = record(Indicator, "空气质量", value=number(3), change=number(9, -2.3, "%"))
    model = record(Indicator, "空气质量", value=number(9, 2.3, "%"), change=number(3), reader=ReadBy.MODEL)
    merged = only(merge([rules], [model], WHOLE))
    assert isinstance(merged, Indicator)
    assert merged.change is not None
    assert (merged.change.value, merged.check.read_by) == (-2.3, ReadBy.BOTH)
    assert codes(merged) == ["sign_differs", "field_differs", "field_differs"]


@pytest.mark.parametrize(
    ("rules", "model", "said"),
    [
        ({"status": "actual"}, {"status": "estimate"}, "status_differs"),
        ({"status": "estimate"}, {"status": "actual"}, "status_differs"),
        ({"status": "estimate"}, {"status": "estimate"}, None),
        ({"change_basis": "year_on_year"}, {"change_basis": "cumulative"}, "basis_differs"),
        ({"change_basis": "year_on_year"}, {"change_basis": "year_on_year"}, None),
        ({"change_basis": "cumulative"}, {}, None),
        ({}, {"change_basis": "cumulative"}, None),
    ],
)
def test_the_model_decides_status_and_basis_and_the_rules_are_quoted(
    rules: dict[str, str], model: dict[str, str], said: str | None
) -> None:
    one, other = (record(Indicator, "产值", change=number(3, 8, "%"), **fields) for fields in (rules, model))
    merged = only(merge([one], [other], WHOLE))
    assert merged.model_dump(include=set(model)) == model
    assert codes(merged) == ([said] if said else [])
    assert all(word in issue.message for issue in merged.check.issues for word in (*rules.values(), *model.values()))


def test_what_different_changes_are_measured_against_is_not_compared() -> None:
    rules = record(Indicator, "产值", value=number(3), change=number(9), change_basis="cumulative")
    model = record(Indicator, "产值", value=number(3), change=number(13), change_basis="year_on_year")
    assert codes(merge([rules], [model], WHOLE)[0]) == []


def test_another_kind_is_said_and_fills_nothing() -> None:
    rules = record(Indicator, "产值", value=number(3), canonical="gdp")
    model = record(Commitment, "产值", target=number(3))
    merged = only(merge([rules], [model], WHOLE))
    assert isinstance(merged, Commitment)
    assert (merged.canonical, codes(merged)) == (None, ["kind_differs"])
    assert "commitment" in merged.check.issues[0].message
    assert "indicator" in merged.check.issues[0].message


class Honour(Record):
    """A kind of the user's own, which the built-in rules cannot read as such."""

    holders: Quantity | None = None
    rank: str | None = None
    evidence: Evidence
    check: Check


def test_a_kind_of_ones_own_keeps_its_reading_beside_rules_of_another_kind() -> None:
    rules = record(Indicator, "设计师人数", value=number(3, -2, "名"), period="2023")
    model = record(Honour, "十佳服装设计师", holders=number(3, 2, "名"), reader=ReadBy.MODEL, period="2022")
    merged = only(merge([rules], [model], WHOLE))
    assert isinstance(merged, Honour)
    assert merged.holders is not None
    assert (merged.holders.value, merged.period, merged.check.read_by) == (-2, "2022", ReadBy.BOTH)
    assert codes(merged) == ["sign_differs"]


def test_a_kind_of_ones_own_that_has_rules_meets_them() -> None:
    rules = record(Honour, "甲称号", holders=number(3, 2, "名"), rank="一等")
    model = record(Honour, "乙称号", holders=number(3, 2, "名"))
    merged = only(merge([rules], [model], WHOLE))
    assert isinstance(merged, Honour)
    assert (merged.rank, codes(merged)) == (None, ["name_differs"])


def test_of_several_records_of_the_rules_the_one_that_shares_most_numbers_is_the_other_reading() -> None:
    first = record(Indicator, "产值", value=number(3), period="2021", canonical="gdp")
    second = record(Indicator, "就业", 6, value=number(9), change=number(13, -1, "%"), period="2023", canonical="urban_employment")
    compared = {"reference": "市", "value": number(13, 1, "%")}
    model = record(Indicator, "就业", value=number(3), change=number(9), comparison=compared)
    merged = only(merge([first, second], [model], WHOLE))
    assert isinstance(merged, Indicator)
    assert (merged.period, merged.canonical) == ("2023", "urban_employment")
    assert [quantity.value for _, quantity in quantities(merged)] == [5, 5, -1]


def test_the_sign_of_each_number_is_that_of_the_record_of_the_rules_that_holds_it() -> None:
    first = record(Indicator, "差距", value=number(3, -5))
    second = record(Indicator, "就业", 6, value=number(9), change=number(13, -2))
    model = record(
        Indicator, "就业", value=number(9), change=number(13, 2), comparison={"reference": "市", "difference": number(3)}
    )
    merged = only(merge([first, second], [model], WHOLE))
    assert [quantity.value for _, quantity in quantities(merged)] == [5, -2, -5]


def test_marks_and_spaces_make_no_other_name() -> None:
    rules, model = (record(Indicator, name, value=number(3)) for name in ("“专精特新”企业", "专精特新 企业"))
    assert codes(only(merge([rules], [model], WHOLE))) == []


@pytest.mark.parametrize("turn", [1, -1])
def test_a_number_claimed_twice_stays_in_the_record_of_the_kind_the_rules_give_it(turn: int) -> None:
    rules = record(Project, "公厕", count=number(3), timeframe="done")
    claims: list[Record] = [
        record(Indicator, "公厕数", value=number(3)),
        record(Project, "公厕", count=number(3), timeframe="done"),
        record(Commitment, "建公厕", target=number(3)),
    ]
    merged = only(merge([rules], claims[::turn], WHOLE))
    assert isinstance(merged, Project)
    assert codes(merged) == ["claimed_twice", "claimed_twice"]
    said = "".join(issue.message for issue in merged.check.issues)
    assert "“公厕数”" in said
    assert "“建公厕”" in said


@pytest.mark.parametrize("rules", [[], [record(Project, "公厕", count=number(3), timeframe="done")]])
def test_a_number_claimed_twice_stays_with_the_first_where_the_rules_decide_nothing(rules: list[Record]) -> None:
    claims = [record(Indicator, "公厕数", value=number(3)), record(Commitment, "建公厕", target=number(3))]
    assert type(only(merge(rules, claims, WHOLE))) is Indicator


def test_a_record_that_loses_one_number_keeps_the_other() -> None:
    first = record(Indicator, "产值", value=number(3), change=number(9))
    second = record(Indicator, "税收", value=number(9), change=number(13))
    one, two = merge([], [first, second], WHOLE)
    assert (places(one), places(two)) == ([3, 9], [13])
    assert (codes(one), codes(two)) == (["claimed_twice"], [])


def test_two_numbers_lost_to_one_record_are_one_remark() -> None:
    first = record(Indicator, "产值", value=number(3), change=number(9))
    second = record(Indicator, "总量", value=number(3), change=number(9))
    assert codes(only(merge([], [first, second], WHOLE))) == ["claimed_twice"]


def test_numbers_that_the_model_missed_stand_as_the_rules_read_them_and_say_so() -> None:
    rules = record(Indicator, "产值", value=number(3), change=number(9))
    model = record(Indicator, "产值", value=number(3))
    read, missed = sorted(merge([rules], [model], WHOLE), key=places)
    assert (places(read), places(missed)) == ([3], [9])
    assert (codes(missed), missed.check.read_by) == (["model_missed"], ReadBy.RULES)


@pytest.mark.parametrize(("start", "seen"), [(99, False), (100, True), (199, True), (200, False)])
def test_where_the_model_read_nothing_the_rules_stand_without_remark(start: int, seen: bool) -> None:
    """A span of what was read holds its start and not its end."""
    counted = record(Indicator, "产值", start, value=number(start))
    promised = record(Commitment, "深化改革", start)
    merged = merge([counted, promised], [], [(100, 200)])
    assert [each.name for each in merged] == (["产值"] if seen else ["产值", "深化改革"])
    assert codes(merged[0]) == (["model_missed"] if seen else [])


def test_records_come_in_text_order() -> None:
    places = ((9, 5, 11), (3, 20, 15), (3, 10, 5))
    late, long, short = (record(Indicator, str(at), at, length=length, value=number(value)) for at, length, value in places)
    assert merge([late], [long, short], NOTHING) == [short, long, late]


def test_numbers_that_others_claim_are_given_up() -> None:
    other = record(Honour, "设计师", holders=number(3, 2, "名"))
    both = record(Indicator, "人数", value=number(3, 2, "名"), change=number(9))
    all_of_it = record(Indicator, "设计师人数", value=number(3, 2, "名"))
    apart, silent = record(Indicator, "就业", value=number(13)), record(Commitment, "深化改革")
    kept = yielding([both, all_of_it, apart, silent], [other])
    assert [(each.name, places(each)) for each in kept] == [("人数", [9]), ("就业", [13]), ("深化改革", [])]
    assert yielding([both], []) == [both]
