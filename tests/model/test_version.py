"""The prompt version: it changes with the words and with the form of the answer, and a run that is gone on with heeds it."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from pydantic import Field

import prompts
from extractor.batch.fingerprint import fingerprint
from extractor.readers.model import version
from extractor.readers.model.response import Reading
from extractor.settings import Settings


class WithRemark(Reading):
    """一段正文里的全部记录；没有的类是空列表。"""

    remark: str = Field(description="备注。")


BOTH = Settings.model_validate({"engine": "both", "model": {"model": "m"}})


@pytest.fixture(autouse=True)
def fresh() -> Iterator[None]:
    version.prompt_version.cache_clear()
    yield
    version.prompt_version.cache_clear()


@pytest.mark.parametrize(
    ("owner", "name", "changed"),
    [(version, "reading_type", lambda own: WithRemark), (prompts, "version", lambda: "0" * 12)],
    ids=["form", "words"],
)
def test_a_changed_form_or_wording_is_another_version(
    monkeypatch: pytest.MonkeyPatch, owner: object, name: str, changed: object
) -> None:
    before = version.prompt_version(), fingerprint(BOTH)
    version.prompt_version.cache_clear()
    monkeypatch.setattr(owner, name, changed)
    after = version.prompt_version(), fingerprint(BOTH)
    assert all(old != new for old, new in zip(before, after, strict=True))
    assert len(after[0]) == 12
