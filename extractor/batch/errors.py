"""What can go wrong with a run as a whole, and with a single report in ways that no reader foresaw."""

from __future__ import annotations

from extractor.errors import ExtractorError, InputError


class NothingToRead(InputError):
    """The inputs name no report at all."""

    default_hint = "Name reports, folders of reports, or patterns such as 'reports/**/*.txt'; the folder of a run is not searched."


class ReportChanged(InputError):
    """The file was written to while the run read it."""

    retryable = True
    default_hint = "Run the same command again."


class UnexpectedFailure(ExtractorError):
    """One report met a fault of this program; the others were read."""

    default_hint = "This is a fault of the program: please tell its makers, with the report."


class WorkerDied(ExtractorError):
    """The process that read a report ended without a word, twice; mostly the memory was not enough."""

    default_hint = "Give it more memory, or take the report out."


class RunFolderError(ExtractorError):
    """The folder of a run cannot be written, or what is in it cannot be used."""

    default_hint = "Choose another folder for the run (--out)."


class RunLocked(RunFolderError):
    """Another process is at work on the same folder."""

    retryable = True
    default_hint = "Wait for it to end, or choose another folder for the run (--out)."
