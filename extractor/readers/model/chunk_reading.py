"""What came of one chunk, and what it took."""

from __future__ import annotations

from dataclasses import dataclass, replace

from extractor.llm.answer import Answer, total
from extractor.llm.errors import AnswerError, BudgetExceeded, ModelError
from extractor.outline.chunks import Chunk
from extractor.readers.model.ground import Grounded
from extractor.readers.model.response import Reading
from schemas import Tokens

_NO_TOKENS = Tokens()


@dataclass(frozen=True, slots=True)
class ChunkReading:
    """What came of one chunk: its grounded records, or the error that kept them away; and what the answers took.

    Where records are there and an error too, the second look for missed numbers failed. ``usage_at_half_price`` is the part of
    ``usage`` that batch jobs gave.
    """

    chunk: Chunk
    grounded: Grounded | None
    error: ModelError | None = None
    usage: Tokens = _NO_TOKENS
    seconds: float = 0.0
    requests: int = 0
    usage_at_half_price: Tokens = _NO_TOKENS

    @property
    def is_worth_retrying(self) -> bool:
        """Whether the same questions may get the missing answers another time: the fault may pass, or the model do better."""
        return self.error is not None and (self.error.retryable or isinstance(self.error, AnswerError))

    def with_answer(self, grounded: Grounded, answer: Answer[Reading]) -> ChunkReading:
        """The same reading, with ``grounded`` from ``answer`` in place of what was there, and with what the answer took."""
        took = ChunkReading(
            self.chunk, None, None, answer.usage, answer.seconds, answer.attempts, answer.usage if answer.half_price else _NO_TOKENS
        )
        return replace(self.with_cost_of(took), grounded=grounded)

    def with_error(self, error: ModelError) -> ChunkReading:
        """The same reading, ended by ``error``; what the useless request took is counted."""
        return replace(self.with_cost_of_failure(error), error=error)

    def with_cost_of_failure(self, error: ModelError) -> ChunkReading:
        """The same reading, with what a useless request for it took."""
        halved = error.usage if error.half_price else _NO_TOKENS
        return self.with_cost_of(ChunkReading(self.chunk, None, error, error.usage, 0.0, _requests(error), halved))

    def with_cost_of(self, earlier: ChunkReading) -> ChunkReading:
        """The same reading, with what an ``earlier`` one took."""
        return replace(
            self,
            usage=total((earlier.usage, self.usage)),
            seconds=earlier.seconds + self.seconds,
            requests=earlier.requests + self.requests,
            usage_at_half_price=total((earlier.usage_at_half_price, self.usage_at_half_price)),
        )


def _requests(error: ModelError) -> int:
    """Requests that ended in ``error``: none were sent where the budget forbade it, at least one otherwise."""
    return 0 if isinstance(error, BudgetExceeded) else max(1, len(getattr(error, "attempts", ())))
