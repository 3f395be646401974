"""The public API on the five sample reports: what a result promises holds for every record in it."""

from __future__ import annotations

from pathlib import Path

import pytest

import extractor
from extractor import Document, ExtractorError, Result, extract, extract_text
from schemas import SCHEMA_VERSION, CheckStatus, ReadBy
from schemas.quantities import quantities

LEAST_RECORDS = 20  # the shortest of the reports has more records, and more numbers


def test_every_quote_stands_where_it_says(seed_document: Document, seed_result: Result) -> None:
    assert len(seed_result.records) >= LEAST_RECORDS
    for record in seed_result.records:
        evidence = record.evidence
        assert seed_document.text[evidence.start : evidence.end] == evidence.quote
        assert evidence.quote.strip()


def test_every_number_stands_where_it_says(seed_document: Document, seed_result: Result) -> None:
    held = [(record, quantity) for record in seed_result.records for _, quantity in quantities(record)]
    assert len(held) >= LEAST_RECORDS
    for record, quantity in held:
        assert seed_document.text[quantity.start : quantity.end] == quantity.raw
        assert record.evidence.start <= quantity.start < quantity.end <= record.evidence.end


def test_the_embedded_reader_reads_nothing_that_is_not_there(seed_result: Result) -> None:
    statuses = {record.check.status for record in seed_result.records}
    assert CheckStatus.CONFIRMED in statuses
    assert statuses <= {CheckStatus.CONFIRMED, CheckStatus.NO_NUMBERS}
    assert {record.check.read_by for record in seed_result.records} == {ReadBy.RULES}
    assert seed_result.reconciliation.unsupported == ()
    assert seed_result.reconciliation.conflicting == ()


def test_records_without_numbers_are_told_from_those_with(seed_result: Result) -> None:
    without = {record.id for record in seed_result.records if not list(quantities(record))}
    assert len(without) < len(seed_result.records)
    assert without or not seed_result.commitments
    assert {record.id for record in seed_result.records if record.check.status is CheckStatus.NO_NUMBERS} == without


def test_records_stand_in_text_order(seed_result: Result) -> None:
    kinds = (seed_result.indicators, seed_result.projects, seed_result.commitments)
    starts = [[record.evidence.start for record in kind] for kind in kinds]
    assert any(len(each) > 1 for each in starts)
    assert starts == [sorted(each) for each in starts]


def test_nearly_every_number_of_a_report_is_claimed(seed_result: Result) -> None:
    books = seed_result.reconciliation
    assert books.quantities >= LEAST_RECORDS
    assert books.claimed >= 0.95 * books.quantities


def test_headings_of_the_evidence_stand_above_it(seed_document: Document, seed_result: Result) -> None:
    narrow = str.maketrans("（）：；，", "():;,")
    titles = [(record.evidence, title) for record in seed_result.records for title in record.evidence.section]
    assert titles
    for evidence, title in titles:
        above = "".join(seed_document.text[: evidence.end].split()).replace("*", "")
        assert title.translate(narrow) in above.translate(narrow)


def test_records_of_all_kinds_stand_in_one_tuple(seed_result: Result) -> None:
    assert seed_result.records == (*seed_result.indicators, *seed_result.projects, *seed_result.commitments)
    assert seed_result.records[0] is seed_result.indicators[0]


def test_json_leads_back_to_the_same_result(seed_result: Result) -> None:
    assert Result.model_validate_json(seed_result.to_json()) == seed_result
    assert Result.model_validate_json(seed_result.to_json(indent=None)) == seed_result


def test_the_same_report_gives_the_same_bytes(seed: Path, seed_result: Result) -> None:
    assert extract(seed).to_json() == seed_result.to_json()


def test_a_path_a_name_a_document_and_a_text_read_alike(seed: Path, seed_document: Document, seed_result: Result) -> None:
    assert extract(str(seed)) == seed_result
    assert extract(seed_document) == seed_result
    assert extract_text(seed_document.text, seed.name).indicators == seed_result.indicators


def test_a_result_says_how_it_came_about(seed: Path, seed_result: Result) -> None:
    run = seed_result.run
    assert (run.engine, run.model, run.requests, run.tokens.prompt, run.cost, run.seconds) == ("rules", None, 0, 0, None, 0)
    assert seed_result.report.source == seed.name
    assert seed_result.schema_version == SCHEMA_VERSION


SEED_RECORDS = {
    # report: how many indicators, projects and commitments a person finds in it, at the least
    "guancheng-2024-plan": (80, 30, 40),
    "huiji-2024-plan": (2, 3, 30),
    "zhengzhou-2024-news": (60, 5, 50),
    "zhongyuan-2024-plan": (45, 8, 40),
    "zhongyuan-2024-review": (40, 7, 0),
}


def test_all_kinds_of_records_are_found(seed: Path, seed_result: Result) -> None:
    found = (len(seed_result.indicators), len(seed_result.projects), len(seed_result.commitments))
    assert all(count >= least for count, least in zip(found, SEED_RECORDS[seed.stem], strict=True)), found


def test_a_report_of_what_was_promises_nothing() -> None:
    result = extract_text("郑州市中原区2024年政府工作报告\n\n一、2023年工作回顾\n\n新增城镇就业2.7万余人，建成公厕5座。")
    assert result.commitments == ()


def test_errors_are_one_family() -> None:
    with pytest.raises(ExtractorError, match="no file"):
        extract("nowhere.txt")


@pytest.mark.parametrize("text", ["\ufeff新增就业2.7万人。", "新增就业2.7万人。", "\ufeff\ufeff新增就业2.7万人。"])
def test_numbers_stand_where_the_records_say_with_a_byte_order_mark_or_without(text: str) -> None:
    (number,) = extractor.find_numbers(text)
    (record,) = extract_text(text).indicators
    assert record.value is not None
    assert (number.start, number.end) == (record.value.start, record.value.end)
    assert text.removeprefix("\ufeff")[number.start : number.end] == "2.7万人"


def test_figures_of_tables_that_are_not_read_are_counted_in_a_warning() -> None:
    head = "某县2024年政府工作报告\n一、2023年工作回顾\n生产总值完成100亿元。\n"
    table = "　　指标 | 绝对量（亿元） | 增长（%）\n　　社会消费品零售总额 | 456.7 | 8.9\n　　进出口总额 | 12亿元 | -3.1 \n"
    (warning,) = extract_text(head + table).run.warnings
    assert warning.startswith("Not read, nor listed as unclaimed: figures in tables")
    assert "(3)" in warning
    assert extract_text(head + "　　名称 | 2个\n").run.warnings == ()
