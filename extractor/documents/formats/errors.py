"""What can be wrong with a file of a known format: one error each, and what to do about it."""

from __future__ import annotations

from extractor.errors import UnsupportedFormat


class BrokenFile(UnsupportedFormat):
    """The file begins like a known format, but its inside is damaged."""

    default_hint = "Open it in the program it comes from, save it anew, or fetch it again."


class EncryptedFile(UnsupportedFormat):
    """The file is locked with a password."""

    default_hint = "Save a copy without the password."


class NoTextLayer(UnsupportedFormat):
    """The file shows pictures of text, or characters that nobody can name: only OCR can read it."""

    default_hint = "Run it through OCR first (for example ocrmypdf -l chi_sim) and give the result."
