"""An office for the tests of the document and review pages: a desk over a store, and an invented case in it."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import UTC, date, datetime
from typing import Final

import pytest
from pytestqt.qtbot import QtBot

from nemndsekr.operations.sign_in import sign_in
from nemndsekr.records.audit import Audit, Demand
from nemndsekr.records.block_text import BlockText, from_paragraphs
from nemndsekr.records.case import Case, ReplyDay
from nemndsekr.records.choices import CaseKind, DemandPart, DocumentKind, Stance
from nemndsekr.records.decision import DecisionPoint
from nemndsekr.records.document import Document, Section
from nemndsekr.records.namnd import Namnd
from nemndsekr.records.recommendation import Recommendation
from nemndsekr.store.database import Store, open_store
from nemndsekr.support.paths import DataFolder
from nemndsekr.ui.background import Background
from nemndsekr.ui.desk import Desk
from nemndsekr.ui.document_page import DocumentPage
from nemndsekr.ui.kit.theme import Theme

NOW: Final = datetime(2026, 2, 19, 13, 5, tzinfo=UTC)
SUMMARY: Final = "Kommunens revisorer har granskat skolskjutsen i Lindåkra."
FORWARD: Final = "Arbetet följs upp varje kvartal."
RECOMMENDATIONS: Final = (
    "Säkerställ att vårdnadshavare får beslut i tid.",
    "Säkerställ rutiner för tillbud och avvikelser.",
)


@contextmanager
def open_desk(folder: DataFolder) -> Iterator[Desk]:
    """A desk over a new database, closed again afterwards."""
    store = open_store(folder, NOW)
    background = Background()
    desk = Desk(background, lambda: NOW)
    desk.open(store, sign_in(store, "kim", NOW).uid)
    yield desk
    background.close()
    store.close()


@pytest.fixture
def desk(data_folder: DataFolder, theme: Theme) -> Iterator[Desk]:
    """An open office with nothing in it."""
    with open_desk(data_folder) as opened:
        yield opened


def store_of(desk: Desk) -> Store:
    """The desk's open store."""
    assert desk.store is not None
    return desk.store


def wait_idle(qtbot: QtBot, desk: Desk) -> None:
    """Wait until nothing is under way and its results are handed over."""
    qtbot.waitUntil(lambda: not desk.background.busy, timeout=20_000)
    let_go(desk)


def let_go(desk: Desk) -> None:
    """Wait until the working thread has let go of every job and of what it held."""
    # The thread lets go of a job, and of what it holds, just after telling that it is done: a widget must not go there.
    desk.background._pool.submit(int).result()


def add_case(desk: Desk, *, sections: dict[str, str] | None = None) -> int:
    """The audit of skolskjuts, two recommendations of it answered."""
    texts = {"sammanfattning": SUMMARY, "framat": FORWARD} if sections is None else sections
    with store_of(desk).step("övning", desk.user_uid, NOW) as step:
        namnd = step.add(Namnd(name="Barn- och utbildningsnämnden", municipality="Lindåkra kommun"))
        case = step.add(
            Case(
                namnd_id=namnd.stored_id,
                kind=CaseKind.granskning,
                title="Yttrande över granskning av skolskjuts",
                dnr="BUN-2026-0412",
            )
        )
        case_id = case.stored_id
        step.add(Audit(case_id=case_id, auditor="Lindåkra kommuns revisorer"))
        step.add(Demand(case_id=case_id, part=DemandPart.measures))
        step.add(ReplyDay(case_id=case_id, words="31 mars 2026", latest=date(2026, 3, 31)))
        step.add(Document(case_id=case_id, kind=DocumentKind.tjansteskrivelse, dated_on=date(2026, 2, 19)))
        for place, (key, text) in enumerate(texts.items()):
            step.add(Section(case_id=case_id, key=key, position=place, body=_text(text)))
        for no, text in enumerate(RECOMMENDATIONS, start=1):
            step.add(
                Recommendation(
                    case_id=case_id, no=no, position=no, text=text, stance=Stance.instammer, answer=_text("Ja.")
                )
            )
        step.add(DecisionPoint(case_id=case_id, position=1, text="Nämnden skickar yttrandet till revisorerna."))
    return case_id


def _text(words: str) -> BlockText:
    return from_paragraphs([words])


Open = Callable[..., DocumentPage]


def shown_page(qtbot: QtBot, desk: Desk, case_id: int) -> DocumentPage:
    """The page over a case, at its usual size."""
    page = DocumentPage(desk)
    qtbot.addWidget(page)
    page.resize(1112, 686)
    page.show()
    page.show_case(case_id)
    wait_idle(qtbot, desk)
    return page


@pytest.fixture
def open_page(qtbot: QtBot, desk: Desk) -> Iterator[Open]:
    """Open the page over the invented case."""
    kept: list[DocumentPage] = []

    def opened(**case: dict[str, str]) -> DocumentPage:
        kept.append(shown_page(qtbot, desk, add_case(desk, **case)))
        return kept[-1]

    yield opened
    let_go(desk)
