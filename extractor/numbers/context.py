"""What makes a number something else than a quantity: its neighbours, titles, slogans."""

from __future__ import annotations

import re

from extractor.numbers.tables import exclusions


def _excluded(side: str) -> re.Pattern[str]:
    """The exclusions of one side as one pattern: a number is asked once, not by every row."""
    return re.compile("|".join(f"(?:{row.pattern.pattern})" for row in exclusions() if row.side == side))


_BEFORE, _NUMBER, _UNIT, _AFTER = map(_excluded, ("before", "number", "unit", "after"))
_BEFORE_WINDOW = 8
_AFTER_WINDOW = 12
# 百家 or 千名 alone is a figure of speech; 突破千亿元 and 近百家 are numbers.
_BARE_SCALE = re.compile(r"[百千]")
_BARE_LEAD = re.compile(r"(?:(?:超过?|突破|接?近|约|达到?|上|逾)|(?:超过?|突破)[^，。；]{1,5}元、)$")
_AT_LEAST = re.compile(r"(?:至少|最少|不少于|不低于)$")
_SCALES = ("十", "百", "千")
_MEASURES = re.compile(r"[%‰元亩吨米]|公里|公顷|千瓦|百分点")
_SHORT_QUOTATION = 14
_LONG_QUOTATION = 40  # “一条主线、两项行动、五条赛道” is a slogan at any length
_MODEL_NUMBER = re.compile(r"(?<![A-Za-z])[A-Za-z]$")
_CODE = re.compile(r"0\d")


def is_quantity(text: str, match: re.Match[str], unit: str) -> bool:
    """Whether the candidate ``match`` in ``text`` counts or measures something."""
    start, end = match.span()
    lead = text[max(0, start - _BEFORE_WINDOW) : start]
    if _MODEL_NUMBER.search(lead) and not _MEASURES.search(unit):
        return False
    if _CODE.match(text, start):
        return False
    if _BEFORE.search(lead) or _NUMBER.match(text, start):
        return False
    follow = text[end : end + _AFTER_WINDOW]
    if _AFTER.match(follow) or _UNIT.match(unit + (match["after"] or "") + follow):
        return False
    if match["numeral"] is not None and not _chinese_counts(match, lead, unit, follow):
        return False
    return not _in_title(text, match, unit)


def _chinese_counts(match: re.Match[str], lead: str, unit: str, follow: str) -> bool:
    numeral = match["numeral"]
    if numeral == "一" and lead.endswith(("最后", "最初", "最先")):
        return False
    if numeral in _SCALES and lead.endswith("数"):  # 数十家, as indefinite as 数千家; 户数十五户 is fifteen
        return False
    if numeral in ("一", "二") and match["numeral_high"] is None:
        return bool(_MEASURES.search(unit)) or unit in ("倍", "家") or bool(_AT_LEAST.search(lead))
    if lead.endswith("、") and follow.startswith("、"):  # 六道湾、八所、新村: a name in a list of names
        return False
    if numeral[0] == "零":
        return False
    qualified = match["numeral_inside"] or match["numeral_inside_late"]
    if _BARE_SCALE.fullmatch(numeral) and not qualified:
        return bool(_BARE_LEAD.search(lead))
    return not (unit == "成" and follow[:1] in tuple("立功长果就为了员"))


def _in_title(text: str, match: re.Match[str], unit: str) -> bool:
    """Inside 《…》, or inside a short quotation that names a policy or a slogan."""
    start, end = match.span()
    if text.rfind("《", max(0, start - 60), start) > text.rfind("》", max(0, start - 60), start):
        return True
    chinese = match["numeral"] is not None or match["percent"] is not None
    length = _LONG_QUOTATION if chinese else _SHORT_QUOTATION
    opening = text.rfind("“", max(0, start - length), start)
    if opening < 0 or text.find("”", opening, start) >= 0:
        return False
    closing = text.find("”", end, opening + length + 2)
    return closing >= 0 and (chinese or not _MEASURES.search(unit))
