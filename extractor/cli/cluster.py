"""What ``extractor batch`` has to do with a Ray cluster: the address, and how its reader is opened."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING

import typer

if TYPE_CHECKING:
    from extractor.batch.cluster.connection import Cluster
    from extractor.batch.folder import RunFolder
    from extractor.batch.pool import Pool
    from extractor.batch.progress import OnStatus
    from extractor.batch.readers import OpenReader, Reader
    from extractor.settings import Settings


def ray_address(given: str | None) -> str | None:
    """``given`` as it is; raises typer's usage error where no cluster can have that address."""
    if given is None:
        return None
    from extractor.batch.cluster.connection import is_address

    if is_address(given):
        return given
    raise typer.BadParameter("give auto, local or the HOST:PORT that `ray start --head` names.")


def open_on_cluster(address: str, processes: int | None, tell: Callable[[int, int], None], on_status: OnStatus) -> OpenReader:
    """How a run opens the cluster at ``address``; ``tell`` hears of its cores and machines, ``on_status`` that it is started."""
    from extractor.batch.cluster import open_on_ray
    from extractor.batch.progress import Status

    def on_cluster(cluster: Cluster) -> None:
        tell(cluster.cores, cluster.machines)

    @contextmanager
    def opened(folder: RunFolder, settings: Settings, pool: Pool) -> Iterator[Reader]:
        on_status(Status("starting Ray"))
        with open_on_ray(folder, settings, pool, address=address, processes=processes, on_cluster=on_cluster) as reader:
            yield reader

    return opened
