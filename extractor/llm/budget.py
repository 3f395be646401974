"""What was spent, and when to stop."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Protocol

from extractor.llm.answer import total
from extractor.llm.errors import BudgetExceeded, ConfigurationError
from extractor.llm.prices import find_price, load_prices
from extractor.llm.settings import ModelSettings
from schemas import Tokens


@dataclass(frozen=True, slots=True)
class Spent:
    """Requests the endpoint answered, their tokens, and their cost in US dollars (none where the model has no price)."""

    requests: int
    usage: Tokens
    cost: float | None


class Spending(Protocol):
    """Counts what is spent and says when it is enough, for one client or for several together."""

    @property
    def spent(self) -> Spent:
        """What was spent so far."""
        ...

    def record(self, usage: Tokens) -> None:
        """Count one answered request."""
        ...

    def check(self) -> None:
        """Raise :class:`BudgetExceeded` if a limit is reached."""
        ...


class Budget:
    """Counts every answer, fit or not, against ``max_cost`` and ``max_tokens`` of the settings."""

    def __init__(self, settings: ModelSettings) -> None:
        self._settings = settings
        self._price = find_price(load_prices(settings.price_table), settings.model)
        self._requests = 0
        self._usage = Tokens()
        if settings.max_cost is not None and self._price is None:
            raise ConfigurationError(
                f"max_cost cannot be kept: there is no price for {settings.model}.",
                hint="Give its price in a price_table, or limit max_tokens instead.",
            )

    @property
    def spent(self) -> Spent:
        """What was spent so far."""
        return Spent(self._requests, self._usage, None if self._price is None else self._price.cost(self._usage))

    def record(self, usage: Tokens) -> None:
        """Count one answered request."""
        self._requests += 1
        self._usage = total((self._usage, usage))

    def check(self) -> None:
        """Raise :class:`BudgetExceeded` if a limit is reached."""
        spent, settings = self.spent, self._settings
        tokens = spent.usage.prompt + spent.usage.completion
        if settings.max_tokens is not None and tokens >= settings.max_tokens:
            raise BudgetExceeded(f"{tokens} tokens are spent; the limit is {settings.max_tokens}.")
        if settings.max_cost is not None and spent.cost is not None and spent.cost >= settings.max_cost:
            raise BudgetExceeded(f"{spent.cost:.4f} US dollars are spent; the limit is {settings.max_cost:g}.")
