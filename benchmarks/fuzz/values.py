"""JSON damaged in its values, so that it still is JSON, or in its letters."""

from __future__ import annotations

import random
from typing import Any

_VALUES = (
    None, True, 0, -1, 1, 2.5, 10**12, 10**30, 1e308, -1e-300, "", "-", "8.1%", "830.6亿元", "2023", "9999-99", "new@1",
    "confirmed", "x" * 2_000, "=1+1", "\x00", "\u202e", "a\nb", [], {}, [None], [[]], {"value": {}},
)  # fmt: skip
_LETTERS = ("", "}", '"', "\\", "[", "null", "```", "<think>", "\ud83d", "9" * 400)


def changed(value: Any, chance: random.Random, most: int = 3) -> Any:
    """``value`` with up to ``most`` of what stands in it replaced, left out, doubled, or swapped for its neighbour."""
    copy = _copied(value)
    for _ in range(chance.randint(0, most)):
        _change(copy, chance)
    return copy


def _copied(value: Any) -> Any:
    if isinstance(value, dict):
        return {name: _copied(each) for name, each in value.items()}
    return [_copied(each) for each in value] if isinstance(value, list) else value


def _change(value: Any, chance: random.Random) -> None:
    """Change one thing at some depth of ``value``, a dictionary or list."""
    holder, place = value, None
    while isinstance(holder, (dict, list)) and holder:
        parent, place = holder, chance.choice(list(holder) if isinstance(holder, dict) else range(len(holder)))
        holder = parent[place]
        if chance.random() < 0.3:
            break
    if place is None:
        return
    match chance.randrange(4):
        case 0 | 1:
            parent[place] = _copied(chance.choice(_VALUES))
        case 2:
            del parent[place]
        case _ if isinstance(parent, list):
            parent.insert(place, _copied(parent[place]))
        case _:
            parent[place] = _copied(parent[chance.choice(list(parent))])


def garbled(words: str, chance: random.Random) -> str:
    """``words`` with up to three letters replaced by what breaks JSON, or by what models write around it."""
    letters = list(words)
    for _ in range(chance.randint(0, 3)):
        letters[chance.randrange(len(letters))] = chance.choice(_LETTERS)
    return "".join(letters)
