"""Read a file for review, and tell where it would go: nothing is stored here."""

from __future__ import annotations

import threading
from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Final

from nemndsekr.operations.case_proposals import (
    LIKELY,
    Proposal,
    proposals,
    put_numbers_right,
    review_order,
)
from nemndsekr.operations.import_report import already_kept
from nemndsekr.operations.review_state import ReviewState
from nemndsekr.reading.draft import Draft, Problem, Reading
from nemndsekr.reading.report_file import read_report
from nemndsekr.records.case import Case
from nemndsekr.rules.whom_it_concerns import Concern, concern, same_body
from nemndsekr.store.database import Store
from nemndsekr.store.queries import all_namnder
from nemndsekr.support.errors import UserError
from nemndsekr.support.swedish import folded


class ReadingStopped(Exception):  # noqa: N818 - no error: the person changed their mind
    """The person stopped the reading."""


@dataclass(frozen=True, slots=True)
class ReadFile:
    """A file as read, and its bytes."""

    path: Path
    reading: Reading
    content: bytes


@dataclass(frozen=True, slots=True)
class Standing:
    """Where a file stands: the case that has these bytes already, and the cases it may belong to, the best first."""

    kept_in: Case | None = None
    proposals: tuple[Proposal, ...] = ()

    @property
    def likely(self) -> Proposal | None:
        """The case that the evidence speaks for, if any does enough."""
        best = self.proposals[0] if self.proposals else None
        return best if best is not None and best.score >= LIKELY else None

    def of(self, case_id: int | None) -> Proposal | None:
        """What speaks for one case."""
        return next((one for one in self.proposals if one.case_id == case_id), None)


class UnderWay:
    """A reading under way in another thread: how far it has come, and whether anybody still waits for it."""

    def __init__(self) -> None:
        self.stopped = threading.Event()
        self.done = 0
        self.of = 0

    def tell(self, done: int, of: int) -> None:
        """Note how far it has come.

        Raises:
            ReadingStopped: nobody waits any more.
        """
        if self.stopped.is_set():
            raise ReadingStopped
        self.done, self.of = done, of


def read_file(path: Path, under_way: UnderWay) -> ReadFile | None:
    """Read a file; None when it was stopped.

    Raises:
        UserError: the file cannot be read.
    """
    try:
        reading = read_report(path, under_way.tell)
        content = path.read_bytes()
    except ReadingStopped:
        return None
    except OSError as error:
        raise UserError(
            f"«{path.name}» kunde inte läsas.", "Kontrollera att filen finns kvar och försök igen."
        ) from error
    return None if under_way.stopped.is_set() else ReadFile(path, reading, content)


def made_ready(store: Store, file: ReadFile) -> ReadFile:
    """The file with the sender's number told from the office's own, and addressed to the nämnd that is kept here."""
    namnder = all_namnder(store)
    draft = put_numbers_right(file.reading.draft, namnder)
    asked = _to_another(draft, [namnd.name for namnd in namnder])
    return replace(file, reading=replace(file.reading, draft=draft, problems=(*file.reading.problems, *asked)))


_FOR_A_NAMND: Final = frozenset(
    {"namndinitiativ", "revisionsrapport", "missiv", "remissblad", "skrivelse", "tjansteskrivelse", "yttrande"}
)


def _to_another(draft: Draft, names: Sequence[str]) -> list[Problem]:
    """The question that is asked of a paper to another nämnd than those that have cases here."""
    named = draft.committee
    ours = [name for name in names if folded(name) not in {"nämnden", "styrelsen"}]
    if draft.kind not in _FOR_A_NAMND or named is None or not ours:
        return []
    if any(same_body(named.text, name) or same_body(name, named.text) for name in ours):
        return []
    # The line has room for little more than a name; what is kept here stands at the left of the window.
    words = f"Ställd till {named.text}. Är det rätt nämnd?"
    return [Problem(words, named.page, named.start, named.end)]


def in_review_order(files: Sequence[ReadFile]) -> list[ReadFile]:
    """Files read in one go, the report first and the minutes last."""
    return sorted(files, key=lambda file: review_order(file.reading.draft.kind))


def standing_of(store: Store, reading: Reading, content: bytes, together_with: Sequence[int] = ()) -> Standing:
    """Where a file would go; ``together_with`` are the cases of the files that were read in the same go."""
    return Standing(already_kept(store, content), tuple(proposals(store, reading, together_with)))


def first_state(reading: Reading, namnd: str) -> ReviewState:
    """What a review begins with: everything taken in, and marked what concerns another nämnd or perhaps does."""
    return with_concerns(ReviewState(reading.draft), namnd)


def with_concerns(state: ReviewState, namnd: str) -> ReviewState:
    """The state with each recommendation judged by its recipient, as one of the papers of ``namnd``."""
    recipients = [one.recipient for one in state.draft.recommendations]
    told = {
        ("recommendations", number): concern(recipient, namnd, recipients)
        for number, recipient in enumerate(recipients)
    }
    return replace(
        state,
        not_ours=frozenset(key for key, judged in told.items() if judged == Concern.OTHERS),
        unsure=frozenset(key for key, judged in told.items() if judged == Concern.UNSURE),
    )
