"""The way into the command: from the first import on, Ctrl-C ends it with one sentence."""

from __future__ import annotations

import sys

from extractor.interrupts import ignore_interrupts, kept_back


def run() -> None:
    """Entry point of the console script; exits with 130 after Ctrl-C."""
    try:
        with kept_back():
            try:
                from extractor.cli.main import app

                app()
            finally:
                ignore_interrupts()
    except KeyboardInterrupt:
        print("Interrupted.", file=sys.stderr)
        sys.exit(130)
