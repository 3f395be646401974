"""What can go wrong while results become tables."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from importlib.util import find_spec

from extractor.errors import ExtractorError, UsageError


class NoResult(ExtractorError):
    """A file that is no result of an extraction, or no file at all."""

    default_hint = "Give results as `extractor extract --out` and `result.to_json()` write them, or folders of them."


class OtherJson(NoResult):
    """A JSON file that is something else."""


class UnknownFormat(UsageError):
    """A table file with an ending this program does not write."""


class UnknownIndicator(UsageError):
    """An indicator that the catalogue does not hold."""


class TooManyRows(ExtractorError):
    """More rows than a sheet of a workbook holds."""


class NotWritten(ExtractorError):
    """A table file that could not be written."""

    default_hint = "Choose another place for the table."


class MissingLibrary(ExtractorError):
    """A library that tables need and that is not installed."""


_EXTRA = "govreport-extractor[tables]"


def require(library: str, package: str = _EXTRA) -> None:
    """Raise :class:`MissingLibrary` where ``library``, which ``package`` brings, is not installed; nothing is imported."""
    if find_spec(library) is None:
        raise _missing(library, package)


@contextmanager
def installed() -> Iterator[None]:
    """Where an import in the block fails, say in one sentence which package brings what is missing."""
    try:
        yield
    except ImportError as error:
        raise _missing(error.name, _EXTRA) from error


def _missing(library: str | None, package: str) -> MissingLibrary:
    return MissingLibrary(f"Tables need {library}, which is not installed.", hint=f'Run: pip install "{package}".')
