"""The grammar's word lists, read once from the CSV files under ``data/``; every row carries an example."""

from __future__ import annotations

import re
from functools import cache

from extractor.numbers.pattern import alternatives
from schemas import Stage
from schemas.regions import region_words
from schemas.rows import read_rows


@cache
def rows(name: str) -> tuple[dict[str, str], ...]:
    """Rows of ``data/<name>.csv``."""
    return tuple(read_rows("extractor.readers.rules", f"data/{name}.csv"))


def column(name: str, field: str) -> str:
    """One column of a table as an alternation."""
    return alternatives([row[field] for row in rows(name)])


def guarded(name: str) -> str:
    """The column ``word`` as an alternation; ``not_before`` holds characters with which a word would be part of another."""
    ordered = sorted(rows(name), key=lambda row: -len(row["word"]))
    return "|".join(re.escape(row["word"]) + (f"(?![{row['not_before']}])" if row["not_before"] else "") for row in ordered)


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
LEAD_WORD = guarded("lead_words")
REGION_WORD = alternatives(list(region_words()))
MEASURE = column("measures", "noun")
NOUN_END = column("noun_ends", "word")
PROJECT_NOUN = column("project_nouns", "noun")
VERB = guarded("verbs")
BARE_MEASURE = column("bare_measures", "noun")
MEASURE_MODIFIER = column("measure_modifiers", "word")
