"""How long what failed is worth asking for again."""

from __future__ import annotations

from collections.abc import Sequence

from extractor.llm.errors import EndpointError
from extractor.readers.model.chunk_reading import ChunkReading

# A fault that strikes every other answer makes so many fail in a row once in 65,000 times: then it is no accident.
FAILURES_IN_A_ROW = 16
_SILENT_ROUNDS = 3


class Patience:
    """Watches rounds of asking: it is over after so many failures ``in_a_row``, or where the endpoint fell silent.

    An endpoint that was never heard of has been silent long enough after one round.
    """

    def __init__(self, in_a_row: int) -> None:
        self._most = in_a_row
        self._failures = 0
        self._silent_rounds = _SILENT_ROUNDS - 1

    def is_over(self, readings: Sequence[ChunkReading]) -> bool:
        """Whether, after a round that gave ``readings``, asking once more is of no use."""
        errors = [reading.error for reading in readings]
        silent = all(isinstance(error, EndpointError) for error in errors)
        self._failures = self._failures + len(errors) if all(errors) else 0
        self._silent_rounds = self._silent_rounds + 1 if silent else 0
        return self._failures >= self._most or self._silent_rounds >= _SILENT_ROUNDS
