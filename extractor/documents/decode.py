"""Bytes become text: byte-order marks, UTF-8, what a web page declares, GB18030, UTF-16, and a detector for the rest."""

from __future__ import annotations

import codecs
import re

from extractor.errors import UnsupportedFormat

_MARKS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
_SAMPLE = 65_536
_HEAD = 4_096
_DECLARED = re.compile(rb"<meta\b[^>]{0,200}?\bcharset\s*=\s*[\"']?([A-Za-z][\w.-]{1,30})", re.IGNORECASE)
# Pages that declare one of these hold characters beyond it.
_WIDER = {"gb2312": "gb18030", "gbk": "gb18030", "x-gbk": "gb18030", "big5": "big5hkscs"}


def decode(data: bytes, source: str) -> tuple[str, str]:
    """Text and encoding name of ``data``; raises :class:`UnsupportedFormat` where it is no text."""
    for mark, encoding in _MARKS:
        if data.startswith(mark):
            return _strictly(data[len(mark) :], encoding, source), encoding
    for encoding in _candidates(data):
        try:
            text = data.decode(encoding)
        except (UnicodeDecodeError, LookupError):
            continue
        if is_prose(text):
            return text, encoding
    raise UnsupportedFormat(
        f"{source} is binary, or text in an encoding that could not be recognised.",
        hint="Save it as UTF-8 and try again.",
    )


def _strictly(data: bytes, encoding: str, source: str) -> str:
    try:
        return data.decode(encoding)
    except UnicodeDecodeError as error:
        raise UnsupportedFormat(
            f"{source} has the byte-order mark of {encoding} but is broken at byte {error.start}.",
            hint="Save it as UTF-8 and try again.",
        ) from error


def _candidates(data: bytes) -> list[str]:
    """Encodings worth trying, likeliest first."""
    candidates = ["utf-8"]
    declared = _DECLARED.search(data[:_HEAD])
    if declared:
        name = declared[1].decode("ascii").lower()
        candidates.append(_WIDER.get(name, name))
    zeros = data[:_SAMPLE].count(0)
    wide = _utf16_by_zeros(data[:_SAMPLE])
    candidates += wide if zeros else ["gb18030", *wide]
    detected = _detect(data[:_SAMPLE])
    if detected:
        candidates.append(detected)
    return list(dict.fromkeys(candidates))


def _utf16_by_zeros(sample: bytes) -> list[str]:
    """The two byte orders, the likelier first: spaces, digits and line ends leave their zeros in the high byte."""
    big = sample[0::2].count(0) > sample[1::2].count(0)
    return ["utf-16-be", "utf-16-le"] if big else ["utf-16-le", "utf-16-be"]


def _detect(sample: bytes) -> str | None:
    try:
        sample.decode("utf-8")
        return None
    except UnicodeDecodeError:
        from charset_normalizer import from_bytes

        best = from_bytes(sample).best()
        return best.encoding if best else None


def is_prose(text: str) -> bool:
    """Whether ``text`` looks like writing: few controls, and no private or unassigned soup."""
    sample = text[:_SAMPLE]
    if not sample:
        return True
    strange = sum(1 for character in sample if _is_strange(character))
    return strange <= len(sample) * 0.02


def _is_strange(character: str) -> bool:
    code = ord(character)
    if code < 0x20:
        return character not in "\t\n\r\f\v"
    return code == 0xFFFD or 0x7F <= code < 0xA0 or 0xE000 <= code < 0xF900 or code == 0xFFFF
