"""Generated inputs against everything that reads: ``python -m benchmarks.fuzz --inputs 1000000``.

Texts are made of pieces of this genre (numbers, units, verbs, marks, broken characters), and by damaging the sample reports; bytes
and model answers by damaging good ones. Every input must end as a sound result or as one of the program's own errors: any other
exception is a crash, and is printed with the number that makes the same input again. Then pieces are repeated: where four times
the text costs far more than four times the processor time, the growth is not linear.
"""

from __future__ import annotations

import argparse
import multiprocessing
import random
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from rich.console import Console
from rich.table import Table

from extractor import extract_text, find_numbers
from extractor.documents import Document, read_bytes
from extractor.errors import ExtractorError
from extractor.grounding import Grounder
from extractor.llm.reading import UnfitAnswer, read
from extractor.outline.chunks import chunks
from extractor.prepared import prepare
from extractor.readers.model.ground import ground
from extractor.readers.model.response import Reading
from schemas import Result
from schemas.quantities import quantities

SEEDS = Path(__file__).parents[1] / "seeds"
_WORDS = """
1 一 两 十 百余 千 万 亿 830.6 8.1% ３．５ 1,234 2.7万余人 1-2个 三分之一 个百分点 % ‰ 亿元 万人 家 条 平方米 倍 成
增长 下降 达到 完成 预计 力争 确保 新建 开工 建成 投资 其中 分别 同比 高于全市（ 由 到 以上 左右 不低于 控制在 以内
地区生产总值 一般公共预算收入 PM2.5 5G 3A级 “三个一批” 第一产业 十四五 2024年 1~11月 上半年 全市 全国
、 ， 。 ； ： （ ） “ ” 《 》 （一） 一、 ## ** |
"""
PIECES = (*_WORDS.split(), " ", "\n", "\n\n", "\t", "\u3000", "\x00", "\ufeff", "\u200b", "𠮷", "\ud83d", "é")
_DAMAGE = ("", "}", '"', "\\", "[", "null", "```", "<think>", "\ud83d", "9" * 400)
_STARTS = "某市2024年政府工作报告\n一、2023年工作回顾\n"
_GROWTH_LIMIT = 6.0  # processor time for four times the text: four, and some leave for noise


class Unsound(Exception):
    """A result whose places do not lead to its words, or that lost a number."""


def check(result: Result, text: str) -> None:
    """Raise :class:`Unsound` where ``result`` is no sound reading of ``text``."""
    claimed = set()
    for record in result.records:
        if text[record.evidence.start : record.evidence.end] != record.evidence.quote:
            raise Unsound(f"evidence of {record.name}")
        for _, quantity in quantities(record):
            claimed.add(quantity.start)
            if text[quantity.start : quantity.end] != quantity.raw:
                raise Unsound(f"place of {quantity.raw}")
    listed = {missed.quantity.start for missed in result.reconciliation.unclaimed}
    if listed | claimed != {quantity.start for quantity in find_numbers(text)}:
        raise Unsound("a number is neither claimed nor listed")


@cache
def samples() -> tuple[str, ...]:
    """The sample reports as text."""
    return tuple(path.read_text(encoding="utf-8") for path in sorted(SEEDS.glob("*.txt")))


def made_up(chance: random.Random) -> str:
    """A text of random pieces."""
    return _STARTS + "".join(chance.choices(PIECES, k=chance.randint(1, 24)))


def damaged(chance: random.Random) -> str:
    """A passage of a sample report with characters lost, doubled, swapped or replaced by pieces."""
    report = chance.choice(samples())
    start = chance.randrange(len(report))
    letters = list(report[start : start + chance.randint(10, 120)])
    for _ in range(chance.randint(1, 6)):
        place = chance.randrange(len(letters))
        letters[place : place + chance.randint(0, 2)] = chance.choice((chance.choice(PIECES), letters[place] * 2, ""))
        letters = letters or ["。"]
    return "".join(letters)


def read_numbers(chance: random.Random) -> None:
    """The regex layer."""
    text = chance.choice((made_up, damaged))(chance)
    for quantity in find_numbers(text):
        if text[quantity.start : quantity.end] != quantity.raw:
            raise Unsound(f"place of {quantity.raw}")


def read_text(chance: random.Random) -> None:
    """The whole pipeline with the rules."""
    text = chance.choice((made_up, damaged))(chance)
    check(extract_text(text), Document.from_text(text).text)


def read_any_bytes(chance: random.Random) -> None:
    """Bytes of a file: encodings, broken ones, and formats that they only pretend to be."""
    encoding = chance.choice(("utf-8", "gb18030", "utf-16", "utf-8-sig"))
    data = bytearray(damaged(chance).encode(encoding, "replace"))
    for _ in range(chance.randint(0, 4)):
        data[chance.randrange(len(data))] = chance.randrange(256)
    opening = chance.choice((b"", b"", b"%PDF-1.7\n", b"PK\x03\x04", b"<html><body>", b"\xd0\xcf\x11\xe0"))
    read_bytes(opening + bytes(data[: chance.randint(0, len(data))]), "fuzz.txt")


def read_answer(chance: random.Random) -> None:
    """What a model says: JSON with damage, thoughts, fences, several values."""
    words = list(_answer(chance, "地区生产总值完成830.6亿元", "830.6亿元").model_dump_json())
    for _ in range(chance.randint(0, 3)):
        words[chance.randrange(len(words))] = chance.choice(
            ("", "}", '"', "\\", "[", "null", "```", "<think>", "\ud83d", "9" * 400)
        )
    read("".join(words), Reading)


def ground_answer(chance: random.Random) -> None:
    """A model's valid answer about a text, true and untrue things mixed, led back to its places."""
    text = damaged(chance)
    prepared = prepare(Document.from_text(text))
    parts = chunks(prepared.outline, 200)
    if not parts:
        return
    start = chance.randrange(len(text))
    raw = chance.choice([find.quantity.raw for find in prepared.finds] or ["8%"])
    reading = _answer(chance, text[start : start + chance.randint(1, 60)] or text, raw)
    grounded = ground(reading, chance.choice(parts), prepared, Grounder.of(prepared.folded))
    source = prepared.document.text
    for record in grounded.records:
        for _, quantity in quantities(record):
            if source[quantity.start : quantity.end] != quantity.raw:
                raise Unsound(f"place of {quantity.raw}")


def _answer(chance: random.Random, quote: str, raw: str) -> Reading:
    number = {"raw": raw, "value": chance.choice((830.6, -1, 0, 10**12, 0.1)), "unit": chance.choice(("亿元", "%", "", "个百分点"))}
    indicator = {"quote": quote, "name": "地区生产总值", "value": number, "change": chance.choice((None, number))}
    project = {"quote": quote, "name": "项目", "count": number, "scale": [number] * chance.randint(0, 2), "timeframe": "done"}
    commitment = {"quote": quote, "name": "目标", "target": number}
    reported = {"indicators": [indicator], "projects": [project], "commitments": [commitment] * chance.randint(0, 2)}
    return Reading.model_validate(reported)


READERS: dict[str, Callable[[random.Random], None]] = {
    "regex layer": read_numbers,
    "rules pipeline": read_text,
    "bytes of a file": read_any_bytes,
    "model's words": read_answer,
    "grounding": ground_answer,
}


@dataclass(frozen=True, slots=True)
class Batch:
    """Inputs ``first`` to ``last`` (excluded) of one reader."""

    reader: str
    first: int
    last: int


@dataclass(frozen=True, slots=True)
class Outcome:
    """What came of a batch: seconds, and crashes as «number: exception»."""

    batch: Batch
    seconds: float
    crashes: tuple[str, ...]


def run(batch: Batch) -> Outcome:
    """Give the reader each input of ``batch``; the number of an input alone makes it again."""
    began, crashes = time.process_time(), []
    for number in range(batch.first, batch.last):
        try:
            READERS[batch.reader](random.Random(number))
        except (ExtractorError, UnfitAnswer):
            continue  # refused with a sentence, as it should be
        except Exception as error:
            crashes.append(f"{number}: {type(error).__name__}: {error}"[:200])
    return Outcome(batch, time.process_time() - began, tuple(crashes))


def growth(text: str, reader: Callable[[str], object]) -> float:
    """Processor time of ``reader`` for four times ``text``, as a multiple of that for ``text`` once: the best of three."""
    return min(_seconds(reader, text * 4) for _ in range(3)) / min(_seconds(reader, text) for _ in range(3))


def _seconds(reader: Callable[[str], object], text: str) -> float:
    began = time.process_time()
    reader(text)
    return time.process_time() - began


def growths(characters: int, pieces: Sequence[str]) -> list[tuple[str, float]]:
    """Every piece, and pairs of pieces, repeated to ``characters``: the worst growth comes first."""
    chance = random.Random(0)
    repeated = [*pieces, *("".join(chance.choices(pieces, k=chance.randint(2, 5))) for _ in range(len(pieces)))]
    found = [(repr(piece), growth(piece * (characters // len(piece)), extract_text)) for piece in repeated if piece]
    return sorted(found, key=lambda each: -each[1])


def fuzzed(inputs: int, first: int, size: int = 2_000) -> dict[str, list[Outcome]]:
    """The outcomes of ``inputs`` inputs, shared out evenly among all readers, by reader."""
    share = inputs // len(READERS)
    batches = [
        Batch(reader, start, min(start + size, first + share)) for reader in READERS for start in range(first, first + share, size)
    ]
    outcomes: dict[str, list[Outcome]] = {reader: [] for reader in READERS}
    with multiprocessing.Pool() as pool:
        for outcome in pool.imap_unordered(run, batches):
            outcomes[outcome.batch.reader].append(outcome)
    return outcomes


def main() -> None:
    """Run and print two tables; exit 1 where anything crashed, was unsound, or grows faster than the text."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.fuzz", description=(__doc__ or "").partition(":")[0])
    parser.add_argument("--inputs", type=int, default=50_000, help="inputs over all readers")
    parser.add_argument("--first", type=int, default=0, help="number of the first input: other numbers, other inputs")
    parser.add_argument("--characters", type=int, default=4_000, help="length of the repeated texts")
    options = parser.parse_args()
    console = Console()
    outcomes = fuzzed(options.inputs, options.first)
    crashes = [(reader, crash) for reader, found in outcomes.items() for each in found for crash in each.crashes]
    table = Table("reader", "inputs", "crashes", "processor s", title=f"{options.inputs:,} generated inputs")
    for reader, found in outcomes.items():
        count = sum(each.batch.last - each.batch.first for each in found)
        failed = sum(len(each.crashes) for each in found)
        table.add_row(reader, f"{count:,}", str(failed), f"{sum(each.seconds for each in found):.0f}")
    console.print(table)
    for reader, crash in crashes[:20]:
        console.print(f"{reader}, input {crash}", markup=False)
    steep = growths(options.characters, PIECES)
    console.print(f"Four times the text: worst growth {steep[0][1]:.1f} × ({steep[0][0]}), of {len(steep)} repeated pieces.")
    if crashes or steep[0][1] > _GROWTH_LIMIT:
        raise SystemExit(1)


if __name__ == "__main__":
    main()
