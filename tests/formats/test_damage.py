"""Files damaged at random, in their bytes or in the parts packed in them: read, or refused in a sentence, and nothing else."""

from __future__ import annotations

import random
from collections.abc import Callable

import pytest

from benchmarks.fuzz.files import DAMAGES
from extractor.documents import read_bytes
from extractor.errors import InputError

TIMES = 120


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
