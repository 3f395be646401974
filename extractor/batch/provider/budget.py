"""The budget of batch jobs: what they will take is held against the limits before they are submitted."""

from __future__ import annotations

from extractor.llm.answer import total
from extractor.llm.budget import Budget
from extractor.llm.errors import BudgetExceeded
from extractor.llm.prices import find_price, load_prices
from extractor.llm.settings import ModelSettings
from schemas import Tokens

_HINT = "Raise the limit and run the same command again: answers given are kept."


class JobBudget:
    """Counts answers at half the list price against ``max_cost``, and their tokens against ``max_tokens``, of ``settings``.

    Raises a :class:`~extractor.llm.errors.ConfigurationError` where the limit cannot be kept, for want of a price.
    """

    def __init__(self, settings: ModelSettings) -> None:
        Budget(settings)
        self._settings = settings
        self._price = find_price(load_prices(settings.price_table), settings.model)
        self._spent = Tokens()

    def record(self, usage: Tokens) -> None:
        """Count one answer."""
        self._spent = total((self._spent, usage))

    def check(self, expected: Tokens) -> None:
        """Raise :class:`~extractor.llm.errors.BudgetExceeded` if ``expected``, with what was spent, is more than allowed."""
        settings, usage = self._settings, total((self._spent, expected))
        tokens = usage.prompt + usage.completion
        if settings.max_tokens is not None and tokens > settings.max_tokens:
            raise BudgetExceeded(
                f"The batch jobs would take about {tokens} tokens; the limit is {settings.max_tokens}.", hint=_HINT
            )
        cost = self._price.cost(usage) / 2 if self._price else None
        if settings.max_cost is not None and cost is not None and cost > settings.max_cost:
            words = f"The batch jobs would cost about {cost:.4f} US dollars; the limit is {settings.max_cost:g}."
            raise BudgetExceeded(words, hint=_HINT)
