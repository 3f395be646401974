"""The period of one number: what its own clause says, else what the statement carries."""

from __future__ import annotations

import re
from dataclasses import replace

from extractor.outline import Calendar, Context
from extractor.outline.calendar import FIRST_MONTHS, PLAN_YEARS, months_of, quarter_of
from extractor.readers.rules.lexicon import words_for
from schemas import Timeframe

_YEAR = re.compile(rf"(?<!\d)((?:19|20)\d{{2}})年(?:(?={FIRST_MONTHS})|(?!以来|前后|后))")
_COMPARED = re.compile(r"(?:比|较|与|是|为|相当于|由|从|自)$")
_REACHED = re.compile(r"(?:到|至|增长到|达到|截至|截止)?(?:“[^”]{2,3}”末)?$")
_YEARS = re.compile(r"(?<!\d)((?:19|20)\d{2})年?[-~—–至到]+((?:19|20)\d{2})年")
_ASIDE = re.compile(r"并?[于在](?:19|20)\d{2}年")
_NAMES_YEAR = re.compile(r"(?:力争|争取|确保|预计|计划|要)?(?:到|截至)?(?:(?:19|20)\d{2}年|[^，]{0,4}(?:19|20)\d{2}年$)")
_DEADLINE = re.compile(r"(?<!\d)(\d{1,2})月(?:底|末|份)?(?:前|之前|以前)")
_CUMULATIVE = re.compile(r"(?<![\d.])([两三四五]|\d)年(?:来)?(?:累计|间|共|平均|合计)")
_NUMERALS = {"两": 2, "三": 3, "四": 4, "五": 5}
_RELATIVE = re.compile(r"(?<![比较与])(今年|去年|上年|前年|明年)(?!度|同期|末|底)")
_PART_OF_YEAR = re.compile(
    rf"(?:今年|去年)?(?:\d{{1,2}}月?[-~—至]\d{{1,2}}月份?|{FIRST_MONTHS}|上半年|下半年|前三季度|第?[一二三四]季度)"
)
_WHOLE_YEAR = re.compile(r"全年")
_PLAN_END = re.compile(r"“?(十?[一二三四五六八九]五|十五)”?期?末")
_WILL = re.compile(words_for("period_words", "will"))
_WAS = re.compile(r"(?<!不)已(?:经)?(?:建成|完成|达|有|投|超|签|实现|开工|累计)|截至")
# Of several years: what was added over them all, what a yearly figure is, and what stands at their end.
_FLOW = re.compile(rf"期间[^，]*总额|{words_for('period_words', 'flow')}")
_YEARLY = re.compile(rf"(?:人均[^，]{{0,8}}|{words_for('period_words', 'yearly')})$")
_STOCK = re.compile(rf"(?:{words_for('period_words', 'stands')}|[^，]率)$")


def clause_context(words: str, context: Context, calendar: Calendar) -> Context:
    """``context`` as the words of the clause before the number change it."""
    year = _own_year(words)
    if years := _YEARS.search(words):
        context = replace(_in_year(int(years[2]), words, context, calendar), period=f"{years[1]}/{years[2]}")
    elif plan := _PLAN_END.match(words):
        context = _in_year(PLAN_YEARS[plan[1]] + 4, words, context, calendar)
    elif year is not None:
        context = _in_year(year, words, context, calendar)
    elif relative := _RELATIVE.search(words):
        context = _relative(relative[1], context, calendar)
    elif context.timeframe is Timeframe.DONE and _WILL.search(words):
        context = replace(context, timeframe=Timeframe.PLANNED)
    elif context.timeframe is Timeframe.PLANNED and _WAS.search(words):
        context = replace(context, timeframe=Timeframe.DONE, period=_text(calendar.reported) or context.period)
    return _within_year(words, context, calendar)


def is_aside(words: str) -> bool:
    """``并于2024年突破1万亿元``: the year holds for this clause, and not for what follows."""
    return _ASIDE.match(words) is not None


def plain_context(words: str, context: Context, calendar: Calendar) -> Context:
    """``context`` after a clause that holds no number: only a year named for its own sake changes it."""
    if _YEARS.fullmatch(words):
        return clause_context(words, context, calendar)
    year = _own_year(words)
    if year is None and _PART_OF_YEAR.fullmatch(words):
        return _within_year(words, context, calendar)
    if year is None or not _NAMES_YEAR.match(words):
        return context
    return _within_year(words, _in_year(year, words, context, calendar), calendar)


def _in_year(year: int, words: str, context: Context, calendar: Calendar) -> Context:
    """The context moved to ``year``; a finer period of the same year stays."""
    done = calendar.done(year) and not _WILL.search(words)
    finer = context.period is not None and "-" in context.period and context.period.startswith(str(year))
    period = context.period if finer else str(year)
    return replace(context, period=period, timeframe=Timeframe.DONE if done else Timeframe.PLANNED)


def _own_year(words: str) -> int | None:
    """The last year the words name for their own sake, not as what something is compared with."""
    for match in reversed(list(_YEAR.finditer(words))):
        if not _COMPARED.search(words[: match.start()]):
            return int(match[1])
    return None


def end_of_span(period: str | None, words: str, raw: str) -> str | None:
    """A level reached at the end of several years belongs to the last of them; what was added over them to all."""
    if period is None or "/" not in period or "-" in period or _FLOW.search(words):
        return period
    stands = _STOCK.search(words) is not None or _YEARLY.search(words) is not None or raw.startswith(("突破", "超", "达"))
    return period[-4:] if stands else period


def year_named(words: str | None) -> str | None:
    """``2002年`` → ``2002``, ``“八五”期末`` → ``1995``: the year an earlier figure belongs to."""
    match = _YEAR.search(words or "")
    if match:
        return match[1]
    plan = _PLAN_END.search(words or "")
    return str(PLAN_YEARS[plan[1]] + 4) if plan else None


def _relative(word: str, context: Context, calendar: Calendar) -> Context:
    if calendar.this_year is None:
        return context
    step = {"今年": 0, "去年": -1, "上年": -1, "前年": -2, "明年": 1}[word]
    year = calendar.this_year + step
    if word == "上年":
        return context
    timeframe = Timeframe.DONE if calendar.done(year) else Timeframe.PLANNED
    return replace(context, period=str(year), timeframe=timeframe)


def _within_year(words: str, context: Context, calendar: Calendar) -> Context:
    """Months, quarters, deadlines and several years together, inside the year already known."""
    year = (context.period or "")[:4]
    if cumulative := _CUMULATIVE.search(words):
        count = _NUMERALS.get(cumulative[1]) or int(cumulative[1])
        if year.isdigit() and "/" not in (context.period or ""):
            return replace(context, period=f"{int(year) - count + 1}/{year}")
        return context
    if period := months_of(words, calendar) or quarter_of(words, calendar, int(year) if year.isdigit() else None):
        return replace(context, period=period)
    if _WHOLE_YEAR.search(words) and "-" in (context.period or ""):
        return replace(context, period=year)
    deadline = _DEADLINE.search(words)
    if deadline and context.timeframe is Timeframe.PLANNED and 1 <= int(deadline[1]) <= 12 and year.isdigit():
        return replace(context, period=f"{year}-{int(deadline[1]):02d}")
    return context


def _text(year: int | None) -> str | None:
    return None if year is None else str(year)
