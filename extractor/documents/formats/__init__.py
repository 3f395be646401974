"""Formats a report comes in: each module reads one, and imports its library only when such a file is at hand."""

from extractor.documents.formats.extracted import Extracted, Format, bound_characters
from extractor.documents.formats.signature import binary_format, is_html

__all__ = ["Extracted", "Format", "binary_format", "bound_characters", "is_html"]
