"""Where a run stands, and what each machine must have in common with the one it was started on."""

from __future__ import annotations

import os
import socket
from dataclasses import dataclass

from extractor import __version__
from extractor.batch.cluster.connection import on_every_machine
from extractor.batch.cluster.errors import UnfitMachine
from extractor.batch.folder import RunFolder

_ANSWER_SECONDS = 120.0


@dataclass(frozen=True, slots=True)
class Site:
    """The working directory of the command, the run's folder, and the version of this program."""

    directory: str
    folder: RunFolder
    version: str

    def enter(self) -> None:
        """Stand where the command stands, so that paths mean the same; raises :class:`UnfitMachine` where that cannot be."""
        machine = socket.gethostname()
        if self.version != __version__:
            raise UnfitMachine(
                f"{machine} has version {__version__} of this program, not {self.version}.",
                hint="Install the same version on all machines.",
            )
        try:
            os.chdir(self.directory)
        except OSError:
            raise UnfitMachine(
                f"{machine} has no folder {self.directory}, where this command was started.",
                hint="Start it in a folder that all machines share.",
            ) from None
        if not self.folder.claimed_here:
            raise UnfitMachine(
                f"{machine} does not see the run folder {self.folder.root}.",
                hint="With --out name a folder that all machines share, under the same path.",
            )


def this_site(folder: RunFolder) -> Site:
    """The site of a run into ``folder`` that this process has started."""
    return Site(os.getcwd(), folder, __version__)  # noqa: PTH109 (a plain string)


def check_machines(site: Site) -> None:
    """Raise :class:`UnfitMachine` where a machine of the cluster cannot work for the run at ``site``."""
    import ray
    from ray.exceptions import GetTimeoutError, RayError, RayTaskError

    for machine, answer in list(on_every_machine(Site.enter, site)):
        try:
            ray.get(answer, timeout=_ANSWER_SECONDS)
        except RayTaskError as error:
            if isinstance(error.cause, UnfitMachine):
                raise error.cause from None
            raise _unfit(machine, error.cause or error) from error
        except GetTimeoutError as error:
            raise UnfitMachine(f"{machine} starts no process.", hint="Look at it with `ray status`.") from error
        except RayError as error:
            raise _unfit(machine, error) from error


def _unfit(machine: str, error: BaseException) -> UnfitMachine:
    reason = (str(error).strip().splitlines() or [type(error).__name__])[-1].rstrip(".")
    return UnfitMachine(
        f"{machine} cannot run this program: {reason}.", hint="Install the same version, with the same extras, on all machines."
    )
