"""Many requests in files, each within the limits of one job."""

from __future__ import annotations

import tempfile
from collections.abc import Generator, Iterator
from contextlib import closing, contextmanager
from typing import IO

from extractor.batch.provider.lines import request_line
from extractor.batch.provider.terms import Terms


@contextmanager
def first_part(lines: Generator[tuple[str, str], None, None], terms: Terms) -> Iterator[tuple[list[str], IO[bytes]]]:
    """The keys of the first of ``lines`` (key and body of each) that make one job, at least one if there is any; and their file."""
    keys: list[str] = []
    with tempfile.TemporaryFile() as file:
        with closing(lines):
            for key, body in lines:
                line = request_line(key, body)
                if keys and (len(keys) >= terms.requests or file.tell() + len(line) > terms.bytes):
                    break
                file.write(line)
                keys.append(key)
        yield keys, file


def count_parts(sizes: Iterator[int], terms: Terms) -> int:
    """How many jobs requests make whose lines have these ``sizes`` in bytes."""
    parts = requests = size = 0
    for each in sizes:
        if not parts or requests >= terms.requests or size + each > terms.bytes:
            parts, requests, size = parts + 1, 0, 0
        requests, size = requests + 1, size + each
    return parts
