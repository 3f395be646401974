"""Names of results: safe everywhere, and still the report's own."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from extractor.batch.naming import encodable, result_name

HASH = "0a1b2c3d" + "e" * 56

NAMES = [
    ("report.txt", "report-0a1b2c3d"),
    ("2024年政府工作报告（终稿）.docx", "2024年政府工作报告（终稿）-0a1b2c3d"),
    ("no suffix", "no_suffix-0a1b2c3d"),
    ("a.b.txt", "a.b-0a1b2c3d"),
    ("..txt", "report-0a1b2c3d"),
    ("..报告..txt", "报告-0a1b2c3d"),
    ("....", "report-0a1b2c3d"),
    (".txt", "txt-0a1b2c3d"),
    ("a\nb\t.txt", "a_b-0a1b2c3d"),
    ("a/../../b.txt", "a_.._.._b-0a1b2c3d"),
    ("a:b*c?.txt", "a_b_c-0a1b2c3d"),
    ("\udcff\udcfe.txt", "udcff_udcfe-0a1b2c3d"),
    ("-rf.txt", "-rf-0a1b2c3d"),
]


@pytest.mark.parametrize(("source", "name"), NAMES)
def test_a_result_is_called_after_its_report_and_its_content(source: str, name: str) -> None:
    assert result_name(source, HASH) == name


def test_more_digits_tell_more_contents_apart() -> None:
    assert result_name("a.txt", HASH, 64) == f"a-{HASH}"


@given(st.text(alphabet=st.characters(), max_size=1_200))
def test_any_name_makes_a_file_name(source: str) -> None:
    name = result_name(source, HASH)
    assert len(name.encode()) <= 200
    assert not set(name) & set('/\\:*?"<>|\n\0')
    assert not name.startswith(".")
    assert name.endswith("-0a1b2c3d")


@given(st.text(alphabet=st.characters(), max_size=50))
def test_any_name_can_be_kept(text: str) -> None:
    assert encodable(text).encode().decode() == encodable(text)
    assert encodable(text) == text or any("\ud800" <= each <= "\udfff" for each in text)
