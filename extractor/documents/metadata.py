"""What the first lines of a report say about it: title, region, issuer, type, years and date."""

from __future__ import annotations

import re
from collections import Counter
from datetime import date

from extractor.documents.document import Document
from extractor.documents.fold import Folded
from schemas import Level, Region, Report, ReportType
from schemas.regions import find_region, most_named_region

_HEAD = 2_000
_TITLE = re.compile(r"报告|公报|规划|计划|统计|总结|路线图|“路”线图")
_NOT_TITLE = re.compile(
    r"^(?:各位|同志们|[一二三四五六]、|——|现在|受.{2,12}委托|发文|来源|时间|内容摘要|正文|工作报告$|政府工作报告$)|。"
)
_LABEL = re.compile(r"^(?:标题|题目)：(.+)$", re.MULTILINE)
_ISSUER_LABEL = re.compile(
    r"^(?:发文单位|发文机关|发布单位|来源)：(.{2,20}?(?:政府|委员会|局|办公厅|办公室|国务院))$", re.MULTILINE
)
_DELIVERED = re.compile(r"(\d{4})年(\d{1,2})月(\d{1,2})日(?:，.{0,6})?在")
_DATE = re.compile(r"(\d{4})[-年/](\d{1,2})[-月/](\d{1,2})(?!\d|月)")
_TYPES = (
    (ReportType.PLAN_REPORT, re.compile(r"国民经济和社会发展.{0,6}(?:计划|规划)")),
    (ReportType.WORK_REPORT, re.compile(r"^(?!从).*工作报告|报告(?:政府)?工作|作(?:政府)?工作报告")),
    (ReportType.COMMUNIQUE, re.compile(r"统计公报")),
)
_PLACE = r"(?!大会|会议|[全我本各该两])[\u4e00-\u9fff]{1,14}?(?:特别行政区|自治区|自治州|自治县|新区|地区|省|市|区|县|盟|旗)"
_REGION = (
    re.compile(rf"代表({_PLACE})(?:人民政府|政府|管理委员会|管委会)"),
    re.compile(rf"(?:在|中国共产党)({_PLACE})(?:第[一二三四五六七八九十]+届)?(?:人民代表大会|委员会)"),
    re.compile(rf"(?:关于)?({_PLACE})\d{{4}}年"),
    re.compile(rf"\d{{4}}年({_PLACE})(?:政府工作报告|国民经济)"),
    re.compile(rf"({_PLACE})(?:代?[省市县区]长|人民政府)"),
    re.compile(rf"^({_PLACE})"),
)
_NATION = re.compile(r"代表国务院|国务院(?:总理|政府工作报告)|全国人民代表大会第[一二三四五]次会议")
_YEAR = r"(\d{4})年"
_REVIEW = re.compile(
    rf"{_YEAR}(?:及|和|以来|度|全年|政府|全?[省市县区]?|国民经济和社会发展|经济社会发展|主要|的)*.{{0,14}}?(?:回顾|执行情况|完成情况|工作情况|发展成就|基本情况|总结)"
)
_PLAN = re.compile(
    rf"{_YEAR}.{{0,24}}?(?:目标|任务|安排|总体要求|重点工作|工作重点|工作部署|总体部署|建议|计划\(?草案|规划\(?草案|规划（草案|计划（草案|计划草案|规划草案|工作$)"
)
_REVIEWED_WORK = re.compile(rf"(?:成就|回顾|成绩)[^。]{{0,10}}?{_YEAR}的?主要工作$")
_TITLE_YEAR = re.compile(r"(?<!\d)((?:19|20)\d{2})(?!\d)")
_BODY_YEAR = re.compile(r"(?<!\d)((?:19|20)\d{2})年")
_AHEAD = re.compile(r"^[^。\n]{0,8}(?:未来|今后)[^。\n]{0,20}$", re.MULTILINE)
_PART_OF_YEAR = re.compile(r"[一二三四]季度|首季|上半年|\d{1,2}月?[-~—至]\d{1,2}月")
_OPENING = 300
_FIRST_HALF = 6
_SELVES = {
    Level.COUNTY: ("全县", "我县", "全区", "我区", "新区"),
    Level.CITY: ("全市", "我市"),
    Level.PROVINCE: ("全省", "我省", "自治区"),
}
_SPEAKER = re.compile(r"代表(?P<level>省|自治区|市|县|区)(?:人民)?政府")
_SPEAKERS = {"省": Level.PROVINCE, "自治区": Level.PROVINCE, "市": Level.CITY, "县": Level.COUNTY, "区": Level.COUNTY}
_STATISTICS = re.compile(r"公报|统计")
_PRESS = re.compile(r"记者|晚报|日报|本报讯|新闻")
_BARE_PLACES = ("自治区", "特别行政区")
_CHINESE_YEAR = re.compile(r"[一二]([〇○零一二三四五六七八九]{3})年")
_CHINESE_DIGITS = str.maketrans("〇○零一二三四五六七八九", "000123456789")


def arabic_years(text: str) -> str:
    """``二〇二四年`` written with digits; the length of the text stays the same."""
    return _CHINESE_YEAR.sub(lambda match: match[0].translate(_CHINESE_DIGITS), text)


def read_metadata(document: Document, folded: Folded) -> Report:
    """Metadata of a report from its first lines and its headings; whatever cannot be known stays null."""
    head = arabic_years(folded.text[:_HEAD])
    lines = [line for line in head.split("\n") if line]
    title = _title(lines)
    delivered = _delivered(head, title or "")
    reported, planned = _years(title or "", _headings(folded.text), delivered, folded.text)
    report_type = _type(title or "", head, folded.text)
    return Report(
        title=title,
        region=_region(title or "", head, folded.text),
        issuer=_issuer(head),
        report_type=report_type,
        reported_year=reported,
        planned_year=planned,
        delivered_on=delivered,
        source=document.source,
        sha256=document.sha256,
    )


def _title(lines: list[str]) -> str | None:
    labelled = _LABEL.search("\n".join(lines))
    if labelled:
        return labelled[1]
    for index, line in enumerate(lines[:12]):
        if _TITLE.search(line) and len(line) <= 120 and not _NOT_TITLE.search(line):
            return _cut(line)
        if re.fullmatch(r"(?:政府)?工作报告", line) and index < 4:
            following = lines[index + 1] if index + 1 < len(lines) else ""
            return _cut(following) if _TITLE.search(following) and len(following) < 40 else "政府工作报告"
    return next((_cut(line) for line in lines[:1] if len(line) <= 60 and not _NOT_TITLE.search(line)), None)


def _cut(line: str) -> str:
    """The title without the marks of Markdown, and without the date and place that one-line files run into it."""
    line = line.strip("#* ")
    return re.split(r"——\d{4}年|——在|各位代表|(?:时间|作者|来源|阅读)：", line)[0] or line


def _delivered(head: str, title: str) -> date | None:
    """The first date of the opening that can be the day of delivery: none before the year that the title names."""
    named = _TITLE_YEAR.search(title)
    earliest = int(named[1]) if named else 0
    for pattern in (_DELIVERED, _DATE):
        for match in pattern.finditer(head):
            try:
                day = date(*(int(part) for part in match.groups()[:3]))
            except ValueError:
                continue
            if day.year >= earliest:
                return day
    return None


def _headings(text: str) -> list[str]:
    """Short lines and the openings of one-line files: where the years of review and plan are named."""
    return [arabic_years(line[:60]) for line in text.split("\n") if len(line) <= 60 or line[:1] in "一二三四五六"]


def _years(title: str, headings: list[str], delivered: date | None, body: str) -> tuple[int | None, int | None]:
    """The year looked back on and the year planned: by the title, the day of delivery, the headings, and last by frequency."""
    reported, planned = _named_years([title])
    if reported is None and planned is None:
        year = _TITLE_YEAR.search(title)
        if year and _STATISTICS.search(title):
            return int(year[1]), None
        if delivered:
            early = delivered.month <= _FIRST_HALF
            reported = delivered.year - 1 if early else delivered.year
        elif year:
            planned = int(year[1])
        else:
            reported, planned = _named_years(headings)
    if reported is None and planned is None:
        return _latest_year(body) if _PART_OF_YEAR.search(title + body[:_OPENING]) else _frequent_years(body)
    if reported is None or (planned is not None and planned <= reported):
        return (planned or 0) - 1, planned
    late = delivered is not None and delivered.year <= reported
    return reported, planned or (None if late else reported + 1)


def _named_years(lines: list[str]) -> tuple[int | None, int | None]:
    reviews = (match for line in lines if (match := _REVIEW.search(line) or _REVIEWED_WORK.search(line)))
    reported = next((int(match[1]) for match in reviews), None)
    plans = (int(match[1]) for line in lines for match in _PLAN.finditer(line))
    return reported, next((year for year in plans if reported is None or year > reported), None)


def _latest_year(body: str) -> tuple[int | None, int | None]:
    """News of the first quarter or half speak of the year itself, and name earlier ones to compare with."""
    return max(_count_years(body), default=None), None


def _frequent_years(body: str) -> tuple[int | None, int | None]:
    """By how often years are named: in the review, where a heading says where it ends (plans name years far ahead)."""
    ahead = _AHEAD.search(body)
    review = _count_years(body[: ahead.start()]) if ahead else Counter()
    if review:
        reported = max(review, key=lambda year: (review[year], year))
        return reported, reported + 1
    counts = _count_years(body)
    if not counts:
        return None, None
    reported = counts.most_common(1)[0][0]
    return (reported - 1, reported) if counts[reported - 1] > counts[reported + 1] else (reported, reported + 1)


def _count_years(text: str) -> Counter[int]:
    return Counter(int(year) for year in _BODY_YEAR.findall(text))


def _type(title: str, head: str, text: str) -> ReportType:
    if _PRESS.search(title) or (_PRESS.search(text[-80:]) and not title.endswith("报告")):
        return ReportType.NEWS
    found = (kind for words, types in ((title, _TYPES), (head, _TYPES[::-1])) for kind, pattern in types if pattern.search(words))
    return next(found, ReportType.OTHER)


def _region(title: str, head: str, body: str) -> Region | None:
    if _NATION.search(title + head):
        return Region(name="全国", code="100000", level=Level.NATIONAL)
    unknown: Region | None = None
    for pattern in _REGION:
        for match in pattern.finditer(f"{title}\n{head}"):
            region = find_region(match[1], head)
            if region.code or region.level:
                return region
            if match[1] in _BARE_PLACES:
                continue
            unknown = unknown or (region if pattern is _REGION[0] else None)
    return unknown or _most_named(head, body)


def _most_named(head: str, body: str) -> Region | None:
    """The region named most often, of the level that the report speaks of itself as."""
    level = _own_level(head, body)
    return None if level is None else most_named_region(body, level)


def _own_level(head: str, body: str) -> Level | None:
    """Whom the speaker stands for (我代表区人民政府), else how the report calls its place most often."""
    speaker = _SPEAKER.search(head)
    if speaker:
        return _SPEAKERS[speaker["level"]]
    counts = {level: sum(body.count(word) for word in words) for level, words in _SELVES.items()}
    own = max(counts, key=lambda level: counts[level])
    return own if counts[own] else None


def _issuer(head: str) -> str | None:
    labelled = _ISSUER_LABEL.search(head)
    if labelled:
        return labelled[1]
    match = re.search(rf"({_PLACE}(?:人民政府|发展和改革委员会|发展改革委员会|统计局|管理委员会))", head)
    if match:
        return re.sub(r"^.*(?:代表|受|关于|会议上|年)", "", match[1]) or match[1]
    return "国务院" if _NATION.search(head) else None
