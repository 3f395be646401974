"""Where ``--out`` writes, and with which permissions."""

from __future__ import annotations

import os
from pathlib import Path

from tests.cli.command import SEED, run


def test_out_honours_the_umask(tmp_path: Path) -> None:
    path = tmp_path / "result.json"
    before = os.umask(0o022)
    try:
        run("extract", SEED, "--out", path)
    finally:
        os.umask(before)
    assert path.stat().st_mode & 0o777 == 0o644


def test_out_writes_through_a_link(tmp_path: Path) -> None:
    (tmp_path / "result.json").write_text("old", encoding="utf-8")
    (tmp_path / "link.json").symlink_to(tmp_path / "result.json")
    run("extract", SEED, "--out", tmp_path / "link.json")
    assert (tmp_path / "link.json").is_symlink()
    assert (tmp_path / "result.json").read_text(encoding="utf-8") != "old"
