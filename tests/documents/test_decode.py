"""Bytes become text: whatever the encoding, the same characters, and nothing changed but a byte-order mark."""

from __future__ import annotations

import codecs
import hashlib

import pytest

from extractor.api import find_numbers
from extractor.documents import read_bytes
from extractor.errors import InputError

TEXT = (
    "关于中原区2023年国民经济和社会发展计划执行情况的报告\r\n\r\n"
    "　　初步核算，全区生产总值完成８３０．６亿元，同比增长8.1％；财政一般公共预算收入完成51.4亿元。\r\n"
)

ENCODINGS = [
    # name, bytes in front, encoding reported
    ("utf-8", b"", "utf-8"),
    ("utf-8", codecs.BOM_UTF8, "utf-8"),
    ("utf-16-le", b"", "utf-16-le"),
    ("utf-16-le", codecs.BOM_UTF16_LE, "utf-16-le"),
    ("utf-16-be", codecs.BOM_UTF16_BE, "utf-16-be"),
    ("gb18030", b"", "gb18030"),
    ("gbk", b"", "gb18030"),
    ("gb2312", b"", "gb18030"),
]


@pytest.mark.parametrize(("encoding", "mark", "_reported"), ENCODINGS)
def test_the_text_comes_out_unchanged(encoding: str, mark: bytes, _reported: str) -> None:
    assert read_bytes(mark + TEXT.encode(encoding), "report.txt").text == TEXT


@pytest.mark.parametrize(("encoding", "mark", "reported"), ENCODINGS)
def test_the_encoding_is_named(encoding: str, mark: bytes, reported: str) -> None:
    assert read_bytes(mark + TEXT.encode(encoding), "report.txt").encoding == reported


@pytest.mark.parametrize(("encoding", "mark", "_reported"), ENCODINGS)
def test_the_hash_is_that_of_the_file(encoding: str, mark: bytes, _reported: str) -> None:
    data = mark + TEXT.encode(encoding)
    assert read_bytes(data, "report.txt").sha256 == hashlib.sha256(data).hexdigest()


def test_characters_beyond_gbk_survive_gb18030() -> None:
    text = TEXT + "㐂镇、𠮷村完成改造。"
    assert read_bytes(text.encode("gb18030"), "report.txt").text == text


def test_one_code_point_is_one_place_in_every_encoding() -> None:
    text = "𠮷村新增就业2.7万人。"
    for encoding in ("utf-8", "utf-16-le", "gb18030"):
        read = read_bytes(text.encode(encoding), "report.txt").text
        (quantity,) = find_numbers(read)
        assert read[quantity.start : quantity.end] == "2.7万人"
        assert quantity.start == 6


def test_crlf_counts_as_two_characters() -> None:
    text = "一、回顾\r\n\r\n新增就业2.7万人。"
    (quantity,) = find_numbers(read_bytes(text.encode(), "report.txt").text)
    assert quantity.start == text.index("2.7")


def test_only_the_first_byte_order_mark_is_removed() -> None:
    data = codecs.BOM_UTF8 + "\ufeff生产总值增长8%。".encode()
    assert read_bytes(data, "report.txt").text == "\ufeff生产总值增长8%。"


@pytest.mark.parametrize(
    ("data", "what"),
    [
        (b"%PDF-1.7\n" + bytes(200), "PDF"),
        (b"PK\x03\x04" + bytes(200), "ZIP"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(200), "Office"),
        (b"\x89PNG\r\n\x1a\n" + bytes(200), "PNG"),
        (b"\xff\xd8\xff\xe0" + bytes(200), "JPEG"),
        (b"\x1f\x8b\x08" + bytes(200), "gzip"),
        (bytes(range(256)) * 8, "binary"),
        (codecs.BOM_UTF8 + b"\xff\xfe\xfd\xfc", "byte 0"),
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)
def test_what_is_no_text_is_refused_by_name(data: bytes, what: str) -> None:
    with pytest.raises(InputError) as refusal:
        read_bytes(data, "annual.dat")
    assert "annual.dat" in refusal.value.message
    assert what in refusal.value.message
    assert refusal.value.hint
