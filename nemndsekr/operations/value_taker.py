"""ValueTaker: how one found value is taken: made, proved once more, or kept beside what the case has."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import datetime
from typing import Any

from nemndsekr.operations.comparison import Compared, Comparison, Standing
from nemndsekr.operations.draft_lists import ItemKey
from nemndsekr.operations.review_state import Decisions
from nemndsekr.reading.draft import Found, FoundDate, FoundPerson, Reading
from nemndsekr.records.case import Case
from nemndsekr.records.case_file import CaseFile
from nemndsekr.records.choices import DifferenceState, SourceKind, label
from nemndsekr.records.namnd import Person
from nemndsekr.records.row import Row
from nemndsekr.records.source import Difference, Evidence, SourceDocument, proof_of
from nemndsekr.store.database import StepWriter
from nemndsekr.support.swedish import folded


class ValueTaker:
    """What every taking shares. ``undecided`` counts what the case had otherwise and nobody decided."""

    def __init__(self, step: StepWriter, reading: Reading, sha256: str, now: datetime, decisions: Decisions) -> None:
        """Take a reading with what was decided about it; ``sha256`` names the file's bytes."""
        self.step = step
        self.reading = reading
        self.draft = reading.draft
        self.sha256 = sha256
        self.now = now
        self.decisions = decisions
        self.undecided = 0
        self.case: Case
        self.file: CaseFile
        self.source: SourceDocument
        self.compared = Comparison()

    def _add(self, table: type[Any], **values: Any) -> Any:
        return self.step.add(table(case_id=self.case.stored_id, **values))

    def _prove(self, row: Row, field: str, found: Found | FoundDate | None) -> None:
        if found is None or found.start is None or found.end is None:
            return
        self.step.add(proof_of(row, field, self.source, found.start, found.end))

    def _take(
        self,
        key: ItemKey,
        found: Found | FoundDate | None,
        make: Callable[[], Row],
        *,
        field: str = "text",
        put: Callable[[Row], object] | None = None,
        both: Callable[[Row], object] | None = None,
    ) -> Row:
        """Make a row of what is new, prove what is there with one more passage, and do as decided where they differ.

        Where they are only like each other the old stands, unless something else is decided.

        ``put`` lets the new words hold, ``both`` keeps them beside the old.
        """
        compared = self.compared.of(key)
        row = compared.row
        if row is None:
            row = make()
            self._prove(row, field, found)
        elif compared.standing == Standing.SAME:
            self._prove(row, compared.field, found)
        elif compared.standing == Standing.DIFFERS or self.decisions.choice(key) != DifferenceState.oppen:
            self._decide(key, compared, row, found, put, both)
        return row

    def _decide(
        self,
        key: ItemKey,
        compared: Compared,
        row: Row,
        found: Found | FoundDate | None,
        put: Callable[[Row], object] | None,
        both: Callable[[Row], object] | None,
    ) -> None:
        choice = self.decisions.choice(key)
        field, words = compared.field, compared.words
        if choice == DifferenceState.ersatt:
            self._keep_former(compared, row)
            (put or (lambda row: setattr(row, field, words)))(row)
            self._prove(row, field, found)
            return
        if choice == DifferenceState.bada:
            (both or (lambda row: self._note(row, field, words)))(row)
        self.undecided += choice == DifferenceState.oppen
        self._differs(row, field, words, choice, self.source.id, found)

    def _differs(
        self,
        row: Row,
        field: str,
        words: str,
        state: DifferenceState,
        source_id: int | None,
        place: Found | FoundDate | Evidence | None,
    ) -> None:
        self._add(
            Difference,
            record=str(row.__tablename__),
            record_uid=row.uid,
            field=field,
            words=words,
            state=state,
            source_id=source_id,
            start=place.start if place is not None else None,
            end=place.end if place is not None else None,
        )

    def _keep_former(self, compared: Compared, row: Row) -> None:
        """Move the passages of the words that no longer hold to where former words are kept."""
        field, words = compared.field, compared.known_words
        proofs = [proof for proof in self.file.evidence if (proof.record_uid, proof.field) == (row.uid, field)]
        first = proofs[0] if proofs else None
        self._differs(row, field, words, DifferenceState.ersatt, first.source_id if first else None, first)
        for proof in proofs:
            self.step.delete(proof)

    def _note(self, row: Row, field: str, words: str) -> None:
        """Keep the other words as a note, where the record has no field for another wording."""
        noted: Any = row if "note" in type(row).model_fields else self.case
        told = type(row).model_fields[field].title or field
        line = f"{told} enligt {label(SourceKind(self.source.kind)).lower()} ({self.source.name}): {words}"
        noted.note = f"{noted.note}\n{line}".strip()

    def _take_texts(
        self,
        group: str,
        found: Sequence[Found],
        table: type[Any],
        rows: Sequence[Any],
        more: Callable[[str], dict[str, Any]] | None = None,
    ) -> None:
        """Take a list of short texts; what stands in it twice is taken once."""
        known = {folded(row.text): row for row in rows}
        for number, one in enumerate(found):

            def make(text: str = one.text) -> Any:
                if folded(text) not in known:
                    known[folded(text)] = self._add(
                        table, position=len(known) + 1, text=text, **(more(text) if more else {})
                    )
                return known[folded(text)]

            self._take((group, number), one, make, both=again(make))

    def _person(self, found: FoundPerson) -> Person:
        same = self.step.find(Person, name=found.name)
        if same is None:
            return self.step.add(
                Person(
                    name=found.name, party=found.party, unit=found.unit, telephone=found.telephone, email=found.email
                )
            )
        for field in ("party", "unit", "telephone", "email"):
            if not getattr(same, field):
                setattr(same, field, getattr(found, field))
        return same


def again(make: Callable[[], object]) -> Callable[[Row], object]:
    """What makes a second row beside the one that is there."""
    return lambda row: make()  # noqa: ARG005 - the first row stays as it is


def filling(row: Any, field: str, value: Any) -> Callable[[], Any]:
    """What sets a field, if it is empty, and gives the row."""

    def fill() -> Any:
        if not getattr(row, field):
            setattr(row, field, value)
        return row

    return fill
