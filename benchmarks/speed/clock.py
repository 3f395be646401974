"""Processor time: of what this process does, and of processes it starts."""

from __future__ import annotations

import os
import subprocess
import time
from collections.abc import Callable

REPEATS = 5


def seconds_of(action: Callable[[], object], repeats: int = REPEATS) -> float:
    """The shortest processor time of several runs of ``action``."""
    times = []
    for _ in range(repeats):
        start = time.process_time()
        action()
        times.append(time.process_time() - start)
    return min(times)


def seconds_of_command(*command: str, repeats: int = REPEATS) -> float:
    """The shortest processor time of several runs of a command, start and end of its process included."""
    return min(_seconds_of_process(command) for _ in range(repeats))


def _seconds_of_process(command: tuple[str, ...]) -> float:
    process = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    _, status, usage = os.wait4(process.pid, 0)
    process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode:
        raise SystemExit(f"{' '.join(command)} ended with status {process.returncode}")
    return usage.ru_utime + usage.ru_stime
