"""What a stream of a PDF becomes when it is unpacked: counted in small steps and never kept, also where it is packed twice."""

from __future__ import annotations

import base64
import re
import zlib
from collections.abc import Callable, Iterable, Iterator

_STEP = 4_096  # unpacks to four megabytes at most
_BEGINNING = 16
_MOST_LAYERS = 5
_SAMPLE = 60


def unpacked_size(packed: memoryview, room: int) -> tuple[int, bytes] | None:
    """How large ``packed`` is where it is largest, counted until that is beyond ``room``, and how it begins when all is unpacked.

    None where it is not deflated. Deflated data that stands in ASCII counts as deflated; what is packed deeper than any
    program packs is beyond every room.
    """
    packed = _meant(packed)
    largest, beginning = 0, b""
    for layers in range(1, _MOST_LAYERS + 1):
        size, first = _count(packed, layers, room)
        if not size:
            return (largest, beginning) if largest else None
        largest, beginning = max(largest, size), first
        if largest > room:
            break
    return max(largest, room + 1), beginning


def _count(packed: memoryview, layers: int, room: int) -> tuple[int, bytes]:
    """The size of what is in so many ``layers``, and how it begins."""
    pieces: Iterable[bytes | memoryview] = _steps(packed)
    for _ in range(layers):
        pieces = _inflated(pieces)
    size, first = 0, b""
    for piece in pieces:
        first = first or bytes(piece[:_BEGINNING])
        size += len(piece)
        if size > room:
            break
    return size, first


def _inflated(pieces: Iterable[bytes | memoryview]) -> Iterator[bytes]:
    """What ``pieces`` unpack to, as far as they do."""
    unpacker = zlib.decompressobj()
    for step in (step for piece in pieces for step in _steps(piece)):
        try:
            yield unpacker.decompress(step)
        except zlib.error:
            return
        if unpacker.eof:
            return


def _steps(packed: bytes | memoryview) -> Iterator[bytes | memoryview]:
    return (packed[start : start + _STEP] for start in range(0, len(packed), _STEP))


def _meant(packed: memoryview) -> memoryview:
    """``packed`` itself, or the deflated bytes that it writes in ASCII."""
    sample = bytes(packed[:_SAMPLE])
    for letters, decode in _WRITTEN:
        written = letters.match(sample)
        if written and _is_deflated(_decoded(decode, written[1])):
            whole = letters.match(packed)
            return memoryview(_decoded(decode, whole[1] if whole else b""))
    return packed


def _decoded(decode: Callable[[bytes], bytes], written: bytes) -> bytes:
    try:
        return decode(written)
    except ValueError:
        return b""


def _from_hexadecimal(written: bytes) -> bytes:
    digits = b"".join(written.split()).decode()
    return bytes.fromhex(digits[: len(digits) // 2 * 2])


def _is_deflated(data: bytes) -> bool:
    """Whether ``data`` begins like a stream of zlib (RFC 1950)."""
    return len(data) > 1 and data[0] & 0x0F == 8 and int.from_bytes(data[:2]) % 31 == 0


# How bytes are written in ASCII: the letters it takes, and how to read them.
_WRITTEN: tuple[tuple[re.Pattern[bytes], Callable[[bytes], bytes]], ...] = (
    (re.compile(rb"([0-9A-Fa-f\s]+)"), _from_hexadecimal),
    (re.compile(rb"\s*(?:<~)?([!-uz\s]+?)(?:~|endstream|\Z)"), base64.a85decode),
)
