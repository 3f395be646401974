"""A scripted OpenAI-compatible server over real HTTP on 127.0.0.1, standard library only.

As a context manager in tests::

    with FakeEndpoint([error(503), answer({"items": []})]) as endpoint:
        ...  # base URL: endpoint.base_url; what came in: endpoint.requests

The script is a sequence of steps, one a chat request, or a function from the request's body to a step. Without a script
every request is answered with an example of the schema it asks for. ``python -m tests.fake_endpoint --help`` starts it by hand.
"""

from __future__ import annotations

import argparse
import json
import random
import socket
import struct
import threading
import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any, Literal, Self

from tests.fake_batches import Answer, FakeBatches

Body = Mapping[str, Any]
Wrapping = Literal["bare", "think", "fence", "prose", "think_fence_prose"]
Kind = Literal["tools", "json_schema", "json_object", "text"]

KINDS: tuple[Kind, ...] = ("tools", "json_schema", "json_object", "text")

_WRAPPINGS: Mapping[Wrapping, str] = {
    "bare": "{}",
    "think": '<think>先看 {{"items": [错]}} 对不对……</think>\n{}',
    "fence": "```json\n{}\n```",
    "prose": "好的，结果如下：\n{}\n以上 [1] 供参考。",
    "think_fence_prose": "<think>\n想一想\n</think>\n好的：\n```json\n{}\n```\n请查收。",
}


@dataclass(frozen=True, slots=True)
class Step:
    """What one request meets. ``content`` is JSON to encode, or a string to send as it is."""

    content: Any = None
    status: int = 200
    headers: Mapping[str, str] = field(default_factory=dict)
    error: Mapping[str, Any] | None = None
    finish_reason: str = "stop"
    refusal: str | None = None
    wrapping: Wrapping = "bare"
    as_text: bool = False
    usage: Mapping[str, Any] | None = None
    delay: float = 0.0
    connection: Literal["answer", "reset", "hang"] = "answer"
    raw: bytes | None = None


Script = Sequence[Step] | Callable[[Body], Step]


def answer(content: Any, **details: Any) -> Step:
    """A good answer, or whatever ``details`` make of it."""
    return Step(content=content, **details)


def error(status: int, message: str = "fault on purpose", *, headers: Mapping[str, str] | None = None, **details: Any) -> Step:
    """An HTTP error as OpenAI words it; ``details`` are ``code``, ``param``, ``type``."""
    return Step(status=status, headers=headers or {}, error={"message": message, **details})


def busy(retry_after: str | None = None) -> Step:
    """429, with Retry-After where given."""
    return error(429, "too many requests", headers={} if retry_after is None else {"Retry-After": retry_after})


def reset() -> Step:
    """The connection breaks before an answer comes."""
    return Step(connection="reset")


def hang() -> Step:
    """No answer ever comes."""
    return Step(connection="hang")


def malformed() -> Step:
    """JSON that breaks off in the middle, although the model says that it has finished."""
    return Step(content='{"items": [{"name": "地区生产总值", "value": 8')


def truncated(content: Any = '{"items": [{"name": "地区') -> Step:
    """An answer cut off at the output limit."""
    return Step(content=content, finish_reason="length")


def refusal() -> Step:
    """The model declines."""
    return Step(content="", refusal="I cannot help with that.")


def empty() -> Step:
    """An answer without a word."""
    return Step(content="")


def wrong_schema() -> Step:
    """Good JSON of a shape nobody asked for."""
    return Step(content={"unexpected": ["形状不对"]})


FAULTS: Mapping[str, Callable[[], Step]] = {
    "429": lambda: busy("0.05"),
    "500": lambda: error(500),
    "503": lambda: error(503),
    "reset": reset,
    "hang": hang,
    "malformed": malformed,
    "truncated": truncated,
    "refusal": refusal,
    "empty": empty,
    "wrong_schema": wrong_schema,
}


@dataclass(frozen=True, slots=True)
class Recorded:
    """One request as it came in."""

    method: str
    path: str
    headers: Mapping[str, str]
    raw: bytes

    @property
    def body(self) -> dict[str, Any]:
        """The body, decoded."""
        decoded: dict[str, Any] = json.loads(self.raw)
        return decoded


class FakeEndpoint:
    """The server.

    ``fault_rates`` (name in FAULTS → probability) strike before the script is asked; ``kinds`` are those it supports.
    ``batches``, where given, are its files and batch jobs; their lines meet the same script.
    """

    def __init__(
        self,
        script: Script | None = None,
        *,
        latency: float = 0.0,
        fault_rates: Mapping[str, float] | None = None,
        seed: int = 0,
        kinds: Sequence[Kind] = KINDS,
        models: Sequence[str] = ("fake-model",),
        port: int = 0,
        batches: FakeBatches | None = None,
    ) -> None:
        self.batches = batches
        self.requests: list[Recorded] = []
        self.most_at_once = 0
        self.models = models
        self._script = example_step if script is None else script
        self._latency = latency
        self._fault_rates = fault_rates or {}
        self._random = random.Random(seed)
        self._kinds = kinds
        self._served = 0
        self._under_way = 0
        self._lock = threading.Lock()
        self.closing = threading.Event()
        self._server = _Server(port, self)
        self._thread = threading.Thread(target=self._server.serve_forever, args=(0.01,), daemon=True)

    def __enter__(self) -> Self:
        self._thread.start()
        return self

    def __exit__(self, *exception: object) -> None:
        self.closing.set()
        self._server.shutdown()
        self._server.server_close()
        self._thread.join()

    @property
    def base_url(self) -> str:
        """Where the API begins."""
        return f"http://127.0.0.1:{self._server.server_address[1]}/v1"

    @property
    def bodies(self) -> list[dict[str, Any]]:
        """The bodies of the chat requests, in order."""
        return [request.body for request in self.requests if request.path.endswith("/chat/completions")]

    def record(self, request: Recorded) -> None:
        """Note a request that came in."""
        with self._lock:
            self.requests.append(request)

    def next_step(self, body: Body) -> Step:
        """What the next chat request meets."""
        kind = kind_of(body)
        if kind not in self._kinds:
            return error(400, f"{kind} is not supported", param="tools" if kind == "tools" else "response_format")
        with self._lock:
            struck = next((name for name, rate in self._fault_rates.items() if self._random.random() < rate), None)
            number = self._served
            self._served += struck is None
        if struck is not None:
            return FAULTS[struck]()
        if callable(self._script):
            return self._script(body)
        return self._script[number] if number < len(self._script) else error(400, "the script is used up")

    def chat(self, body: Body) -> Step:
        """The step for ``body``, after the time it takes."""
        with self._lock:
            self._under_way += 1
            self.most_at_once = max(self.most_at_once, self._under_way)
        try:
            step = self.next_step(body)
            time.sleep(self._latency + step.delay)
        finally:
            with self._lock:
                self._under_way -= 1
        return step

    def line(self, body: Body) -> Answer:
        """What a line of a batch job meets: as a chat request, but a broken connection leaves no trace."""
        step = self.next_step(body)
        if step.connection != "answer":
            return None
        return (step.status, {"error": step.error}) if step.error is not None else (step.status, completion(step, body))


class _Server(ThreadingHTTPServer):
    daemon_threads = True
    block_on_close = False
    request_queue_size = 256

    def __init__(self, port: int, endpoint: FakeEndpoint) -> None:
        super().__init__(("127.0.0.1", port), _Handler)
        self.endpoint = endpoint

    def handle_error(self, request: Any, client_address: Any) -> None:
        """Stay silent about callers that went away."""


class _Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    disable_nagle_algorithm = True
    server: _Server

    def do_GET(self) -> None:
        self._route("GET")

    def do_POST(self) -> None:
        self._route("POST")

    def log_message(self, *arguments: object) -> None:
        """Stay silent."""

    def _route(self, method: str) -> None:
        raw = self.rfile.read(int(self.headers.get("Content-Length") or 0))
        request = Recorded(method, self.path, dict(self.headers), raw)
        self.server.endpoint.record(request)
        path = self.path.partition("?")[0].removeprefix("/v1")
        route = _ROUTES.get((method, path))
        if route is None and self._batches(request, path):
            return
        if route is None:
            self._send_json(404, {"error": {"message": f"no {method} {path} here", "type": "invalid_request_error"}})
        else:
            route(self, request)

    def _batches(self, request: Recorded, path: str) -> bool:
        """Whether the batch jobs had something to say to ``request``."""
        endpoint = self.server.endpoint
        if endpoint.batches is None:
            return False
        content_type = request.headers.get("Content-Type", "")
        said = endpoint.batches.respond(request.method, path, request.raw, content_type, endpoint.line)
        if said is not None and isinstance(said[1], bytes):
            self._send(said[0], said[1], {"Content-Type": "application/octet-stream"})
        elif said is not None:
            self._send_json(*said)
        return said is not None

    def list_models(self, request: Recorded) -> None:
        models = [{"id": name, "object": "model", "created": 0, "owned_by": "fake"} for name in self.server.endpoint.models]
        self._send_json(200, {"object": "list", "data": models})

    def chat(self, request: Recorded) -> None:
        step = self.server.endpoint.chat(request.body)
        if step.connection != "answer":
            self._break(step)
        elif step.raw is not None:
            self._send(step.status, step.raw, step.headers)
        elif step.error is not None:
            self._send_json(step.status, {"error": step.error}, step.headers)
        else:
            self._send_json(step.status, completion(step, request.body), step.headers)

    def _break(self, step: Step) -> None:
        if step.connection == "hang":
            self.server.endpoint.closing.wait(60)
        self.connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
        self.connection.close()
        self.close_connection = True

    def _send_json(self, status: int, payload: object, headers: Mapping[str, str] | None = None) -> None:
        data = json.dumps(payload, ensure_ascii=False).encode()
        self._send(status, data, {"Content-Type": "application/json", **(headers or {})})

    def _send(self, status: int, data: bytes, headers: Mapping[str, str]) -> None:
        self.send_response(status)
        for name, value in {"Content-Length": str(len(data)), **headers}.items():
            self.send_header(name, value)
        self.end_headers()
        self.wfile.write(data)


# One line a route; what else the API has is added here.
_ROUTES: Mapping[tuple[str, str], Callable[[_Handler, Recorded], None]] = {
    ("GET", "/models"): _Handler.list_models,
    ("POST", "/chat/completions"): _Handler.chat,
}


def kind_of(body: Body) -> Kind:
    """How ``body`` asks for structure."""
    if body.get("tools"):
        return "tools"
    kind: Kind = body.get("response_format", {}).get("type", "text")
    return kind


def completion(step: Step, body: Body) -> dict[str, Any]:
    """The chat completion that ``step`` makes of ``body``."""
    content = step.content if isinstance(step.content, str) else json.dumps(step.content, ensure_ascii=False)
    text = _WRAPPINGS[step.wrapping].format(content) if content else content
    message: dict[str, Any] = {"role": "assistant", "content": text, "refusal": step.refusal}
    if kind_of(body) == "tools" and not step.as_text and step.refusal is None:
        function = {"name": body["tools"][0]["function"]["name"], "arguments": content}
        message |= {"content": None, "tool_calls": [{"id": "call_1", "type": "function", "function": function}]}
    usage = step.usage or {"prompt_tokens": 100, "completion_tokens": 20, "total_tokens": 120}
    choice = {"index": 0, "message": message, "finish_reason": step.finish_reason, "logprobs": None}
    return {
        "id": "chatcmpl-fake",
        "object": "chat.completion",
        "created": 0,
        "model": body.get("model"),
        "choices": [choice],
        "usage": usage,
    }


def example_step(body: Body) -> Step:
    """An answer that fits the schema ``body`` asks for."""
    schema = schema_of(body)
    return answer(example(schema, schema))


def schema_of(body: Body) -> dict[str, Any]:
    """The JSON schema ``body`` asks for, wherever its mode puts it; an empty one if there is none."""
    schema: dict[str, Any] = {}
    if body.get("tools"):
        schema = body["tools"][0]["function"]["parameters"]
    elif kind_of(body) == "json_schema":
        schema = body["response_format"]["json_schema"]["schema"]
    else:
        system = next((message["content"] for message in body["messages"] if message["role"] == "system"), "")
        start = system.find('{"')
        if start >= 0:
            schema = json.JSONDecoder().raw_decode(system, start)[0]
    return schema


def example(schema: Mapping[str, Any], root: Mapping[str, Any]) -> Any:
    """A small value that fits ``schema``: required fields only, empty lists, the first of several choices."""
    if "$ref" in schema:
        return example(root["$defs"][schema["$ref"].rpartition("/")[2]], root)
    if "const" in schema or "enum" in schema:
        return schema["const"] if "const" in schema else schema["enum"][0]
    if "anyOf" in schema:
        return example(schema["anyOf"][0], root)
    if schema.get("type") == "object":
        required = schema.get("required", ())
        return {name: example(part, root) for name, part in schema.get("properties", {}).items() if name in required}
    examples = {"array": [], "string": "示例", "integer": 1, "number": 1.5, "boolean": True, "null": None}
    return examples.get(schema.get("type", ""), {})


def main() -> None:
    """Serve until interrupted."""
    parser = argparse.ArgumentParser(prog="python -m tests.fake_endpoint", description=__doc__.partition("\n")[0])
    parser.add_argument("--port", type=int, default=8080, help="port on 127.0.0.1; 0 takes a free one (default: 8080)")
    parser.add_argument("--latency", type=float, default=0.0, metavar="SECONDS", help="time every answer takes")
    parser.add_argument("--content", metavar="FILE", help="file whose text is every answer (default: an example of the schema)")
    parser.add_argument("--wrapping", choices=sorted(_WRAPPINGS), default="bare", help="what stands around text answers")
    parser.add_argument("--kinds", nargs="+", choices=KINDS, default=KINDS, help="ways to ask for structure that it supports")
    parser.add_argument("--batches", type=int, metavar="LOOKS", help="take batch jobs; each step of one takes so many looks")
    parser.add_argument("--seed", type=int, default=0, help="seed of the faults")
    for name in FAULTS:
        parser.add_argument(
            f"--{name.replace('_', '-')}", type=float, default=0.0, metavar="RATE", dest=name, help=f"rate of {name}"
        )
    options = parser.parse_args()
    serve(options)


def serve(options: argparse.Namespace) -> None:
    """Serve as the command line says, printing the base URL first."""
    content = Path(options.content).read_text(encoding="utf-8") if options.content else None

    def script(body: Body) -> Step:
        step = example_step(body) if content is None else answer(content)
        return replace(step, wrapping=options.wrapping)

    rates = {name: getattr(options, name) for name in FAULTS}
    batches = FakeBatches(looks_a_step=options.batches) if options.batches else None
    arguments = {"latency": options.latency, "fault_rates": rates, "seed": options.seed, "kinds": options.kinds}
    with FakeEndpoint(script, port=options.port, batches=batches, **arguments) as endpoint:
        print(endpoint.base_url, flush=True)
        try:
            endpoint.closing.wait()
        except KeyboardInterrupt:
            print(f"{len(endpoint.requests)} requests served")


if __name__ == "__main__":
    main()
