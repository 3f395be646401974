"""Reading by batch jobs: reports are read with what answers there are, again and again, until none has more to ask."""

from __future__ import annotations

from collections.abc import Generator, Iterable, Iterator, Sequence
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass

from extractor.batch.folder import RunFolder
from extractor.batch.pool import Pool
from extractor.batch.progress import OnStatus, ignore
from extractor.batch.provider.desk import Desk
from extractor.batch.provider.errors import JobsUnderWay, RoundsUsedUp
from extractor.batch.provider.jobs import Jobs
from extractor.batch.provider.ledger import Ledger, ledger_of
from extractor.batch.provider.manner import Manner
from extractor.batch.provider.service import JobService
from extractor.batch.provider.terms import ROUNDS, Terms
from extractor.batch.readers import Reader
from extractor.batch.report import document_of, failure, keep
from extractor.batch.task import Outcome, Task
from extractor.llm.client import ModelClient
from extractor.llm.clock import SYSTEM_CLOCK, Clock
from extractor.llm.errors import ModelError
from extractor.llm.settings import Mode, ModelSettings
from extractor.llm.store import AnswerStore, default_path
from extractor.loop import LoopThread
from extractor.pipeline import extract_with_model
from extractor.settings import Settings


@contextmanager
def open_batch_api(
    folder: RunFolder,
    settings: Settings,
    pool: Pool,
    *,
    wait: bool = True,
    on_status: OnStatus = ignore,
    terms: Terms | None = None,
    clock: Clock = SYSTEM_CLOCK,
) -> Iterator[Reader]:
    """The reader that has everything the model of ``settings`` is to answer answered by batch jobs.

    The state of the jobs is kept in ``folder``. Without ``wait`` jobs are submitted, those that have ended are collected, and
    :class:`JobsUnderWay` is raised if there are others.
    """
    model = settings.chosen_model
    with ExitStack() as stack:
        loop = stack.enter_context(LoopThread())
        ledger = stack.enter_context(ledger_of(folder, model))
        service = JobService(model, clock)
        stack.callback(lambda: loop.run(service.close()))
        store = stack.enter_context(AnswerStore(settings.store or default_path())) if settings.use_store else None
        jobs = Jobs(ledger, service, model, terms or Terms(), loop.run, clock, on_status)
        yield _Reading(folder, settings, loop, ledger, jobs, store, clock, wait).read


@dataclass(frozen=True, slots=True)
class _Reading:
    """The reading of a run's reports, with what it needs for that."""

    folder: RunFolder
    settings: Settings
    loop: LoopThread
    ledger: Ledger
    jobs: Jobs
    store: AnswerStore | None
    clock: Clock
    wait: bool

    def read(self, tasks: Iterable[Task]) -> Generator[Outcome, None, None]:
        """What came of ``tasks``, each as soon as all its answers are there."""
        waiting = list(tasks)
        if not waiting:
            return
        self.jobs.recover()
        with self._asking() as (desk, client):
            for _ in range(ROUNDS):
                waiting = yield from self._read_all(waiting, desk, client)
                if not waiting:
                    break
                self._have_answered()
            else:
                desk.shut(RoundsUsedUp(f"After {ROUNDS} rounds of batch jobs there was still something to ask."))
                yield from self._read_all(waiting, desk, client)
        self.ledger.forget_settled()

    def _read_all(self, tasks: Sequence[Task], desk: Desk, client: ModelClient) -> Generator[Outcome, None, list[Task]]:
        """What came of those of ``tasks`` whose answers are there; returns the others."""
        waiting: list[Task] = []
        for task in tasks:
            outcome = self._read(task, desk, client)
            if outcome is None:
                waiting.append(task)
            else:
                yield outcome
        return waiting

    def _read(self, task: Task, desk: Desk, client: ModelClient) -> Outcome | None:
        """What came of ``task``; nothing, and what is to be asked is noted, while answers are missing."""
        desk.wanted.clear()
        try:
            document = document_of(task)
            # Jobs give one answer to a question: asked again, they would say the same.
            result = self.loop.run(extract_with_model(document, self.settings, client, once=True))
        except ModelError:  # every further report would meet it: once it is mended, all that failed is asked anew
            self.ledger.forget_failed()
            raise
        except Exception as error:
            return failure(task, error, self.folder)
        if not desk.wanted:
            return keep(task, document, result, self.folder)
        self.ledger.want(desk.wanted.values())
        return None

    def _have_answered(self) -> None:
        """Have what is wanted answered, or as much of it as comes without waiting."""
        if self.wait:
            self.jobs.wait()
            return
        self.jobs.look(self.ledger.unsettled())
        self.jobs.submit()
        if left := self.ledger.unsettled():
            raise JobsUnderWay(f"Batch jobs under way: {len(self.ledger.jobs_waited_for())}, with {left} requests.")

    @contextmanager
    def _asking(self) -> Iterator[tuple[Desk, ModelClient]]:
        """The client that reports are read with, and the desk that it asks."""
        model = self.settings.chosen_model
        manner = Manner(model, self.ledger, self.loop.run, self.clock)
        desk = Desk(model, self.ledger, manner)
        client = self.loop.run(_client(_without_limits(model, manner.mode), self.store, self.settings.refresh, desk))
        try:
            yield desk, client
        finally:
            self.loop.run(client.__aexit__(None, None, None))


async def _client(model: ModelSettings, store: AnswerStore | None, refresh: bool, desk: Desk) -> ModelClient:
    return ModelClient(model, store, refresh=refresh, endpoint=desk)


def _without_limits(model: ModelSettings, mode: Mode) -> ModelSettings:
    """``model`` for a client that waits for nothing and spends nothing, because jobs do that."""
    unlimited = dict.fromkeys(("max_cost", "max_tokens", "requests_per_minute", "tokens_per_minute"))
    return model.model_copy(update={**unlimited, "mode": mode, "transport_attempts": 1})
