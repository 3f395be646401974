"""What reports say was done with a thing, from ``actions.csv``; each row there has an example."""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import cache

from schemas.quantity import Frozen
from schemas.rows import read_rows


class Action(Frozen):
    """What was or is to be done with what is counted; ``order`` says how far along it is within its ``group``.

    ``counted_apart`` where things so treated are another figure than the things themselves: firms recommended are no firms
    recognised. How far a building has come is none: its stage says that.
    """

    action: str
    chinese: str
    group: str
    order: int
    counted_apart: bool
    pattern: str
    example: str


@cache
def actions() -> tuple[Action, ...]:
    """All actions; where words of several stand in one clause, the first of them here decides."""
    return tuple(Action.model_validate(row) for row in read_rows("schemas", "actions.csv"))


def action_in(words: str) -> Action | None:
    """The action that ``words`` speak of, or None."""
    return _first(words, actions())


def counted_apart(words: str) -> str | None:
    """The group of the action by which what ``words`` name is counted apart from the bare thing, or None."""
    action = _first(words, (action for action in actions() if action.counted_apart))
    return action.group if action else None


def _first(words: str, among: Iterable[Action]) -> Action | None:
    return next((action for action in among if re.search(action.pattern, words)), None)
