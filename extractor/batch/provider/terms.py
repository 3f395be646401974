"""How much a job may hold, how often it is looked after, and when enough has been tried."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

TRIES = 3  # of one request that the provider fails at; being cancelled is no try
ROUNDS = 10  # in which answers may lead to further questions; where they fit, one or two do


@dataclass(frozen=True, slots=True)
class Terms:
    """The provider's limits on one job, and the seconds between two looks at it.

    A job holds at most so many ``requests``, in a file of so many ``bytes``. Pauses begin with ``first_pause`` and grow by half
    each time, up to ``longest_pause``.
    """

    requests: int = 50_000
    bytes: int = 200_000_000
    first_pause: float = 5.0
    longest_pause: float = 120.0

    def pauses(self) -> Iterator[float]:
        """Seconds to wait, one after the other."""
        pause = self.first_pause
        while True:
            yield min(pause, self.longest_pause)
            pause = min(pause * 1.5, self.longest_pause)
