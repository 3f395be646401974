"""The fault runs: they see what is lost, half written or not held."""

from __future__ import annotations

import asyncio
import sys
from pathlib import Path

import pytest

from benchmarks.faults import __main__ as command
from benchmarks.faults import endpoint as endpoint_part
from benchmarks.faults.answers import RightAnswers
from benchmarks.faults.commands import contents, differing, half_written
from benchmarks.faults.endpoint import Run, endpoint_rows, settings_for
from benchmarks.faults.lost import lost_rows, told
from benchmarks.faults.outputs import NO_ROOM_BYTES, full_output_rows, make_older
from benchmarks.row import Row, counted, held
from extractor.api import Extractor
from extractor.batch import run_batch
from extractor.settings import Settings
from schemas import ReadBy, Result
from tests.batch.conftest import SEED
from tests.fake_endpoint import FakeEndpoint, refusal, truncated


@pytest.fixture
def report(tmp_path: Path) -> Path:
    path = tmp_path / "report.txt"
    path.write_text(SEED[:1500], encoding="utf-8")
    return path


def read(script: RightAnswers, report: Path, folder: Path, **faults: float) -> Result:
    async def go(settings: Settings) -> Result:
        async with Extractor(settings) as extractor:
            return await extractor.aextract(report)

    with FakeEndpoint(script, fault_rates=faults, seed=2) as endpoint:
        return asyncio.run(go(settings_for(endpoint, folder / "answers.sqlite3")))


def test_the_right_answers_are_what_the_rules_read_also_of_halves(report: Path, tmp_path: Path) -> None:
    script = RightAnswers([report])
    for number, faults in enumerate([{}, {"truncated": 0.5}]):
        (tmp_path / str(number)).mkdir()
        result = read(script, report, tmp_path / str(number), **faults)
        numbered = [record for record in result.indicators if record.value is not None]
        assert {record.check.read_by for record in numbered} == {ReadBy.BOTH}
        assert (result.run.complete, result.run.warnings) == (True, ())
    assert max(script.answered.values()) <= 2, "once in each of the two runs"


@pytest.mark.parametrize(("row", "met"), [(counted("", 1), False), (counted("", 1, 1), True), (held("", False), False)])
def test_a_target_missed_is_told_by_row_and_exit_code(row: Row, met: bool, monkeypatch: pytest.MonkeyPatch) -> None:
    assert row.met is met
    monkeypatch.setattr(command, "PARTS", {"clock": lambda files, seeds: iter([held("", True), row])})
    monkeypatch.setattr(sys, "argv", ["faults"])
    assert command.main() == (0 if met else 1)


def test_a_fault_that_does_not_pass_is_a_target_missed(report: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(endpoint_part, "RATES", (1.0,))
    monkeypatch.setattr(endpoint_part, "FAULTS", {"refusal": refusal, "truncated": truncated})
    rows = [row for row in endpoint_rows([report], [1, 2]) if row.target]
    assert [row.met for row in rows] == [False, False]


def test_runs_are_summed_up() -> None:
    one, other = Run(1, 2, 3, 40, 0.5, 6, 7), Run(10, 20, 30, 400, 0.25, 60, 70)
    assert one + other == Run(11, 22, 33, 440, 0.75, 66, 77)


def test_a_lost_chunk_that_is_told_meets_its_targets(report: Path) -> None:
    rows = [row for row in lost_rows([report], [1]) if row.target]
    assert [row.met for row in rows] == [True] * 4


def test_one_that_is_not_told_does_not(report: Path, tmp_path: Path) -> None:
    result = read(RightAnswers([report]), report, tmp_path)
    assert [row.met for row in told(result, 0, "", (0, len(SEED)))] == [False] * 3


def test_outputs_without_room_meet_their_targets_and_with_room_do_not(report: Path, tmp_path: Path) -> None:
    for number, (longest, met) in enumerate([(NO_ROOM_BYTES, [True] * 3), (None, [False, False, True])]):
        folder, elsewhere = tmp_path / f"outputs{number}", tmp_path / f"elsewhere{number}"
        make_older(folder)
        elsewhere.mkdir()
        rows = [row for row in full_output_rows(report, folder, elsewhere, longest) if row.target]
        assert [row.met for row in rows] == met


def test_torn_and_lost_results_are_seen(report: Path, tmp_path: Path) -> None:
    run_batch([report], tmp_path / "run", Settings(), processes=1)
    whole = contents(tmp_path / "run")
    assert (half_written(tmp_path / "run"), differing(whole, whole)) == (0, 0)
    (path,) = (tmp_path / "run" / "results").glob("*.json")
    content = path.read_bytes()
    path.write_bytes(content[: len(content) // 2])
    assert half_written(tmp_path / "run") == 1
    path.write_bytes(content)
    path.with_suffix(".source.txt").unlink()
    assert half_written(tmp_path / "run") == 1
    assert differing({}, whole) == 1
