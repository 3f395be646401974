"""What can go wrong with batch jobs, beside what can go wrong with any request."""

from __future__ import annotations

from extractor.llm.errors import ModelError


class AnswerPending(ModelError):
    """The request is noted; its answer will come with a job."""

    retryable = True


class JobsUnderWay(ModelError):
    """Jobs were submitted and nobody wants to wait for them."""

    retryable = True
    default_hint = "The same command collects them."


class RoundsUsedUp(ModelError):
    """The answers led to further questions too often."""

    default_hint = "Run the same command again: answers given are kept."


class NoBatchApi(ModelError):
    """The endpoint takes no batch jobs."""

    default_hint = "Leave out --via batch-api to ask directly."


class JobRejected(ModelError):
    """The provider does not take a job as it is."""

    default_hint = "Once that is mended, the same command goes on."


class JobLost(ModelError):
    """The provider no longer knows a job, or its files."""
