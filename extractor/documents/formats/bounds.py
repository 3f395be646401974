"""How much a file holds, known before a library builds it up in memory: a small file may unpack to gigabytes.

A PDF is bounded as well as can be seen from outside: what is packed in other ways than deflating shows only in pdfium, and so does
a page that says of itself that it is a picture.
"""

from __future__ import annotations

import re
import zipfile
import zlib

from extractor.documents.formats.errors import BrokenFile, EncryptedFile
from extractor.documents.formats.packed import unpacked_size
from extractor.errors import FileTooLarge

_MEGABYTE = 1024 * 1024
MAX_UNPACKED = 128 * _MEGABYTE
# What becomes a tree in memory, or objects on a page, takes many times its size there.
MAX_TEXT, MAX_DRAWN = 32 * _MEGABYTE, 16 * _MEGABYTE
MAX_TAGS = 500_000
_MEDIA = re.compile(r"/(?:media|embeddings|fonts)/")
_ENCRYPTED = 0x1
_STEP = 16_384
_MOST_STREAMS = 100_000
_STREAM = re.compile(rb"(?<!end)stream\r?\n")
_DICTIONARY = 2_000
_PICTURE = re.compile(rb"/Subtype\s*/Image(?![A-Za-z#])")
_FONT = re.compile(rb"\x00\x01\x00\x00|OTTO|true|ttcf|\x01\x00|%!PS")


def bound_tags(text: str, source: str) -> None:
    """Raise where the markup ``text`` has too many tags."""
    if text.count("<") > MAX_TAGS:
        raise _too_many_tags(source)


def bound_archive(archive: zipfile.ZipFile, source: str) -> None:
    """Raise where the members of ``archive`` are locked, are too large together, or are not what its listing says."""
    members = archive.infolist()
    if any(member.flag_bits & _ENCRYPTED for member in members):
        raise EncryptedFile(f"{source} is a file locked with a password.")
    if sum(member.file_size for member in members if not _is_media(member)) > MAX_TEXT:
        raise _too_large(source, MAX_TEXT)
    if sum(member.file_size for member in members) > MAX_UNPACKED:
        raise _too_large(source, MAX_UNPACKED)
    if sum(_tags(archive, member, source) for member in members if not _is_media(member)) > MAX_TAGS:
        raise _too_many_tags(source)


def bound_streams(data: bytes, source: str) -> None:
    """Raise where the streams of the PDF ``data`` are too large together; pictures are not counted, nor unpacked later."""
    view = memoryview(data)
    total = drawn = 0
    for count, match in enumerate(_STREAM.finditer(data)):
        dictionary = data[max(0, match.start() - _DICTIONARY) : match.start()].rpartition(b"obj")[2]
        if _PICTURE.search(dictionary):
            continue
        size, is_font = _size(view[match.end() :], MAX_UNPACKED - total) or (_plain_size(data, match.end()), False)
        total += size
        drawn += 0 if is_font else size
        if total > MAX_UNPACKED or drawn > MAX_DRAWN or count > _MOST_STREAMS:
            raise _too_large(source, MAX_UNPACKED if total > MAX_UNPACKED else MAX_DRAWN)


def _is_media(member: zipfile.ZipInfo) -> bool:
    return _MEDIA.search(member.filename) is not None


def _tags(archive: zipfile.ZipFile, member: zipfile.ZipInfo, source: str) -> int:
    """Tags in ``member``, read in small steps and no farther than the size listed: a listing that lies gives a wrong checksum."""
    try:
        with archive.open(member) as part:
            return sum(piece.count(b"<") for piece in iter(lambda: part.read(_STEP), b""))
    except (zipfile.BadZipFile, zlib.error, EOFError, OSError, ValueError, NotImplementedError) as error:
        raise BrokenFile(f"{source} begins like an Office file, but its part {member.filename} is damaged.") from error


def _size(packed: memoryview, room: int) -> tuple[int, bool] | None:
    """Size of a deflated stream, counted until it is beyond ``room``, and whether it is a font; None where it is not deflated."""
    unpacked = unpacked_size(packed, room)
    return unpacked and (unpacked[0], _FONT.match(unpacked[1]) is not None)


def _plain_size(data: bytes, start: int) -> int:
    end = data.find(b"endstream", start)
    return (end if end >= 0 else len(data)) - start


def _too_large(source: str, limit: int) -> FileTooLarge:
    return FileTooLarge(
        f"{source} unpacks to more than {limit / 1e6:.0f} MB.",
        hint="No report is that large: check that this is the file you mean, and that you trust where it comes from.",
    )


def _too_many_tags(source: str) -> FileTooLarge:
    return FileTooLarge(
        f"{source} is made of more than {MAX_TAGS:,} tags.",
        hint="No report is that large: check that this is the file you mean, or save its text and give that.",
    )
