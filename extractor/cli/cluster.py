"""What ``extractor batch`` has to do with a Ray cluster: the address, and how its reader is opened."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING

import typer

if TYPE_CHECKING:
    from extractor.batch.cluster.connection import Cluster
    from extractor.batch.readers import OpenReader


def ray_address(given: str | None) -> str | None:
    """``given`` as it is; raises typer's usage error where no cluster can have that address."""
    if given is None:
        return None
    from extractor.batch.cluster.connection import is_address

    if is_address(given):
        return given
    raise typer.BadParameter("give auto, local or the HOST:PORT that `ray start --head` names.")


def open_on_cluster(address: str, processes: int | None, tell: Callable[[int, int], None]) -> OpenReader:
    """How a run opens the cluster at ``address``; ``tell`` hears of its cores and machines."""
    from extractor.batch.cluster import open_on_ray

    def on_cluster(cluster: Cluster) -> None:
        tell(cluster.cores, cluster.machines)

    return partial(open_on_ray, address=address, processes=processes, on_cluster=on_cluster)
