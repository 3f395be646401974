"""The definition of a full fact a second time, over plain JSON, to hold ``benchmarks/scoring.py`` against."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from decimal import Decimal
from typing import Any

Json = dict[str, Any]
_POWERS = {"万亿": 12, "亿": 8, "千万": 7, "百万": 6, "万": 4}


def counts(gold: list[Json], result: Json) -> Counter[str]:
    """Facts asked for, found and full, each fault, and numbers held that answer nothing."""
    held = list(_held(result))
    told: Counter[str] = Counter()
    for fact in gold:
        if fact["cls"] != "Q":
            continue
        told["gold"] += 1
        near = [each for each in held if _touch(fact, each["number"])]
        if not near:
            told["missing"] += 1
            continue
        best = min(near, key=lambda each: len(_wrong(fact, each)))
        held.remove(best)
        told["found"] += 1
        told["full"] += not _wrong(fact, best)
        told.update(_wrong(fact, best))
    spared = [fact for fact in gold if fact["cls"] == "O"]
    told["spurious"] += sum(not any(_touch(fact, each["number"]) for fact in spared) for each in held)
    return told


def _held(result: Json) -> Iterator[Json]:
    for group in ("indicators", "projects", "commitments"):
        for record in result[group]:
            for number in _numbers({key: value for key, value in record.items() if key not in ("evidence", "check")}):
                yield {"kind": group[:-1], "name": record["name"], "period": record.get("period"), "number": number}


def _numbers(node: Any) -> Iterator[Json]:
    if isinstance(node, dict) and {"raw", "start", "end", "unit"} <= node.keys():
        yield node
    elif isinstance(node, dict | list):
        for child in node.values() if isinstance(node, dict) else node:
            yield from _numbers(child)


def _touch(fact: Json, number: Json) -> bool:
    return max(fact["start"], number["start"]) < min(fact["end"], number["end"])


def _wrong(fact: Json, held: Json) -> list[str]:
    number = held["number"]
    units = fact["unit"] if isinstance(fact["unit"], list) else [fact["unit"]]
    bounds = fact["bound"] if isinstance(fact["bound"], list) else [fact["bound"]]
    value, unit = _in_full(number["value"], number["unit"])
    wrong = []
    if value not in [_in_full(fact["value"], each)[0] for each in units]:
        wrong.append("value")
    if _decimal(fact["upper"]) != _decimal(number.get("upper")):
        wrong.append("upper")
    if unit not in [_in_full(fact["value"], each)[1] for each in units]:
        wrong.append("unit")
    if number["bound"] not in bounds:
        wrong.append("bound")
    if not all(any(_plain(token) in _plain(held["name"]) for token in tokens) for tokens in fact["subject"]):
        wrong.append("subject")
    if held["kind"] not in fact["kinds"]:
        wrong.append("kind")
    if fact["period"] and held["period"] not in fact["period"]:
        wrong.append("period")
    return wrong


def _in_full(value: Any, unit: str) -> tuple[Decimal, str]:
    unit = {"百分点": "个百分点"}.get(_plain(unit), _plain(unit))
    for scale, power in _POWERS.items():
        if unit.startswith(scale):
            return Decimal(str(value)) * 10**power, unit[len(scale) :]
    return Decimal(str(value)), unit


def _decimal(value: Any) -> Decimal | None:
    return None if value is None else Decimal(str(value))


def _plain(words: str) -> str:
    bare = re.sub(r"[\s“”\"'‘’*《》「」]", "", words)
    return bare.replace("（", "(").replace("）", ")").replace("％", "%")
