"""Reasons in English and in Chinese, made from the sentences in ``data/reasons.csv``."""

from __future__ import annotations

from extractor.tracking.lexicon import Bilingual, sentences
from extractor.tracking.models import Reason
from schemas.actions import Action

_NO_VERB = Bilingual("no verb", "没有动词")


def reason(name: str, /, **values: str | int | Bilingual) -> Reason:
    """The reason ``name`` of the table, with ``values`` put into its sentences."""
    sentence = sentences()[name]
    english = {key: value.english if isinstance(value, Bilingual) else value for key, value in values.items()}
    chinese = {key: value.chinese if isinstance(value, Bilingual) else value for key, value in values.items()}
    return Reason(code=sentence.code, message=sentence.english.format(**english), chinese=sentence.chinese.format(**chinese))


def verb(action: Action | None) -> Bilingual:
    """What an action is called."""
    return Bilingual(action.action, action.chinese) if action else _NO_VERB
