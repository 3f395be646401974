"""A result beside its text, to be looked at and corrected by a person: the page, the index of a batch, and the corrected result.

>>> from extractor import extract
>>> from extractor.documents import read_document
>>> from extractor.review import render_page
>>> document = read_document("seeds/zhongyuan-2024-review.txt")
>>> "Content-Security-Policy" in render_page(extract(document), document)
True
"""

from extractor.review.apply import apply_corrections
from extractor.review.digest import result_digest
from extractor.review.errors import CorrectionsRefused, NoCorrections, OtherText, TextNotFound
from extractor.review.index import Row, render_index, row_of
from extractor.review.load import read_corrections
from extractor.review.page import render_page
from extractor.review.source import find_document

__all__ = [
    "CorrectionsRefused",
    "NoCorrections",
    "OtherText",
    "Row",
    "TextNotFound",
    "apply_corrections",
    "find_document",
    "read_corrections",
    "render_index",
    "render_page",
    "result_digest",
    "row_of",
]
