"""The folder of a run: held by one process, and files in it whole or not there."""

from __future__ import annotations

import errno
import pickle
from pathlib import Path

import pytest

from extractor.batch.errors import RunFolderError, RunLocked
from extractor.batch.folder import RunFolder


def files(folder: RunFolder) -> list[str]:
    return sorted(path.name for path in folder.root.rglob("*") if path.is_file() and path.name != ".lock")


def test_a_file_has_its_content_only_once_all_of_it_is_written(tmp_path: Path) -> None:
    folder = RunFolder(tmp_path / "run")
    with folder.claimed():
        folder.summary.write_bytes(b"old")
        with folder.written_whole(folder.summary) as file:
            file.write(b"new")
            assert folder.summary.read_bytes() == b"old"
        assert folder.summary.read_bytes() == b"new"
    assert files(folder) == ["summary.json"]


@pytest.mark.parametrize("fault", [ValueError, KeyboardInterrupt, SystemExit])
def test_a_write_that_breaks_off_leaves_nothing(tmp_path: Path, fault: type[BaseException]) -> None:
    folder = RunFolder(tmp_path / "run")
    with folder.claimed():
        with pytest.raises(fault), folder.written_whole(folder.summary) as file:
            file.write(b"half")
            raise fault
        assert files(folder) == []


def test_a_full_disk_is_said_in_a_sentence(tmp_path: Path) -> None:
    folder = RunFolder(tmp_path / "run")
    full = OSError(28, "No space left on device")
    with folder.claimed(), pytest.raises(RunFolderError, match="No space left on device"), folder.written_whole(folder.summary):
        raise full


def test_errors_of_a_worker_reach_its_parent_whole() -> None:
    error = pickle.loads(pickle.dumps(RunFolderError("The disk is full.", hint="Make room.")))
    assert (type(error), error.message, error.hint) == (RunFolderError, "The disk is full.", "Make room.")


def test_what_a_killed_run_left_half_written_is_swept_up(tmp_path: Path) -> None:
    folder = RunFolder(tmp_path / "run")
    with folder.claimed():
        pass
    (folder.root / ".unfinished").mkdir()
    (folder.root / ".unfinished" / "rest").write_bytes(b"half")
    with folder.claimed():
        assert files(folder) == []


def test_one_run_at_a_time(tmp_path: Path) -> None:
    folder = RunFolder(tmp_path / "run")
    with folder.claimed(), pytest.raises(RunLocked, match="Another run"), RunFolder(tmp_path / "run").claimed():
        pass
    with folder.claimed():
        pass


def test_a_folder_that_cannot_be_made_is_said_in_a_sentence(tmp_path: Path) -> None:
    (tmp_path / "file").write_bytes(b"")
    with pytest.raises(RunFolderError, match="Not a directory"), RunFolder(tmp_path / "file" / "run").claimed():
        pass


def test_a_name_has_no_way_out_of_the_folder(tmp_path: Path) -> None:
    folder = RunFolder(tmp_path / "run")
    assert folder.result("a").parent == folder.text("a").parent == folder.results


def test_a_process_that_outlives_its_run_can_write_nothing_more(tmp_path: Path) -> None:
    ended, next_run = RunFolder(tmp_path), RunFolder(tmp_path)
    with ended.claimed(), ended.written_whole(ended.result("old")) as file:
        file.write(b"old")
    with next_run.claimed():
        assert (ended.claimed_here, next_run.claimed_here) == (False, True)
        with pytest.raises(RunFolderError), ended.written_whole(ended.result("old")) as file:
            file.write(b"late")
        with next_run.written_whole(next_run.result("new")) as file:
            file.write(b"new")
    assert [path.read_bytes() for path in sorted(tmp_path.glob("results/*.json"))] == [b"new", b"old"]
    assert not next_run.claimed_here


def test_what_is_half_written_when_the_next_run_begins_never_appears(tmp_path: Path) -> None:
    killed, next_run = RunFolder(tmp_path), RunFolder(tmp_path)
    with killed.claimed():
        pass
    (tmp_path / ".unfinished" / killed.claim).mkdir(parents=True)  # a killed run does not tidy up
    with pytest.raises(RunFolderError), killed.written_whole(tmp_path / "x.json") as file:
        file.write(b"half")
        with next_run.claimed():
            file.write(b"whole")
    assert not (tmp_path / "x.json").exists()


def test_a_full_disk_is_said_with_what_to_do(tmp_path: Path) -> None:
    with pytest.raises(RunFolderError) as caught, RunFolder(tmp_path).faults():
        raise OSError(errno.ENOSPC, "No space left on device")
    assert "Make room and run the same command again" in str(caught.value)
    with pytest.raises(RunFolderError) as caught, RunFolder(tmp_path).faults():
        raise OSError(errno.EACCES, "Permission denied")
    assert "--out" in str(caught.value)
