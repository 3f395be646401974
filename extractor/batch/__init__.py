"""Many reports: a folder of results that survives being killed, or results as they come."""

from extractor.batch.many import extract_many
from extractor.batch.run import Ended, run_batch

__all__ = ["Ended", "extract_many", "run_batch"]
