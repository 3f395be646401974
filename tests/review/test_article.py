"""The text as HTML: whatever overlaps, no character is lost, and each span marks what it says."""

from __future__ import annotations

from html.parser import HTMLParser

import pytest
from hypothesis import given
from hypothesis import strategies as st

from extractor.documents import Document
from extractor.prepared import prepare
from extractor.review.article import render_article
from extractor.review.places import Place, State
from schemas import Check, CheckStatus, Commitment, Evidence, Quantity, ReadBy
from schemas.record import Record

_CHECK = Check(status=CheckStatus.NO_NUMBERS, read_by=ReadBy.RULES)
_TEXTS = st.text(alphabet="区增长8%*\n\r <>&\"'𠮷\x00", min_size=1, max_size=40)


class Reading(HTMLParser):
    """The characters of the blocks, each with the records and the place that mark it."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.characters: list[tuple[str, frozenset[int], int | None]] = []
        self.starts: list[tuple[int, int]] = []
        self._marks: list[dict[str, str | None]] = []
        self._blocks = 0

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        values = dict(attrs)
        if "data-o" in values:
            if self._blocks:
                self.characters.append(("\n", frozenset(), None))
            self._blocks += 1
            self.starts.append((int(values["data-o"] or 0), len(self.characters)))
        self._marks.append(values)

    def handle_endtag(self, tag: str) -> None:
        self._marks.pop()

    def handle_data(self, data: str) -> None:
        if not self._marks:
            return  # between blocks
        records = frozenset(int(each) for mark in self._marks for each in (mark.get("data-r") or "").split())
        place = next((int(mark["data-q"] or 0) for mark in self._marks if "data-q" in mark), None)
        self.characters += [(character, records, place) for character in data]


def spans(text: str) -> st.SearchStrategy[list[tuple[int, int]]]:
    ends = st.tuples(st.integers(0, len(text) - 1), st.integers(1, len(text)))
    return st.lists(ends.filter(lambda span: span[0] < span[1]), max_size=5, unique=True)


def record(text: str, span: tuple[int, int]) -> Record:
    evidence = Evidence(quote=text[slice(*span)], start=span[0], end=span[1])
    return Commitment(id="-", name="x", evidence=evidence, check=_CHECK)


def place(text: str, span: tuple[int, int]) -> Place:
    return Place(Quantity(value=1, unit="个", raw=text[slice(*span)], start=span[0], end=span[1]), State.CONFIRMED, True)


@given(st.data(), _TEXTS)
def test_no_character_is_lost_and_each_is_marked_as_the_spans_say(data: st.DataObject, text: str) -> None:
    evidence, numbers = data.draw(spans(text)), data.draw(spans(text))
    html = render_article(
        prepare(Document.from_text(text)), [record(text, span) for span in evidence], [place(text, span) for span in numbers]
    )
    reading = Reading()
    reading.feed(html)
    assert "".join(character for character, _, _ in reading.characters) == text.replace("\x00", "\ufffd")
    assert all(offset == index for offset, index in reading.starts)
    for offset, (character, records, number) in enumerate(reading.characters):
        if character != "\n":
            assert records == {index for index, (start, end) in enumerate(evidence) if start <= offset < end}
            covering = [end - start for start, end in numbers if start <= offset < end]
            assert (number is None) == (not covering)
            if number is not None:
                assert numbers[number][1] - numbers[number][0] == min(covering)


@pytest.mark.parametrize(
    ("text", "html"),
    [
        ("工业**增长**8%。", "工业<i>**</i><b>增长</b><i>**</i>8%。"),
        ("**增长8%", "<i>**</i>增长8%"),  # bold that does not end
        ("增长2*3*4%。", "增长2*3*4%。"),
        ("**一**、**二**增长9%。", "<i>**</i><b>一</b><i>**</i>、<i>**</i><b>二</b><i>**</i>增长9%。"),
    ],
)
def test_markdown_bold_is_bold_and_its_marks_stay_but_faint(text: str, html: str) -> None:
    assert render_article(prepare(Document.from_text(text)), [], []) == f"<p data-o=0>{html}</p>"


def test_a_number_that_is_half_bold_stays_one_number() -> None:
    text = "增长**8**%"
    html = render_article(prepare(Document.from_text(text)), [], [place(text, (2, 8))])
    assert html == '<p data-o=0>增长<span class="q confirmed" data-q=0><i>**</i><b>8</b><i>**</i>%</span></p>'


def test_headings_are_headings() -> None:
    text = "一、2023年工作回顾\n\n全区增长8%。\n\n（一）工业\n\n增长9%。\n"
    html = render_article(prepare(Document.from_text(text)), [], [])
    assert "<h2 data-o=0>一、2023年工作回顾</h2>" in html
    assert ">（一）工业</h3>" in html
    assert ">全区增长8%。</p>" in html
