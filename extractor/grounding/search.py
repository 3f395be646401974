"""The two searches: for the letters of a quote, and for its words.

Where a quote does not stand verbatim, its words alone must choose one place in the text, and the figures that stand there must be
those of the quote. A wrong digit therefore leads to no place, rather than to a place with other words.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator
from itertools import islice

from extractor.grounding.align import matches, occurrences
from extractor.grounding.figures import figures
from extractor.grounding.frame import Frame, Letters
from extractor.grounding.placement import Span, range_inside

_MOST_PLACES = 1_000
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
    parts = [part for words in _ELLIPSIS.split(quote) if (part := Frame.of(words, list(figures(words)))).text]
    if sum(len(part.text) for part in parts) < _SHORTEST_FRAME:
        return None
    place = _similar(parts[0], frame, bounds) if len(parts) == 1 else _elided(parts, frame, text, bounds)
    return None if place is None else (frame.starts[place[0]], frame.ends[place[1] - 1])


def _similar(quote: Frame, frame: Frame, bounds: Span) -> Span | None:
    """The one span of the frame with the fewest words missing or added, if its figures are those of the quote."""
    found = matches(quote.text, frame.text, *bounds, 0)
    if found == []:
        found = matches(quote.text, frame.text, *bounds, _errors_allowed(len(quote.text)))
    if not found:
        return None
    cost, start, end = found[0]
    rivals = [other for other in found if other.cost == cost and (other.end <= start or end <= other.start)]
    return None if rivals or quote.figures != frame.figures_in(start, end) else (start, end)


def _errors_allowed(length: int) -> int:
    """How many words may be missing or added: none in very short and very long quotes, in others at least a word like 同比."""
    if not _SHORTEST_ALTERED <= length <= _LONGEST_ALTERED:
        return 0
    return min(max(length // _CHARACTERS_PER_ERROR, _FEWEST_ERRORS), _MOST_ERRORS)


def _elided(parts: list[Frame], frame: Frame, text: str, bounds: Span) -> Span | None:
    """The one span that opens with the first part and ends with the last, each next part at its first chance in the sentence."""
    starts = islice(occurrences(parts[0].text, frame.text, *bounds), _MOST_PLACES)
    chains = list(islice(filter(None, (_chain(parts, frame, text, start, bounds[1]) for start in starts)), 2))
    if len(chains) != 1:
        return None
    chain = chains[0]
    same = all(part.figures == frame.figures_in(*span) for part, span in zip(parts, chain, strict=True))
    return (chain[0][0], chain[-1][1]) if same else None


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
