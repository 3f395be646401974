"""The tables of words: every row's example is understood as the row says."""

from __future__ import annotations

import re
from enum import StrEnum

import pytest

from extractor.tracking.lexicon import Contrast, Sentence, Term, contrasts, labels, project_indicators, sentences, terms, topics
from extractor.tracking.lexicon import _rows as rows
from extractor.tracking.models import Agreement, Pace, Verdict
from extractor.tracking.subject import subject_of
from schemas.actions import Action, action_in, actions
from schemas.catalogue import catalogue
from schemas.project import Stage


@pytest.mark.parametrize("action", actions(), ids=lambda action: action.action)
def test_an_action_is_found_in_its_example(action: Action) -> None:
    assert action_in(action.example) == action


@pytest.mark.parametrize("contrast", contrasts(), ids=lambda contrast: f"{contrast.one}-{contrast.other}")
def test_the_two_sides_of_a_contrast_stand_in_its_example(contrast: Contrast) -> None:
    one, other = contrast.example.split(" / ")
    assert re.search(contrast.one, one) and not re.search(contrast.one, other)
    assert re.search(contrast.other, other) and not re.search(contrast.other, one)


@pytest.mark.parametrize("term", [Term.model_validate(row) for row in rows("terms")], ids=lambda term: f"{term.kind} {term.word}")
def test_a_term_stands_in_its_example(term: Term) -> None:
    assert re.search(term.word, term.example)
    parts = subject_of(term.example).parts
    if term.kind in ("lead", "grade"):
        assert not any(re.match(term.word, part) for part in parts)
    if term.kind == "synonym":
        assert all(term.word not in part or term.word in term.meaning for part in parts)


def test_every_topic_of_the_catalogue_has_a_name() -> None:
    assert {entry.topic for entry in catalogue()} <= {topic.topic for topic in topics()}


def test_sums_over_projects_are_indicators_of_the_catalogue() -> None:
    assert {row.indicator for row in project_indicators()} <= {entry.id for entry in catalogue()}


def test_the_longest_word_comes_first() -> None:
    lengths = [len(word) for word in terms("tail")]
    assert lengths == sorted(lengths, reverse=True)


@pytest.mark.parametrize(("kind", "values"), [("verdict", Verdict), ("agreement", Agreement), ("pace", Pace), ("stage", Stage)])
def test_every_value_has_a_name_in_both_languages(kind: str, values: type[StrEnum]) -> None:
    assert set(labels(kind)) == {value.value for value in values}
    assert all(re.search("[\u4e00-\u9fff]", label.chinese) for label in labels(kind).values())


@pytest.mark.parametrize("sentence", sentences().values(), ids=lambda sentence: sentence.id)
def test_both_sentences_of_a_reason_name_the_same_values_and_end(sentence: Sentence) -> None:
    english, chinese = (set(re.findall(r"{\w+}", text)) for text in (sentence.english, sentence.chinese))
    assert english == chinese
    assert sentence.english.endswith(".") and sentence.chinese.endswith("。")
