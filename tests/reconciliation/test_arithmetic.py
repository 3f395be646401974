"""Figures that can be computed from others: a misfit is reported beside them, and nothing is put right."""

from __future__ import annotations

import pytest

from extractor.api import extract_text
from schemas import CheckStatus

HEAD = "郑州市中原区2024年政府工作报告\n\n一、2023年工作回顾\n\n"

SENTENCES = [
    # text, the numbers the misfit names (none where all is well)
    ("固定资产投资同比增长9%，高于全市（5.1%）3.9个百分点。", []),
    ("固定资产投资同比增长9%，高于全市（5.1%）4.9个百分点。", ["9%", "5.1%", "4.9个百分点"]),
    ("社会消费品零售总额同比增长5.7%，高于全市（4.7%）1个百分点。", []),
    ("固定资产投资增长9.04%，高于全市（5.1%）3.9个百分点。", []),  # rounded
    ("固定资产投资同比增长9%，高于全市3.9个百分点。", []),  # the city's figure is not told
    ("“专精特新”企业达到3554家，其中“小巨人”企业122家。", []),
    ("“专精特新”企业达到122家，其中“小巨人”企业3554家。", ["3554家", "122家"]),
    ("工业投资完成15亿元，其中技改投资9000万元。", []),
    ("工业投资完成15亿元，其中技改投资90亿元。", ["90亿元", "15亿元"]),
    ("实施重点项目24个，总投资200亿元，完成投资129.5亿元。", []),
    ("实施重点项目24个，总投资20亿元，完成投资129.5亿元。", ["129.5亿元", "20亿元"]),
]


@pytest.mark.parametrize(("text", "numbers"), SENTENCES)
def test_a_misfit_is_an_issue_that_names_the_numbers(text: str, numbers: list[str]) -> None:
    issues = [issue for record in extract_text(HEAD + text).records for issue in record.check.issues]
    assert [issue.code for issue in issues] == ["arithmetic_misfit"] * bool(numbers)
    assert all(number in issues[0].message for number in numbers)


def test_a_misfit_is_no_misreading() -> None:
    result = extract_text(HEAD + "固定资产投资同比增长9%，高于全市（5.1%）4.9个百分点。")
    (record,) = result.indicators
    assert record.check.status is CheckStatus.CONFIRMED
    assert record.comparison is not None
    assert record.comparison.difference is not None
    assert record.comparison.difference.value == 4.9
