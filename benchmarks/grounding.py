"""Grounding measured on planted quotes: ``python -m benchmarks.grounding [FILE…]``.

Clauses and sentences with quantities are taken from the seeds and from the files named, and placed again: all of them, a third of
them, and shuffled. Then their figures are changed, after which none may be placed; then only their words.
"""

from __future__ import annotations

import random
import re
import sys
import time
from bisect import bisect_left
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from typing import NamedTuple

from extractor.documents import fold, read_document
from extractor.grounding import Grounder
from extractor.grounding.frame import letters_of
from extractor.numbers import Find, find_quantities

SEEDS = Path(__file__).resolve().parent.parent / "seeds"
LONGEST_CHUNK = 1_200
SHORTEST_QUOTE = 6
FEWEST_QUOTES = 4_000
SUBSET = 0.3
SHARE_OF_SENTENCES = 0.3
_SENTENCE = re.compile(r"[^。！？\n]+[。！？]?")
_CLAUSE = re.compile(r"[^，；。！？]+")
_DIGIT = re.compile(r"\d")
_YEAR = re.compile(r"(20\d\d)(?=年)")
_SIGN = {"增长": "下降", "下降": "增长", "提高": "降低", "增加": "减少", "以上": "以下", "高于": "低于", "不低于": "不高于"}
_UNIT = {"亿元": "万元", "万元": "亿元", "个百分点": "%", "%": "个百分点", "万人": "人", "家": "项", "个": "亩", "公里": "米"}
_PARTICLE = {"完成": "完成了", "达到": "达到了", "同比": "", "的": "", "预计": "", "全区": ""}
_PUNCTUATION = {"，": "；", "、": "，", "“": "", "”": ""}

Span = tuple[int, int]
Change = Callable[[str, random.Random], str | None]


class Chunk(NamedTuple):
    """Whole sentences of one report at the source span ``within``, and the source spans of the quotes planted in it."""

    grounder: Grounder
    source: str
    within: Span
    planted: list[Span]

    def quotes(self) -> list[str]:
        """The planted quotes, as they stand in the source."""
        return [self.source[start:end] for start, end in self.planted]


class Row(NamedTuple):
    """One line of the table: quotes tried, quotes placed as the measure asks, and quotes that could not be judged."""

    measure: str
    tried: int
    placed: int
    target: str
    left_out: int = 0


def chunks(source: str, chance: random.Random, longest: int = LONGEST_CHUNK) -> Iterator[Chunk]:
    """A report in chunks of at most ``longest`` characters, with quotes planted at random."""
    folded = fold(source)
    grounder = Grounder.of(folded)
    finds = find_quantities(source, folded)
    sentences = [match.span() for match in _SENTENCE.finditer(folded.text)]
    while sentences:
        size = sum(end <= sentences[0][0] + longest for _, end in sentences) or 1
        inside, sentences = sentences[:size], sentences[size:]
        planted = [folded.span(*span) for sentence in inside for span in _plant(folded.text, sentence, finds, chance)]
        yield Chunk(grounder, source, folded.span(inside[0][0], inside[-1][1]), planted)


def _plant(text: str, sentence: Span, finds: list[Find], chance: random.Random) -> Iterator[Span]:
    """The whole sentence or runs of its clauses, where they hold a quantity."""
    clauses = [match.span() for match in _CLAUSE.finditer(text, *sentence)]
    whole = chance.random() < SHARE_OF_SENTENCES
    while clauses:
        length = len(clauses) if whole else chance.randint(1, 3)
        run, clauses = clauses[:length], clauses[length:]
        start, end = run[0][0], run[-1][1]
        first = bisect_left(finds, start, key=lambda find: find.start)
        if end - start >= SHORTEST_QUOTE and first < len(finds) and finds[first].end <= end:
            yield start, end


def placed_right(planted: Iterable[Chunk], measure: str, share: float, chance: random.Random, *, shuffled: bool = False) -> Row:
    """Planted quotes that come back to exactly their own place, though the same words may stand elsewhere too."""
    tried = right = 0
    for chunk in planted:
        spans = [span for span in chunk.planted if chance.random() < share]
        if shuffled:
            chance.shuffle(spans)
        places = chunk.grounder.place_all([chunk.source[start:end] for start, end in spans], chunk.within)
        tried += len(spans)
        right += sum(place is not None and (place.start, place.end) == span for place, span in zip(places, spans, strict=True))
    return Row(measure, tried, right, "≥ 99.9 %")


def placed_changed(planted: Iterable[Chunk], measure: str, change: Change, chance: random.Random, target: str) -> Row:
    """Changed quotes that are placed all the same; those that do stand in the chunk after the change are left out."""
    tried = placed = left_out = 0
    for chunk in planted:
        letters = letters_of(fold(chunk.source[slice(*chunk.within)]).text)
        changed = [quote for words in chunk.quotes() if (quote := change(words, chance)) is not None]
        strange = [quote for quote in changed if letters_of(fold(quote).text) not in letters]
        tried += len(strange)
        left_out += len(changed) - len(strange)
        placed += sum(chunk.grounder.place(quote, chunk.within) is not None for quote in strange)
    return Row(measure, tried, placed, target, left_out)


def change_digit(quote: str, chance: random.Random) -> str | None:
    """One digit of the quote becomes another one."""
    digits = list(_DIGIT.finditer(quote))
    if not digits:
        return None
    match = chance.choice(digits)
    other = chance.choice([digit for digit in "0123456789" if digit != fold(match[0]).text])
    return quote[: match.start()] + other + quote[match.end() :]


def change_year(quote: str, chance: random.Random) -> str | None:
    """A year of the quote becomes the one before or after."""
    changed = _YEAR.sub(lambda match: str(int(match[1]) + chance.choice((-1, 1))), quote, count=1)
    return None if changed == quote else changed


def exchange(words: dict[str, str], after: str = "") -> Change:
    """A change of one of the words that the quote holds, where it follows the pattern ``after``."""
    pattern = re.compile(rf"(?<={after})(?:{'|'.join(words)})")

    def change(quote: str, chance: random.Random) -> str | None:
        present = list(pattern.finditer(quote))
        if not present:
            return None
        match = chance.choice(present)
        return quote[: match.start()] + words[match[0]] + quote[match.end() :]

    return change


def elide(quote: str, chance: random.Random) -> str | None:
    """An ellipsis instead of the inner clauses of the quote."""
    clauses = quote.split("，")
    return "……".join((clauses[0], clauses[-1])) if len(clauses) > 2 and all(len(clause) > 5 for clause in clauses) else None


FIGURE_CHANGES: dict[str, Change] = {
    "digit": change_digit,
    "year": change_year,
    "sign": exchange(_SIGN),
    "unit": exchange(_UNIT, after=r"\d"),
}
WORD_CHANGES: dict[str, Change] = {
    "a particle or a filler": exchange(_PARTICLE),
    "punctuation": exchange(_PUNCTUATION),
    "an ellipsis": elide,
}


def speed(planted: Iterable[Chunk]) -> tuple[float, float]:
    """Characters a second: of text while indexing, and of quotes while placing."""
    planted = list(planted)
    sources = {chunk.source for chunk in planted}
    folded = [fold(source) for source in sources]
    started = time.perf_counter()
    for text in folded:
        Grounder.of(text)
    indexed = time.perf_counter()
    for chunk in planted:
        chunk.grounder.place_all(chunk.quotes(), chunk.within)
    placed = time.perf_counter()
    characters = sum(len(quote) for chunk in planted for quote in chunk.quotes())
    return sum(map(len, sources)) / (indexed - started), characters / (placed - indexed)


def rows(sources: list[str], planted: list[Chunk], chance: random.Random) -> Iterator[Row]:
    """All rows that count quotes. Nothing tells apart shuffled quotes that stand twice in a whole report: no target there."""
    reports = [chunk for source in sources for chunk in chunks(source, chance, longest=len(source))]
    for scope, places in (("chunk", planted), ("report", reports)):
        for share in (1.0, SUBSET):
            for order in ("in order", "shuffled"):
                measure = f"verbatim, by {scope}, {share:.0%} {order}, at the right place"
                row = placed_right(places, measure, share, chance, shuffled=order == "shuffled")
                yield row._replace(target="") if (scope, order) == ("report", "shuffled") else row
    for name, change in FIGURE_CHANGES.items():
        yield placed_changed(planted, f"one {name} changed, placed", change, chance, "0")
    for name, change in WORD_CHANGES.items():
        yield placed_changed(planted, f"{name} changed, placed", change, chance, "")


def main(paths: list[str]) -> None:
    """Prints the table for the seeds and the files at ``paths``."""
    chance = random.Random(2024)
    files = [*sorted(SEEDS.glob("*.txt")), *map(Path, paths)]
    sources = [read_document(file).text for file in files]
    planted: list[Chunk] = []
    while sum(len(chunk.planted) for chunk in planted) < FEWEST_QUOTES:
        planted += [chunk for source in sources for chunk in chunks(source, chance)]
    print(f"{'quotes':<56}{'tried':>8}{'placed':>8}{'share':>10}{'left out':>10}   target")
    for row in rows(sources, planted, chance):
        share = row.placed / max(row.tried, 1)
        print(f"{row.measure:<56}{row.tried:>8}{row.placed:>8}{share:>10.3%}{row.left_out:>10}   {row.target}")
    indexing, placing = speed(planted)
    print(f"{'characters of text a second, indexing':<56}{indexing:>26,.0f}")
    print(f"{'characters of quotes a second, placing':<56}{placing:>26,.0f}             ≥ 100,000")


if __name__ == "__main__":
    main(sys.argv[1:])
