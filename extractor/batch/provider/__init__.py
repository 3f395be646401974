"""Batch jobs at the provider: all requests of a run go out in files, and the answers come back within a day at half the price.

A report is read as always, only that its requests are noted instead of sent. Once the answers are there it is read again, and
either gives its result or has more to ask: second looks, and what did not fit. So what comes out is what asking directly gives.
"""

from extractor.batch.provider.cancel import cancel_jobs
from extractor.batch.provider.reader import open_batch_api

__all__ = ["cancel_jobs", "open_batch_api"]
