"""What a person wrote made a whole record: the words are the text's, and what follows from them is computed."""

from __future__ import annotations

import re
from collections.abc import Sequence

from extractor.api import find_numbers
from extractor.prepared import Prepared
from extractor.review.errors import CorrectionsRefused
from schemas import Evidence, Quantity
from schemas.catalogue import catalogue
from schemas.quantities import edit_quantities, quantities
from schemas.record import Record

_POINT = r"\d{4}(?:-(?:0[1-9]|1[0-2]|Q[1-4]))?"
_PERIOD = re.compile(rf"{_POINT}(?:/{_POINT})?", re.ASCII)


class Completion:
    """Completes records written over one text; what the result's ``records`` hold already stays as it is."""

    def __init__(self, prepared: Prepared, records: Sequence[Record]) -> None:
        self._prepared = prepared
        self._known = {quantity for record in records for _, quantity in quantities(record)}
        self._known |= {find.quantity for find in prepared.finds}
        self._evidence = {(record.evidence.start, record.evidence.end): record.evidence for record in records}
        self._canonical = {entry.id for entry in catalogue()}

    def complete(self, record: Record, subject: str) -> Record:
        """``record``, written about ``subject``, with section, page and base units; its quote and numbers must be verbatim.

        Raises :class:`CorrectionsRefused` where they are not, where the catalogue does not hold its canonical id,
        or where the period has none of its forms.
        """
        canonical = getattr(record, "canonical", None)
        if canonical is not None and canonical not in self._canonical:
            raise CorrectionsRefused(
                f"{subject}: the catalogue holds no {canonical!r}.", hint="Leave the canonical id empty, or take the catalogue's."
            )
        if record.period is not None and not _PERIOD.fullmatch(record.period):
            raise CorrectionsRefused(
                f"{subject}: {record.period[:40]!r} is no period.",
                hint="Write 2023, 2024-09, 2024-Q1, 2024-01/2024-11 or 2022/2023, or leave it empty.",
            )
        evidence = self._whole_evidence(record.evidence, subject)
        whole = edit_quantities(record, lambda field, quantity: self._whole_quantity(quantity, f"{subject}, {field}"))
        return whole.model_copy(update={"evidence": evidence})

    def _whole_evidence(self, evidence: Evidence, subject: str) -> Evidence:
        self._refuse_other_words(evidence.quote, evidence, f"{subject}, evidence")
        if not evidence.quote:
            raise CorrectionsRefused(f"{subject}: a record needs words of the text as its evidence.")
        known = self._evidence.get((evidence.start, evidence.end))
        if known is not None:
            return known
        section = self._section(evidence.start)
        return evidence.model_copy(update={"section": section, "page": self._prepared.document.page_of(evidence.start)})

    def _section(self, start: int) -> tuple[str, ...]:
        """The headings above the statement that ``start`` stands in or before."""
        folded = self._prepared.folded
        statements = list(self._prepared.outline.statements())
        after = (each for each in statements if folded.offsets[each.end - 1] >= start)
        found = next(after, statements[-1] if statements else None)
        return found.section if found else ()

    def _whole_quantity(self, quantity: Quantity, place: str) -> Quantity:
        self._refuse_other_words(quantity.raw, quantity, place)
        if quantity in self._known:
            return quantity
        value, unit = _in_base_units(quantity)
        return quantity.model_copy(update={"base_value": value, "base_unit": unit})

    def _refuse_other_words(self, words: str, place: Evidence | Quantity, subject: str) -> None:
        said = self._prepared.document.text[place.start : place.end]
        if said != words:
            raise CorrectionsRefused(f"{subject}: the text does not say “{words[:40]}” at {place.start}–{place.end}.")


def _in_base_units(quantity: Quantity) -> tuple[int | float | None, str | None]:
    """Value and base unit as the regex layer reads the written unit; ``(None, None)`` where it knows no such unit."""
    read = find_numbers(f"{abs(quantity.value)}{quantity.unit}")
    if len(read) != 1 or read[0].unit != quantity.unit or read[0].base_value is None:
        return None, None
    return (-read[0].base_value if quantity.value < 0 else read[0].base_value), read[0].base_unit
