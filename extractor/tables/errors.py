"""What can go wrong while results become tables."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from extractor.errors import ExtractorError


class NoResult(ExtractorError):
    """A file that is no result of an extraction, or no file at all."""

    default_hint = "Give results written by `extractor extract --out`, or folders of them."


class OtherJson(NoResult):
    """A JSON file that is something else."""


class UnknownFormat(ExtractorError):
    """A table file with an ending this program does not write."""


class UnknownIndicator(ExtractorError):
    """An indicator that the catalogue does not hold."""


class TooManyRows(ExtractorError):
    """More rows than a sheet of a workbook holds."""


class NotWritten(ExtractorError):
    """A table file that could not be written."""

    default_hint = "Choose another place with --to."


class MissingLibrary(ExtractorError):
    """A library that tables need and that is not installed."""


@contextmanager
def installed(package: str = "govreport-extractor[tables]") -> Iterator[None]:
    """Where an import in the block fails, say in one sentence that ``package`` brings what is missing."""
    try:
        yield
    except ImportError as error:
        raise MissingLibrary(f"Tables need {error.name}, which is not installed.", hint=f'Run: pip install "{package}".') from error
