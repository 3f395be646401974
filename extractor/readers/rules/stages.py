"""Stages: how far a project is, read from the words around it."""

from __future__ import annotations

import re

from extractor.readers.rules.lexicon import STAGE_WORD, STAGES
from schemas import Stage, Timeframe

_STAGE = re.compile(rf"(?:{STAGE_WORD})(?!启动|开工|动工)")  # 改造启动: works that have begun
_STAGE_FIRST = re.compile(
    rf"(?:已|均|全部|全面|正式|顺利|相继|基本|现已|目前|并|[^，。；]{{0,2}}月底前)*(?:{STAGE_WORD})(?!的|[^，。；]{{3,}})"
)


def read_stage(words: str) -> Stage | None:
    """The furthest stage that the words name."""
    stages = [STAGES[match[0]] for match in _STAGE.finditer(words)]
    order = list(Stage)
    return max(stages, key=order.index) if stages else None


def begins_with_stage(words: str) -> bool:
    """Whether the first words name a stage: ``开工建设2个``."""
    return _STAGE.match(words) is not None


def goes_on_with_stage(words: str) -> bool:
    """Whether a clause tells the stage of what was named before, and names nothing of its own: ``已建成投用``."""
    return _STAGE_FIRST.match(words) is not None


def stage_for(stage: Stage | None, timeframe: Timeframe) -> Stage | None:
    """A plan is planned whatever it will lead to; a deed has the stage that its words give, if any."""
    return Stage.PLANNED if timeframe is Timeframe.PLANNED else stage
