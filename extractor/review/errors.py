"""What can go wrong between a result, its text and its corrections."""

from __future__ import annotations

from extractor.errors import ExtractorError


class TextNotFound(ExtractorError):
    """The text that a result's offsets count is nowhere to be found."""

    default_hint = "Name the report, or the text kept beside its result (on the command line: --text)."


class OtherText(ExtractorError):
    """A text that the result was not made from."""

    default_hint = "Name the right text (on the command line: --text), or extract again."


class NoCorrections(ExtractorError):
    """A file that holds no corrections."""

    default_hint = "Give a file saved from the review page."


class CorrectionsRefused(ExtractorError):
    """Corrections that do not fit the result or the text."""

    default_hint = "Open the review page of this result again and load the file there to see it."
