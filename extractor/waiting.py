"""Waiting for futures, with an ear for Ctrl-C."""

from __future__ import annotations

from collections.abc import Collection
from concurrent.futures import FIRST_COMPLETED, Future, wait
from typing import TypeVar

from extractor.interrupts import checkpoint

R = TypeVar("R")

_CHECK_SECONDS = 0.1  # how long Ctrl-C may go unnoticed while nothing ends


def first_done(futures: Collection[Future[R]]) -> set[Future[R]]:
    """Those of ``futures`` that are done, once any is; Ctrl-C that is kept back is raised meanwhile."""
    done: set[Future[R]] = set()
    while not done:
        done, _ = wait(futures, _CHECK_SECONDS, FIRST_COMPLETED)
        checkpoint()
    return done
