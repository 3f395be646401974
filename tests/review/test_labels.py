"""Words of the page: the same in both languages, and one for whatever the page can show."""

from __future__ import annotations

import json
import re

from extractor.review.form import forms
from extractor.review.index import SCRIPTS as INDEX_SCRIPTS
from extractor.review.page import SCRIPTS, read
from extractor.review.places import State
from schemas import Bound
from schemas.corrections import Verdict

LABELS = json.loads(read("labels.json"))
_USED = re.compile(r'word\("([\w.]+)"|data-(?:label|title|name|placeholder)="([\w.]+)"')


GROUPS = ("options", "issues")


def flat(language: str) -> dict[str, str]:
    """All words of ``language``, those of groups too."""
    words = {key: said for key, said in LABELS[language].items() if key not in GROUPS}
    return words | {f"{group}.{key}": said for group in GROUPS for key, said in LABELS[language][group].items()}


def test_both_languages_have_the_same_words() -> None:
    assert flat("zh").keys() == flat("en").keys()


def test_their_gaps_are_the_same() -> None:
    for key, words in flat("zh").items():
        assert set(re.findall(r"\{\w+\}", words)) == set(re.findall(r"\{\w+\}", flat("en")[key])), key


def test_each_language_is_one() -> None:
    names = r"Ctrl\+\w+|Esc|English|Switch to English|\{\w+\}|Q1|\b[aenx]\b"
    assert not {key: said for key, said in flat("zh").items() if re.search("[A-Za-z]", re.sub(names, "", said))}
    assert not {key for key, said in flat("en").items() if re.search("[\u4e00-\u9fff]", said) and not key.startswith("language")}


def test_every_field_choice_state_and_verdict_has_a_word() -> None:
    fields = [field for fields in forms().values() for field in fields]
    assert {field["path"] for field in fields} <= LABELS["en"].keys()
    assert {option for field in fields for option in field["options"]} | {bound.value for bound in Bound} <= LABELS["en"][
        "options"
    ].keys()
    assert {each.value for each in (*State, *Verdict)} | set(forms()) <= LABELS["en"].keys()


def test_every_word_that_the_files_ask_for_is_there() -> None:
    sources = "\n".join(map(read, {*SCRIPTS, *INDEX_SCRIPTS, "page.html.j2", "index.html.j2"}))
    used = {key for pair in _USED.findall(sources) for key in pair if key}
    assert len(used) > 40
    assert used <= LABELS["en"].keys()
