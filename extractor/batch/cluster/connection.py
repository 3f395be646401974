"""The connection to Ray: to a cluster, or to a Ray of this machine alone that lasts as long as the run."""

from __future__ import annotations

import logging
import os
import re
import socket
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from typing import Any, TypeVar

from extractor.batch.cluster.errors import ClusterUnreachable, RayMissing
from extractor.interrupts import at_once

T = TypeVar("T")

_ADDRESS = re.compile(r"auto|local|(?P<host>[^\s:/]+):(?P<port>\d{1,5})")
_CONNECT_SECONDS = 2.0
# How a client of gRPC, which Ray speaks, opens a connection (RFC 9113, 3.4), and how the answer begins: with settings.
_GREETING = b"PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n" + bytes((0, 0, 0, 4, 0, 0, 0, 0, 0))
_FRAME_HEAD, _FRAME_KIND, _SETTINGS = 9, 3, 4
_OBJECT_STORE_BYTES = 256 * 1024**2  # through it go only lists of tasks and of what became of them

_TOKEN = "Set RAY_AUTH_MODE=token, and have the token of `ray get-auth-token` in ~/.ray/auth_token on every machine."

# Ray asks for usage statistics, and prints what its processes complain about among our own output, unless told not to.
_ENVIRONMENT = {"RAY_USAGE_STATS_ENABLED": "0", "RAY_DEDUP_LOGS_SKIP_REGEX": "."}
_QUIET: dict[str, Any] = {"log_to_driver": False, "logging_level": logging.CRITICAL}


@dataclass(frozen=True, slots=True)
class Cluster:
    """The machines and cores at hand when the connection was made."""

    machines: int
    cores: int


def is_address(text: str) -> bool:
    """Whether ``text`` is ``auto``, ``local`` or ``HOST:PORT``."""
    return _ADDRESS.fullmatch(text) is not None


@contextmanager
def connected(address: str, processes: int | None = None) -> Iterator[Cluster]:
    """A connection to the cluster at ``address``, closed at the end; one that this process has already is used and left.

    ``auto`` is the cluster of this machine, or else a Ray of this machine alone, with ``processes`` cores (all, unless told
    otherwise); ``local`` is always the latter. Raises :class:`RayMissing` and :class:`ClusterUnreachable`.
    """
    ray = _loaded()
    if ray.is_initialized():
        yield _size(ray)
        return
    try:
        with at_once():
            _connect(ray, address, processes)
        yield _size(ray)
    finally:
        ray.shutdown()


def _loaded() -> Any:
    for name, value in _ENVIRONMENT.items():
        os.environ.setdefault(name, value)
    try:
        import ray
        import ray.data
    except ImportError as error:
        raise RayMissing(f"A cluster needs {error.name}, which is not installed.") from error
    logging.getLogger("ray.data").setLevel(logging.CRITICAL)
    return ray


def _connect(ray: Any, address: str, processes: int | None) -> None:
    if address == "auto":
        with suppress(ConnectionError):
            _init(ray, address="auto")
            return
    if address in ("auto", "local"):
        _init(ray, address="local", num_cpus=processes, include_dashboard=False, object_store_memory=_OBJECT_STORE_BYTES)
        return
    knock(address)
    try:
        _init(ray, address=address)
    except ConnectionError as error:
        if "InvalidAuthToken" in str(error.__cause__):
            raise ClusterUnreachable(f"The Ray cluster at {address} wants its token.", hint=_TOKEN) from error
        raise ClusterUnreachable(f"There is no Ray cluster at {address}.") from error


def knock(address: str) -> None:
    """See at once whether a cluster may listen there: Ray itself would try for minutes, and log each attempt."""
    host, _, port = address.rpartition(":")
    try:
        connection = socket.create_connection((host, int(port)), _CONNECT_SECONDS)
    except (OSError, OverflowError) as error:
        raise ClusterUnreachable(f"Nobody listens at {address}.") from error
    with connection:
        if os.environ.get("RAY_USE_TLS", "0") == "0" and not _speaks_grpc(connection):
            raise ClusterUnreachable(f"What listens at {address} is no Ray cluster.")


def _speaks_grpc(connection: socket.socket) -> bool:
    try:
        connection.sendall(_GREETING)
        head = connection.recv(_FRAME_HEAD, socket.MSG_WAITALL)
    except OSError:
        return False
    return len(head) == _FRAME_HEAD and head[_FRAME_KIND] == _SETTINGS


def _init(ray: Any, **options: Any) -> None:
    try:
        ray.init(**options, **_QUIET)
    except ConnectionError:
        raise
    except (RuntimeError, ValueError, OSError) as error:
        reason = str(error).strip().split("\n")[0].rstrip(".")
        raise ClusterUnreachable(f"Ray could not be started or joined: {reason}.") from error


def _size(ray: Any) -> Cluster:
    machines = sum(bool(node["Alive"]) for node in ray.nodes())
    return Cluster(machines, max(1, int(ray.cluster_resources().get("CPU", 0))))


def on_every_machine(work: Callable[[T], None], given: T) -> Iterator[tuple[str, Any]]:
    """A call ``work(given)`` under way on each machine: the machine's name, and a reference to what comes of it."""
    import ray
    from ray.util.scheduling_strategies import NodeAffinitySchedulingStrategy

    for node in ray.nodes():
        if node["Alive"]:
            place = NodeAffinitySchedulingStrategy(node_id=node["NodeID"], soft=False)
            call = ray.remote(num_cpus=0, max_retries=1)(work).options(scheduling_strategy=place)
            yield node["NodeManagerHostname"], call.remote(given)
