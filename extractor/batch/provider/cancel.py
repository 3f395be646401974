"""Ending the jobs of a run before they are done."""

from __future__ import annotations

from pathlib import Path

from extractor.batch.folder import RunFolder
from extractor.batch.provider.ledger import ledger_of, path_of
from extractor.batch.provider.service import JobService
from extractor.loop import LoopThread
from extractor.settings import Settings


def cancel_jobs(out: str | Path, settings: Settings) -> int:
    """Cancel every job that the run in the folder ``out`` has under way at the endpoint of ``settings``; returns how many.

    What they had answered by then is kept for the next run. Raises an :class:`~extractor.errors.ExtractorError` if it cannot.
    """
    folder, model = RunFolder(Path(out)), settings.chosen_model
    if not path_of(folder).exists():
        return 0
    with folder.claimed(), ledger_of(folder, model) as ledger, LoopThread() as loop:
        service = JobService(model)
        try:
            names = [job.batch or (job.input_file and loop.run(service.find(job.input_file, job.begun))) for job in ledger.jobs()]
            running = [name for name in names if name and loop.run(service.look(name)).progress == "under_way"]
            for name in running:
                loop.run(service.cancel(name))
        finally:
            loop.run(service.close())
    return len(running)
