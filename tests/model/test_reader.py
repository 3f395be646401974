"""The model reader: second looks, split chunks, chunks that fail."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Sequence
from typing import Any

import pytest

from extractor.documents import Document
from extractor.llm.answer import Answer
from extractor.llm.errors import (
    AccessDenied,
    BudgetExceeded,
    EndpointFailed,
    InvalidAnswer,
    RefusedAnswer,
    StoreError,
    TruncatedAnswer,
)
from extractor.pipeline import extract_with_model
from extractor.readers.model.chunk_reading import ChunkReading
from extractor.readers.model.patience import FAILURES_IN_A_ROW as PATIENCE
from extractor.settings import Settings
from schemas import CheckStatus, ReadBy, Result, Tokens
from tests.model.conftest import REPORT, ScriptedModel, indicator, quantity

BOTH = Settings.model_validate({"engine": "both", "model": {"model": "scripted"}})
GDP = indicator(
    "全县生产总值完成830.6亿元，同比增长8.1%",
    "生产总值",
    value=quantity("830.6亿元", 830.6, "亿元"),
    change=quantity("8.1%", 8.1, "%"),
)
JOBS = indicator("新增城镇就业2.7万余人", "新增城镇就业", value=quantity("2.7万余人", 2.7, "万人", "over"))
WORDS = "全县生产总值完成830.6亿元，同比增长8.1%。新增城镇就业2.7万余人。"


SMALL_CHUNKS = BOTH.model_copy(update={"chunk_characters": 30})


class ByNumber(ScriptedModel):
    """A model with a script of its own for the questions about each number."""

    def __init__(self, scripts: dict[str, list[Any]]) -> None:
        super().__init__()
        self.scripts = scripts

    async def ask(self, messages: Sequence[dict[str, str]], response_model: Any, **options: Any) -> Answer[Any]:
        self.steps = next(script for number, script in self.scripts.items() if number in messages[-1]["content"])
        return await super().ask(messages, response_model, **options)


def read(model: ScriptedModel, words: str = WORDS, settings: Settings = BOTH) -> Result:
    return asyncio.run(extract_with_model(Document.from_text(REPORT.format(words)), settings, model))


def test_a_fact_that_both_read_is_one_record_of_both() -> None:
    result = read(ScriptedModel({"indicators": [GDP, JOBS]}))
    assert [(record.name, record.check.read_by, record.check.status) for record in result.indicators] == [
        ("生产总值", ReadBy.BOTH, CheckStatus.CONFIRMED),
        ("新增城镇就业", ReadBy.BOTH, CheckStatus.CONFIRMED),
    ]
    assert result.reconciliation.unclaimed == ()
    assert (result.run.requests, result.run.tokens.prompt, result.run.seconds, result.run.complete) == (1, 10, 1.5, True)


def test_missed_numbers_are_named_in_one_second_look() -> None:
    model = ScriptedModel({"indicators": [GDP]}, {"indicators": [JOBS]})
    result = read(model)
    assert len(model.questions) == 2
    assert "2.7万余人" in model.questions[1].split("漏掉的数字")[1]
    assert "830.6" not in model.questions[1].split("漏掉的数字")[1]
    assert [record.check.read_by for record in result.indicators] == [ReadBy.BOTH, ReadBy.BOTH]
    assert result.run.requests == 2


def test_what_the_second_look_misses_too_the_rules_stand_in_for_and_say_so() -> None:
    result = read(ScriptedModel({"indicators": [GDP]}, {}))
    jobs = next(record for record in result.indicators if "就业" in record.name)
    assert jobs.check.read_by is ReadBy.RULES
    assert [issue.code for issue in jobs.check.issues] == ["model_missed"]
    assert result.reconciliation.claimed == result.reconciliation.quantities == 3


def test_a_failed_second_look_costs_nothing_already_read() -> None:
    result = read(ScriptedModel({"indicators": [GDP]}, EndpointFailed("500")))
    assert [record.check.read_by for record in result.indicators] == [ReadBy.BOTH, ReadBy.RULES]
    assert result.run.complete


@pytest.mark.parametrize(
    ("error", "asked"),
    [
        (EndpointFailed("the server failed"), 1),  # the transport loop has tried, and nothing was heard of the endpoint
        (InvalidAnswer("no fitting answer", ()), PATIENCE),
        (RefusedAnswer("declined"), PATIENCE),
    ],
)
def test_a_chunk_that_fails_for_good_is_read_by_the_rules_and_named(error: Exception, asked: int) -> None:
    model = ScriptedModel(*[error] * (PATIENCE + 1))
    result = read(model)
    assert len(model.questions) == asked
    assert {record.check.read_by for record in result.records} == {ReadBy.RULES}
    assert result.reconciliation.claimed == 3
    assert result.run.requests == asked
    assert not result.run.complete
    assert any("read by the rules" in warning and str(error) in warning for warning in result.run.warnings)


def test_a_truncated_chunk_is_split_until_it_fits() -> None:
    def answer(question: str) -> dict[str, Any]:
        return {"indicators": [record for record in (GDP, JOBS) if record["quote"] in question]}

    model = ScriptedModel(TruncatedAnswer("cut off"), answer, answer)
    result = read(model)
    assert len(model.questions) == 3
    assert [record.check.read_by for record in result.indicators] == [ReadBy.BOTH, ReadBy.BOTH]
    assert result.run.complete


def test_one_sentence_that_is_always_truncated_is_left_to_the_rules() -> None:
    model = ScriptedModel(*[TruncatedAnswer("cut off")] * (PATIENCE + 1))
    result = read(model, "新增城镇就业2.7万余人。")
    assert len(model.questions) == PATIENCE
    assert [record.check.read_by for record in result.indicators] == [ReadBy.RULES]
    assert not result.run.complete


@pytest.mark.parametrize("fault", [TruncatedAnswer("cut off"), InvalidAnswer("no fitting answer", ()), RefusedAnswer("declined")])
def test_a_fault_that_passes_costs_no_chunk(fault: Exception) -> None:
    model = ScriptedModel(*[fault] * (PATIENCE - 1), {"indicators": [JOBS]})
    result = read(model, "新增城镇就业2.7万余人。")
    assert [record.check.read_by for record in result.indicators] == [ReadBy.BOTH]
    assert (result.run.complete, result.run.requests, result.run.tokens.prompt) == (True, PATIENCE, 10)
    assert not any("read by the rules" in warning for warning in result.run.warnings)


@pytest.mark.parametrize("failures", [1, 2])
def test_an_endpoint_that_failed_one_chunk_and_answers_others_is_asked_for_it_again(failures: int) -> None:
    steps = {"2.7": [*[EndpointFailed("500")] * failures, {"indicators": [JOBS]}], "830.6": [{"indicators": [GDP]}]}
    model = ByNumber(steps)
    result = read(model, WORDS.replace("。", "。\n"), SMALL_CHUNKS)
    assert [record.check.read_by for record in result.indicators] == [ReadBy.BOTH, ReadBy.BOTH]
    assert (len(model.questions), result.run.requests, result.run.complete) == (2 + failures, 2 + failures, True)
    assert [evidence.start for evidence in (record.evidence for record in result.indicators)] == sorted(
        record.evidence.start for record in result.indicators
    )


def test_an_endpoint_that_fell_silent_is_not_asked_for_ever() -> None:
    model = ByNumber({"2.7": [EndpointFailed("500")] * PATIENCE, "830.6": [{"indicators": [GDP]}]})
    result = read(model, WORDS.replace("。", "。\n"), SMALL_CHUNKS)
    assert (len(model.questions), result.run.complete) == (1 + 4, False)


def test_a_truncated_second_look_asks_for_fewer_numbers_at_a_time() -> None:
    cut = TruncatedAnswer("cut off")
    cut.usage = Tokens(prompt=7)
    model = ScriptedModel({}, cut, {"indicators": [GDP]}, {"indicators": [JOBS]})
    result = read(model)
    wanted = [question.split("漏掉的数字")[1] for question in model.questions[1:]]
    assert [[raw in each for raw in ("830.6亿元（", "8.1%（", "2.7万余人（")] for each in wanted] == [
        [True, True, True],
        [True, False, False],
        [False, True, True],
    ]
    assert [record.check.read_by for record in result.indicators] == [ReadBy.BOTH, ReadBy.BOTH]
    assert (result.run.requests, result.run.tokens.prompt) == (4, 37)
    assert not any("looked at only once" in warning for warning in result.run.warnings)


def test_a_second_look_that_fails_is_taken_again_and_the_first_look_is_not() -> None:
    unfit = InvalidAnswer("no fitting answer", ())
    model = ScriptedModel({"indicators": [GDP]}, unfit, unfit, {"indicators": [JOBS]})
    result = read(model)
    assert ["漏掉的数字" in question for question in model.questions] == [False, True, True, True]
    assert [record.check.read_by for record in result.indicators] == [ReadBy.BOTH, ReadBy.BOTH]
    assert result.run.requests == 4


def test_a_second_look_half_of_which_fails_for_good_says_so() -> None:
    cut = TruncatedAnswer("cut off")
    model = ScriptedModel({}, cut, {"indicators": [GDP]}, *[cut] * (4 * PATIENCE))
    result = read(model)
    # All three numbers, the first, both others, one of these; then again and again what is left: the growth came with its value.
    assert len(model.questions) == 5 + (PATIENCE - 1)
    assert [record.check.read_by for record in result.indicators] == [ReadBy.BOTH, ReadBy.RULES]
    assert any("looked at only once" in warning for warning in result.run.warnings)


def test_a_model_that_fits_no_chunk_is_not_asked_round_after_round() -> None:
    model = ScriptedModel(*[InvalidAnswer("no fitting answer", ())] * 100)
    result = read(model, "新增城镇就业2.7万余人。\n" * 40, SMALL_CHUNKS)
    assert len(model.questions) == sum("read by the rules" in warning for warning in result.run.warnings) > PATIENCE


@pytest.mark.parametrize("steps", [[{"indicators": [GDP, JOBS]}], [TruncatedAnswer("cut off")] * (PATIENCE + 1)])
def test_every_chunk_is_told_of_once_when_it_is_done(steps: list[Any]) -> None:
    told: list[ChunkReading] = []
    document = Document.from_text(REPORT.format("全县生产总值完成830.6亿元，同比增长8.1%，新增城镇就业2.7万余人。"))
    asyncio.run(extract_with_model(document, BOTH, ScriptedModel(*steps), told.append))
    assert len(told) == 1


@pytest.mark.parametrize("error", [AccessDenied("no key"), StoreError("the disk is full")])
def test_an_error_that_every_request_would_meet_ends_the_run(error: Exception) -> None:
    with pytest.raises(type(error)):
        read(ScriptedModel(error))


def test_a_few_chunks_that_no_patience_mends_cost_few_requests() -> None:
    refused: list[Any] = [RefusedAnswer("declined")] * 100
    steps = {f"{number}.5": refused if number > 6 else [{}] * 2 for number in range(1, 10)}
    model = ByNumber(steps)
    result = read(
        model, "".join(f"新增城镇就业{number}.5万余人，比上年有所增加，完成年度目标。\n" for number in range(1, 10)), SMALL_CHUNKS
    )
    assert sum("read by the rules" in warning for warning in result.run.warnings) == 3
    assert 100 - len(refused) == 3 * 7, "with the others, then six times: after eighteen failures in a row it is no accident"


def test_where_one_chunk_meets_what_all_would_meet_the_others_ask_no_more() -> None:
    class OneAtATime(ScriptedModel):
        free = asyncio.Semaphore(1)

        async def ask(self, messages: Sequence[dict[str, str]], response_model: Any, **options: Any) -> Answer[Any]:
            async with self.free:
                await asyncio.sleep(0)
                return await super().ask(messages, response_model, **options)

    async def read_and_wait(model: ScriptedModel) -> None:
        document = Document.from_text(REPORT.format("\n".join([WORDS * 5] * 60)))
        with pytest.raises(AccessDenied):
            await extract_with_model(document, BOTH, model)
        await asyncio.sleep(0.01)

    model = OneAtATime(*[AccessDenied("no key")] * 50)
    asyncio.run(read_and_wait(model))
    assert len(model.questions) <= 2  # the next in line may have begun


@pytest.mark.parametrize(
    ("change", "code"),
    [
        (lambda record: {**record, "change": quantity("8.1%", -8.1, "%")}, "sign_differs"),
        (lambda record: {**record, "period": "2022"}, "period_differs"),
    ],
)
def test_signs_and_periods_are_the_rules_to_decide_and_both_readings_are_kept(
    change: Callable[[dict[str, Any]], dict[str, Any]], code: str
) -> None:
    result = read(ScriptedModel({"indicators": [change(GDP), JOBS]}))
    gdp = result.indicators[0]
    assert gdp.change is not None
    assert (gdp.change.value, gdp.period) == (8.1, "2023")
    assert code in [issue.code for issue in gdp.check.issues]
    assert gdp.check.status is CheckStatus.CONFLICT
    assert gdp.id in result.reconciliation.conflicting


def test_a_number_reported_twice_is_claimed_once() -> None:
    twice = {"indicators": [GDP, JOBS, {**JOBS, "name": "就业人数"}]}
    result = read(ScriptedModel(twice))
    holders = [record for record in result.indicators if record.value and record.value.raw == "2.7万余人"]
    assert len(holders) == 1


def test_the_model_alone_leaves_the_rules_out() -> None:
    alone = BOTH.model_copy(update={"engine": "model"})
    result = read(ScriptedModel({"indicators": [GDP]}, {}), settings=alone)
    assert [record.check.read_by for record in result.records] == [ReadBy.MODEL]
    assert [missed.quantity.raw for missed in result.reconciliation.unclaimed] == ["2.7万余人"]


def test_a_second_look_that_the_budget_forbids_makes_the_result_incomplete() -> None:
    result = read(ScriptedModel({"indicators": [GDP]}, BudgetExceeded("100 tokens are spent; the limit is 100.")))
    assert not result.run.complete
    assert any("looked at only once" in warning for warning in result.run.warnings)
    assert result.run.requests == 1


def test_a_differing_name_is_told() -> None:
    result = read(ScriptedModel({"indicators": [{**GDP, "name": "完全不同的名字"}, JOBS]}))
    assert "name_differs" in [issue.code for issue in result.indicators[0].check.issues]


def test_the_same_amount_in_another_unit_is_converted() -> None:
    other = {**GDP, "value": quantity("830.6亿元", 8306000, "万元")}
    result = read(ScriptedModel({"indicators": [other, JOBS]}))
    assert result.indicators[0].check.status is CheckStatus.CONVERTED
    assert result.indicators[0].value is not None and result.indicators[0].value.value == 830.6
