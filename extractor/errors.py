"""The one family of errors: each says what is wrong, where, and what to do."""

from __future__ import annotations

from extractor.printable import printable


class ExtractorError(Exception):
    """Base of all errors this program raises on purpose.

    ``message`` is one sentence for a person; ``hint`` says what to do; ``retryable`` tells whether the same call may succeed later.
    Both can be printed, whatever the names in them hold.
    """

    retryable = False
    default_hint = ""

    def __init__(self, message: str, *, hint: str | None = None) -> None:
        self.message = printable(message)
        self.hint = printable(self.default_hint if hint is None else hint)
        super().__init__(self.message)

    def __str__(self) -> str:
        return f"{self.message} {self.hint}".strip()


class UsageError(ExtractorError):
    """What was asked for cannot be done, whatever the report: options, environment and configuration do not fit together."""


class InputError(ExtractorError):
    """A file that cannot be read as a report."""


class UnreadableFile(InputError):
    """The file is missing, a directory, or not permitted."""


class UnsupportedFormat(InputError):
    """The bytes are no text this program knows how to read."""


class FileTooLarge(InputError):
    """The file is beyond the size limit."""
