"""The files and batches of the scripted endpoint: jobs that take their time, fail, expire, are cancelled, or answer only some."""

from __future__ import annotations

import json
import random
import threading
import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from email import message_from_bytes
from typing import Any, Literal

End = Literal["completed", "failed", "expired"]
Answer = tuple[int, Mapping[str, Any]] | None  # HTTP status and body, or nothing where the request was never sent on
Ask = Callable[[Any], Answer]

_STEPS = ("validating", "in_progress", "finalizing")


@dataclass(slots=True)
class FakeJob:
    """One batch: the lines of its file, how far it is, and what it will come to. ``looks`` counts how often it was looked at."""

    id: str
    input_file: str
    lines: list[dict[str, Any]]
    end: End
    created: int
    status: str = "validating"
    looks: int = 0
    output_file: str | None = None
    error_file: str | None = None
    errors: list[dict[str, Any]] = field(default_factory=list)
    counts: dict[str, int] = field(default_factory=dict)

    def shown(self) -> dict[str, Any]:
        """The batch as the API shows it."""
        return {
            "id": self.id,
            "object": "batch",
            "endpoint": "/v1/chat/completions",
            "completion_window": "24h",
            "created_at": self.created,
            "status": self.status,
            "input_file_id": self.input_file,
            "output_file_id": self.output_file,
            "error_file_id": self.error_file,
            "errors": {"object": "list", "data": self.errors} if self.errors else None,
            "request_counts": {"total": len(self.lines), "completed": 0, "failed": 0, **self.counts},
        }


class FakeBatches:
    """Files and jobs. A job moves on by one step with every ``looks_a_step`` looks at it.

    ``ends`` says what each job comes to, in order (``completed`` from there on); an expired one has answered half of its lines, as
    has a cancelled one that was in progress.
    ``queue`` is how many requests may be under way at once; a job beyond that fails. Files over ``most_requests`` or
    ``most_bytes`` fail too. Lines come back in any order, by ``seed``. Of every so many requests as ``lose`` says, the answer to
    one gets lost, though what was asked for was done.
    """

    def __init__(
        self,
        *,
        looks_a_step: int = 1,
        ends: Sequence[End] = (),
        queue: int | None = None,
        most_requests: int = 50_000,
        most_bytes: int = 200_000_000,
        seed: int = 0,
        lose: int = 0,
    ) -> None:
        self.jobs: dict[str, FakeJob] = {}
        self.files: dict[str, bytes] = {}
        self.answered: list[dict[str, Any]] = []
        self._looks_a_step = looks_a_step
        self._ends = list(ends)
        self._queue = queue
        self._most_requests = most_requests
        self._most_bytes = most_bytes
        self._random = random.Random(seed)
        self._lose = lose
        self._served = 0
        self._lock = threading.Lock()

    @property
    def submitted(self) -> list[dict[str, Any]]:
        """The lines of all jobs that passed validation, in order of submission."""
        return [line for job in self.jobs.values() if job.status != "failed" for line in job.lines]

    def respond(self, method: str, path: str, raw: bytes, content_type: str, ask: Ask) -> tuple[int, Any] | None:
        """Status and body (bytes as they are, else JSON) for a request to ``path``; none for paths that are not ours."""
        with self._lock:
            said = self._respond(method, path, raw, content_type, ask)
            self._served += said is not None
            lost = said is not None and self._lose and self._served % self._lose == 0
        return (503, {"error": {"message": "the answer got lost on purpose"}}) if lost else said

    def _respond(self, method: str, path: str, raw: bytes, content_type: str, ask: Ask) -> tuple[int, Any] | None:
        match (method, *path.strip("/").split("/")):
            case ("POST", "files"):
                return 200, self._upload(raw, content_type)
            case ("GET", "files", name, "content") if name in self.files:
                return 200, self.files[name]
            case ("POST", "batches"):
                return self._create(json.loads(raw))
            case ("GET", "batches"):
                data = [job.shown() for job in reversed(self.jobs.values())]
                return 200, {"object": "list", "data": data, "has_more": False}
            case ("GET", "batches", name) if name in self.jobs:
                return 200, self._look(self.jobs[name], ask)
            case ("POST", "batches", name, "cancel") if name in self.jobs:
                return self._cancel(self.jobs[name], ask)
        return None

    def _upload(self, raw: bytes, content_type: str) -> dict[str, Any]:
        parts = message_from_bytes(f"Content-Type: {content_type}\n\n".encode() + raw).get_payload()
        assert isinstance(parts, list)
        named = {part.get_param("name", header="content-disposition"): part.get_payload(decode=True) for part in parts}
        assert named["purpose"] == b"batch"
        return self._keep(named["file"])

    def _keep(self, content: bytes) -> dict[str, Any]:
        name = f"file-{len(self.files) + 1}"
        self.files[name] = content
        return {"id": name, "object": "file", "bytes": len(content), "created_at": 0, "filename": name, "purpose": "batch"}

    def _create(self, body: Mapping[str, Any]) -> tuple[int, Any]:
        file = body["input_file_id"]
        if file not in self.files:
            return 400, {"error": {"message": f"Cannot find file {file}", "param": "input_file_id"}}
        assert (body["endpoint"], body["completion_window"]) == ("/v1/chat/completions", "24h")
        lines = [json.loads(line) for line in self.files[file].splitlines()]
        end = self._ends.pop(0) if self._ends else "completed"
        job = FakeJob(f"batch_{len(self.jobs) + 1}", file, lines, end, created=int(time.time()))
        problem = self._problem(job)
        if problem:
            job.end, job.errors = "failed", [problem]
        self.jobs[job.id] = job
        return 200, job.shown()

    def _problem(self, job: FakeJob) -> dict[str, Any] | None:
        """What validation finds wrong with the file of ``job``."""
        under_way = sum(len(other.lines) for other in self.jobs.values() if other.status in _STEPS and other.end != "failed")
        findings = {
            "too_many_tasks": len(job.lines) > self._most_requests,
            "file_too_large": len(self.files[job.input_file]) > self._most_bytes,
            "duplicate_custom_id": len({line["custom_id"] for line in job.lines}) < len(job.lines),
            "mismatched_model": len({line["body"]["model"] for line in job.lines}) > 1,
            "invalid_url": any((line["method"], line["url"]) != ("POST", "/v1/chat/completions") for line in job.lines),
            "token_limit_exceeded": self._queue is not None and under_way + len(job.lines) > self._queue,
            "invalid_file": job.end == "failed",
        }
        code = next((code for code, found in findings.items() if found), None)
        return {"code": code, "message": f"{code} on purpose", "line": None, "param": None} if code else None

    def _look(self, job: FakeJob, ask: Ask) -> dict[str, Any]:
        if job.status in _STEPS:
            job.looks += 1
            step = job.looks // self._looks_a_step
            if job.end == "failed":
                job.status = "failed"
            elif step < len(_STEPS):
                job.status, job.counts = _STEPS[step], {"completed": len(job.lines) * step // len(_STEPS)}
            else:
                self._finish(job, job.end, len(job.lines) // 2 if job.end == "expired" else len(job.lines), ask)
        elif job.status == "cancelling":
            self._finish(job, "cancelled", len(job.lines) // 2 if job.looks >= self._looks_a_step else 0, ask)
        return job.shown()

    def _cancel(self, job: FakeJob, ask: Ask) -> tuple[int, Any]:
        if job.status not in _STEPS:
            return 409, {"error": {"message": f"Cannot cancel a batch with status '{job.status}'."}}
        job.status = "cancelling"
        return 200, job.shown()

    def _finish(self, job: FakeJob, status: str, reached: int, ask: Ask) -> None:
        """Answer the first ``reached`` lines; all others, and those that fail, go to the error file."""
        good, bad = [], []
        for number, line in enumerate(job.lines):
            answer = ask(line["body"]) if number < reached else None
            told = _told(line["custom_id"], answer, status)
            (good if answer and answer[0] == 200 else bad).append(json.dumps(told, ensure_ascii=False))
            self.answered += [line] if answer and answer[0] == 200 else []
        self._random.shuffle(good)
        job.status, job.counts = status, {"completed": len(good), "failed": len(bad)}
        job.output_file = self._keep("\n".join(good).encode())["id"] if good else None
        job.error_file = self._keep("\n".join(bad).encode())["id"] if bad else None


def _told(custom_id: str, answer: Answer, status: str) -> dict[str, Any]:
    """A line of an output or error file."""
    if answer is None:
        code = f"batch_{status}" if status in ("expired", "cancelled") else "request_failed"
        return {
            "id": "x",
            "custom_id": custom_id,
            "response": None,
            "error": {"code": code, "message": "This request was not executed."},
        }
    response = {"status_code": answer[0], "request_id": "req", "body": answer[1]}
    return {"id": "x", "custom_id": custom_id, "response": response, "error": None}
