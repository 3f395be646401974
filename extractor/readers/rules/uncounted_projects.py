"""Projects that are not counted: known by the money put into them, or by their size."""

from __future__ import annotations

import re

from extractor.readers.rules.lexicon import PROJECT_NOUN, STAGE_WORD, words_for
from extractor.readers.rules.names import strip_lead, tidy_name, without_lead_verb
from extractor.readers.rules.project_figures import says_money_put_in
from extractor.readers.rules.segments import Clause, NumberInContext
from extractor.readers.rules.stages import read_stage

_NOUN = re.compile(PROJECT_NOUN)
_OF_PROJECT = re.compile(
    rf"的([^，。；\d]{{2,40}}?(?:工程|项目))|的([^，。；\d]{{2,30}}?)(?:已|正|全面|即将|顺利|基本)?(?:{STAGE_WORD})"
)
_PUT_IN = re.compile(r"(?:总|计划|完成|累计|计划总|概算总)?(?:投资|投资总额|投入资金|投入|占地|占地面积|建筑面积)(?:约|近|达)?$")
_SIZED = re.compile(rf"(?:{words_for('project_units', 'names')})$")
_SIZED_PROJECT = re.compile(rf"(?:/年|/日)?[^，。；、\d]{{0,14}}?(?:{words_for('nouns', 'sized')})")
_REACHED = re.compile(rf"(?:{words_for('project_figures', 'reached')})$")


def invested(slot: NumberInContext, following: str) -> str | None:
    """Name of a project that the sentence knows by its money: ``总投资20亿元的…工程``, ``投资2.2亿元，实施…工程``."""
    if not _PUT_IN.search(slot.left):
        return None
    named = _OF_PROJECT.match(slot.right)
    if named:
        return named[1] or named[2]
    if slot.right or not says_money_put_in(strip_lead(slot.left)[0]):
        return None
    work = strip_lead(following)[0]
    return tidy_name(without_lead_verb(work)) or None if _NOUN.search(work) and read_stage(work) else None


def sized(slot: NumberInContext, clause: Clause) -> str | None:
    """Name of a project known by its size: ``大沽化20万吨聚氯乙烯等大项目开工建设``."""
    find = slot.find
    if not _SIZED.search(find.quantity.unit) or clause.stage is None or _REACHED.search(slot.left):
        return None
    words = _SIZED_PROJECT.match(slot.right)
    if words is None:
        return None
    return tidy_name(without_lead_verb(strip_lead(slot.left)[0]) + find.quantity.raw + words[0])
