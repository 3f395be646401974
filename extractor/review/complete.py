"""What a person wrote made a whole record: the words are the text's, and what follows from them is computed."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Sequence

from extractor.api import find_numbers
from extractor.prepared import Prepared
from extractor.review.errors import CorrectionsRefused
from schemas import Evidence, Quantity
from schemas.catalogue import catalogue
from schemas.quantities import edit_quantities, quantities
from schemas.record import Record

_POINT = r"[0-9]{4}(?:-(?:0[1-9]|1[0-2]|Q[1-4]))?"
PERIOD = rf"{_POINT}(?:/{_POINT})?"
"""The forms of a period, as a pattern that Python and the page's scripts read alike."""


class Completion:
    """Completes records written over one text; what the result's ``records`` hold already stays as it is."""

    def __init__(self, prepared: Prepared, records: Sequence[Record]) -> None:
        self._prepared = prepared
        self._known = {quantity for record in records for _, quantity in quantities(record)}
        self._known |= {find.quantity for find in prepared.finds}
        self._evidence = {(record.evidence.start, record.evidence.end): record.evidence for record in records}
        self._statements = list(prepared.outline.statements())
        self._ends = [prepared.folded.offsets[each.end - 1] for each in self._statements]
        self._canonical = {entry.id for entry in catalogue()}

    def complete(self, record: Record, subject: str) -> Record:
        """``record``, written about ``subject``, with section, page and base units; its quote and numbers must be verbatim.

        Raises :class:`CorrectionsRefused` where they are not, where the catalogue does not hold its canonical id,
        where the period has none of its forms, or a range ends below its beginning.
        """
        called = self._called(record, subject)
        self._refuse_other_values(record, called)
        evidence = self._whole_evidence(record.evidence, called)
        whole = edit_quantities(record, lambda field, quantity: self._whole_quantity(quantity, f"{called}, {field}"))
        return whole.model_copy(update={"evidence": evidence})

    def _called(self, record: Record, subject: str) -> str:
        """What a person knows ``record`` by: its name and the headings above its words; the subject, to find it in the file."""
        section = " › ".join(self._section(record.evidence.start))
        return f"“{record.name}” ({', '.join(filter(None, (section, subject)))})"

    def _refuse_other_values(self, record: Record, called: str) -> None:
        canonical = getattr(record, "canonical", None)
        if canonical is not None and canonical not in self._canonical:
            raise CorrectionsRefused(
                f"{called}: the catalogue holds no {canonical!r}.", hint="Leave the canonical id empty, or take the catalogue's."
            )
        if record.period is not None and not re.fullmatch(PERIOD, record.period):
            raise CorrectionsRefused(
                f"{called}: {record.period[:40]!r} is no period.",
                hint="Write 2023, 2024-09, 2024-Q1, 2024-01/2024-11 or 2022/2023, or leave it empty.",
            )

    def _whole_evidence(self, evidence: Evidence, called: str) -> Evidence:
        self._refuse_other_words(evidence.quote, evidence, f"{called}, evidence")
        if not evidence.quote:
            raise CorrectionsRefused(f"{called}: a record needs words of the text as its evidence.")
        known = self._evidence.get((evidence.start, evidence.end))
        if known is not None:
            return known
        section = self._section(evidence.start)
        return evidence.model_copy(update={"section": section, "page": self._prepared.document.page_of(evidence.start)})

    def _section(self, start: int) -> tuple[str, ...]:
        """The headings above the statement that ``start`` stands in or before."""
        if not self._statements:
            return ()
        return self._statements[min(bisect_left(self._ends, start), len(self._statements) - 1)].section

    def _whole_quantity(self, quantity: Quantity, place: str) -> Quantity:
        self._refuse_other_words(quantity.raw, quantity, place)
        if quantity in self._known:
            return quantity
        if quantity.upper is not None and quantity.upper < quantity.value:
            raise CorrectionsRefused(
                f"{place}: the upper end {quantity.upper} is below {quantity.value}.", hint="Correct it on the review page."
            )
        value, unit = _in_base_units(quantity)
        return quantity.model_copy(update={"base_value": value, "base_unit": unit})

    def _refuse_other_words(self, words: str, place: Evidence | Quantity, called: str) -> None:
        said = self._prepared.document.text[place.start : place.end]
        if said != words:
            raise CorrectionsRefused(f"{called}: the text does not say “{words[:40]}” at {place.start}–{place.end}.")


def _in_base_units(quantity: Quantity) -> tuple[int | float | None, str | None]:
    """Value and base unit as the regex layer reads the written unit; ``(None, None)`` where it knows no such unit."""
    read = find_numbers(f"{abs(quantity.value)}{quantity.unit}")
    if len(read) != 1 or read[0].unit != quantity.unit or read[0].base_value is None:
        return None, None
    return (-read[0].base_value if quantity.value < 0 else read[0].base_value), read[0].base_unit
