"""A line of the table."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Row:
    """What was measured, the figure, and the target it was held against (none where it is only told)."""

    what: str
    figure: str
    target: str = ""
    met: bool = True


def counted(what: str, number: int, at_most: int = 0) -> Row:
    """A count that has to stay at ``at_most`` or below."""
    return Row(what, f"{number}", f"{at_most}" if at_most == 0 else f"≤ {at_most}", number <= at_most)


def held(what: str, is_so: bool) -> Row:
    """Something that has to be so."""
    return Row(what, "yes" if is_so else "no", "yes", is_so)
