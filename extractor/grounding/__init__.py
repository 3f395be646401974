"""Quotes and numbers that a reader reports, led back to their places in the source; words may differ a little, figures never."""

from extractor.grounding.grounder import Grounder
from extractor.grounding.number import Reported, magnitudes, place_number, same_amount
from extractor.grounding.placement import Placement

__all__ = ["Grounder", "Placement", "Reported", "magnitudes", "place_number", "same_amount"]
