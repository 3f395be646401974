"""The jobs of a run: submitted in parts, looked after, and their answers put down in the ledger."""

from __future__ import annotations

import tempfile
from collections.abc import Iterable, Iterator
from dataclasses import replace

from extractor.batch.progress import OnStatus, Status
from extractor.batch.provider.budget import JobBudget
from extractor.batch.provider.entries import Job
from extractor.batch.provider.errors import JobRejected
from extractor.batch.provider.ledger import Ledger
from extractor.batch.provider.lines import LineOutcome, read_outcome
from extractor.batch.provider.manner import Call
from extractor.batch.provider.parts import first_part
from extractor.batch.provider.service import JobService, Seen
from extractor.batch.provider.terms import Terms
from extractor.llm.clock import Clock
from extractor.llm.endpoint import reply_from_json
from extractor.llm.errors import BudgetExceeded
from extractor.llm.faults import of_status
from extractor.llm.secrets import public, without_secrets
from extractor.llm.settings import ModelSettings

_QUEUE_FULL = "token_limit_exceeded"


class Jobs:
    """Has what is wanted in ``ledger`` answered by jobs of ``service``; ``call`` runs a coroutine of it.

    Every method raises a :class:`~extractor.llm.errors.ModelError` where that cannot go on; what is done is in the ledger then.
    """

    def __init__(
        self,
        ledger: Ledger,
        service: JobService,
        settings: ModelSettings,
        terms: Terms,
        call: Call,
        clock: Clock,
        on_status: OnStatus,
    ) -> None:
        self._ledger = ledger
        self._service = service
        self._settings = settings
        self._terms = terms
        self._call = call
        self._clock = clock
        self._on_status = on_status
        self._budget = JobBudget(settings)
        self._queue_full = False

    def recover(self) -> None:
        """Find out about jobs that a process was about to submit when it was killed."""
        for job in self._ledger.jobs():
            if job.batch is None:
                known = job.input_file and self._call(self._service.find(job.input_file, job.begun))
                if known:
                    self._ledger.submitted(job, known)
                else:
                    self._ledger.release(job)

    def submit(self) -> None:
        """Submit what is wanted and open, unless the provider takes no more for now.

        What is beyond the budget is not submitted: a :class:`~extractor.llm.errors.BudgetExceeded` says so, once no job is left.
        """
        if not self._ledger.has_open_lines():
            return
        try:
            self._budget.check(self._ledger.expected())
        except BudgetExceeded:
            if self._ledger.jobs_waited_for():
                return
            raise
        while not self._queue_full and self._submit_part():
            pass

    def _submit_part(self) -> bool:
        with first_part(self._ledger.open_lines(), self._terms) as (keys, file):
            if not keys:
                return False
            job = self._ledger.begin_job(keys, self._clock.wall())
            name = self._call(self._service.upload(f"requests-{job.number}.jsonl", file))
        self._ledger.uploaded(job, name)
        self._ledger.submitted(job, self._call(self._service.create(name, job.begun)))
        return True

    def wait(self) -> None:
        """Return when everything wanted is settled: answered, or failed for good."""
        total = self._ledger.unsettled()
        pauses = self._terms.pauses()
        while self._ledger.unsettled():
            self.submit()
            if self.look(total):
                pauses = self._terms.pauses()
            else:
                self._call(self._pause(next(pauses)))

    async def _pause(self, seconds: float) -> None:
        await self._clock.sleep(seconds)

    def look(self, total: int) -> bool:
        """Look after every job once, and collect those that ended; whether there was any. ``total`` requests are waited for."""
        seen = [(job, self._call(self._service.look(job.batch))) for job in self._ledger.jobs_waited_for() if job.batch]
        ended = [(job, each) for job, each in seen if each.progress != "under_way"]
        for job, each in ended:
            self._end(job, each)
        answered = sum(each.done for _, each in seen if each.progress == "under_way")
        self._on_status(Status("answering", total - self._ledger.unsettled() + answered, total))
        return bool(ended)

    def _end(self, job: Job, seen: Seen) -> None:
        if seen.progress == "failed":
            self._refused(job, seen)
            return
        with tempfile.TemporaryFile() as file:
            self._call(self._service.download(seen, file))
            outcomes = (outcome for line in file if (outcome := read_outcome(line)) is not None)
            self._ledger.end(job, self._judged(outcomes, seen), _without_outcome(seen))
        self._queue_full = False

    def _judged(self, outcomes: Iterable[LineOutcome], seen: Seen) -> Iterator[tuple[LineOutcome, bool]]:
        """Each outcome as it may be kept, and whether another try may go better; what was merely cancelled is no outcome."""
        for outcome in outcomes:
            kept = replace(outcome, content=public(outcome.content, self._settings))
            if kept.status == 200:
                self._budget.record(reply_from_json(kept.content).usage)
                yield kept, False
            elif kept.status or seen.progress != "cancelled":
                yield kept, not kept.status or of_status(kept.status, kept.content, self._settings).retryable

    def _refused(self, job: Job, seen: Seen) -> None:
        """A job that the provider did not begin: its requests are open again, and go out later where its queue was full."""
        self._ledger.release(job)
        if not any(code == _QUEUE_FULL for code, _ in seen.problems) or not self._make_room(job):
            said = "; ".join(message for _, message in seen.problems) or "it does not say why"
            raise JobRejected(
                f"The provider refused the job {seen.batch}: {without_secrets(said, self._settings)}".rstrip(".") + "."
            )

    def _make_room(self, job: Job) -> bool:
        """Let other jobs end first, or where there are none, make jobs smaller; whether that is possible."""
        self._queue_full = bool(self._ledger.jobs_waited_for())
        if not self._queue_full and job.lines > 1:
            self._terms = replace(self._terms, requests=job.lines // 2)
        return self._queue_full or job.lines > 1


def _without_outcome(seen: Seen) -> LineOutcome | None:
    """What the requests have met that no file of the job tells of; nothing, where the job was cancelled."""
    if seen.progress == "cancelled":
        return None
    return LineOutcome("", 0, {"message": f"the job {seen.batch} ended ({seen.progress}) without answering it"})
