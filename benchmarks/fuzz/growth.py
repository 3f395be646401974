"""Whether reading takes time in proportion to what is read: each reader, given inputs of two sizes."""

from __future__ import annotations

import json
import random
import tempfile
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from benchmarks.fuzz.answers import read_with, told
from benchmarks.fuzz.files import REPORT
from benchmarks.fuzz.texts import PIECES, samples
from extractor import extract_text, find_numbers
from extractor.documents import Document, read_bytes
from extractor.errors import ExtractorError
from extractor.llm.reading import UnfitAnswer, read
from extractor.prepared import prepare
from extractor.readers.model.response import Reading
from extractor.review import apply_corrections, read_corrections, result_digest
from extractor.tables import read_result
from extractor.tables.rows import number_rows
from schemas import Result
from schemas.corrections import Corrections, Decision, Verdict
from tests.formats.samples import docx_of, html_of, pdf_of

TIMES = 4
LIMIT = 6.0  # processor time for four times the input: four, and some leave for noise
_MEASURED_ANEW = 2
_LEAST_SECONDS = 0.002  # what takes less is nothing but noise
_LINES = 20
_JSON_PIECES = ("{", "[", '{"a":', "[[", "{}", '{"value": 1}', "<think>", "</think>", "```\n", "```json\n{}\n```\n", '"', "\\", "9")
_TAGS = ("<p>", "<div>", "</div>", "<table><tr><td>", "<br>", "&", "&amp;", "<!--", "<script>", "<a href=x>", "<", "<p>1个</p>")

Read = Callable[[], object]


@dataclass(frozen=True, slots=True)
class Growing:
    """Inputs of a reader that can be made in any size: ``made`` makes one ``times`` as large, ready to be read."""

    reader: str
    what: str
    made: Callable[[int], Read]


@dataclass(frozen=True, slots=True)
class Growth:
    """Processor time for the larger input, as a multiple of that for the smaller one."""

    reader: str
    what: str
    times: float


def growths(characters: int) -> list[Growth]:
    """The growth of every input of every reader, the worst one of each reader first."""
    found = [Growth(each.reader, each.what, _growth(each.made)) for each in _inputs(characters)]
    return sorted(found, key=lambda each: -each.times)


def worst(found: Sequence[Growth]) -> Mapping[str, Growth]:
    """The worst growth of each reader."""
    return {each.reader: each for each in sorted(found, key=lambda each: each.times)}


def _growth(made: Callable[[int], Read]) -> float:
    """What is beyond the limit is measured anew: true growth stays, noise of a busy machine does not."""
    measured = _measured(made)
    for _ in range(_MEASURED_ANEW):
        if measured > LIMIT:
            measured = min(measured, _measured(made))
    return measured


def _measured(made: Callable[[int], Read]) -> float:
    return max(_seconds(made(TIMES)), _LEAST_SECONDS) / max(_seconds(made(1)), _LEAST_SECONDS)


def _seconds(reading: Read) -> float:
    """Processor time of ``reading``: the best of three."""
    return min(_once(reading) for _ in range(3))


def _once(reading: Read) -> float:
    began = time.process_time()
    with suppress(ExtractorError, UnfitAnswer):  # to refuse with a sentence takes time too
        reading()
    return time.process_time() - began


def _inputs(characters: int) -> Iterator[Growing]:
    for piece in _repeated(PIECES):
        yield Growing("regex layer", repr(piece), _texts(find_numbers, piece, 4 * characters))
        yield Growing("rules pipeline", repr(piece), _texts(extract_text, piece, characters))
    for piece in _repeated(_TAGS):
        yield Growing("html", repr(piece), _texts(_page, piece, 4 * characters))
    for piece in _repeated(_JSON_PIECES):
        yield Growing("model's words", repr(piece), _texts(_words, piece, 25 * characters))
    for name, make in {"html": html_of, "docx": docx_of, "pdf": pdf_of}.items():
        yield Growing(name, "more lines", partial(_file, make))
    yield Growing("model's answer, to the result", "more records", _answer)
    yield Growing("results files", "more records", _result)
    yield Growing("corrections files", "more decisions", _corrections)


def _repeated(pieces: Sequence[str]) -> list[str]:
    """Every piece, and as many rows of several of them."""
    chance = random.Random(0)
    return [*pieces, *("".join(chance.choices(pieces, k=chance.randint(2, 5))) for _ in pieces)]


def _texts(reader: Callable[[str], object], piece: str, characters: int) -> Callable[[int], Read]:
    return lambda times: partial(reader, piece * (characters * times // len(piece)))


def _page(article: str) -> object:
    return read_bytes(html_of("", article=lambda _: article), "fuzz")


def _words(words: str) -> object:
    return read(words, Reading)


def _file(make: Callable[[str], bytes], times: int) -> Read:
    return partial(read_bytes, make(REPORT * _LINES * times), "fuzz")


def _answer(times: int) -> Read:
    prepared = prepare(_document(times))
    return partial(read_with, [json.dumps(answer) for answer in told(prepared)], prepared)


def _document(times: int) -> Document:
    return Document.from_text(samples()[0] * times)


def _result(times: int) -> Read:
    return _from_file(_extracted(times).to_json(None), lambda path: list(number_rows(read_result(path))))


def _corrections(times: int) -> Read:
    document, result = _document(times), _extracted(times)
    decisions = tuple(Decision(subject=record.id, verdict=Verdict.ACCEPTED) for record in result.records)
    corrections = Corrections(result=result_digest(result), report="fuzz", decisions=decisions)
    return _from_file(corrections.to_json(), lambda path: apply_corrections(result, read_corrections(path), document))


def _extracted(times: int) -> Result:
    return extract_text(_document(times).text)


def _from_file(content: str, reading: Callable[[Path], object]) -> Read:
    def read_it() -> object:
        with tempfile.NamedTemporaryFile("w", encoding="utf-8", suffix=".json") as file:
            file.write(content)
            file.flush()
            return reading(Path(file.name))

    return read_it
