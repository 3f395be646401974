"""What is remarked about a record is said in the language of the page, in words and not in names of the program."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

import extractor
from cassettes.record import REPORTS, replay
from extractor.api import extract
from extractor.documents import Document, read_document
from extractor.review.page import read
from schemas import Issue, Result
from tests.review.test_labels import LABELS

if TYPE_CHECKING:
    from playwright.sync_api import Page

Write = Callable[[Result, Document], str]

# What a result says, and what the page says in Chinese and in English.
REMARKS = [
    (
        "value_differs",
        "change 读作 7.9 %，正文为 6.9%。",
        "变化：记为 7.9%，正文是 6.9%。",
        "Change: recorded as 7.9%, but the text says 6.9%.",
    ),
    (
        "value_differs",
        "变化读作 7.9 %，正文为 6.9%。",  # a field named in Chinese
        "变化：记为 7.9%，正文是 6.9%。",
        "Change: recorded as 7.9%, but the text says 6.9%.",
    ),
    (
        "value_differs",
        "模型把 comparison.value 读作 3–5 亿元（range），正文为 4亿元。",
        "比较数值：模型读作 3–5亿元，正文是 4亿元。",
        "Reference value: the model read 3–5亿元, but the text says 4亿元.",
    ),
    (
        "unit_converted",
        "模型把 value 读作 8306000 万元（exact），正文为 830.6 亿元。",
        "数值：模型换算成 8306000万元，正文是 830.6 亿元。",
        "Value: the model converted it to 8306000万元; the text says 830.6 亿元.",
    ),
    (
        "bound_differs",
        "模型把 target 读作 5500 个（at_least），正文为 5500 个。",
        "目标：模型把限定词读作“不低于”，正文是 5500 个。",
        "Target: the model read the limit as “at least”, but the text says 5500 个.",
    ),
    (
        "bound_differs",
        "value 的限定读作 over，正文为 9%左右（about）。",
        "数值：限定词记为“超过”，正文是 9%左右（左右）。",
        "Value: limit recorded as “over”, but the text says 9%左右 (about).",
    ),
    ("not_in_text", "count 17个 在正文中找不到。", "数量：正文中找不到 17个。", "Count: 17个 is nowhere in the text."),
    (
        "not_in_text",
        "模型把 scale 读作 9 万 亩（9 万亩），正文中没有。",
        "规模：模型读作 9 万 亩，正文中没有这个数字。",
        "Scale: the model read 9 万 亩, which is not in the text.",
    ),
    ("outside_evidence", "scale.0 3 亩 不在引句之内。", "规模：3 亩 不在引文之内。", "Scale: 3 亩 is outside the quote."),
    (
        "sign_differs",
        "change 的正负：模型读作 2.3，规则读作 -2.3。",
        "变化的正负：模型读作 2.3，规则读作 -2.3。",
        "Change (sign): 2.3 by the model, -2.3 by the rules.",
    ),
    (
        "period_differs",
        "期间：模型读作 None，规则读作 2023。",
        "期间：模型读作 （无），规则读作 2023。",
        "Period: (none) by the model, 2023 by the rules.",
    ),
    (
        "kind_differs",
        "类别：模型读作 commitment，规则读作 project（27个（国债）项目）。",
        "类别：模型读作承诺，规则读作项目（27个（国债）项目）。",
        "Kind: Commitment by the model, Project by the rules (27个（国债）项目).",
    ),
    (
        "status_differs",
        "状态：模型读作 actual，规则读作 estimate。",
        "数据性质：模型读作实际，规则读作预计。",
        "Data status: actual by the model, estimate by the rules.",
    ),
    ("name_differs", "名称：规则读作 目标value。", "名称：规则读作“目标value”。", "Name: the rules read “目标value”."),
    (
        "subject_differs",
        "9% 规则读作“甲”的数；名称“乙”与邻近的“丙”相符。",
        "规则认为 9% 属于“甲”；名称“乙”更像邻近的“丙”。",
        "The rules take 9% as “甲”; the name “乙” is more like its neighbour “丙”.",
    ),
    (
        "subject_differs",
        "9% 规则读作“甲”的数；可能与记录“乙”的数互换。",
        "规则认为 9% 属于“甲”；可能与“乙”的数字互换了。",
        "The rules take 9% as “甲”; it may be swapped with the number of “乙”.",
    ),
    (
        "claimed_twice",
        "模型的另一条记录“甲”也引用了这里的数字。",
        "模型的另一条记录“甲”也用了这里的数字。",
        "Another record of the model, “甲”, uses this number too.",
    ),
    (
        "model_missed",
        "模型没有读到这里的数字，由规则的读法代替。",
        "模型没有读到这里的数字，这是规则的读法。",
        "The model did not read the number here; this is how the rules read it.",
    ),
    (
        "arithmetic_misfit",
        "9% 与全市的 5.1% 相差 3.9 个百分点，原文为 3个百分点。",
        "9% 与全市的 5.1% 相差 3.9 个百分点，正文说是 3个百分点。",
        "9% and 5.1% (全市) are 3.9 points apart; the text says 3个百分点.",
    ),
    (
        "arithmetic_misfit",
        "由 100亿元 到 150亿元 变化 50.0%，原文为 60%。",
        "从 100亿元 到 150亿元 的变化是 50.0%，正文说是 60%。",
        "From 100亿元 to 150亿元 is a change of 50.0%; the text says 60%.",
    ),
    (
        "addressed_to_machine",
        "依据的原文是写给机器的话，不是报告的陈述。",
        "依据的原文像是写给机器的话，不是报告的陈述。",
        "These words seem to be addressed to a machine; they are no statement of the report.",
    ),
    ("accepted_in_review", "审阅时确认。", "以前审阅时已确认。", "Accepted in an earlier review."),
    # a note is the reviewer's own, whatever it looks like
    ("review_note", "change 读作 7.9 %，正文为 6.9%。", "change 读作 7.9 %，正文为 6.9%。", "change 读作 7.9 %，正文为 6.9%。"),
    # what has no known form stays, but for the names of fields and choices
    (
        "of_tomorrow",
        "change 与 at_least 和 constructor 不合。",
        "变化 与 不低于 和 constructor 不合。",
        "Change 与 at least 和 constructor 不合。",
    ),
    ("value_differs", "change 有别的读法。", "变化 有别的读法。", "Change 有别的读法。"),
]


def test_each_remark_in_both_languages(page: Page, plan: Document, written: Write) -> None:
    good = extract(plan)
    issues = tuple(Issue(code=code, message=message) for code, message, _, _ in REMARKS)
    first = good.indicators[0]
    remarked = first.model_copy(update={"check": first.check.model_copy(update={"issues": issues})})
    page.goto(written(good.model_copy(update={"indicators": (remarked, *good.indicators[1:])}), plan))
    said = page.locator(f'[data-subject="{first.id}"] .issue')
    assert said.all_inner_texts() == [english for _, _, _, english in REMARKS]
    page.click("#language")
    assert said.all_inner_texts() == [chinese for _, _, chinese, _ in REMARKS]
    page.fill("#filters [name=search]", "以前审阅时已确认")  # one finds what one sees
    assert page.locator(".card").count() == 1


@pytest.fixture(scope="module", params=REPORTS)
def recorded(request: pytest.FixtureRequest) -> tuple[Result, Document]:
    """What a model and the rules made of a report."""
    return replay(request.param), read_document(REPORTS[request.param])


def test_no_sentence_of_a_real_result_stays_as_it_is_stored(page: Page, recorded: tuple[Result, Document], written: Write) -> None:
    page.goto(written(*recorded))
    issues = [issue for record in recorded[0].records for issue in record.check.issues]
    assert page.locator(".card .issue").count() == len(issues)
    assert page.locator(".card .issue[lang]").all_inner_texts() == []


def test_nor_does_one_about_a_number_that_the_text_does_not_bear_out(page: Page, disputed_plan: Result, plan_page: str) -> None:
    page.goto(plan_page)
    codes = [issue.code for record in disputed_plan.records for issue in record.check.issues]
    assert page.locator(".card .issue:not([lang])").count() == len(codes)
    assert {"value_differs", "not_in_text"} <= set(codes)


def test_what_was_refused_says_why_in_either_language(page: Page, plan_page: str) -> None:
    page.goto(plan_page)
    page.locator('[data-subject="refused@0"] .name').click()
    reason = page.locator("[aria-current] .issue")
    assert reason.inner_text() == "Neither the quote nor the number is in the text."
    page.click("#language")
    assert reason.inner_text() == "引文和数字都不在正文里。"


def test_every_code_of_the_program_has_a_form_and_every_form_its_words() -> None:
    sources = (path.read_text(encoding="utf-8") for path in Path(extractor.__file__).parent.rglob("*.py"))
    codes = {code for source in sources for code in re.findall(r'(?:code=|_issue\(|_raise\()"([a-z_]+)"', source)}
    script = read("issues.js")
    known = set(re.findall(r"^  (\w+): \[", script, re.MULTILINE))
    assert len(codes) > 15
    assert codes - {"review_note"} <= known
    forms = set(re.findall(r'\["(\w+)", (?:/|TWO|READ|MODEL_READ)', script))
    assert forms == LABELS["en"]["issues"].keys()
