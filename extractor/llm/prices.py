"""What models cost: a table of prices, and the cost of tokens by it."""

from __future__ import annotations

import csv
from dataclasses import dataclass
from fnmatch import fnmatchcase
from importlib.resources import files
from pathlib import Path

from extractor.llm.errors import ConfigurationError
from schemas import Tokens


@dataclass(frozen=True, slots=True)
class Price:
    """US dollars a million tokens, for models whose name fits the pattern ``model`` (``*``, ``?``), as of a date (ISO 8601)."""

    model: str
    input: float
    cached_input: float
    output: float
    as_of: str
    example: str

    def cost(self, usage: Tokens) -> float:
        """US dollars for ``usage``; cached tokens are part of the prompt and have their own price."""
        fresh = usage.prompt - usage.cached
        return (fresh * self.input + usage.cached * self.cached_input + usage.completion * self.output) / 1e6


def load_prices(path: Path | None = None) -> tuple[Price, ...]:
    """The prices in the CSV file at ``path``, or the built-in ones; :class:`ConfigurationError` if they cannot be read."""
    try:
        text = (path or files("extractor.llm").joinpath("prices.csv")).read_text(encoding="utf-8")
        prices = tuple(_price(row) for row in csv.DictReader(text.splitlines()))
        if not prices:
            raise ValueError("it is empty")
        return prices
    except (OSError, ValueError, KeyError, TypeError) as error:
        raise ConfigurationError(
            f"The price table {path} cannot be read: {error!r}.",
            hint="It needs the columns model, input, cached_input, output, as_of, example.",
        ) from error


def _price(row: dict[str, str]) -> Price:
    cost = {name: float(row[name]) for name in ("input", "cached_input", "output")}
    return Price(model=row["model"], as_of=row["as_of"], example=row["example"], **cost)


def find_price(prices: tuple[Price, ...], model: str) -> Price | None:
    """The first price whose pattern fits ``model``; none, rather than a guess, for a model the table does not know."""
    return next((price for price in prices if fnmatchcase(model, price.model)), None)
