"""Structure of a report: headings, paragraphs, statements, and the context that earlier words carry on."""

from extractor.outline.context import Calendar, Context
from extractor.outline.outline import Outline, Paragraph, Statement, read_outline

__all__ = ["Calendar", "Context", "Outline", "Paragraph", "Statement", "read_outline"]
