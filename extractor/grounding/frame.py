"""The two forms of a text in which quotes are sought: its letters, and its frame of words with the figures blanked out."""

from __future__ import annotations

import re
from array import array
from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass

from extractor.grounding.figures import Figure, is_word

_WHITE = re.compile(r"[ \n*]+")
_ONE_STYLE = str.maketrans(
    dict.fromkeys("“”＂「」『』", '"') | dict.fromkeys("‘’＇", "'") | dict.fromkeys("−‐‑‒–—―~～", "-") | {"，": ","}
)


def letters_of(text: str) -> str:
    """A folded ``text`` without white space and stray bold marks, with one style of quotation marks and dashes."""
    return _WHITE.sub("", text).translate(_ONE_STYLE)


@dataclass(frozen=True, slots=True)
class Letters:
    """The letters of a folded text.

    ``offsets[i]`` is the folded offset of letter ``i``; ``joints[i]`` is 1 where a cut before letter ``i`` would split a figure.
    """

    text: str
    offsets: array[int]
    joints: bytes

    @classmethod
    def of(cls, text: str, figures: Sequence[Figure]) -> Letters:
        """Letters of a folded ``text`` whose ``figures`` are known; linear."""
        offsets = array("I")
        split = bytearray(len(text))
        for figure in figures:
            split[figure.start + 1 : figure.end] = b"\1" * (figure.end - figure.start - 1)
        joints = bytearray()
        position = 0
        for start, end in [*(white.span() for white in _WHITE.finditer(text)), (len(text), len(text))]:
            offsets.extend(range(position, start))
            joints += split[position:start]
            position = end
        return cls(letters_of(text), offsets, bytes(joints) + b"\0")


@dataclass(frozen=True, slots=True)
class Frame:
    """A folded text as its words with every figure blanked to one character; punctuation and particles are left out.

    Character ``i`` of ``text`` stands for the folded span ``starts[i]:ends[i]``; ``figures[n]`` is the form of the figure
    at ``text[slots[n]]``.
    """

    text: str
    starts: array[int]
    ends: array[int]
    figures: tuple[str, ...]
    slots: array[int]

    @classmethod
    def of(cls, text: str, figures: Sequence[Figure]) -> Frame:
        """Frame of a folded ``text`` whose ``figures`` are known; linear."""
        parts: list[str] = []
        starts, ends, slots = array("I"), array("I"), array("I")
        position = 0
        for figure in [*figures, None]:
            for index in range(position, figure.start if figure else len(text)):
                if is_word(text[index]):
                    parts.append(text[index])
                    starts.append(index)
                    ends.append(index + 1)
            if figure:
                slots.append(len(parts))
                parts.append(figure.kind)
                starts.append(figure.start)
                ends.append(figure.end)
                position = figure.end
        return cls("".join(parts), starts, ends, tuple(figure.form for figure in figures), slots)

    def figures_in(self, start: int, end: int) -> tuple[str, ...]:
        """Forms of the figures among the frame characters ``start:end``."""
        return self.figures[bisect_left(self.slots, start) : bisect_left(self.slots, end)]
