"""What of a result a person should look at first."""

from __future__ import annotations

from enum import IntEnum

from extractor.review.remarks import REVIEW_CODES
from schemas import CheckStatus
from schemas.record import Record


class Attention(IntEnum):
    """How much a record asks for a look, most first."""

    DISPUTED = 0
    REMARKED = 1
    PLAIN = 2


_DISPUTED = (CheckStatus.CONFLICT, CheckStatus.UNSUPPORTED)


def attention(record: Record) -> Attention:
    """Whether the readings of ``record`` differ from each other or from the text, or something else is remarked about it."""
    if record.check.status in _DISPUTED:
        return Attention.DISPUTED
    remarked = any(issue.code not in REVIEW_CODES for issue in record.check.issues)
    return Attention.REMARKED if remarked or record.check.status is CheckStatus.ELSEWHERE else Attention.PLAIN
