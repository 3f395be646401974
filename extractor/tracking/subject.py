"""What a record is about, reduced so that two reports' names for one thing become equal."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache

from extractor.tracking.lexicon import any_of, terms

_UNSEEN = re.compile(r"[\s“”\"'‘’《》（）()—\-·*]")
_COUNT = re.compile(r"^(?:\d[\d.]*|[一二两三四五六七八九十百]+)[余多]?[个家条所座处户项名位张类批]")
_SEPARATORS = re.compile(r"[、，,；]|(?<=.{2})[和及与](?=.{2})")
_JOINING = re.compile(r"[、，,和及与]")
_EXAMPLES = re.compile(r"^(?P<named>.{2,}?)等(?=.{2})")
_SHORTEST_NAME = 4


@dataclass(frozen=True, slots=True)
class Subject:
    """The class of thing (``中小学、幼儿园`` as its parts), and the names given of single ones (``西悦城第三小学``)."""

    parts: frozenset[str]
    named: frozenset[str] = frozenset()

    @property
    def key(self) -> str:
        """All parts as one word."""
        return "".join(sorted(self.parts))

    @property
    def is_telling(self) -> bool:
        """Whether the class says enough to be recognised elsewhere: not a bare 项目."""
        return bool(self.parts) and not any(part in terms("generic") for part in self.parts)


@lru_cache(maxsize=65536)
def subject_of(name: str) -> Subject:
    """``推荐融纬勘测等省级专精特新企业`` → the class 专精特新企业, named 融纬勘测."""
    bare = _UNSEEN.sub("", name)
    for word, meaning in terms("synonym").items():
        bare = bare.replace(word, meaning)
    bare = any_of("uncounted").sub("", any_of("unsaid").sub("", bare))
    named: frozenset[str] = frozenset()
    examples = _EXAMPLES.match(bare)
    if examples:
        named = _names(_without_lead(examples["named"]))
        bare = bare[examples.end() :]
    parts = frozenset(filter(None, (_reduced(part) for part in _SEPARATORS.split(_without_lead(bare)))))
    return Subject(parts, named)


def _names(listed: str) -> frozenset[str]:
    return frozenset(name for name in _SEPARATORS.split(listed) if len(name) >= _SHORTEST_NAME)


def _reduced(part: str) -> str:
    return _without_tail(any_of("grade").sub("", _without_lead(part)).removeprefix("以上"))


def _without_lead(words: str) -> str:
    """Without verbs (新建、改建), counts and signs in front, as long as something is left."""
    while match := any_of("lead").match(words) or _COUNT.match(words) or _JOINING.match(words):
        if match.end() == len(words):
            break
        words = words[match.end() :]
    return words


def _without_tail(words: str) -> str:
    while tail := next((tail for tail in terms("tail") if words.endswith(tail)), None):
        words = words[: -len(tail)]
    return words
