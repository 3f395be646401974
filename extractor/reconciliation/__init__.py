"""Reconciliation: readings held against the finds of the regex layer, so that no number goes missing silently."""

from extractor.reconciliation.books import Books, close_books
from extractor.reconciliation.merge import merge, yielding

__all__ = ["Books", "close_books", "merge", "yielding"]
