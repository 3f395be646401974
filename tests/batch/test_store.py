"""The run store: what is to be read, given what is done."""

from __future__ import annotations

import os
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from hashlib import sha256
from pathlib import Path

import pytest

from extractor.batch import queries
from extractor.batch.errors import RunFolderError
from extractor.batch.examine import Examined
from extractor.batch.folder import RunFolder
from extractor.batch.store import RunStore
from extractor.batch.task import Outcome, State
from extractor.errors import UnreadableFile


@pytest.fixture
def folder(tmp_path: Path) -> Iterator[RunFolder]:
    folder = RunFolder(tmp_path / "run")
    with folder.claimed():
        yield folder


def given(**contents: str) -> list[Examined]:
    """Inputs ``a.txt``, ``b.txt`` …, with these contents."""
    return [Examined(Path(f"{name}.txt"), sha256(text.encode()).hexdigest(), len(text)) for name, text in contents.items()]


def read(folder: RunFolder, inputs: list[Examined], settings: str = "s", state: State = "done", again: bool = False) -> list[str]:
    """Plan and do a whole run; the paths that were read, in order."""
    with RunStore(folder, settings) as store:
        store.plan(inputs, again=again)
        tasks = list(store.pending())
        for task in tasks:
            store.begin(task)
            if state == "done":
                folder.result(task.name).write_bytes(b"{}")
                folder.text(task.name).write_bytes(b"text")
            store.note(Outcome(task, state, 6, reason="why", hint="what"))
        store.remove_superseded()
    return [task.path for task in tasks]


def results(folder: RunFolder) -> list[str]:
    return sorted(path.name.partition("-")[0] for path in folder.results.glob("*.json"))


def test_what_is_done_is_not_read_again(folder: RunFolder) -> None:
    assert read(folder, given(b="2", a="1")) == ["a.txt", "b.txt"]
    assert read(folder, given(a="1", b="2")) == []
    assert read(folder, given(a="1", c="3", b="2")) == ["c.txt"]


@pytest.mark.parametrize("state", ["begun", "failed", "incomplete"])
def test_what_is_not_done_is_read_again(folder: RunFolder, state: State) -> None:
    read(folder, given(a="1"), state=state)
    assert read(folder, given(a="1")) == ["a.txt"]
    assert read(folder, given(a="1")) == []


def test_other_settings_read_all_anew(folder: RunFolder) -> None:
    read(folder, given(a="1", b="2"), settings="s")
    assert read(folder, given(a="1", b="2"), settings="t") == ["a.txt", "b.txt"]
    assert read(folder, given(a="1", b="2"), settings="t") == []


def test_nothing_counts_as_done_where_all_is_asked_for_again(folder: RunFolder) -> None:
    read(folder, given(a="1"))
    assert read(folder, given(a="1"), again=True) == ["a.txt"]


def test_a_changed_input_is_read_and_its_old_result_goes(folder: RunFolder) -> None:
    read(folder, given(a="1", b="2"))
    before = set(folder.results.glob("*.json"))
    assert read(folder, given(a="one", b="2")) == ["a.txt"]
    assert results(folder) == ["a", "b"]
    assert len(before & set(folder.results.glob("*.json"))) == 1


def test_an_old_result_goes_also_where_its_reading_was_cut_short(folder: RunFolder) -> None:
    with RunStore(folder, "s") as store:
        store.plan(given(a="1"))
        for task in store.pending():
            store.begin(task)
            folder.result(task.name).write_bytes(b"{}")
    read(folder, given(a="one"))
    assert len(results(folder)) == 1


@pytest.mark.parametrize("suffix", [".json", ".source.txt"])
@pytest.mark.parametrize("content", [None, b"", b"{}{}{}"])
def test_what_is_gone_or_not_as_it_was_written_is_read_again(folder: RunFolder, suffix: str, content: bytes | None) -> None:
    read(folder, given(a="1", b="2"))
    (lost,) = folder.results.glob(f"b*{suffix}")
    lost.unlink() if content is None else lost.write_bytes(content)
    assert read(folder, given(a="1", b="2")) == ["b.txt"]
    assert read(folder, given(a="1", b="2")) == []


def test_inputs_of_one_content_are_one_report_called_after_the_first_path(folder: RunFolder) -> None:
    inputs = given(c="1", b="2", a="1")
    assert read(folder, inputs) == ["a.txt", "b.txt"]
    with RunStore(folder, "s") as store:
        store.plan(inputs)
        (duplicate,) = store.duplicates()
        assert (duplicate.source, duplicate.same_as) == ("c.txt", "a.txt")
        assert duplicate.result in [path.name for path in folder.results.glob("*.json")]
        assert (store.counts().inputs, store.counts().reports, store.counts().duplicates) == (3, 2, 1)


def test_a_report_under_a_new_name_is_read_under_it(folder: RunFolder) -> None:
    read(folder, given(b="1"))
    assert read(folder, given(a="1", b="1")) == ["a.txt"]
    assert results(folder) == ["a"]


def test_a_report_in_another_place_is_not_read_again(folder: RunFolder) -> None:
    (first,) = given(a="1")
    read(folder, [first])
    moved = Examined(Path("elsewhere/a.txt"), first.sha256, first.bytes)
    assert read(folder, [moved]) == []
    changed = Examined(Path("elsewhere/a.txt"), sha256(b"other").hexdigest(), 5)
    assert read(folder, [changed]) == ["elsewhere/a.txt"]
    assert len(results(folder)) == 1


def test_results_of_inputs_not_named_stay_and_are_counted_as_others(folder: RunFolder) -> None:
    read(folder, given(a="1", b="2"))
    assert read(folder, given(c="3")) == ["c.txt"]
    assert results(folder) == ["a", "b", "c"]
    with RunStore(folder, "s") as store:
        store.plan(given(c="3"))
        assert store.counts().others == 2
        assert [entry.source for entry in store.kept()] == ["c.txt"]


def test_names_that_would_coincide_get_the_whole_hash(folder: RunFolder, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(queries, "WANTED", queries.WANTED.replace("sha256, 8)", "sha256, 0)"))
    same = [Examined(Path(place) / "a.txt", sha256(place.encode()).hexdigest(), 1) for place in ("x", "y")]
    read(folder, [*same, *given(b="1")])
    names = sorted(path.stem for path in folder.results.glob("*.json"))
    assert names == [*sorted(f"a-{each.sha256}" for each in same), "b-"]


def test_failures_come_in_the_order_of_paths_whenever_they_were_found(folder: RunFolder) -> None:
    missing = Examined(Path("b.txt"), error=UnreadableFile("There is no file b.txt.", hint="Check."))
    inputs = [*given(c="3", a="1"), missing]
    read(folder, inputs, state="failed")
    with RunStore(folder, "s") as store:
        store.plan(inputs)
        for task in store.pending():
            store.note(Outcome(task, "failed", reason="why", hint="what"))
        found = [(failure.source, failure.reason, failure.hint) for failure in store.failures()]
    assert found == [("a.txt", "why", "what"), ("b.txt", "There is no file b.txt.", "Check."), ("c.txt", "why", "what")]


def test_counts_add_up(folder: RunFolder) -> None:
    inputs = [*given(a="1", b="2", c="3", d="4", e="1"), Examined(Path("f"), error=UnreadableFile("no"))]
    states: list[State] = ["done", "incomplete", "failed"]
    with RunStore(folder, "s") as store:
        store.plan(inputs)
        for task, state in zip(store.pending(), states, strict=False):
            store.note(Outcome(task, state))
        counts = store.counts()
    assert (counts.inputs, counts.unreadable, counts.reports, counts.duplicates) == (6, 1, 4, 1)
    assert (counts.complete, counts.incomplete, counts.failed, counts.pending) == (1, 1, 1, 1)
    assert counts.bytes == 4


def test_names_in_no_encoding_are_kept_apart_and_shown(folder: RunFolder) -> None:
    odd = [Examined(Path(os.fsdecode(name)), sha256(name).hexdigest(), 1) for name in (b"\xff.txt", b"\xfe.txt", b"a\nb.txt")]
    assert read(folder, odd) == ["a\nb.txt", "\udcfe.txt", "\udcff.txt"]
    with RunStore(folder, "s") as store:
        store.plan(odd)
        assert [entry.source for entry in store.kept()] == ["a\nb.txt", "\\udcfe.txt", "\\udcff.txt"]


def test_a_store_of_another_version_is_refused(folder: RunFolder) -> None:
    read(folder, given(a="1"))
    with closing(sqlite3.connect(folder.store)) as database:
        database.execute("PRAGMA user_version = 99")
    with pytest.raises(RunFolderError, match=r"layout 99, not 1.*Delete it"):
        RunStore(folder, "s")


def test_a_database_of_another_program_is_refused_and_left_alone(folder: RunFolder) -> None:
    with closing(sqlite3.connect(folder.store)) as database:
        database.execute("CREATE TABLE theirs (x)")
    before = folder.store.read_bytes()
    with pytest.raises(RunFolderError, match="another program"):
        RunStore(folder, "s")
    assert folder.store.read_bytes() == before


def test_a_broken_store_is_said_in_a_sentence(folder: RunFolder) -> None:
    folder.store.write_bytes(b"no database at all" * 100)
    with pytest.raises(RunFolderError, match="cannot be used"):
        RunStore(folder, "s")
