"""Files damaged at random, in their bytes or in the parts packed in them: read, or refused in a sentence, and nothing else."""

from __future__ import annotations

import io
import random
import zipfile
from collections.abc import Callable

import pytest

from extractor.documents import read_bytes
from extractor.errors import InputError
from tests.formats.samples import docx_of, html_of, pdf_of

REPORT = "2023年工作总结\n全年新增城镇就业2.7万人，增长8.1%。\n建成学校12所，投资增长9%。"
PAGE, WORD, PDF = html_of(REPORT), docx_of(REPORT), pdf_of(REPORT)
TIMES = 120


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
    with zipfile.ZipFile(io.BytesIO(WORD)) as old, zipfile.ZipFile(file, "w") as new:
        parts = {name: old.read(name) for name in old.namelist()}
        name = dice.choice([*parts, *["word/document.xml"] * len(parts)])
        for each, content in parts.items():
            new.writestr(each, damaged(content, dice) if each == name else content)
    return file.getvalue()


DAMAGES: dict[str, Callable[[random.Random], bytes]] = {
    "html": lambda dice: damaged(PAGE, dice),
    "docx": lambda dice: damaged(WORD, dice),
    "parts of docx": damaged_inside,
    "pdf": lambda dice: damaged(PDF, dice),
}


@pytest.mark.parametrize("damage", DAMAGES.values(), ids=DAMAGES.keys())
def test_damage_ends_in_a_text_or_in_a_sentence(damage: Callable[[random.Random], bytes]) -> None:
    dice = random.Random(20240301)
    read = refused = 0
    for _ in range(TIMES):
        try:
            document = read_bytes(damage(dice), "annual")
        except InputError as error:
            refused += 1
            assert "annual" in error.message
            assert error.hint
            assert "\n" not in error.message
        else:
            read += 1
            assert list(document.page_starts) == sorted(document.page_starts)
            assert not document.page_starts or document.page_starts[-1] <= len(document.text)
    assert min(read, refused) > TIMES // 40, "the damage is neither always too light nor always too heavy"
