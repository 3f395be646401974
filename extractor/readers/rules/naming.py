"""Naming: the name of a new record and the noun in it, from the words around its number and what was said before."""

from __future__ import annotations

from extractor.readers.rules.discourse import Discourse
from extractor.readers.rules.names import acting_body, base_noun, is_generic, leading_verb, only_verbs, part_of, thing, without_verb
from extractor.readers.rules.roles import Reading, Role, names_something
from extractor.readers.rules.segments import NumberInContext, Segment

Naming = tuple[str, str]


def name_of(discourse: Discourse, segment: Segment, slot: NumberInContext, reading: Reading, subject: str) -> Naming:
    """Name and noun of a record whose number stands in ``slot`` behind the words ``subject``."""
    right = thing(slot.right)
    if reading.role is Role.ORIGIN and not subject:
        subject = discourse.pending_topic
    if reading.role is Role.SHARE or (subject.startswith("占") and reading.role is Role.ORIGIN):
        return _share(discourse, subject)
    if subject and not only_verbs(subject):
        return _subject(discourse, segment, slot, subject, right)
    if right and reading.role is not Role.CHANGE and not (is_generic(right) and discourse.pending_topic):
        discourse.verb = subject or (discourse.verb if segment.separator == "、" else "")
        return discourse.verb + right, right
    noun = (
        discourse.group[-1].noun if discourse.group else discourse.pending_topic or discourse.topic() or discourse.fallback_name()
    )
    return (subject + noun if subject and not noun.startswith(subject) else noun), noun


def _share(discourse: Discourse, subject: str) -> Naming:
    """``占规上工业比重`` is a share of what the sentence spoke of; ``民生支出占…`` names its own."""
    before = subject.partition("占")[0]
    if is_generic(before) and discourse.group:
        return _completed(discourse, subject)
    if not subject and not discourse.group:  # 占1%: of what the sentence does not say
        subject = discourse.pending_topic or discourse.fallback_name()
    if names_something(before) or not discourse.group:
        return subject, before or subject
    noun = discourse.group[-1].noun
    return noun + subject[len(before) :], noun


def _subject(discourse: Discourse, segment: Segment, slot: NumberInContext, subject: str, right: str) -> Naming:
    """Name where the words in front hold a subject of their own."""
    if discourse.in_part and discourse.whole is not None:
        name = part_of(discourse.whole.noun, without_verb(subject))
        return name, name
    if is_generic(subject):
        return _completed(discourse, subject)
    if len(right) >= 2 and (slot.find.quantity.unit[-1:] != "%" or slot.right.startswith(("的", "用于", "投向"))):
        subject = subject + right
    verb = leading_verb(subject)
    if actor := _actor(discourse, verb):
        subject = actor + subject
    elif not verb and discourse.verb and segment.separator == "、" and discourse.group:
        return discourse.verb + subject, subject
    discourse.verb = verb
    return subject, without_verb(subject)


def _actor(discourse: Discourse, verb: str) -> str:
    """``农民工`` in ``农民工参加工伤保险9万人，参加医疗保险3.5万人``: who does the same again."""
    before = discourse.group[-1].name.partition(verb)[0] if verb and discourse.group else ""
    return before if 2 <= len(before) < len(discourse.group[-1].name) else ""


def _completed(discourse: Discourse, subject: str) -> Naming:
    """``总量``, ``完成率``: completed by what was named before, or else by the heading."""
    subject = subject.removeprefix("其")
    if discourse.group:
        last = discourse.group[-1]
        return (acting_body(last.name) or base_noun(last.noun)) + subject, last.noun
    whole = discourse.pending_topic or discourse.topic()
    return whole + subject, whole or subject
