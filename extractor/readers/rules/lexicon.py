"""The grammar's word lists, read once from the CSV files under ``data/``; every row carries an example."""

from __future__ import annotations

from functools import cache

from schemas import Stage
from schemas.regions import region_words
from schemas.rows import alternatives, guarded, read_rows


@cache
def rows(name: str) -> tuple[dict[str, str], ...]:
    """Rows of ``data/<name>.csv``."""
    return tuple(read_rows("extractor.readers.rules", f"data/{name}.csv"))


def column(name: str, field: str) -> str:
    """One column of a table as an alternation."""
    return alternatives([row[field] for row in rows(name)])


def words_for(name: str, use: str) -> str:
    """The words of one use in a table as an alternation."""
    return guarded(row for row in rows(name) if row["use"] == use)


SIGNS = {row["word"]: int(row["sign"]) for row in rows("change_words")}
STAGES = {row["word"]: Stage(row["stage"]) for row in rows("stage_words")}
ELISIONS = {row["written"]: row["full"] for row in rows("elisions")}
LEADS = {row["word"]: (row["sets"], row["value"]) for row in rows("lead_words")}
PROJECT_NOUNS = {row["noun"]: row["need"] for row in rows("project_nouns")}

CHANGE_VERB = alternatives([row["word"] for row in rows("change_words") if row["class"] == "verb"])
CHANGE_NOUN = alternatives([row["word"] for row in rows("change_words") if row["class"] == "noun"])
PER = r"每(?:人每)?(?:人|生|年|月|户|天|日|亩|吨)(?:每[年月])?"
RISES_TO = rf"(?:{alternatives([row['word'] for row in rows('change_words') if row['class'] != 'noun'])})(?:到|至|为)(?:{PER})?"
LEVEL_WORD = words_for("level_words", "before")
STAGE_WORD = column("stage_words", "word")
LEAD_WORD = guarded(rows("lead_words"))
REGION_WORD = alternatives(list(region_words()))
MEASURE = column("measures", "noun")
NOUN_END = column("noun_ends", "word")
PROJECT_NOUN = column("project_nouns", "noun")
VERB = guarded(rows("verbs"))
BARE_MEASURE = column("bare_measures", "noun")
MEASURE_MODIFIER = column("measure_modifiers", "word")
