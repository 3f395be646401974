"""Reading reports from files or standard input, and writing results whole or not at all."""

from __future__ import annotations

import io
import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

import typer

from extractor.errors import ExtractorError, UsageError
from extractor.interrupts import at_once
from extractor.printable import printable

if TYPE_CHECKING:
    from extractor.documents import Document

EXIT_INPUT = 1
EXIT_USAGE = 2
EXIT_INCOMPLETE = 3
EXIT_INTERRUPTED = 130


def say(message: str, colour: str | None = None) -> None:
    """One line on standard error, whatever names are in it; coloured only on a terminal, and not where NO_COLOR is set."""
    plain = colour is None or os.environ.get("NO_COLOR")
    typer.echo(printable(message) if plain else typer.style(printable(message), fg=colour), err=True)


@contextmanager
def clear_errors(interrupted: str = "Interrupted.") -> Iterator[None]:
    """Turn the program's own errors, and Ctrl-C, into one sentence on standard error and an exit code."""
    _speak_utf8()
    try:
        with at_once():
            yield
            sys.stdout.flush()
    except KeyboardInterrupt:
        say(interrupted)
        raise typer.Exit(EXIT_INTERRUPTED) from None
    except ExtractorError as error:
        say(f"extractor: {error}", typer.colors.RED)
        raise typer.Exit(exit_code(error)) from None
    except BrokenPipeError:
        # The reader of our output went away (``| head``): nothing is wrong, and nothing is left to say.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        raise typer.Exit(0) from None
    except OSError as error:
        say(f"extractor: The output could not be written: {error.strerror or error}.", typer.colors.RED)
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        raise typer.Exit(EXIT_INPUT) from None


def exit_code(error: ExtractorError) -> int:
    """What a command that ends with ``error`` exits with."""
    return EXIT_USAGE if isinstance(error, UsageError) else EXIT_INPUT


def _speak_utf8() -> None:
    """Chinese goes out as UTF-8 whatever the terminal's encoding is said to be."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(encoding="utf-8", errors="replace")


def read_report(report: str) -> Document:
    """The document at path ``report``; ``-`` reads standard input."""
    from extractor.documents import read_bytes, read_document

    if report == "-":
        return read_bytes(sys.stdin.buffer.read(), "stdin")
    return read_document(report)


def write_whole(path: Path, text: str) -> None:
    """Write ``text`` to ``path`` so that the file is either all there or untouched; a link is followed, a device written to."""
    try:
        target = path.resolve()
        target.parent.mkdir(parents=True, exist_ok=True)
        if target.exists() and not target.is_file():
            target.write_text(text, encoding="utf-8")
            return
        partial = target.with_name(f".{target.name[:40]}.{os.getpid()}.part")
        try:
            partial.write_text(text, encoding="utf-8", newline="\n")
            partial.replace(target)
        finally:
            partial.unlink(missing_ok=True)
    except OSError as error:
        raise ExtractorError(
            f"{path} could not be written: {error.strerror or error}.", hint="Choose another place with --out."
        ) from error
