"""The validation loop: an answer that does not fit goes back to the model with what is wrong with it."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Generic, TypeVar

from pydantic import BaseModel

from extractor.llm.endpoint import Reply
from extractor.llm.errors import FailedAttempt, InvalidAnswer, RefusedAnswer, TruncatedAnswer
from extractor.llm.reading import UnfitAnswer, read, without_thoughts
from extractor.llm.request import PreparedRequest

T = TypeVar("T", bound=BaseModel)
ReaskWording = Callable[[Sequence[str]], str]


@dataclass(frozen=True, slots=True)
class Valid(Generic[T]):
    """A value that fits, and the JSON it was read from."""

    value: T
    json: str


def reask_wording(problems: Sequence[str]) -> str:
    """What is said to the model about its answer, unless the caller words it."""
    listed = "\n".join(f"- {problem}" for problem in problems)
    return f"上面的回答不符合要求：\n{listed}\n请改正这些问题，按原来的要求重新给出完整的回答。"


async def converse(
    request: PreparedRequest[T],
    send: Callable[[Mapping[str, Any]], Awaitable[Reply]],
    *,
    reasks: int,
    on_reask: Callable[[FailedAttempt], None],
    wording: ReaskWording = reask_wording,
) -> Valid[T]:
    """The first valid answer to ``request``; ``send`` takes a body and brings the reply.

    Raises :class:`InvalidAnswer` when ``reasks`` are used up or the model makes the same mistake twice,
    :class:`TruncatedAnswer` and :class:`RefusedAnswer` at once.
    """
    failed: list[FailedAttempt] = []
    body = request.body
    while True:
        reply = await send(body)
        _check_finish(reply)
        try:
            plain, value = read(reply.text, request.response_model)
            return Valid(value, plain)
        except UnfitAnswer as unfit:
            failed.append(FailedAttempt(reply.text, unfit.problems))
        if len(failed) > reasks or _same_mistake(failed):
            raise InvalidAnswer(_summary(failed), tuple(failed))
        on_reask(failed[-1])
        body = with_reask(request.body, failed[-1], wording)


def with_reask(body: Mapping[str, Any], attempt: FailedAttempt, wording: ReaskWording) -> dict[str, Any]:
    """``body`` followed by the failed ``attempt`` and what is wrong with it; earlier attempts are forgotten.

    The attempt is quoted as plain text in every mode, for servers choke on tool calls that hold broken JSON.
    """
    asked_again = [
        {"role": "assistant", "content": without_thoughts(attempt.answer).strip() or "（空）"},
        {"role": "user", "content": wording(attempt.problems)},
    ]
    return {**body, "messages": [*body["messages"], *asked_again]}


def _check_finish(reply: Reply) -> None:
    if reply.finish == "truncated":
        raise TruncatedAnswer("The answer was cut off at the output limit.")
    if reply.finish == "refused":
        raise RefusedAnswer("The model, or a content filter, declined to answer.")


def _same_mistake(failed: Sequence[FailedAttempt]) -> bool:
    return len(failed) > 1 and failed[-1].problems == failed[-2].problems


def _summary(failed: Sequence[FailedAttempt]) -> str:
    problems = failed[-1].problems
    again = " again" if _same_mistake(failed) else ""
    return f"After {len(failed)} attempts the answer still does not fit{again} ({len(problems)} problems; first: {problems[0]})."
