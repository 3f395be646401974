"""What an endpoint can do: the models it lists, and each mode tried with a tiny question."""

from __future__ import annotations

from dataclasses import dataclass

from extractor.llm.client import ModelClient
from extractor.llm.clock import SYSTEM_CLOCK, Clock
from extractor.llm.endpoint import Endpoint
from extractor.llm.errors import AnswerError, EndpointError, EndpointFailed, ModelError, RequestRejected
from extractor.llm.settings import MODES, Mode, ModelSettings
from extractor.llm.trial import MESSAGES, TrialAnswer


@dataclass(frozen=True, slots=True)
class ModeTrial:
    """How one mode fared: seconds to the answer where it works, else the problem in one sentence."""

    mode: Mode
    seconds: float | None = None
    problem: str | None = None

    @property
    def works(self) -> bool:
        """Whether a valid answer came."""
        return self.problem is None


@dataclass(frozen=True, slots=True)
class Probe:
    """What was found at ``endpoint``.

    ``models`` is none where the endpoint does not list them. Trials end early where no mode can help (no connection, no access).
    """

    endpoint: str
    model: str
    models: tuple[str, ...] | None
    trials: tuple[ModeTrial, ...]

    @property
    def mode(self) -> Mode | None:
        """The mode that ``auto`` takes: the first that works."""
        return next((trial.mode for trial in self.trials if trial.works), None)


async def probe(settings: ModelSettings, clock: Clock = SYSTEM_CLOCK) -> Probe:
    """Ask the endpoint of ``settings`` for its models and once in each mode; sends about five small requests."""
    async with Endpoint(settings, clock) as endpoint:
        models = await _models(endpoint)
    trials: list[ModeTrial] = []
    for mode in MODES:
        trial, goes_on = await _try(settings.model_copy(update={"mode": mode, "transport_attempts": 1}), mode, clock)
        trials.append(trial)
        if not goes_on:
            break
    return Probe(settings.endpoint, settings.model, models, tuple(trials))


async def _models(endpoint: Endpoint) -> tuple[str, ...] | None:
    try:
        return await endpoint.models()
    except EndpointError:
        return None


async def _try(settings: ModelSettings, mode: Mode, clock: Clock) -> tuple[ModeTrial, bool]:
    """How ``mode`` fares, and whether another mode may fare differently."""
    try:
        async with ModelClient(settings, clock=clock) as client:
            answer = await client.ask(MESSAGES, TrialAnswer)
    except ModelError as error:
        return ModeTrial(mode, problem=str(error)), isinstance(error, (RequestRejected, EndpointFailed, AnswerError))
    return ModeTrial(mode, seconds=answer.seconds), True
