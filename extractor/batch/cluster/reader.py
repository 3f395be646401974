"""The reader that stands on a cluster: the same way of a report, in workers on many machines that write into one folder."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import partial

from extractor.batch.cluster.connection import Cluster, connected
from extractor.batch.cluster.site import check_machines, this_site
from extractor.batch.cluster.spread import Spread
from extractor.batch.folder import RunFolder
from extractor.batch.pool import Pool
from extractor.batch.readers import Reader, open_local
from extractor.llm.settings import ModelSettings
from extractor.llm.shared import Shared
from extractor.settings import Settings

# Requests in flight that are worth a worker of their own: a process can wait for many.
_REQUESTS_A_WORKER = 16

OnCluster = Callable[[Cluster], None]


def ignore(cluster: Cluster) -> None:
    """For those who need not know where their reports are read."""


@contextmanager
def open_on_ray(
    folder: RunFolder,
    settings: Settings,
    pool: Pool,
    *,
    address: str,
    processes: int | None = None,
    on_cluster: OnCluster = ignore,
) -> Iterator[Reader]:
    """A reader in at most ``processes`` workers (one a core, unless told otherwise) of the cluster at ``address``.

    Addresses are those of :func:`~extractor.batch.cluster.connection.connected`. Every machine must see ``folder`` and the reports
    under the paths they have here. Limits on requests are divided among the workers; money and answers are theirs in common.
    """
    with connected(address, processes) as cluster:
        on_cluster(cluster)
        site = this_site(folder)
        check_machines(site)
        if settings.engine == "rules":
            yield Spread(site, partial(open_here, folder, settings, None), cluster.cores, processes).read
            return
        from extractor.batch.cluster.ledger import open_ledger

        workers = workers_for(settings.chosen_model, min(cluster.cores, processes or cluster.cores))
        share = share_of(settings.chosen_model, workers)
        part = settings.model_copy(update={"model": share})
        with open_ledger(settings) as shared:
            yield Spread(site, partial(open_here, folder, part, shared), cluster.cores, workers, share.concurrency).read


@contextmanager
def open_here(folder: RunFolder, settings: Settings, shared: Shared | None) -> Iterator[Reader]:
    """The reader that a worker opens for itself."""
    with Pool(1) as pool, open_local(folder, settings, pool, shared) as reader:
        yield reader


def workers_for(model: ModelSettings, cores: int) -> int:
    """How many workers are to ask ``model``, on so many ``cores``: no more than leave each at least one request at a time."""
    worthwhile = -(-model.concurrency // _REQUESTS_A_WORKER)
    return min(cores, worthwhile, model.requests_per_minute or worthwhile)


def share_of(model: ModelSettings, workers: int) -> ModelSettings:
    """``model`` with limits such that those of all ``workers`` together are not above its own."""
    limits = ("concurrency", "requests_per_minute", "tokens_per_minute")
    shares = {name: max(1, limit // workers) for name in limits if (limit := getattr(model, name)) is not None}
    return model.model_copy(update=shares)
