"""A run on a real Ray of this machine: the bytes of a local run, whatever dies, and one store and one budget for all workers."""

from __future__ import annotations

import json
import os
import signal
import socket
import subprocess
from collections.abc import Generator, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import pytest

from extractor.batch import run_batch
from extractor.batch.cluster import connection
from extractor.batch.cluster.connection import is_address
from extractor.batch.cluster.errors import ClusterUnreachable, UnfitMachine
from extractor.batch.cluster.reader import open_on_ray, share_of, workers_for
from extractor.batch.cluster.site import check_machines, this_site
from extractor.batch.cluster.spread import Spread
from extractor.batch.folder import RunFolder
from extractor.batch.readers import Reader
from extractor.batch.run import Ended
from extractor.batch.task import Outcome, Task
from extractor.llm.errors import AccessDenied
from extractor.llm.settings import ModelSettings
from extractor.settings import Settings
from tests.batch.conftest import COMMAND, MakeReports, contents, finish, lines, report_text, start
from tests.batch.faults import FaultyAnswers
from tests.batch.test_killed import wait_for_results
from tests.cli.command import environment
from tests.fake_endpoint import FakeEndpoint

# One Ray for all of them, in one process of pytest-xdist.
pytestmark = pytest.mark.xdist_group("ray")
needs_ray = pytest.mark.usefixtures("cluster")
RULES = Settings(engine="rules")


@pytest.fixture(scope="module")
def cluster() -> Iterator[str]:
    """The address of a Ray with two cores, to which this process is connected."""
    ray = pytest.importorskip("ray", reason='Ray is not installed: pip install ".[ray]"')
    ray.init(
        address="local",
        num_cpus=2,
        _node_ip_address="127.0.0.1",
        include_dashboard=False,
        log_to_driver=False,
        logging_level="CRITICAL",
        object_store_memory=100_000_000,
    )
    yield ray.get_runtime_context().gcs_address
    ray.shutdown()


def run(reports: Iterable[Path], out: Path, settings: Settings = RULES, **options: Any) -> Ended:
    return run_batch(reports, out, settings, open_reader=partial(open_on_ray, address="auto", **options))


def forbidden(*_: Any) -> Outcome:
    raise AssertionError("this process was to read nothing itself")


@needs_ray
def test_the_bytes_are_those_of_a_local_run(make_reports: MakeReports, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    reports = make_reports(20)
    (reports / "empty.txt").touch()
    (reports / "noise.txt").write_bytes(bytes(range(256)) * 40)
    (reports / "twice.txt").write_text(report_text(3), encoding="utf-8")
    Path(os.fsdecode(bytes(reports / "name-") + b"\xff.txt")).write_text(report_text(77), encoding="utf-8")
    monkeypatch.chdir(tmp_path)  # messages name reports as the command did: the workers have to stand here too
    named = [Path("reports")]
    local = run_batch(named, Path("local"), RULES, processes=1)
    assert (local.summary.complete, local.summary.duplicates) == (21, 1)
    assert len(lines(Path("local/failures.jsonl"))) == local.summary.failed > 0
    monkeypatch.setattr("extractor.batch.readers.read_report", forbidden)
    clusters: list[Any] = []
    assert run(named, Path("spread"), on_cluster=clusters.append) == local
    assert contents(Path("spread")) == contents(Path("local"))
    assert [(cluster.machines, cluster.cores) for cluster in clusters] == [(1, 2)]


@contextmanager
def open_deadly() -> Iterator[Reader]:
    """A reader that some tasks kill, together with the process it runs in: each time, or where a file can be named, once."""

    def read(tasks: Iterable[Task]) -> Generator[Outcome, None, None]:
        for task in tasks:
            mark = Path(task.path)
            if mark.is_absolute() and not mark.exists():
                mark.touch()
                os.kill(os.getpid(), signal.SIGKILL)
            if task.path == "deadly":
                os.kill(os.getpid(), signal.SIGKILL)
            yield Outcome(task, "done", os.getpid())

    yield read


@contextmanager
def open_hopeless() -> Iterator[Reader]:
    """A reader for which the endpoint has no good word."""

    def read(tasks: Iterable[Task]) -> Generator[Outcome, None, None]:
        raise AccessDenied("The key is not accepted.", status=401)
        yield

    yield read


@contextmanager
def open_penniless() -> Iterator[Reader]:
    """A reader whose budget suffices for no report."""

    def read(tasks: Iterable[Task]) -> Generator[Outcome, None, None]:
        yield from ()

    yield read


def some_tasks(count: int, fourth: str = "harmless", size: int = 40_000) -> list[Task]:
    return [Task(f"t{number}", fourth if number == 4 else "harmless", "", size) for number in range(count)]


@needs_ray
def test_a_worker_that_dies_costs_only_the_report_it_dies_of(tmp_path: Path) -> None:
    folder = RunFolder(tmp_path)
    with folder.claimed():
        spread = Spread(this_site(folder), open_deadly, cores=2)
        outcomes = {outcome.task.name: outcome for outcome in spread.read(some_tasks(9, "deadly"))}
    assert outcomes.keys() == {task.name for task in some_tasks(9)}
    assert [name for name, outcome in outcomes.items() if outcome.state == "failed"] == ["t4"]
    assert "ended without a word" in outcomes["t4"].reason
    assert os.getpid() not in {outcome.bytes for outcome in outcomes.values()}


@needs_ray
def test_a_worker_that_dies_beside_reports_takes_none_with_it(tmp_path: Path) -> None:
    folder = RunFolder(tmp_path)
    died = tmp_path / "died"
    with folder.claimed():
        spread = Spread(this_site(folder), open_deadly, cores=2, workers=1, calls_at_once=2)
        outcomes = list(spread.read(some_tasks(9, str(died))))
    assert died.exists()
    assert sorted((outcome.task.name, outcome.state) for outcome in outcomes) == [(f"t{number}", "done") for number in range(9)]


@needs_ray
def test_what_every_report_would_meet_ends_the_run(tmp_path: Path) -> None:
    folder = RunFolder(tmp_path)
    with folder.claimed():
        site = this_site(folder)
        with pytest.raises(AccessDenied, match="The key is not accepted") as raised:
            list(Spread(site, open_hopeless, cores=2).read(some_tasks(4)))
        assert (raised.value.status, raised.value.hint) == (401, AccessDenied.default_hint)
        drawn = iter(some_tasks(1_000, size=1_000_000))  # eight parts for one core: after the first nothing more is begun
        assert list(Spread(site, open_penniless, cores=1).read(drawn)) == []
        assert 0 < 1_000 - len(list(drawn)) < 200
    with pytest.raises(UnfitMachine, match="does not see the run folder"):
        list(Spread(site, open_deadly, cores=2).read(some_tasks(1)))


@needs_ray
def test_a_killed_run_is_completed_by_the_same_command(make_reports: MakeReports, tmp_path: Path, cluster: str) -> None:
    reports = make_reports(200)
    run_batch([reports], tmp_path / "local", RULES, processes=1)
    process = start(reports, "--engine", "rules", "--ray", cluster, "--out", tmp_path / "run")
    wait_for_results(process, tmp_path / "run", 20, seconds=60)
    process.kill()
    code, errors = finish(process)
    assert (code, "Ray: 2 cores on 1 machine." in errors) == (-signal.SIGKILL, True)
    assert run([reports], tmp_path / "run").summary.complete == 200
    assert contents(tmp_path / "run") == contents(tmp_path / "local")


def asking(endpoint: FakeEndpoint, store: Path, **model: Any) -> Settings:
    """Settings that make two workers: each asks with half of the 32 requests that may be in flight."""
    chosen = ModelSettings(model="fake-model", base_url=endpoint.base_url, mode="json_schema", concurrency=32, **model)
    return Settings(engine="both", model=chosen, store=store)


@needs_ray
def test_workers_that_ask_a_model_have_one_store_and_one_budget(make_reports: MakeReports, tmp_path: Path) -> None:
    reports, script, store = make_reports(90), FaultyAnswers(), tmp_path / "answers.sqlite3"
    for number, report in enumerate(sorted(reports.iterdir())):
        report.write_text(report_text(number)[700:], encoding="utf-8")  # no two ask the same at the same time
    with FakeEndpoint(script) as endpoint:
        spread = run([reports], tmp_path / "run", asking(endpoint, store, max_tokens=6_000))
        assert endpoint.most_at_once <= 32
        assert len(endpoint.bodies) <= 6_000 // 120 + 32  # an answer takes 120 tokens; what is in flight at the limit still comes
        assert (spread.stopped, spread.summary.failed) == (None, 0)
        assert spread.summary.complete > 0
        assert spread.summary.pending > 0
        settings = asking(endpoint, store)
        assert run_batch([reports], tmp_path / "local", settings).summary.complete == 90
    assert set(script.answered.values()) == {1}
    assert len(script.answered) > 132  # two budgets would have stopped later than one did
    local = contents(tmp_path / "local")
    read = {name: content for name, content in contents(tmp_path / "run").items() if name.startswith("results")}
    done = [name for name, content in read.items() if content == local[name] and name.endswith(".json")]
    assert len(done) == spread.summary.complete


@needs_ray
def test_limits_that_cannot_be_kept_are_said_at_once(make_reports: MakeReports, tmp_path: Path) -> None:
    with FakeEndpoint() as endpoint:
        ended = run([make_reports(2)], tmp_path / "run", asking(endpoint, tmp_path / "answers.sqlite3", max_cost=1.0))
        assert not endpoint.requests
    assert "there is no price for fake-model" in str(ended.stopped)


@needs_ray
def test_machines_that_lack_something_are_named(tmp_path: Path) -> None:
    folder = RunFolder(tmp_path / "run")
    with folder.claimed():
        site = this_site(folder)
        check_machines(site)
        with pytest.raises(UnfitMachine, match=r"has version .* of this program, not 0\.0\.1"):
            check_machines(replace(site, version="0.0.1"))
        with pytest.raises(UnfitMachine, match=r"has no folder .*/elsewhere, where this command was started"):
            check_machines(replace(site, directory=str(tmp_path / "elsewhere")))
    with pytest.raises(UnfitMachine, match="does not see the run folder"):
        check_machines(site)


def command(*arguments: str | Path, before: str = "") -> tuple[int, str]:
    """Exit code and standard error of ``extractor batch ARGUMENTS``, with ``before`` run first."""
    program = [COMMAND[0], "-c", before + COMMAND[2], *COMMAND[3:], *map(os.fspath, arguments)]
    surroundings = {**environment(), "PYTHONPATH": str(Path(__file__).parents[2])}
    done = subprocess.run(program, capture_output=True, text=True, env=surroundings, timeout=60, check=False)
    assert "Traceback" not in done.stderr
    return done.returncode, done.stderr


def test_an_address_where_nobody_listens_is_said_in_one_sentence(make_reports: MakeReports, tmp_path: Path) -> None:
    pytest.importorskip("ray")
    code, errors = command(make_reports(1), "--engine", "rules", "--out", tmp_path / "run", "--ray", "127.0.0.1:1")
    assert (code, errors.splitlines()[-1][:48]) == (1, "extractor: Nobody listens at 127.0.0.1:1. Check ")


def test_what_is_no_ray_is_said_as_fast_and_without_a_log(make_reports: MakeReports, tmp_path: Path) -> None:
    pytest.importorskip("ray")
    with FakeEndpoint() as endpoint:
        address = urlsplit(endpoint.base_url).netloc
        code, errors = command(make_reports(1), "--engine", "rules", "--out", tmp_path / "run", "--ray", address, "--json-progress")
    events = [json.loads(line) for line in errors.splitlines()]
    assert (code, [event.get("phase") for event in events]) == (1, ["finding", "starting Ray", None])
    assert events[-1]["reason"] == f"What listens at {address} is no Ray cluster."


def test_what_listens_and_says_nothing_is_no_ray(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(connection, "_CONNECT_SECONDS", 0.2)
    with socket.create_server(("127.0.0.1", 0)) as silent, pytest.raises(ClusterUnreachable, match="is no Ray cluster"):
        connection.knock(f"127.0.0.1:{silent.getsockname()[1]}")


@needs_ray
def test_what_is_ray_is_known_for_it(cluster: str) -> None:
    connection.knock(f"127.0.0.1:{cluster.rpartition(':')[2]}")


def test_without_ray_the_command_says_what_to_install(make_reports: MakeReports, tmp_path: Path) -> None:
    arguments = (make_reports(1), "--engine", "rules", "--out", tmp_path / "run", "--ray", "auto")
    code, errors = command(*arguments, before="import sys; sys.modules['ray'] = None; ")
    assert code == 1
    assert errors.splitlines()[-1].startswith("extractor: A cluster needs ray, which is not installed.")
    assert 'pip install "govreport-extractor[ray]"' in errors


def test_what_is_no_address_is_wrong_usage(tmp_path: Path) -> None:
    code, errors = command("reports", "--out", tmp_path / "run", "--ray", "ray://head:10001")
    assert (code, "auto, local or the HOST:PORT" in " ".join(errors.split())) == (2, True)
    assert not (tmp_path / "run").exists()
    assert all(map(is_address, ("auto", "local", "10.0.0.7:6379", "head.example:6379")))
    assert not any(map(is_address, ("", "head", "http://head:6379", "head:port", "head:6379/", "10.0.0.7:")))


@pytest.mark.parametrize(
    ("limits", "cores", "workers"),
    [
        ({"concurrency": 8}, 64, 1),
        ({"concurrency": 33}, 64, 3),
        ({"concurrency": 500}, 4, 4),
        ({"concurrency": 500, "requests_per_minute": 2}, 64, 2),
    ],
)
def test_the_limits_of_all_workers_together_are_those_of_the_settings(limits: dict[str, int], cores: int, workers: int) -> None:
    model = ModelSettings(model="m", tokens_per_minute=90_000, **limits)
    assert workers_for(model, cores) == workers
    share = share_of(model, workers)
    for name in ("concurrency", "requests_per_minute", "tokens_per_minute"):
        whole, part = getattr(model, name), getattr(share, name)
        assert (part is None) if whole is None else (0 < part * workers <= whole < (part + 1) * workers)
    assert share.model_copy(update={name: getattr(model, name) for name in ("tokens_per_minute", *limits)}) == model
