"""The way into the command: from the first import on, Ctrl-C ends it with one sentence."""

from __future__ import annotations

import os
import sys
import threading

from extractor.interrupts import ignore_interrupts, in_a_hurry, kept_back

_INTERRUPTED = 130
_PATIENCE_SECONDS = 0.5


def run() -> None:
    """Entry point of the console script; exits with 130 after Ctrl-C, and soon after a second one whatever is at work."""
    try:
        with kept_back():
            try:
                from extractor.cli.main import app

                app()
            finally:
                if in_a_hurry():
                    _end_soon()
                ignore_interrupts()
    except KeyboardInterrupt:
        print("Interrupted.", file=sys.stderr)
        sys.exit(_INTERRUPTED)


def _end_soon() -> None:
    """End the process though Python would wait for threads that may be long at work."""
    end = threading.Timer(_PATIENCE_SECONDS, os._exit, [_INTERRUPTED])
    end.daemon = True
    end.start()
