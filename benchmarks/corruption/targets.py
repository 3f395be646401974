"""What share of each damage has to be caught, and how many right records may be accused."""

from __future__ import annotations

from benchmarks.corruption.trials import Outcome
from benchmarks.corruption.verdict import Verdict

# The text itself says a number's digits, unit and sign, and whether it stands there at all; what it is told of takes understanding.
_WHOLLY_CAUGHT = 1.0
_MOSTLY_CAUGHT = 0.95
_OF_MEANING = frozenset(
    (
        "level for change",
        "investment for completed",
        "own change for the other's",
        "status flipped",
        "basis changed",
        "numbers of neighbours exchanged",
        "number taken from a neighbour",
        "year shifted",
    )
)
# Other words around right numbers leave the record right: there is nothing that has to be said.
_LEAVES_IT_RIGHT = frozenset(("quote paraphrased",))
ACCUSED_AT_MOST = 0.005


def target(name: str) -> float:
    """The share of a damage that has to be caught, or not missed where it leaves the record right."""
    return _MOSTLY_CAUGHT if name in _OF_MEANING else _WHOLLY_CAUGHT


def in_words(name: str) -> str:
    """The target as the table shows it."""
    if name in _LEAVES_IT_RIGHT:
        return "none missed"
    return "all" if target(name) == _WHOLLY_CAUGHT else f"≥ {100 * target(name):.0f} %"


def in_order(name: str, outcome: Outcome) -> int:
    """The trials that went as they should."""
    caught = outcome.verdicts[Verdict.CAUGHT]
    return caught + outcome.verdicts[Verdict.RIGHT] if name in _LEAVES_IT_RIGHT else caught


def is_met(name: str, outcome: Outcome) -> bool:
    """Whether enough is caught; a damage that was never tried shows nothing."""
    return outcome.tried > 0 and in_order(name, outcome) >= target(name) * outcome.tried
