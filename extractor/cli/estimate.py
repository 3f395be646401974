"""What reading a report with a model would take, before anything is sent."""

from __future__ import annotations

from dataclasses import dataclass

from rich.console import Console
from rich.table import Table

from extractor.documents import Document
from extractor.llm.prices import find_price, load_prices
from extractor.llm.request import PreparedRequest
from extractor.llm.request import prepare as prepare_request
from extractor.llm.settings import MODES, ModelSettings
from extractor.outline.chunks import chunks
from extractor.prepared import prepare
from extractor.readers.model.conversation import ANSWER_TOKENS_PER_CHARACTER, chunk_messages
from extractor.readers.model.response import Reading
from extractor.settings import Settings
from schemas import Tokens


@dataclass(frozen=True, slots=True)
class Estimate:
    """Sizes of all requests for one report; ``changing`` are the characters that differ from chunk to chunk."""

    chunks: int
    source_characters: int
    prompt_characters: int
    changing_characters: int
    prompt_tokens: int
    cost: float | None

    @property
    def prompt_ratio(self) -> float:
        """Prompt characters, all parts counted, per character of the report."""
        return self.prompt_characters / max(1, self.source_characters)

    @property
    def changing_ratio(self) -> float:
        """Characters that change from chunk to chunk, per character of the report."""
        return self.changing_characters / max(1, self.source_characters)


def chunk_requests(document: Document, settings: Settings) -> list[PreparedRequest[Reading]]:
    """The first request for every chunk, exactly as it would be sent (mode auto counts as the first mode)."""
    prepared = prepare(document)
    model = settings.chosen_model
    mode = MODES[0] if model.mode == "auto" else model.mode
    parts = chunks(prepared.outline, settings.chunk_characters)
    return [prepare_request(model, mode, chunk_messages(prepared, chunk), Reading) for chunk in parts]


def estimate(document: Document, settings: Settings) -> Estimate:
    """What the first look at every chunk would take."""
    requests = chunk_requests(document, settings)
    tokens = sum(request.estimated_tokens for request in requests)
    return Estimate(
        chunks=len(requests),
        source_characters=len(document.text),
        prompt_characters=sum(request.characters for request in requests),
        changing_characters=sum(len(request.messages[-1]["content"]) for request in requests),
        prompt_tokens=tokens,
        cost=_cost(settings.chosen_model, tokens, len(document.text)),
    )


def _cost(model: ModelSettings, prompt_tokens: int, characters: int) -> float | None:
    price = find_price(load_prices(model.price_table), model.model)
    completion = round(characters * ANSWER_TOKENS_PER_CHARACTER)
    return None if price is None else price.cost(Tokens(prompt=prompt_tokens, completion=completion))


def print_estimate(document: Document, settings: Settings) -> None:
    """A small table of the estimate."""
    figures = estimate(document, settings)
    table = Table(show_header=False)
    table.add_row("model", settings.chosen_model.model)
    table.add_row("chunks", str(figures.chunks))
    table.add_row("prompt characters per source character", f"{figures.prompt_ratio:.2f}")
    table.add_row("of these, changing from chunk to chunk", f"{figures.changing_ratio:.2f}")
    table.add_row("prompt tokens, about", f"{figures.prompt_tokens:,}")
    table.add_row("cost, about (second looks not counted)", "no price known" if figures.cost is None else f"${figures.cost:.4f}")
    Console().print(table)
