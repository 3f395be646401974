"""A kind of record of one's own, exactly as docs/new-kind.md adds it: read, checked and written like all others."""

from __future__ import annotations

import re
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest
from pydantic import BaseModel, Field

from extractor import (
    Check,
    CheckStatus,
    Document,
    Evidence,
    Indicator,
    ModelSettings,
    Quantity,
    ReadBy,
    Record,
    RecordKind,
    Settings,
    extract,
    result_type,
)
from extractor.kinds import UnfitKind
from extractor.readers.model.version import prompt_version
from schemas.quantities import edit_quantities, quantities
from tests.fake_endpoint import FakeEndpoint, answer

PAGE = Path(__file__).parents[2] / "docs" / "new-kind.md"
REPORT = (
    "某县2024年政府工作报告\n一、2023年工作回顾\n"
    "地区生产总值完成830.6亿元。我县荣获“全省大气污染综合治理先进县”称号，2名设计师荣获“十佳服装设计师”称号。\n"
)


@pytest.fixture(autouse=True)
def own_cache(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """No answer is kept beyond a test."""
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path))


@pytest.fixture(scope="module")
def honours() -> RecordKind:
    """The kind that the page defines."""
    module = ModuleType("honours")
    definition = re.findall(r"```python\n(.*?)```", PAGE.read_text(encoding="utf-8"), re.DOTALL)[0]
    exec(compile(definition, PAGE.name, "exec", dont_inherit=True), module.__dict__)  # the page itself is what is tested
    kind = module.__dict__["HONOURS"]
    assert isinstance(kind, RecordKind)
    return kind


def settings_of(endpoint: FakeEndpoint) -> Settings:
    return Settings(model=ModelSettings(model="fake", base_url=endpoint.base_url, mode="json_schema"))


def document() -> Document:
    return Document.from_text(REPORT)


def test_rules_of_an_own_kind_are_read_checked_and_balanced(honours: RecordKind) -> None:
    result: Any = extract(document(), kinds=[honours])
    first, second = result.honours
    assert (first.title, first.holders, first.check.status) == ("全省大气污染综合治理先进县", None, CheckStatus.NO_NUMBERS)
    assert (second.title, second.holders.value, second.holders.unit) == ("十佳服装设计师", 2, "名")
    assert second.check.status is CheckStatus.CONFIRMED
    assert first.id.startswith("h")
    assert first.id != second.id
    assert REPORT[second.evidence.start : second.evidence.end] == second.evidence.quote
    assert [record.name for record in result.indicators] == ["地区生产总值"]
    assert (result.reconciliation.quantities, result.reconciliation.claimed) == (2, 2)
    assert [type(record).__name__ for record in result.records] == ["Indicator", "Honour", "Honour"]


def test_a_number_of_an_own_kind_is_given_up_by_the_built_in_ones(honours: RecordKind) -> None:
    without, with_own = extract(document()), extract(document(), kinds=[honours])
    holders = REPORT.index("2名")
    assert sum(quantity.start == holders for record in without.records for _, quantity in quantities(record)) == 1
    claimants = [record for record in with_own.records if holders in {quantity.start for _, quantity in quantities(record)}]
    assert [type(record).__name__ for record in claimants] == ["Honour"]


def test_json_goes_both_ways(honours: RecordKind) -> None:
    result = extract(document(), kinds=[honours])
    assert result_type((honours,)).model_validate_json(result.to_json()) == result


ANSWER: dict[str, Any] = {
    "indicators": [
        {
            "quote": "地区生产总值完成830.6亿元",
            "name": "地区生产总值",
            "value": {"raw": "830.6亿元", "value": 830.6, "unit": "亿元", "bound": "exact"},
        }
    ],
    "projects": [],
    "commitments": [],
    "honours": [
        {"quote": "我县荣获“全省大气污染综合治理先进县”称号", "name": "先进县", "title": "全省大气污染综合治理先进县"},
        {
            "quote": "2名设计师荣获“十佳服装设计师”称号",
            "name": "设计师",
            "title": "十佳服装设计师",
            "holders": {"raw": "2名", "value": 2, "unit": "人", "bound": "exact"},
        },
        {"quote": "荣获“全国文明城市”称号", "name": "文明城市", "title": "全国文明城市"},
    ],
}


@pytest.mark.parametrize("engine", ["model", "both"])
def test_a_model_is_asked_for_an_own_kind_and_held_to_the_text(honours: RecordKind, engine: Any) -> None:
    with FakeEndpoint([answer(ANSWER)]) as endpoint:
        result: Any = extract(document(), engine=engine, kinds=[honours], settings=settings_of(endpoint))
    (request,) = endpoint.requests
    sent = request.raw.decode("utf-8")
    assert "每个称号一条" in sent
    assert "获得者的数目，原文写明时填" in sent
    first, second = result.honours
    assert (first.title, first.check.status) == ("全省大气污染综合治理先进县", CheckStatus.NO_NUMBERS)
    # The model misread the unit: the text's stands, and the record says that readings differ.
    assert (second.holders.value, second.holders.unit, second.check.status) == (2, "名", CheckStatus.CONFLICT)
    assert [refused.kind for refused in result.reconciliation.refused] == ["honour"]
    assert result.run.prompt_version not in (None, prompt_version())


def test_what_the_rules_made_of_it_is_no_conflict_where_an_own_kind_has_no_rules(honours: RecordKind) -> None:
    by_model = RecordKind(honours.type, "honours", honours.description, honours.instructions)
    right = {**ANSWER, "honours": [{**ANSWER["honours"][1], "holders": {"raw": "2名", "value": 2, "unit": "名", "bound": "exact"}}]}
    with FakeEndpoint([answer(right)]) as endpoint:
        result: Any = extract(document(), kinds=[by_model], settings=settings_of(endpoint))
    (honour,) = result.honours
    assert (honour.check.status, honour.check.read_by, honour.check.issues) == (CheckStatus.CONFIRMED, ReadBy.BOTH, ())


class Nameless(Record):
    evidence: Evidence


class Demanding(Record):
    count: Quantity
    evidence: Evidence
    check: Check


class Fine(Record):
    evidence: Evidence
    check: Check


@pytest.mark.parametrize(
    ("make", "words"),
    [
        (lambda: RecordKind(Nameless, "nameless", "x"), "no evidence or no check"),
        (lambda: RecordKind(Demanding, "demands", "x"), "Demanding.count must have a default"),
        (lambda: RecordKind(Fine, "not a name", "x"), "no name for a field"),
        (lambda: extract(document(), kinds=[RecordKind(Indicator, "figures", "x")]), "Indicator (figures) is there already"),
        (lambda: extract(document(), kinds=[RecordKind(Fine, "projects", "x")]), "Fine (projects) is there already"),
        (lambda: extract(document(), kinds=[RecordKind(Fine, "records", "x")]), "Fine (records) is there already"),
    ],
)
def test_a_kind_that_cannot_work_is_refused_with_a_sentence(make: Any, words: str) -> None:
    with pytest.raises(UnfitKind, match=re.escape(words)):
        make()


class Span(BaseModel):
    low: Quantity | None = None
    note: str = ""


class Nested(Record):
    several: tuple[Quantity, ...] = ()
    span: Span | None = Field(default=None)
    one: Quantity | None = None
    evidence: Evidence
    check: Check


def made() -> Nested:
    def amount(value: int) -> Quantity:
        return Quantity(value=value, unit="个", raw=f"{value}个", start=value, end=value + 2)

    return Nested(
        id="-",
        name="n",
        several=(amount(1), amount(2)),
        span=Span(low=amount(3), note="x"),
        one=amount(4),
        evidence=Evidence(quote="q", start=0, end=1),
        check=Check(status=CheckStatus.NO_NUMBERS, read_by=ReadBy.RULES),
    )


def test_quantities_are_found_wherever_the_types_let_them_stand() -> None:
    assert [(field, quantity.value) for field, quantity in quantities(made())] == [
        ("several.0", 1),
        ("several.1", 2),
        ("span.low", 3),
        ("one", 4),
    ]


def test_editing_takes_out_and_replaces_wherever_they_stand() -> None:
    edited = edit_quantities(made(), lambda field, quantity: None if field in ("several.0", "span.low") else quantity.negated())
    assert [(field, quantity.value) for field, quantity in quantities(edited)] == [("several.0", -2), ("one", -4)]
    assert edited.span is None
