"""The reading of one report, from its file to its result file: what every way of running a batch calls, in whatever process."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from extractor.api import Extractor
from extractor.batch.errors import ReportChanged, UnexpectedFailure
from extractor.batch.folder import RunFolder
from extractor.batch.naming import encodable
from extractor.batch.task import Outcome, Task
from extractor.documents import Document, read_document
from extractor.errors import ExtractorError
from extractor.llm.errors import ModelError
from extractor.pipeline import extract_by_rules
from schemas import Result


def read_report(task: Task, folder: RunFolder) -> Outcome:
    """Read ``task`` by the rules and write its result; what is wrong with the report is in the outcome.

    Raises :class:`~extractor.batch.errors.RunFolderError` where the result cannot be written.
    """
    try:
        document = document_of(task)
        result = extract_by_rules(document)
    except Exception as error:
        return failure(task, error, folder)
    return keep(task, document, result, folder)


async def aread_report(task: Task, folder: RunFolder, extractor: Extractor) -> Outcome:
    """As :func:`read_report`, by ``extractor``; a :class:`ModelError` that the next report would meet too is raised."""
    try:
        document = document_of(task)
        result = await extractor.aextract(document)
    except ModelError:
        raise
    except Exception as error:
        return failure(task, error, folder)
    return keep(task, document, result, folder)


def open_document(path: str | Path) -> Document:
    """The document at ``path``, its name fit to be written as UTF-8."""
    document = read_document(path)
    return replace(document, source=encodable(document.source))


def document_of(task: Task) -> Document:
    """The document of ``task``, as long as its content is still what the task says."""
    document = open_document(task.path)
    if document.sha256 != task.sha256:
        raise ReportChanged(f"{document.source} changed while it was read.")
    return document


def keep(task: Task, document: Document, result: Result, folder: RunFolder) -> Outcome:
    """Write ``result``, and first the text that its offsets count: the run folder alone is enough to follow them.

    Neither is waited for on its way to the disk, which would cost as long as reading: what a power cut takes is not of the size
    noted, and is read again.
    """
    text, content = document.text.encode(), f"{result.to_json()}\n".encode()
    with folder.written_whole(folder.text(task.name), flushed=False) as file:
        file.write(text)
    with folder.written_whole(folder.result(task.name), flushed=False) as file:
        file.write(content)
    outcome = Outcome(task, "done", len(text) + len(content), result.run.cost)
    if result.run.complete:
        return outcome
    reason = result.run.warnings[-1] if result.run.warnings else "The model did not read all of it."
    return replace(outcome, state="incomplete", reason=reason, hint="Run the same command again: answers given are kept.")


def failure(task: Task, error: Exception, folder: RunFolder) -> Outcome:
    """The outcome of a task that met ``error``; a result that other settings gave is removed, for it is theirs no more."""
    folder.remove(task.name)
    known = as_known(error)
    return Outcome(task, "failed", reason=known.message, hint=known.hint)


def as_known(error: Exception) -> ExtractorError:
    """``error`` as one of the program's own; any other is a fault of the program that must not cost the other reports."""
    if isinstance(error, ExtractorError):
        return error
    return UnexpectedFailure(f"The program failed on this report: {type(error).__name__}: {error}.")
