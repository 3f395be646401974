"""What can be wrong with a file of a known format: one error each, and what to do about it."""

from __future__ import annotations

from extractor.errors import InputError, UnsupportedFormat


class BrokenFile(UnsupportedFormat):
    """The file begins like a known format, but its inside is damaged."""

    default_hint = "Open it in the program it comes from, save it anew, or fetch it again."


class EncryptedFile(UnsupportedFormat):
    """The file is locked with a password."""

    default_hint = "Save a copy without the password."


class NoTextLayer(UnsupportedFormat):
    """The file shows pictures of text, or characters that nobody can name: only OCR can read it."""

    default_hint = "Run it through OCR first (for example ocrmypdf -l chi_sim) and give the result."


class MissingLibrary(InputError):
    """The format is known, but the optional library that reads it is not installed."""

    default_hint = "Run: pip install 'govreport-extractor[formats]'"

    @classmethod
    def to_read(cls, source: str, format_name: str, library: str) -> MissingLibrary:
        """The error for ``source``, a file of ``format_name`` that needs ``library``."""
        return cls(f"{source} is {format_name}; reading it needs {library}, which is not installed.")
