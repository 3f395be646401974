"""Naming: the name of a new record and the noun in it, from the words around its number and what was said before."""

from __future__ import annotations

import re

from extractor.readers.rules.discourse import Discourse
from extractor.readers.rules.names import base_noun, is_generic, leading_verb, only_verbs, part_of, thing, without_verb
from extractor.readers.rules.roles import Reading, Role, names_something
from extractor.readers.rules.segments import Segment, Slot

Naming = tuple[str, str]
_ENUMERATOR = re.compile(r"^[（）一二三四五六七八九十、是]+")


def name_of(discourse: Discourse, segment: Segment, slot: Slot, reading: Reading, subject: str) -> Naming:
    """Name and noun of a record whose number stands in ``slot`` behind the words ``subject``."""
    right = thing(slot.right)
    if reading.role is Role.ORIGIN and not subject:
        subject = discourse.mention
    if reading.role is Role.SHARE or (subject.startswith("占") and reading.role is Role.ORIGIN):
        return _share(discourse, subject)
    if subject and not only_verbs(subject):
        return _subject(discourse, segment, slot, subject, right)
    if right and reading.role is not Role.CHANGE and not (is_generic(right) and discourse.mention):
        discourse.verb = subject or (discourse.verb if segment.joint == "、" else "")
        return discourse.verb + right, right
    noun = discourse.group[-1].noun if discourse.group else discourse.mention or discourse.fallback_name()
    return (subject + noun if subject and not noun.startswith(subject) else noun), noun


def _share(discourse: Discourse, subject: str) -> Naming:
    """``占规上工业比重`` is a share of what the sentence spoke of; ``民生支出占…`` names its own."""
    before = subject.partition("占")[0]
    if not subject and not discourse.group:  # 占1%: of what the sentence does not say
        subject = discourse.mention or discourse.fallback_name()
    if names_something(before) or not discourse.group:
        return subject, before or subject
    noun = discourse.group[-1].noun
    return noun + subject[len(before) :], noun


def _subject(discourse: Discourse, segment: Segment, slot: Slot, subject: str, right: str) -> Naming:
    """Name where the words in front hold a subject of their own."""
    if discourse.in_part and discourse.whole is not None:
        name = part_of(discourse.whole.noun, without_verb(subject))
        return name, name
    if is_generic(subject):
        return _completed(discourse, subject)
    if len(right) >= 2 and (slot.find.quantity.unit[-1:] != "%" or slot.right.startswith("的")):
        subject = subject + right
    verb = leading_verb(subject)
    if not verb and discourse.verb and segment.joint == "、" and discourse.group:
        return discourse.verb + subject, subject
    discourse.verb = verb
    return subject, without_verb(subject)


def _completed(discourse: Discourse, subject: str) -> Naming:
    """``总量``, ``完成率``: completed by what was named before, or else by the heading."""
    if discourse.group:
        noun = discourse.group[-1].noun
        return base_noun(noun) + subject.removeprefix("其"), noun
    if discourse.mention:
        return discourse.mention + subject, discourse.mention
    section = discourse.statement.section
    heading = _ENUMERATOR.sub("", section[-1]) if section else ""
    return (f"{subject}（{heading}）" if heading else subject), subject
