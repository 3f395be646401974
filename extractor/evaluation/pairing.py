"""Records of two results matched one to one by the places of their numbers and evidence."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from extractor.evaluation.agreement import same_name, same_place
from schemas import Evidence
from schemas.quantities import quantities
from schemas.record import Record

_BUCKET = 256


class Pair(NamedTuple):
    """A gold record and the record that answers it."""

    gold: Record
    reported: Record


class Pairing(NamedTuple):
    """All records of both sides, each once."""

    pairs: list[Pair]
    missing: list[Record]
    extra: list[Record]


def pair_records(gold: Sequence[Record], reported: Sequence[Record]) -> Pairing:
    """The best assignment: most numbers shared, then most names, most kinds, most overlap of evidence; else the first come."""
    import networkx  # type: ignore[import-untyped]

    base = 1001 * (len(gold) + 1) * (len(reported) + 1)  # no sum of a lower rank reaches a higher one
    graph = networkx.Graph()
    for one, other in _neighbours(gold, reported):
        ranks = _ranks(gold[one], reported[other])
        if ranks is not None:
            graph.add_edge(one, -1 - other, weight=_packed((*ranks, len(reported) - other), base))
    partner: dict[int, int] = {}
    for component in sorted(map(sorted, networkx.connected_components(graph))):
        for edge in networkx.max_weight_matching(graph.subgraph(component)):
            partner[max(edge)] = -1 - min(edge)
    answered = set(partner.values())
    return Pairing(
        [Pair(gold[one], reported[other]) for one, other in sorted(partner.items())],
        [record for index, record in enumerate(gold) if index not in partner],
        [record for index, record in enumerate(reported) if index not in answered],
    )


def _neighbours(gold: Sequence[Record], reported: Sequence[Record]) -> Iterator[tuple[int, int]]:
    """Pairs of indices whose records stand close enough to be worth a look."""
    around: dict[int, list[int]] = defaultdict(list)
    for index, record in enumerate(reported):
        for bucket in _buckets(record):
            around[bucket].append(index)
    for index, record in enumerate(gold):
        yield from ((index, other) for other in sorted({other for bucket in _buckets(record) for other in around[bucket]}))


def _buckets(record: Record) -> set[int]:
    places = [(record.evidence.start, record.evidence.end), *((each.start, each.end) for _, each in quantities(record))]
    return {bucket for start, end in places for bucket in range(start // _BUCKET, end // _BUCKET + 1)}


def _ranks(gold: Record, other: Record) -> tuple[int, int, int, int] | None:
    """Numbers shared, names alike, kinds alike, thousandths of evidence shared; None for records that cannot be one."""
    ours, theirs = ([quantity for _, quantity in quantities(record)] for record in (gold, other))
    shared = sum(any(same_place(one, each) for each in theirs) for one in ours)
    alike = same_name(gold.name, other.name)
    overlap = evidence_overlap(gold.evidence, other.evidence)
    if not shared and not (overlap and (alike or not (ours or theirs))):
        return None
    return shared, int(alike), int(type(gold) is type(other)), round(1000 * overlap)


def _packed(ranks: Sequence[int], base: int) -> int:
    """One number whose order is that of the ranks, the first before all others."""
    packed = 0
    for rank in ranks:
        packed = packed * base + rank
    return packed


def evidence_overlap(one: Evidence, other: Evidence) -> float:
    """Characters in both over characters in either, from 0 to 1."""
    both = min(one.end, other.end) - max(one.start, other.start)
    return max(both, 0) / max(max(one.end, other.end) - min(one.start, other.start), 1)
