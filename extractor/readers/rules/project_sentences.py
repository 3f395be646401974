"""Projects in a sentence: counted ones, those that go on without their noun, and the numbers that belong to them."""

from __future__ import annotations

from extractor.readers.rules.discourse import Discourse
from extractor.readers.rules.draft import Draft
from extractor.readers.rules.names import leading_verb, only_verbs, strip_lead, strip_level, thing, tidy, without_lead_verb
from extractor.readers.rules.project_figures import (
    COUNTERS,
    is_money,
    is_scale,
    says_completed_investment,
    says_investment,
    says_size,
)
from extractor.readers.rules.projects import ProjectWords
from extractor.readers.rules.roles import names_something
from extractor.readers.rules.segments import NumberInContext, Segment
from extractor.readers.rules.stages import read_stage


def counted_project(discourse: Discourse, segment: Segment, index: int, words: ProjectWords) -> list[NumberInContext]:
    """Open the project that slot ``index`` counts; returns the slots of the segment that tell something else."""
    slot = segment.slots[index]
    draft = discourse.start(segment, words.name, words.noun, is_project=True)
    draft.stage, draft.count = words.stage, slot.find.quantity
    discourse.group, discourse.whole = [draft], draft
    discourse.verb = leading_verb(strip_lead(slot.left)[0])
    others = [(place, other) for place, other in enumerate(segment.slots) if place != index]
    return [other for place, other in others if not _belongs(draft, other, before=place < index)]


def _belongs(draft: Draft, slot: NumberInContext, before: bool) -> bool:
    """Take in another number of the project's own segment, if it is the project's money, size or a finer count."""
    subject = strip_level(strip_lead(slot.left.removeprefix("的").removeprefix(draft.noun))[0])
    own_words = names_something(subject) and not only_verbs(subject)
    money = is_money(slot.find) and (before or says_investment(subject) or says_completed_investment(slot.left))
    if money or (is_scale(slot.find) and (before or not own_words)):
        add_number(draft, slot)
    elif before and slot.find.quantity.unit in COUNTERS:
        draft.scale.append(slot.find.quantity)
    else:
        return False
    return True


def continues_project(discourse: Discourse, slot: NumberInContext, subject: str) -> bool:
    """``新建小学5所，建成3所``; ``能源路等22条道路加快建设，二砂北路等14条建成通车``: the noun stands only once."""
    last = discourse.group[-1] if discourse.group else None
    if last is None or not last.is_project or last.count is None or slot.find.quantity.unit != last.count.unit:
        return False
    right = slot.right
    bare = not subject or only_verbs(subject) or subject.endswith("等")
    return bare and (not right or read_stage(right[:8]) is not None or right.startswith(("已", "均", "全部")))


def next_project(discourse: Discourse, segment: Segment, slot: NumberInContext) -> None:
    """Open a further project under the noun of the one before."""
    noun = discourse.group[-1].noun
    listed = without_lead_verb(strip_lead(slot.left)[0])
    name = tidy(listed + slot.find.quantity.raw + noun) if listed else noun
    draft = discourse.start(segment, name, noun, is_project=True)
    draft.stage, draft.count = read_stage(segment.text), slot.find.quantity
    discourse.group = [draft]


def joins_project(discourse: Discourse, slot: NumberInContext, subject: str) -> bool:
    """Whether the number is money or size of the project told last."""
    if not discourse.group or not discourse.group[-1].is_project or thing(slot.right):
        return False
    if is_money(slot.find):
        return says_investment(strip_lead(slot.left)[0]) or says_investment(subject)
    return is_scale(slot.find) and (not subject or says_size(subject))


def add_number(draft: Draft, slot: NumberInContext) -> None:
    """Put a number where it belongs in a project: completed investment, investment, or scale."""
    quantity = slot.find.quantity
    if is_money(slot.find) and says_completed_investment(slot.left) and draft.completed is None:
        draft.completed = quantity
    elif is_money(slot.find) and draft.investment is None:
        draft.investment = quantity
    else:
        draft.scale.append(quantity)


def project_known_by(discourse: Discourse, segment: Segment, name: str, slot: NumberInContext) -> None:
    """Open one project known by its money or its size: ``投资8亿元的火车站改扩建工程``."""
    draft = discourse.start(segment, tidy(name), name, is_project=True)
    draft.stage = segment.clause.stage
    add_number(draft, slot)
    discourse.group, discourse.whole = [draft], draft
