"""The texts with hand-made gold: those the rules were tuned on, and those held out."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).parent.parent
GOLD = ROOT / "tests" / "gold"
SEEDS = ROOT / "seeds"
SPLITS = ("tuned", "heldout")


@dataclass(frozen=True, slots=True)
class Text:
    """A text with gold; seeds keep their words in ``seeds/``."""

    split: str
    gold: Path

    @property
    def name(self) -> str:
        """The name of the text."""
        return self.gold.stem

    @property
    def source(self) -> Path:
        """The file that is read."""
        own = self.gold.with_suffix(".txt")
        return own if own.exists() else SEEDS / own.name


def texts(split: str) -> list[Text]:
    """Every text of ``split``."""
    return [Text(split, path) for path in sorted((GOLD / split).glob("*.jsonl"))]
