"""Worker processes: they share the work, die alone, and never outlive their parent."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from collections.abc import Sequence
from pathlib import Path

import pytest

from extractor.batch.pool import Pool

ROOT = Path(__file__).parents[2]


def square(numbers: Sequence[int]) -> list[tuple[int, int]]:
    return [(number * number, os.getpid()) for number in numbers]


def square_or_die(numbers: Sequence[int]) -> list[int]:
    if 7 in numbers:
        os._exit(9)
    return [number * number for number in numbers]


def stand_in(number: int) -> int:
    return -number


def test_one_process_is_this_one() -> None:
    with Pool(1) as pool:
        done = list(pool.as_done(square, [[1, 2], [3]], lambda number: (0, 0)))
    assert done == [(1, os.getpid()), (4, os.getpid()), (9, os.getpid())]


def test_two_processes_are_others() -> None:
    with Pool(2) as pool:
        done = list(pool.as_done(square, [[number] for number in range(40)], lambda number: (0, 0)))
    assert sorted(square for square, _ in done) == [number * number for number in range(40)]
    assert os.getpid() not in {process for _, process in done}


def test_a_worker_that_dies_costs_only_the_item_it_dies_of() -> None:
    with Pool(2) as pool:
        done = sorted(pool.as_done(square_or_die, [[1], [7, 8], [9]], stand_in))
    assert done == [-7, 1, 64, 81]


WORK = """
import os, time
def tell(numbers):
    print(os.getpid(), flush=True)
    time.sleep(60)
    return []
"""
SCRIPT = """
from extractor.batch.pool import Pool
from work import tell
with Pool(2) as pool:
    list(pool.as_done(tell, [[1], [2]], None))
"""


@pytest.mark.skipif(not Path("/proc/self/status").exists(), reason="needs /proc")
def test_workers_of_a_killed_process_end_too(tmp_path: Path) -> None:
    script = tmp_path / "script.py"
    script.write_text(SCRIPT, encoding="utf-8")
    (tmp_path / "work.py").write_text(WORK, encoding="utf-8")
    surroundings = {**os.environ, "PYTHONPATH": str(ROOT)}
    with subprocess.Popen([sys.executable, script], env=surroundings, stdout=subprocess.PIPE) as process:
        assert process.stdout is not None
        workers = [int(process.stdout.readline()), int(process.stdout.readline())]
        assert all(_runs(worker) for worker in workers)
        process.kill()
        process.wait()
        until = time.monotonic() + 10
        while any(map(_runs, workers)) and time.monotonic() < until:
            time.sleep(0.01)
    assert not any(map(_runs, workers))


STUCK = """
import os, re
def tell(numbers):
    print(os.getpid(), flush=True)
    re.match("(a+)+$", "a" * 28 + "b")  # longer than anybody waits, and no thread of this process goes on meanwhile
    return []
"""
COMMAND = """
import signal
import extractor.cli.main
import typer
from extractor.batch.pool import Pool
from extractor.cli.start import run
from extractor.cli.streams import clear_errors
from extractor.interrupts import kept_back
from work import tell
app = typer.Typer()
@app.command()
def command():
    with clear_errors(), kept_back(), Pool({processes}) as pool:
        list(pool.as_done(tell, [[1], [2]], None))
extractor.cli.main.app = app
signal.signal(signal.SIGINT, signal.default_int_handler)  # what runs in the background starts without
run()
"""


@pytest.mark.skipif(not Path("/proc/self/status").exists(), reason="needs /proc")
@pytest.mark.parametrize("processes", [1, 2])
def test_a_second_interrupt_waits_for_nothing(tmp_path: Path, processes: int) -> None:
    script = tmp_path / "script.py"
    script.write_text(COMMAND.format(processes=processes), encoding="utf-8")
    (tmp_path / "work.py").write_text(STUCK, encoding="utf-8")
    surroundings = {**os.environ, "PYTHONPATH": str(ROOT)}
    pipe = subprocess.PIPE
    with subprocess.Popen([sys.executable, script], env=surroundings, stdout=pipe, stderr=pipe) as process:
        assert process.stdout is not None
        assert process.stderr is not None
        workers = [int(process.stdout.readline()) for _ in range(processes)]
        try:
            process.send_signal(signal.SIGINT)
            with pytest.raises(subprocess.TimeoutExpired):
                process.wait(0.5)
            process.send_signal(signal.SIGINT)
            assert process.wait(5) == 130
            assert process.stderr.read() == b"Interrupted.\n"
            assert not any(map(_runs, workers))
        finally:
            process.kill()


def _runs(process: int) -> bool:
    try:
        status = Path(f"/proc/{process}/status").read_text(encoding="utf-8")
    except (FileNotFoundError, ProcessLookupError):
        return False
    return "State:\tZ" not in status
