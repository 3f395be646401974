"""The two searches: for the letters of a quote, and for its words.

Where a quote does not stand verbatim, its words alone must choose one place in the text, and the figures that stand there must be
those of the quote. A wrong digit therefore leads to no place, rather than to a place with other words.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator
from itertools import islice
from operator import ne

from extractor.grounding.align import common, matches, occurrences
from extractor.grounding.figures import figures
from extractor.grounding.frame import Frame, Letters
from extractor.grounding.placement import Span, range_inside

_MOST_PLACES = 1_000
# Lengths and errors count frame characters: a word character or a whole figure each.
_SHORTEST_FRAME = 4
_SHORTEST_ALTERED = 8
_LONGEST_ALTERED = 400
_CHARACTERS_PER_ERROR = 6
_FEWEST_ERRORS = 2
_MOST_ERRORS = 10
_LONGEST_GAP = 400
_ELLIPSIS = re.compile(r"[…⋯]+|\.{3,}|。{3,}|[（\[](?:[…⋯]+|\.{3,}|略|省略)[）\]]")
_SENTENCE_END = re.compile(r"[。！？\n]")


def verbatim(quote: str, letters: Letters, within: Span) -> Iterator[Span]:
    """Folded spans inside the folded span ``within`` where the letters ``quote`` stand and no figure is cut in two."""
    start, end = range_inside(letters.offsets, within)
    for _ in range(_MOST_PLACES if quote else 0):
        at = letters.text.find(quote, start, end)
        if at < 0:
            return
        after = at + len(quote)
        if letters.joints[at]:
            start = letters.joints.find(0, at)
        elif letters.joints[after]:
            start = letters.joints.find(0, after) - len(quote)
        else:
            yield letters.offsets[at], letters.offsets[after - 1] + 1
            start = after


def by_words(quote: str, frame: Frame, text: str, within: Span) -> Span | None:
    """The one folded span of ``text`` that has the words of the folded ``quote`` but for slight changes, and all its figures."""
    bounds = bisect_left(frame.starts, within[0]), bisect_right(frame.ends, within[1])
    parts = [part for words in _ELLIPSIS.split(quote) if (part := _frame_of(words)).text]
    if sum(len(part.text) for part in parts) < _SHORTEST_FRAME:
        return None
    place = _similar(parts[0], frame, bounds) if len(parts) == 1 else _elided(parts, frame, text, bounds)
    if place is None:
        return None
    start, end = frame.starts[place[0]], frame.ends[place[1] - 1]
    return _with_edges(quote, start, end, text, within)


def _frame_of(words: str) -> Frame:
    return Frame.of(words, list(figures(words)))


def _with_edges(quote: str, start: int, end: int, text: str, within: Span) -> Span:
    """The span widened by the particles and marks that its frame leaves out, where quote and text have the same ones."""
    frame = _frame_of(quote)
    lead, tail = quote[: frame.starts[0]], quote[frame.ends[-1] :]
    before = text[max(within[0], start - len(lead)) : start]
    after = text[end : min(within[1], end + len(tail))]
    return start - common(lead[::-1], before[::-1]), end + common(tail, after)


def _similar(quote: Frame, frame: Frame, bounds: Span) -> Span | None:
    """The span of the frame with the fewest words missing or added."""
    limits = (0, _errors_allowed(len(quote.text)))
    found = next(filter(None, (matches(quote.text, frame.text, *bounds, limit) for limit in limits)), [])
    candidates: dict[Span, tuple[str, ...]] = {}
    after = 0
    for cost, start, end in found:
        if start >= after and cost == found[0].cost:
            candidates[start, end] = frame.figures_in(start, end)
            after = end
    return _chosen(candidates, quote.figures)


def _chosen(candidates: dict[Span, tuple[str, ...]], figures: tuple[str, ...]) -> Span | None:
    """The one candidate with the same figures, unless a slip in one figure could have made the quote from another candidate."""
    slips = {span: _slips(figures, others) for span, others in candidates.items()}
    right = [span for span, count in slips.items() if count == 0]
    return right[0] if len(right) == 1 and 1 not in slips.values() else None


def _slips(figures: tuple[str, ...], others: tuple[str, ...]) -> int:
    """How many figures differ; a slip that joins or splits a figure counts as one."""
    if len(figures) != len(others):
        return 1
    return sum(map(ne, figures, others))


def _errors_allowed(length: int) -> int:
    """How many words may be missing or added: none in very short and very long quotes, in others at least a word like 同比."""
    if not _SHORTEST_ALTERED <= length <= _LONGEST_ALTERED:
        return 0
    return min(max(length // _CHARACTERS_PER_ERROR, _FEWEST_ERRORS), _MOST_ERRORS)


def _elided(parts: list[Frame], frame: Frame, text: str, bounds: Span) -> Span | None:
    """The span that opens with the first part and ends with the last, each next part at its first chance in the sentence."""
    candidates: dict[Span, tuple[str, ...]] = {}
    for start in islice(occurrences(parts[0].text, frame.text, *bounds), _MOST_PLACES):
        chain = _chain(parts, frame, text, start, bounds[1])
        if chain:
            candidates[start, chain[-1][1]] = tuple(form for span in chain for form in frame.figures_in(*span))
    return _chosen(candidates, tuple(form for part in parts for form in part.figures))


def _chain(parts: list[Frame], frame: Frame, text: str, start: int, end: int) -> list[Span] | None:
    """Where the parts stand one after the other, the first at ``start``; None where the sentence ends before all have come."""
    chain = [(start, start + len(parts[0].text))]
    for part in parts[1:]:
        before = chain[-1][1]
        at = frame.text.find(part.text, before, min(end, before + _LONGEST_GAP + len(part.text)))
        if at < 0 or _SENTENCE_END.search(text, frame.ends[before - 1], frame.starts[at]):
            return None
        chain.append((at, at + len(part.text)))
    return chain
