"""Grounder: a document made ready for placing quotes and numbers in it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from extractor.documents import Folded, fold
from extractor.grounding.figures import figures
from extractor.grounding.frame import Frame, Letters, letters_of
from extractor.grounding.joint import settle
from extractor.grounding.placement import Placement, Span, nearest, range_inside
from extractor.grounding.search import by_words, verbatim


@dataclass(frozen=True, slots=True)
class Grounder:
    """The index of one document; offsets that go in and come out count code points of the source.

    ``within`` is a wall: nothing beyond that span is looked at. To look farther, ask again with a wider span.
    """

    folded: Folded
    letters: Letters
    frame: Frame

    @classmethod
    def of(cls, folded: Folded) -> Grounder:
        """Index a folded document; linear in the length of the text."""
        found = list(figures(folded.text))
        return cls(folded, Letters.of(folded.text, found), Frame.of(folded.text, found))

    def place(self, quote: str, within: Span | None = None, near: int | None = None) -> Placement | None:
        """The place of ``quote``; of several verbatim places the one nearest to ``near``, or else the first."""
        return nearest(self.places(quote, within), near)

    def place_all(self, quotes: Sequence[str], within: Span | None = None) -> list[Placement | None]:
        """A place for each of the quotes of one chunk; those that stand in several places are decided by the others."""
        places = {quote: self.places(quote, within) for quote in set(quotes)}
        return settle([places[quote] for quote in quotes])

    def places(self, quote: str, within: Span | None = None) -> list[Placement]:
        """Every place where ``quote`` stands verbatim (at most a thousand); else the one place that its words mean, if any."""
        words, folded = fold(quote).text.replace("\n", ""), self.folded.text
        inside = (0, len(folded)) if within is None else range_inside(self.folded.offsets, within)
        spans = list(verbatim(letters_of(words), self.letters, inside))
        if spans:
            return [Placement(*self.folded.span(*span), exact=True, unique=len(spans) == 1) for span in spans]
        span = by_words(words, self.frame, folded, inside)
        return [Placement(*self.folded.span(*span), exact=False)] if span else []
