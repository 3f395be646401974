"""Money: prices by table, tokens of every attempt, and limits that stop cleanly."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from extractor.llm.budget import Budget
from extractor.llm.errors import BudgetExceeded, ConfigurationError
from extractor.llm.prices import Price, find_price, load_prices
from extractor.llm.settings import ModelSettings
from extractor.llm.store import AnswerStore
from schemas import Tokens
from tests.fake_endpoint import FakeEndpoint, answer
from tests.llm.conftest import BAD, GOOD, ask, settings_for

PRICES = load_prices()
TABLE = "model,input,cached_input,output,as_of,example\nfake-*,10,1,100,2025-01-01,fake-model\n"


@pytest.fixture
def table(tmp_path: Path) -> Path:
    path = tmp_path / "prices.csv"
    path.write_text(TABLE, encoding="utf-8")
    return path


@pytest.mark.parametrize("price", PRICES, ids=lambda price: price.model)
def test_every_price_is_found_by_its_example_and_plausible(price: Price) -> None:
    assert find_price(PRICES, price.example) is price
    assert 0 < price.cached_input < price.input < price.output < 1000
    assert date(2024, 1, 1) < date.fromisoformat(price.as_of) <= date.today()


@pytest.mark.parametrize("model", ["", "gpt", "gpt-4o-audio-preview", "gpt-5-pro", "my-gpt-5", "qwen3:8b", "GPT-5"])
def test_unknown_models_have_no_price(model: str) -> None:
    assert find_price(PRICES, model) is None


def test_cached_tokens_have_their_own_price() -> None:
    price = Price("m", input=10, cached_input=1, output=100, as_of="", example="")
    assert price.cost(Tokens(prompt=1000, cached=400, completion=50)) == pytest.approx((600 * 10 + 400 * 1 + 50 * 100) / 1e6)


@pytest.mark.parametrize("text", ["", "model,input\nm,1\n", "model,input,cached_input,output,as_of,example\nm,free,0,0,,\n"])
def test_a_table_that_cannot_be_read_is_named(tmp_path: Path, text: str) -> None:
    path = tmp_path / "broken.csv"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(ConfigurationError, match=r"broken\.csv.*columns"):
        load_prices(path)


def test_a_table_that_is_not_there_is_named(tmp_path: Path) -> None:
    with pytest.raises(ConfigurationError, match="absent"):
        load_prices(tmp_path / "absent.csv")


USAGES = [
    ({"prompt_tokens": 1000, "completion_tokens": 50, "prompt_tokens_details": {"cached_tokens": 400}}, 400),
    ({"prompt_tokens": 1000, "completion_tokens": 50, "prompt_cache_hit_tokens": 400}, 400),
    ({"prompt_tokens": 1000, "completion_tokens": 50}, 0),
]


@pytest.mark.parametrize(("usage", "cached"), USAGES)
def test_tokens_and_cost_of_every_attempt_are_summed(table: Path, usage: dict[str, object], cached: int) -> None:
    with FakeEndpoint([answer(BAD, usage=usage), answer(GOOD, usage=usage)]) as endpoint:
        run = ask(settings_for(endpoint, price_table=table))
    assert run.result.usage == Tokens(prompt=2000, cached=2 * cached, completion=100)
    assert run.spent.usage == run.result.usage
    assert run.spent.requests == 2
    assert run.spent.cost == pytest.approx(((2000 - 2 * cached) * 10 + 2 * cached * 1 + 100 * 100) / 1e6)


def test_without_a_price_there_is_no_cost_and_no_limit_on_it() -> None:
    with FakeEndpoint() as endpoint:
        settings = settings_for(endpoint)
        assert ask(settings).spent.cost is None
    with pytest.raises(ConfigurationError, match="no price for fake-model"):
        Budget(settings.model_copy(update={"max_cost": 1.0}))


@pytest.mark.parametrize(
    ("limit", "sent"),
    [({"max_tokens": 240}, 2), ({"max_tokens": 241}, 3), ({"max_cost": 0.006}, 2), ({"max_tokens": 0}, 0)],
)
def test_once_a_limit_is_reached_nothing_more_is_sent(table: Path, tmp_path: Path, limit: dict[str, float], sent: int) -> None:
    texts = [f"第{number}句。" for number in range(6)]
    with FakeEndpoint() as endpoint, AnswerStore(tmp_path / "answers") as store:
        run = ask(settings_for(endpoint, concurrency=1, price_table=table, **limit), texts, store=store)
        assert store.measure().rows == sent
        again = ask(settings_for(endpoint), texts, store=store)
    assert len(endpoint.requests) == len(texts), "a second run pays only for what is missing"
    assert [isinstance(result, BudgetExceeded) for result in run.results] == [False] * sent + [True] * (len(texts) - sent)
    assert [result.from_store for result in again.results] == [True] * sent + [False] * (len(texts) - sent)


def test_what_is_in_flight_when_a_limit_is_reached_finishes_and_is_kept(tmp_path: Path) -> None:
    with FakeEndpoint(latency=0.1) as endpoint, AnswerStore(tmp_path / "answers") as store:
        run = ask(settings_for(endpoint, concurrency=3, max_tokens=1), [f"第{number}句。" for number in range(9)], store=store)
        assert store.measure().rows == 3
    assert sum(isinstance(result, BudgetExceeded) for result in run.results) == 6


def test_a_reask_is_a_request_too() -> None:
    with FakeEndpoint([answer(BAD), answer(GOOD)]) as endpoint:
        run = ask(settings_for(endpoint, max_tokens=1))
    assert type(run.result) is BudgetExceeded
    assert run.result.usage == Tokens(prompt=100, completion=20)
    assert len(endpoint.requests) == 1


def test_the_default_settings_have_no_limit() -> None:
    budget = Budget(ModelSettings(model="m"))
    budget.record(Tokens(prompt=10**9, completion=10**9))
    budget.check()
