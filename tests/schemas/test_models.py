"""The types: closed, immutable, and the same after a round trip through JSON."""

from __future__ import annotations

from typing import Any

import pytest
from pydantic import ValidationError

from schemas import Bound, Commitment, Evidence, Indicator, Project, Quantity, Result
from schemas.quantities import quantities


def quantity(value: float, unit: str = "%", upper: float | None = None, **more: object) -> Quantity:
    return Quantity.model_validate({"value": value, "upper": upper, "unit": unit, "raw": "x", "start": 0, "end": 1, **more})


def test_a_fall_is_negative_in_both_units() -> None:
    fall = quantity(2.3, base_value=2.3, base_unit="%").negated()
    assert (fall.value, fall.upper, fall.base_value) == (-2.3, None, -2.3)


def test_a_falling_range_still_runs_upwards() -> None:
    fall = quantity(3, upper=5, bound=Bound.RANGE).negated()
    assert (fall.value, fall.upper) == (-5, -3)


def test_two_falls_are_none() -> None:
    once = quantity(3, upper=5, bound=Bound.RANGE)
    assert once.negated().negated() == once


def test_records_cannot_be_changed() -> None:
    with pytest.raises(ValidationError):
        quantity(1).value = 2  # type: ignore[misc]


def test_unknown_fields_are_refused() -> None:
    with pytest.raises(ValidationError, match="colour"):
        quantity(1, colour="red")


@pytest.mark.parametrize("place", [{"start": -1}, {"end": -1}])
def test_places_are_never_negative(place: dict[str, Any]) -> None:
    with pytest.raises(ValidationError):
        quantity(1, **place)


EVIDENCE = {"quote": "增长8%", "start": 0, "end": 4}
CHECK = {"status": "confirmed", "read_by": "rules"}
ONE = {"value": 1, "unit": "个", "raw": "1个", "start": 0, "end": 2}

HOLDING = [
    # model, fields that hold numbers, where they are told to stand
    (Indicator, {"value": ONE, "change": ONE}, ["value", "change"]),
    (
        Indicator,
        {"comparison": {"reference": "全市", "value": ONE, "difference": ONE}},
        ["comparison.value", "comparison.difference"],
    ),
    (
        Project,
        {"timeframe": "done", "count": ONE, "investment": ONE, "completed_investment": ONE, "scale": [ONE, ONE]},
        ["count", "investment", "completed_investment", "scale.0", "scale.1"],
    ),
    (Commitment, {"target": ONE, "change": ONE}, ["target", "change"]),
    (Commitment, {"qualitative_target": "与经济增长同步"}, []),
]


@pytest.mark.parametrize(("model", "fields", "places"), HOLDING)
def test_every_number_of_a_record_is_told_with_its_field(
    model: type[Indicator | Project | Commitment], fields: dict[str, Any], places: list[str]
) -> None:
    record = model.model_validate({"id": "x", "name": "某事", "evidence": EVIDENCE, "check": CHECK, **fields})
    assert [field for field, _ in quantities(record)] == places


@pytest.mark.parametrize("field", ["name", "evidence", "check"])
def test_a_record_needs_a_name_evidence_and_a_check(field: str) -> None:
    whole = {"id": "x", "name": "某事", "evidence": EVIDENCE, "check": CHECK}
    with pytest.raises(ValidationError, match=field):
        Indicator.model_validate({key: value for key, value in whole.items() if key != field})


def test_a_name_is_never_empty() -> None:
    with pytest.raises(ValidationError):
        Indicator.model_validate({"id": "x", "name": "", "evidence": EVIDENCE, "check": CHECK})


def test_chinese_is_written_as_it_is(seed_result: Result) -> None:
    written = seed_result.to_json()
    assert "\\u" not in written
    assert all(record.name in written.replace('\\"', '"') for record in seed_result.records)


def test_fields_tell_a_reader_what_they_hold() -> None:
    for model in (Quantity, Evidence, Indicator, Project, Commitment):
        told = [name for name, field in model.model_fields.items() if field.description]
        assert len(told) >= len(model.model_fields) - 4, model
