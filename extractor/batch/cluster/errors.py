"""What can go wrong between a run and the machines it runs on."""

from __future__ import annotations

from extractor.errors import ExtractorError


class RayMissing(ExtractorError):
    """Ray is not installed."""

    default_hint = 'Run: pip install "govreport-extractor[ray]".'


class ClusterUnreachable(ExtractorError):
    """Ray could not be started, or its cluster not be joined."""

    retryable = True
    default_hint = "Check the address, and that `ray start` ran on this machine too; --ray local needs no cluster."


class UnfitMachine(ExtractorError):
    """A machine of the cluster lacks what a run needs there."""
