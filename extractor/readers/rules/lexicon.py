"""The grammar's word lists, read once from the CSV files under ``data/``; every row carries an example."""

from __future__ import annotations

import csv
import re
from functools import cache
from importlib.resources import files

from schemas import Stage
from schemas.regions import region_words


@cache
def rows(name: str) -> tuple[dict[str, str], ...]:
    """Rows of ``data/<name>.csv``."""
    text = files("extractor.readers.rules").joinpath("data", f"{name}.csv").read_text(encoding="utf-8")
    return tuple(csv.DictReader(text.splitlines()))


def alternatives(words: list[str]) -> str:
    """A regular-expression alternation, longest word first."""
    return "|".join(re.escape(word) for word in sorted(set(words), key=len, reverse=True))


def column(name: str, field: str) -> str:
    """One column of a table as an alternation."""
    return alternatives([row[field] for row in rows(name)])


SIGNS = {row["word"]: int(row["sign"]) for row in rows("change_words")}
STAGES = {row["word"]: Stage(row["stage"]) for row in rows("stage_words")}
ELISIONS = {row["written"]: row["full"] for row in rows("elisions")}
LEADS = {row["word"]: (row["sets"], row["value"]) for row in rows("lead_words")}
PROJECT_NOUNS = {row["noun"]: row["need"] for row in rows("project_nouns")}

CHANGE_VERB = alternatives([row["word"] for row in rows("change_words") if row["class"] == "verb"])
CHANGE_NOUN = alternatives([row["word"] for row in rows("change_words") if row["class"] == "noun"])
PER = r"每(?:人每)?(?:人|生|年|月|户|天|日|亩|吨)(?:每[年月])?"
RISES_TO = rf"(?:{alternatives([row['word'] for row in rows('change_words') if row['class'] != 'noun'])})(?:到|至|为)(?:{PER})?"
LEVEL_WORD = column("level_words", "word")
STAGE_WORD = column("stage_words", "word")
LEAD_WORD = column("lead_words", "word")
REGION_WORD = alternatives(list(region_words()))
MEASURE = column("measures", "noun")
PROJECT_NOUN = column("project_nouns", "noun")
VERB = column("verbs", "word")
