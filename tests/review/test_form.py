"""The form's fields are those of the schemas, in their order and with their choices."""

from __future__ import annotations

from extractor.review.form import forms
from schemas import Commitment, Indicator, Project


def test_every_field_that_a_person_can_decide_is_in_the_form_and_no_other() -> None:
    decided = {"id", "evidence", "check"}
    for kind in (Indicator, Project, Commitment):
        groups = list(dict.fromkeys(field["path"].split(".")[0] for field in forms()[kind.__name__.lower()]))
        assert groups == [name for name in kind.model_fields if name not in decided]


def test_types_and_choices() -> None:
    fields = {kind: {field["path"]: field for field in fields} for kind, fields in forms().items()}
    assert fields["commitment"]["modality"]["options"] == ["must", "strive", "plan", "expect"]
    assert fields["commitment"]["modality"]["default"] == "plan"
    assert fields["project"]["timeframe"]["options"] == ["done", "planned"]
    assert fields["project"]["timeframe"]["required"]
    assert fields["project"]["scale"]["type"] == "quantities"
    assert {path for path, field in fields["indicator"].items() if field["type"] == "quantity"} == {
        "value",
        "change",
        "comparison.value",
        "comparison.difference",
    }
    assert fields["indicator"]["rank"]["type"] == "text"
