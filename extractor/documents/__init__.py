"""A file becomes a Document: decoded text, pages and metadata."""

from extractor.documents.document import Document, without_mark
from extractor.documents.fold import Folded, fold
from extractor.documents.read import read_bytes, read_document

__all__ = ["Document", "Folded", "fold", "read_bytes", "read_document", "without_mark"]
