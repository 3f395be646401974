"""Bytes become text: byte-order marks, UTF-8, UTF-16, GB18030, and a detector for the rest."""

from __future__ import annotations

import codecs

from extractor.errors import UnsupportedFormat

_MARKS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
_BINARY_MAGIC = {
    b"%PDF": "a PDF file",
    b"PK\x03\x04": "a ZIP or Office file",
    b"\xd0\xcf\x11\xe0": "an old Office file",
    b"\x89PNG": "a PNG picture",
    b"\xff\xd8\xff": "a JPEG picture",
    b"\x1f\x8b": "a gzip archive",
    b"\x7fELF": "a program",
}
_SAMPLE = 65_536


def decode(data: bytes, source: str) -> tuple[str, str]:
    """Text and encoding name of ``data``; raises :class:`UnsupportedFormat` where it is no text."""
    for magic, what in _BINARY_MAGIC.items():
        if data.startswith(magic):
            raise UnsupportedFormat(f"{source} is {what}, not a text.", hint="Give the report as text or Markdown.")
    for mark, encoding in _MARKS:
        if data.startswith(mark):
            return _strictly(data[len(mark) :], encoding, source), encoding
    for encoding in _candidates(data):
        try:
            text = data.decode(encoding)
        except (UnicodeDecodeError, LookupError):
            continue
        if _is_prose(text):
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
    zeros = data[:_SAMPLE].count(0)
    wide = _utf16_by_zeros(data[:_SAMPLE])
    candidates += wide if zeros else ["gb18030", *wide]
    detected = _detect(data[:_SAMPLE])
    if detected and detected not in candidates:
        candidates.append(detected)
    return candidates


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


def _is_prose(text: str) -> bool:
    """Whether the decoded characters look like writing: few controls, and no private or unassigned soup."""
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
