"""Many reports from Python, as they come."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from extractor import ExtractorError, ModelSettings, RecordKind, Result, Settings, extract, extract_many
from tests.batch.conftest import ROOT, MakeReports, environment
from tests.fake_endpoint import FakeEndpoint, error
from tests.kinds.test_own_kind import Fine


@pytest.mark.parametrize("processes", [1, 2])
def test_every_report_comes_with_its_result_or_what_is_wrong(make_reports: MakeReports, processes: int) -> None:
    reports = make_reports(5)
    broken = reports / "broken.txt"
    broken.write_bytes(bytes(range(256)) * 9)
    found = dict(extract_many(reports, processes=processes))
    assert isinstance(found.pop(str(broken)), ExtractorError)
    assert found == {str(path): extract(path) for path in sorted(reports.glob("report*"))}


SCRIPT = """
import sys
from extractor import extract_many
print("begun")
for path, result in extract_many(sys.argv[1:], processes=2):
    print(type(result).__name__)
"""


@pytest.mark.parametrize("way", ["script without a guard", "standard input"])
def test_a_program_of_any_form_may_use_several_processes(make_reports: MakeReports, tmp_path: Path, way: str) -> None:
    script = tmp_path / "script.py"
    script.write_text(SCRIPT, encoding="utf-8")
    named, given = ("-", SCRIPT) if way == "standard input" else (str(script), None)
    command = [sys.executable, named, str(make_reports(3))]
    done = subprocess.run(
        command, input=given, cwd=ROOT, env=environment(), capture_output=True, text=True, timeout=60, check=False
    )
    assert (done.stdout.split(), done.stderr) == (["begun", "Result", "Result", "Result"], "")


@pytest.mark.parametrize(
    "kind",
    [
        pytest.param(RecordKind(Fine, "fine", "x"), id="of a module"),
        pytest.param(RecordKind(Fine, "fine", "x", read_by_rules=lambda prepared: ()), id="that no other process can have"),
    ],
)
def test_kinds_and_regions_reach_other_processes_or_are_read_in_this_one(make_reports: MakeReports, kind: RecordKind) -> None:
    reports = make_reports(3)
    found = dict(extract_many(reports, kinds=[kind], region="郑州市中原区", processes=2))
    assert found == {str(path): extract(path, kinds=[kind], region="郑州市中原区") for path in reports.iterdir()}
    assert all(hasattr(result, "fine") for result in found.values())


KINDS_SCRIPT = """
import sys
from extractor import Check, Evidence, Record, RecordKind, extract_many

class Note(Record):
    evidence: Evidence
    check: Check

for path, result in extract_many(sys.argv[1:], kinds=[RecordKind(Note, "notes", "x")], processes=2):
    print(result.notes)
"""


def test_a_script_may_use_kinds_of_its_own(make_reports: MakeReports) -> None:
    command = [sys.executable, "-", str(make_reports(2))]
    done = subprocess.run(
        command, input=KINDS_SCRIPT, cwd=ROOT, env=environment(), capture_output=True, text=True, timeout=60, check=False
    )
    assert (done.stdout.split(), done.stderr) == (["()", "()"], "")


def test_patterns_and_missing_files(make_reports: MakeReports) -> None:
    reports = make_reports(2)
    found = dict(extract_many([str(reports / "*-000.txt"), Path("no.txt")], processes=1))
    assert isinstance(found[str(reports / "report-000.txt")], Result)
    assert "no file" in str(found["no.txt"])


def test_nothing_is_read_before_it_is_asked_for(make_reports: MakeReports) -> None:
    reports = make_reports(3)
    first, _ = next(extract_many(sorted(reports.iterdir()), processes=1))
    assert first == str(reports / "report-000.txt")


def model_settings(endpoint: FakeEndpoint) -> Settings:
    model = ModelSettings(model="fake-model", base_url=endpoint.base_url, mode="json_schema", concurrency=4, transport_attempts=1)
    return Settings(model=model, use_store=False)


def test_a_model_reads_them_over_one_client(make_reports: MakeReports) -> None:
    reports = make_reports(8)
    (reports / "report-001.txt").write_bytes(b"")
    with FakeEndpoint(latency=0.05) as endpoint:
        found = dict(extract_many(reports, settings=model_settings(endpoint)))
        assert endpoint.most_at_once == 4
    wrong = found.pop(str(reports / "report-001.txt"))
    assert isinstance(wrong, ExtractorError)
    assert len(found) == 7
    for result in found.values():
        assert isinstance(result, Result)
        assert (result.run.engine, result.run.complete, result.run.requests > 0) == ("both", True, True)


def test_an_error_that_every_report_would_meet_is_raised(make_reports: MakeReports) -> None:
    with FakeEndpoint(lambda body: error(401)) as endpoint, pytest.raises(ExtractorError, match="OPENAI_API_KEY"):
        list(extract_many(make_reports(3), settings=model_settings(endpoint)))


def test_who_stops_listening_stops_the_asking(make_reports: MakeReports) -> None:
    with FakeEndpoint(latency=0.05) as endpoint:
        answers = extract_many(make_reports(30), settings=model_settings(endpoint))
        next(answers)
        answers.close()
        asked = len(endpoint.bodies)
    assert asked < 30
