"""Many reports on many machines: a reader of tasks that stands on Ray Data. Nothing here is loaded before a run asks for it."""

from extractor.batch.cluster.reader import open_on_ray

__all__ = ["open_on_ray"]
