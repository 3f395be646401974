"""Corrections that are damaged or written by hand: what is sound is taken, the rest left out and counted; the page goes on."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from extractor.review import result_digest
from schemas import CheckStatus, Result
from tests.review.test_correcting import one, saved

if TYPE_CHECKING:
    from playwright.sync_api import Page

Change = Callable[[dict[str, Any]], Any]


def sound(result: Result) -> dict[str, Any]:
    record = one(result, CheckStatus.CONFIRMED)
    return {"subject": record.id, "verdict": "corrected", "note": "", "indicator": record.model_dump(mode="json")}


def within(*path: str, value: Any) -> Change:
    """Another ``value`` at ``path`` of a sound decision."""

    def change(decision: dict[str, Any]) -> dict[str, Any]:
        holder = decision
        for name in path[:-1]:
            holder = holder[name]
        holder[path[-1]] = value
        return decision

    return change


UNSOUND: dict[str, Change] = {
    "nothing": lambda _: None,
    "a word": lambda _: "accepted",
    "a list": lambda _: [],
    "added without a record": lambda _: {"subject": "nix", "verdict": "added"},
    "corrected without a record": lambda each: {"subject": each["subject"], "verdict": "corrected"},
    "accepted with a record": within("verdict", value="accepted"),
    "no such verdict": lambda each: {"subject": each["subject"], "verdict": "maybe"},
    "no such subject": within("subject", value="i999"),
    "added as what is there": within("verdict", value="added"),
    "a subject that is none": within("subject", value=7),
    "a note that is none": within("note", value={}),
    "another field": within("more", value=1),
    "a record that is none": within("indicator", value=[]),
    "two records": lambda each: each | {"commitment": each["indicator"]},
    "no evidence": within("indicator", "evidence", value=None),
    "evidence without a place": within("indicator", "evidence", "start", value="1"),
    "no check": within("indicator", "check", value=None),
    "issues that are none": within("indicator", "check", "issues", value=[None]),
    "a name that is none": within("indicator", "name", value=None),
    "a period that is a number": within("indicator", "period", value=2024),
    "no such status": within("indicator", "status", value="guessed"),
    "a number that is a word": within("indicator", "value", value="8"),
    "a number without its words": within("indicator", "value", value={"value": 8, "unit": "%", "start": 0, "end": 1}),
    "a number that is no number": within(
        "indicator", "value", value={"value": "8", "unit": "%", "raw": "8%", "start": 0, "end": 2}
    ),
    "a comparison that is a word": within("indicator", "comparison", value="全市"),
    "another field of the record": within("indicator", "colour", value="red"),
    "a record of another kind": lambda each: {**each, "indicator": None, "project": each["indicator"]},
}


def key(result: Result) -> str:
    """Under which name the browser keeps the decisions about ``result``."""
    return f"govreport-review:decisions:{result_digest(result)}"


def accepted(result: Result) -> dict[str, Any]:
    return {"subject": result.commitments[0].id, "verdict": "accepted"}


def decisions(result: Result, change: Change) -> list[Any]:
    return [accepted(result), change(sound(result)), {"subject": result.commitments[1].id, "verdict": "rejected", "note": "无"}]


def assert_goes_on(page: Page, result: Result, folder: Path) -> None:
    """The two sound decisions stand, the page works, and what it saves can be read."""
    assert page.locator(".verdict").count() == 2
    page.keyboard.press("j")
    assert page.locator("[aria-current]").count() == 1
    assert {each.subject for each in saved(page, folder).decisions} == {each.id for each in result.commitments[:2]}


@pytest.mark.parametrize("name", UNSOUND)
def test_what_is_kept_in_the_browser(page: Page, plan_page: str, disputed_plan: Result, tmp_path: Path, name: str) -> None:
    kept = json.dumps({"unsaved": True, "decisions": decisions(disputed_plan, UNSOUND[name])})
    page.add_init_script(f"localStorage.setItem({json.dumps(key(disputed_plan))}, {json.dumps(kept)})")
    page.goto(plan_page)
    assert page.locator("#said").inner_text() == "Left out as unreadable: 1."
    assert_goes_on(page, disputed_plan, tmp_path)


@pytest.mark.parametrize("name", UNSOUND)
def test_what_is_loaded(page: Page, plan_page: str, disputed_plan: Result, tmp_path: Path, name: str) -> None:
    file = tmp_path / "c.json"
    content = {"result": result_digest(disputed_plan), "decisions": decisions(disputed_plan, UNSOUND[name])}
    file.write_text(json.dumps(content), encoding="utf-8")
    page.goto(plan_page)
    page.set_input_files("#file", file)
    page.locator(".verdict").first.wait_for()
    assert page.locator("#said").inner_text() == "2 corrections loaded. Left out as unreadable: 1."
    kept = page.evaluate("key => localStorage.getItem(key)", key(disputed_plan))
    assert len(json.loads(kept)["decisions"]) == 2
    assert_goes_on(page, disputed_plan, tmp_path)


@pytest.mark.parametrize("kept", ["{", "null", "[]", "7", '{"decisions": null}', '{"decisions": {"a": 1}}'])
def test_what_is_kept_and_holds_no_decisions_at_all(page: Page, plan_page: str, disputed_plan: Result, kept: str) -> None:
    page.add_init_script(f"localStorage.setItem({json.dumps(key(disputed_plan))}, {json.dumps(kept)})")
    page.goto(plan_page)
    page.keyboard.press("j")
    assert page.locator("[aria-current]").count() == 1


def test_a_whole_decision_is_sound(page: Page, plan_page: str, disputed_plan: Result, tmp_path: Path) -> None:
    """Every record of the result can be corrected to itself, with and without the fields that may be left out."""
    whole = [
        {"subject": record.id, "verdict": "corrected", type(record).__name__.lower(): record.model_dump(mode="json", **style)}
        for style in ({}, {"exclude_defaults": True})
        for record in disputed_plan.records
    ]
    file = tmp_path / "c.json"
    file.write_text(json.dumps({"result": result_digest(disputed_plan), "decisions": whole}), encoding="utf-8")
    page.goto(plan_page)
    page.set_input_files("#file", file)
    page.locator(".verdict").first.wait_for()
    assert page.locator("#said").inner_text() == f"{len(whole)} corrections loaded."
    page.keyboard.press("j")


def test_one_file_can_be_loaded_twice(page: Page, plan_page: str, disputed_plan: Result, tmp_path: Path) -> None:
    file = tmp_path / "c.json"
    page.goto(plan_page)
    file.write_text("nothing", encoding="utf-8")
    page.set_input_files("#file", file)
    page.get_by_text("This is not a corrections file.").wait_for()
    page.wait_for_function("() => document.getElementById('file').value === ''")
    content = {"result": result_digest(disputed_plan), "decisions": [accepted(disputed_plan)]}
    file.write_text(json.dumps(content), encoding="utf-8")
    page.set_input_files("#file", file)
    page.locator(".verdict").first.wait_for()
