"""Which result answers which gold: reports matched by content, else by the name of their file."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from pathlib import PureWindowsPath
from typing import NamedTuple

from extractor.errors import ExtractorError
from schemas import Result


class AmbiguousReport(ExtractorError):
    """Two results of one report where only one can count."""

    default_hint = "Leave only one of them in the folder, or name the files to compare."


class NoGold(ExtractorError):
    """No result of any system answers a gold report."""

    default_hint = "Reports are matched by their content, else by the name of their file: name the gold of these reports."


class Answer(NamedTuple):
    """A corrected result, and what a system says about the same report; None where it does not say anything."""

    gold: Result
    result: Result | None


class Matched(NamedTuple):
    """Answers by system, in the order of the gold, and notes for whoever reads the figures."""

    answers: dict[str, list[Answer]]
    notes: tuple[str, ...]


def match_reports(systems: Mapping[str, Sequence[Result]], gold: Sequence[Result]) -> Matched:
    """Every gold report that at least one system read, with each system's answer to it.

    Raises :class:`AmbiguousReport` where the gold, or one system, holds two results of one report,
    and :class:`NoGold` where nothing matches.
    """
    notes: list[str] = []
    reference = _by_content("The gold", gold)
    found = {system: _matched(system, results, reference, notes) for system, results in systems.items()}
    read = [content for content in reference if any(content in answers for answers in found.values())]
    if not read:
        raise NoGold("None of the results has a corrected one among the gold, so there is nothing to compare.")
    if len(read) < len(reference):
        notes.append(f"{len(reference) - len(read)} of {len(reference)} gold reports were read by no system and do not count.")
    answers = {system: [Answer(reference[each], own.get(each)) for each in read] for system, own in found.items()}
    return Matched(answers, tuple(notes))


def _matched(system: str, results: Sequence[Result], gold: Mapping[str, Result], notes: list[str]) -> dict[str, Result]:
    """The system's results by the content of the gold they answer."""
    names = _unique_names(gold.values())
    answers: dict[str, Result] = {}
    for content, result in _by_content(system, results).items():
        by_name = names.get(_name(result))
        if content in gold:
            answers[content] = result
        elif by_name is not None and by_name not in answers:
            answers[by_name] = result
            notes.append(f"{system}: {result.report.source} was matched by name; its content differs, so places may too.")
        else:
            notes.append(f"{system}: {result.report.source} has no gold and does not count.")
    return answers


def _by_content(owner: str, results: Iterable[Result]) -> dict[str, Result]:
    by_content: dict[str, Result] = {}
    for result in results:
        if by_content.setdefault(result.report.sha256, result) is not result:
            raise AmbiguousReport(f"{owner} holds two results of {result.report.source}.")
    return by_content


def _unique_names(results: Iterable[Result]) -> dict[str, str]:
    """Content by name of file, for names that only one report has."""
    listed = [(_name(result), result.report.sha256) for result in results]
    names = [name for name, _ in listed]
    return {name: content for name, content in listed if names.count(name) == 1}


def _name(result: Result) -> str:
    return PureWindowsPath(result.report.source).stem
