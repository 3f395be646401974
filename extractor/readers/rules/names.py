"""Names: the words around a number made into a name that can be read alone."""

from __future__ import annotations

import re

from extractor.outline.calendar import FIRST_MONTHS
from extractor.readers.rules.lexicon import (
    BARE_MEASURE,
    ELISIONS,
    LEAD_WORD,
    LEVEL_WORD,
    MEASURE,
    MEASURE_MODIFIER,
    PER,
    REGION_WORD,
    RISES_TO,
    VERB,
    words_for,
)

_TIME = (
    rf"(?:截至|截止|到|至)?(?:(?:19|20)\d{{2}}年)?(?:{FIRST_MONTHS}|"
    r"\d{1,2}月?[-~—至]\d{1,2}月份?|上半年|下半年|前三季度|[一二三四]季度|"
    r"年?(?:[底末]|初(?![中级]))|\d{1,2}月(?:底|末|份)?(?:前)?|全年|期末|期间)"
)
_YEAR = (
    r"[两三四五六七八九十]年(?:来|间)?(?=累计|共|合计|$)|[两三四五]年内|"
    r"(?:截至|截止|到|至|自|于|在)?(?:19|20)\d{2}年(?:至(?:19|20)\d{2}年)?(?:以来|起|度|的|前)?"
)
_PLAIN_LEADING = re.compile(
    rf"(?:{LEAD_WORD}|{_TIME}|{_YEAR}|[，、：；·•●◆■▪—－）]+|（\d{{1,2}}）|（[^）\d]{{1,3}}）|\d{{1,2}}[.．](?!\d)|[一二三四五六七八九十]是)"
)
_REGION = re.compile(rf"(?:{REGION_WORD})(?!级|均|民|域|面|国|外|场|长)")
_LEVEL_TAIL = re.compile(rf"(?:{LEVEL_WORD}|{RISES_TO}|{PER}|[（，：、—]|超|近|约|突破)$")
_ADVERB_TAIL = re.compile(rf"(?:{words_for('small_words', 'level')}|(?:19|20)\d{{2}}年(?:末|底)?的)$")
_VERBS_ONLY = re.compile(rf"(?:新?(?:{VERB})[了好]?)+")
_VERB = re.compile(rf"新?(?:{VERB})[了好]?")
_MEASURE_TAIL = re.compile(rf"(?:{MEASURE})$")
_GENERIC = re.compile(
    rf"(?:{MEASURE_MODIFIER})*(?:{BARE_MEASURE})|(?:实现|创造|贡献|缴纳|上缴)税收|"
    r"完成(?:年度|全年|[市省区县]里?|上级|下达|定|确定)*(?:计划|任务|目标)|对[^，]{2,12}(?:贡献率|拉动率)|(?:正向|负向)?拉动[^，]{2,12}"
)
_CLOSERS = re.compile(rf"{RISES_TO}|{words_for('level_words', 'after')}|$")
BRACKET = re.compile(r"（[^）]{0,12}）")
_BODY = re.compile(rf"(.{{2,}}?(?:{words_for('nouns', 'acts')}))(?:全年|累计|共|已|新)*(?:{VERB}).{{2,}}")
_LONGEST = 40


def strip_lead(text: str) -> tuple[str, str | None]:
    """Words such as 力争, 全年, 2023年, 全区 taken off the front; also the region word met, if any."""
    region = None
    while text:
        match = _PLAIN_LEADING.match(text)
        if match:
            text = text[match.end() :]
            continue
        place = _REGION.match(text)
        if place and len(text) > place.end():
            region, text = place[0], text[place.end() :].removeprefix("的")
            continue
        break
    return text, region


def strip_level(text: str) -> str:
    """``生产总值完成`` → ``生产总值``; a verb that stands alone stays (``完成`` in 完成30家 is handled by the caller)."""
    while True:
        match = _LEVEL_TAIL.search(text) or _ADVERB_TAIL.search(text)
        if not match:
            return text
        text = text[: match.start()]


def names_region(text: str) -> bool:
    """Whether the words are nothing but a word for a region: 全市, 我区."""
    return _REGION.fullmatch(text) is not None


def only_verbs(text: str) -> bool:
    """Whether the words say what was done, but not to what: ``新增``, ``建成投用``."""
    return _VERBS_ONLY.fullmatch(text) is not None


def leading_verb(text: str) -> str:
    """The verb that opens a phrase, or an empty string."""
    match = _VERB.match(text)
    return match[0] if match else ""


def without_verb(text: str) -> str:
    """``新增学位`` → ``学位``; a phrase that is nothing but verbs stays."""
    rest = text[len(leading_verb(text)) :]
    return rest if len(rest) >= 2 and not is_generic(rest) else text


def without_lead_verb(text: str) -> str:
    """``新开工航西四村等`` → ``航西四村等``; text that is all verbs becomes empty."""
    text = strip_lead(text)[0]
    if only_verbs(text):
        return ""
    while (verb := leading_verb(text)) and len(text) > len(verb) + 1:
        text = strip_lead(text[len(verb) :])[0]
    return text


def tidy(text: str) -> str:
    """A name without loose punctuation, unmatched brackets or a trailing 的, cut where it would grow into a sentence."""
    text = text.strip("，、：；。—－·*的 ")
    for opening, closing in ("（）", "“”", "《》"):
        if text.count(opening) != text.count(closing):
            text = text.replace(opening, "").replace(closing, "")
    if len(text) <= _LONGEST:
        return text
    tail = text[-_LONGEST:]
    mark = re.search(r"[、，]", tail[: _LONGEST // 2])  # rather a shorter list than a word cut in two
    return tail[mark.end() :] if mark else tail


def tidy_name(text: str) -> str:
    """A project's name without white space and loose marks."""
    return tidy(re.sub(r"\s|\*", "", text))


def is_generic(words: str) -> bool:
    """Whether the words name a measure but not whose: ``总量``, ``签约额``, ``完成率``."""
    return _GENERIC.fullmatch(words.removesuffix("的")) is not None


def acting_body(name: str) -> str:
    """``新能源汽车产业基地`` in ``新能源汽车产业基地引进企业``: the body that did it, whose measures follow."""
    match = _BODY.fullmatch(name)
    return match[1] if match else ""


def base_noun(noun: str) -> str:
    """``电子信息产业产值`` → ``电子信息产业``: the thing without the measure that was told of it."""
    tail = _MEASURE_TAIL.search(noun)
    return noun[: tail.start()] if tail and tail.start() >= 2 and not noun.endswith(("企业", "单位", "床位", "学位")) else noun


def thing(right: str) -> str:
    """What the words behind a number name: up to a mark, without 的 in front; empty where they name nothing."""
    right = BRACKET.sub("", right.removeprefix("的").removeprefix("）"))
    name = re.split(r"[，。；：（）]|、(?=[位居排列])", right)[0]
    return "" if _CLOSERS.match(name) else name


def distribute(subject: str, count: int) -> list[str] | None:
    """``A、B增加值`` → ``[A增加值, B增加值]`` for ``count`` subjects; None where the words hold another number of them."""
    for written, full in ELISIONS.items():
        if written in subject:
            subject = subject.replace(written, full, 1)
            break
    parts = [part for part in re.split(r"[、]|和|与|及", subject) if part]
    if len(parts) < count:
        return None
    if len(parts) > count:
        parts = [subject[: subject.index(parts[-count + 1])].rstrip("、和与及"), *parts[len(parts) - count + 1 :]]
    last = parts[-1]
    return [_with_tail(part, last) for part in parts[:-1]] + [_with_head(parts[-2], last)]


def _with_tail(part: str, last: str) -> str:
    """``刑事`` beside ``治安警情`` → ``刑事警情``; ``存`` beside ``贷款余额`` → ``存款余额``."""
    if _MEASURE_TAIL.search(part):
        return part
    if len(part) <= 2 and len(last) > len(part) + 1:
        return part + last[len(part) :]
    tail = _MEASURE_TAIL.search(last)
    if tail is None or tail.start() == 0:
        return part
    shared = last.find(part[-1], 0, tail.start())  # 城八区、郊区污水处理率 share what follows 区
    return part + last[shared + 1 if shared >= 0 else tail.start() :]


def _with_head(first: str, last: str) -> str:
    """``授权量`` beside ``专利申请量`` → ``专利授权量``: what stands before a word of the same length and ending is shared."""
    tail = _MEASURE_TAIL.search(last)
    core = last[: tail.start()] if tail and tail.start() else last
    head = first[: -len(core)]
    alike = 3 <= len(core) <= 4 and first[-1] == core[-1] and not _MEASURE_TAIL.search(first)
    return head + last if head and alike else last


def part_of(whole: str, part: str) -> str:
    """Name of a part after 其中, completed from the whole: ``新能源汽车`` of ``汽车产量`` → ``新能源汽车产量``."""
    for length in range(min(len(part), 6), 1, -1):
        head = part[-length:]
        if head[0] in "”）":
            continue
        place = whole.find(head)
        if place >= 0:
            rest = whole[place + length :]
            if rest:
                return part + rest
            return whole[:place] + part if whole[:place].endswith("”") and not whole.startswith(part[:-length]) else part
    tail = _MEASURE_TAIL.search(whole)
    if tail and tail.start() and not _MEASURE_TAIL.search(part):
        return part + whole[tail.start() :]
    return part
