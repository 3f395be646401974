"""mutmut, but the tests are collected once and not anew for every mutant: ``python -P benchmarks/collected_once.py run …``.

mutmut forks a process a mutant and starts pytest in it, which costs more than the tests that notice the mutant. Here the process
that forks holds a session whose tests are collected; its children only run the ones they are told to. Everything else is mutmut's.
"""

from __future__ import annotations

import contextlib
import os
import sys
from collections.abc import Iterable
from functools import _lru_cache_wrapper
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest
from _pytest.config import _prepareconfig
from mutmut.__main__ import cli
from mutmut.runners.harness import PytestRunner
from mutmut.state import state
from mutmut.utils.file_utils import change_cwd
from mutmut.workers import isolation


class CollectedOnce(PytestRunner):
    """Runs the tests of a mutant, in the order given, in a session that was collected before the fork."""

    session: pytest.Session

    def run_forced_fail(self) -> int:
        """The last that mutmut asks before the first mutant; collects, too."""
        code = super().run_forced_fail()
        self.session = self._collected()
        return code

    def run_tests(self, *, mutant_name: str | None, tests: Iterable[str]) -> int:
        """0 where all ``tests`` pass, 1 where one fails; without a mutant, a whole run of pytest."""
        if mutant_name is None:
            return super().run_tests(mutant_name=None, tests=tests)
        if _forget(mutant_name.rpartition(".")[0]):
            tests = sorted((item.nodeid for item in self.session.items), key=state().duration_by_test.__getitem__, reverse=True)
        items = {item.nodeid: item for item in self.session.items}
        self.session.items = [items[name] for name in tests]
        with change_cwd("mutants"), contextlib.suppress(pytest.Session.Failed):
            self.session.config.hook.pytest_runtestloop(session=self.session)
        return int(self.session.testsfailed > 0)

    def _collected(self) -> pytest.Session:
        arguments = [
            "--rootdir=.",
            "--tb=native",
            "-x",
            "-s",
            *self._pytest_add_cli_args_test_selection,
            *self._pytest_add_cli_args,
        ]
        nowhere = Path(os.devnull).open("w")  # noqa: SIM115 - open as long as the session, whose report goes there
        with change_cwd("mutants"), contextlib.redirect_stdout(nowhere):
            config = _prepareconfig(arguments)
            session = pytest.Session.from_config(config)
            config._do_configure()
            config.hook.pytest_sessionstart(session=session)
            config.hook.pytest_collection(session=session)
        return session


def _forget(module: str) -> bool:
    """Whether ``module`` keeps answers for good; then all that are kept are forgotten.

    They come from the run without mutants. And what fills such a cache is called by the first test that needs it, for all that use
    the answer after it: mutmut would try no other. All are tried then, the longest, which see most of the answer, first.
    """
    if not _caches(sys.modules[module]):
        return False
    for name in [name for name in sys.modules if name.startswith("extractor.")]:
        for cache in _caches(sys.modules[name]):
            cache.cache_clear()
    return True


def _caches(module: ModuleType) -> list[Any]:
    return [value for value in vars(module).values() if isinstance(value, _lru_cache_wrapper)]


if __name__ == "__main__":
    isolation.PytestRunner = CollectedOnce  # type: ignore[misc]
    cli()
