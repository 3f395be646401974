"""The store: what is put is there, for every process; what is not ours is left alone."""

from __future__ import annotations

import multiprocessing
import sqlite3
from collections.abc import Callable
from dataclasses import astuple, replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from extractor.llm.errors import StoreError
from extractor.llm.store import SCHEMA_VERSION, AnswerStore, StoredAnswer, timestamp

NOW = datetime.now(UTC)
ANSWER = StoredAnswer(
    key="a" * 64,
    model="m",
    prompt_version="p1",
    created=timestamp(NOW),
    prompt_tokens=100,
    cached_tokens=60,
    completion_tokens=20,
    attempts=2,
    seconds=1.25,
    answer='{"items": [{"name": "地区生产总值"}]}',
)


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "cache" / "answers.sqlite3"


def test_what_is_put_comes_back_whole_also_after_closing(path: Path) -> None:
    with AnswerStore(path) as store:
        store.put(ANSWER)
        assert store.get(ANSWER.key) == ANSWER
        assert store.get("b" * 64) is None
    with AnswerStore(path) as store:
        assert store.get(ANSWER.key) == ANSWER


def test_the_same_key_is_replaced(path: Path) -> None:
    with AnswerStore(path) as store:
        store.put(ANSWER)
        store.put(replace(ANSWER, answer="{}"))
        assert [entry.answer for entry in store.entries()] == ["{}"]


def test_entries_come_newest_first_and_are_measured(path: Path) -> None:
    with AnswerStore(path) as store:
        for number, age in enumerate((3, 1, 2)):
            created = timestamp(NOW - timedelta(days=age))
            store.put(replace(ANSWER, key=str(number), created=created, model=f"model-{number % 2}"))
        assert [entry.key for entry in store.entries()] == ["1", "2", "0"]
        size = store.measure()
    assert (size.rows, size.tokens, size.rows_by_model) == (3, 360, {"model-0": 2, "model-1": 1})
    assert size.bytes > 0


PRUNED: list[tuple[dict[str, object], set[str]]] = [
    ({"older_than": timedelta(days=2, hours=12)}, {"old"}),
    ({"model": "other"}, {"other"}),
    ({"prompt_version": "p2"}, {"reworded"}),
    ({"older_than": timedelta(days=2), "model": "other"}, set()),
    ({"older_than": timedelta(hours=-1)}, {"old", "other", "reworded", "new"}),
]


@pytest.mark.parametrize(("conditions", "gone"), PRUNED)
def test_pruning_deletes_what_meets_all_conditions(path: Path, conditions: dict[str, object], gone: set[str]) -> None:
    answers = [
        replace(ANSWER, key="old", created=timestamp(NOW - timedelta(days=3))),
        replace(ANSWER, key="other", model="other"),
        replace(ANSWER, key="reworded", prompt_version="p2"),
        replace(ANSWER, key="new"),
    ]
    with AnswerStore(path) as store:
        for answer in answers:
            store.put(answer)
        assert store.prune(**conditions) == len(gone)  # type: ignore[arg-type]
        assert {entry.key for entry in store.entries()} == {answer.key for answer in answers} - gone


def test_pruning_without_a_condition_deletes_nothing(path: Path) -> None:
    with AnswerStore(path) as store:
        store.put(ANSWER)
        with pytest.raises(StoreError, match="Name an age"):
            store.prune()
        assert store.measure().rows == 1


def test_pruning_gives_the_room_back(path: Path) -> None:
    with AnswerStore(path) as store:
        for number in range(200):
            store.put(replace(ANSWER, key=str(number), answer="长" * 5000))
        store.prune(model="m")
    assert path.stat().st_size < 50_000


def foreign_database(path: Path) -> None:
    with sqlite3.connect(path) as database:
        database.execute("CREATE TABLE other (x)")


def no_database(path: Path) -> None:
    path.write_text("这不是数据库。" * 200, encoding="utf-8")


def another_version(path: Path) -> None:
    AnswerStore(path).close()
    with sqlite3.connect(path) as database:
        database.execute(f"PRAGMA user_version = {SCHEMA_VERSION + 1}")


def folder(path: Path) -> None:
    path.mkdir()


@pytest.mark.parametrize(
    ("make", "problem"),
    [
        (foreign_database, "another program"),
        (no_database, "not a database"),
        (another_version, "another version"),
        (folder, "cannot be used"),
    ],
)
def test_files_that_are_not_ours_are_refused_with_a_way_out_and_left_as_they_are(
    tmp_path: Path, make: Callable[[Path], None], problem: str
) -> None:
    path = tmp_path / "file"
    make(path)
    before = path.read_bytes() if path.is_file() else b""
    with pytest.raises(StoreError, match=r"another file") as caught:
        AnswerStore(path)
    assert str(path) in str(caught.value)
    assert problem in caught.value.message
    assert (path.read_bytes() if path.is_file() else b"") == before


def put_many(path: Path, name: str, count: int, together: Any) -> None:
    """Open the file at ``path`` at the same moment as the others, and put ``count`` answers."""
    together.wait()
    with AnswerStore(path) as store:
        for number in range(count):
            store.put(replace(ANSWER, key=f"{name}-{number}"))


def test_several_processes_write_one_new_file_at_once(path: Path) -> None:
    context = multiprocessing.get_context("fork")
    together = context.Barrier(8)
    processes = [context.Process(target=put_many, args=(path, name, 20, together)) for name in "abcdefgh"]
    for process in processes:
        process.start()
    for process in processes:
        process.join(30)
    assert [process.exitcode for process in processes] == [0] * 8
    with AnswerStore(path) as store:
        assert store.measure().rows == 160


FIRST_LAYOUT = """
CREATE TABLE answers (
    key TEXT PRIMARY KEY, model TEXT NOT NULL, prompt_version TEXT NOT NULL, created TEXT NOT NULL,
    prompt_tokens INTEGER NOT NULL, cached_tokens INTEGER NOT NULL, completion_tokens INTEGER NOT NULL,
    attempts INTEGER NOT NULL, seconds REAL NOT NULL, answer TEXT NOT NULL
) WITHOUT ROWID;
PRAGMA application_id = 0x47524558;
PRAGMA user_version = 1;
"""


def test_answers_of_the_first_layout_are_kept_and_were_given_at_the_full_price(path: Path) -> None:
    path.parent.mkdir()
    with sqlite3.connect(path) as database:
        database.executescript(FIRST_LAYOUT)
        database.execute("INSERT INTO answers VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)", astuple(ANSWER)[:-1])
    database.close()
    halved = replace(ANSWER, key="b" * 64, half_price=True)
    with AnswerStore(path) as store:
        assert store.get(ANSWER.key) == ANSWER
        store.put(halved)
    with AnswerStore(path) as store:
        assert [store.get(ANSWER.key), store.get(halved.key)] == [ANSWER, halved]
        assert (store.get(ANSWER.key) or halved).half_price is False
