"""Files damaged in their bytes, or in the parts packed in them."""

from __future__ import annotations

import io
import random
import zipfile
from collections.abc import Callable, Mapping
from functools import cache

from benchmarks.fuzz.texts import damaged as damaged_text
from tests.formats.samples import docx_of, html_of, pdf_of

REPORT = "2023年工作总结\n全年新增城镇就业2.7万人，增长8.1%。\n建成学校12所，投资增长9%。"
_OPENINGS = (b"", b"", b"%PDF-1.7\n", b"PK\x03\x04", b"<html><body>", b"\xd0\xcf\x11\xe0")


@cache
def whole(make: Callable[[str], bytes]) -> bytes:
    """The report as the file that ``make`` makes of it."""
    return make(REPORT)


def damaged(data: bytes, dice: random.Random) -> bytes:
    """``data`` with a few bytes changed, lost, doubled or swapped, or its end cut off."""
    changed = bytearray(data)
    for _ in range(dice.choice([1, 1, 2, 5, 20])):
        place, length = dice.randrange(len(changed)), dice.choice([1, 4, 30, 300])
        piece = bytes(changed[place : place + length])
        instead = [dice.randbytes(len(piece)), b"", piece * 2, piece[::-1], piece.swapcase()]
        changed[place : place + length] = dice.choice(instead)
        if len(changed) < 2 or dice.random() < 0.05:
            return bytes(changed[:place])
    return bytes(changed)


def damaged_inside(dice: random.Random) -> bytes:
    """A DOCX one of whose parts is damaged, and packed as if nothing had happened."""
    file = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(whole(docx_of))) as old, zipfile.ZipFile(file, "w") as new:
        parts = {name: old.read(name) for name in old.namelist()}
        name = dice.choice([*parts, *["word/document.xml"] * len(parts)])
        for each, content in parts.items():
            new.writestr(each, damaged(content, dice) if each == name else content)
    return file.getvalue()


def any_bytes(dice: random.Random) -> bytes:
    """Text in some encoding with broken bytes, perhaps under the opening of a format that it only pretends to be."""
    encoding = dice.choice(("utf-8", "gb18030", "utf-16", "utf-8-sig"))
    data = bytearray(damaged_text(dice).encode(encoding, "replace"))
    for _ in range(dice.randint(0, 4)):
        data[dice.randrange(len(data))] = dice.randrange(256)
    return dice.choice(_OPENINGS) + bytes(data[: dice.randint(0, len(data))])


DAMAGES: Mapping[str, Callable[[random.Random], bytes]] = {
    "html": lambda dice: damaged(whole(html_of), dice),
    "docx": lambda dice: damaged(whole(docx_of), dice),
    "parts of docx": damaged_inside,
    "pdf": lambda dice: damaged(whole(pdf_of), dice),
}
