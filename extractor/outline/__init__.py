"""Structure of a report: headings, paragraphs, statements, and the context that earlier words carry on."""

from extractor.outline.addressed import addressed_spans
from extractor.outline.calendar import Calendar
from extractor.outline.context import Context, out_of_reach
from extractor.outline.outline import Outline, Paragraph, Statement, read_outline

__all__ = ["Calendar", "Context", "Outline", "Paragraph", "Statement", "addressed_spans", "out_of_reach", "read_outline"]
