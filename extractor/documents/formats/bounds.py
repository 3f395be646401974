"""How much a file unpacks to, known before anything is unpacked: a small file may hold gigabytes."""

from __future__ import annotations

import re
import zipfile
import zlib

from extractor.documents.formats.errors import BrokenFile, EncryptedFile
from extractor.errors import FileTooLarge

MAX_UNPACKED = 128 * 1024 * 1024
# Parts that become a tree in memory, many times their size.
MAX_TEXT = 32 * 1024 * 1024
_MEDIA = re.compile(r"/(?:media|embeddings|fonts)/")
_ENCRYPTED = 0x1
_STEP = 16_384
_MOST_STREAMS = 100_000
# The keyword, and the first byte of deflated data.
_STREAM = re.compile(rb"(?<!end)stream\r?\n(?=[\x08\x18\x28\x38\x48\x58\x68\x78])")
_DICTIONARY = 2_000


def bound_archive(archive: zipfile.ZipFile, source: str) -> None:
    """Raise where the members of ``archive`` are locked, are too large together, or are not what its listing says."""
    members = archive.infolist()
    if any(member.flag_bits & _ENCRYPTED for member in members):
        raise EncryptedFile(f"{source} is a file locked with a password.")
    texts = [member.file_size for member in members if not _MEDIA.search(member.filename)]
    if sum(texts) > MAX_TEXT:
        raise _too_large(source, MAX_TEXT)
    if sum(member.file_size for member in members) > MAX_UNPACKED:
        raise _too_large(source, MAX_UNPACKED)
    try:
        # Reads in small steps and stops at the size listed: a listing that lies ends as a wrong checksum.
        damaged = archive.testzip()
    except (zipfile.BadZipFile, zlib.error, EOFError, OSError, ValueError, NotImplementedError) as error:
        raise BrokenFile(f"{source} begins like an Office file, but it is damaged.") from error
    if damaged is not None:
        raise BrokenFile(f"{source} begins like an Office file, but its part {damaged} is damaged.")


def bound_streams(data: bytes, source: str) -> None:
    """Raise where the deflated streams of the PDF ``data`` are too large together; pictures are not counted, nor unpacked later."""
    view = memoryview(data)
    room = MAX_UNPACKED
    for count, match in enumerate(_STREAM.finditer(data)):
        dictionary = data[max(0, match.start() - _DICTIONARY) : match.start()].rpartition(b"obj")[2]
        if b"/Image" in dictionary:
            continue
        room -= _unpacked_size(view[match.end() :], room)
        if room < 0 or count > _MOST_STREAMS:
            raise _too_large(source, MAX_UNPACKED)


def _unpacked_size(packed: memoryview, room: int) -> int:
    """Size of a deflated stream, counted until it is beyond ``room``; what is not deflated counts as nothing."""
    unpacker = zlib.decompressobj()
    size = 0
    try:
        for start in range(0, len(packed), _STEP):
            size += len(unpacker.decompress(packed[start : start + _STEP], room - size + 1))
            if size > room or unpacker.eof:
                break
    except zlib.error:
        pass
    return size


def _too_large(source: str, limit: int) -> FileTooLarge:
    return FileTooLarge(
        f"{source} unpacks to more than {limit / 1e6:.0f} MB.",
        hint="No report is that large: check that this is the file you mean, and that you trust where it comes from.",
    )
