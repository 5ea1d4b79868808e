"""The föredragningslista: what is fetched from the plan, how items are ordered, and that nothing secret is on it."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import closing
from datetime import date, time
from pathlib import Path

import pytest
from sqlmodel import col, select

from nemndsekr.operations.agenda import (
    add_agenda_item,
    agenda_of,
    change_agenda_item,
    fetch_agenda,
    make_agenda,
    move_agenda_item,
    place_agenda_item,
    remove_agenda_item,
)
from nemndsekr.operations.demo import fill_demo
from nemndsekr.operations.edit_record import edit_record, remove_case, undo
from nemndsekr.operations.meetings import remove_meeting
from nemndsekr.operations.secrecy import mark_document
from nemndsekr.operations.sign_in import sign_in
from nemndsekr.records.case import Case
from nemndsekr.records.choices import BodyKind, CaseKind, CaseStage, DocumentKind, DocumentMode, Outcome, Secrecy
from nemndsekr.records.decision import Decision
from nemndsekr.records.document import Attachment, Basis, Document
from nemndsekr.records.measure import ReportBack
from nemndsekr.records.meeting import Meeting, MeetingBody, PlanStep
from nemndsekr.records.namnd import Namnd
from nemndsekr.records.planning import CasePlan
from nemndsekr.store.database import Store, open_store
from nemndsekr.support.errors import UserError
from nemndsekr.support.paths import DataFolder
from tests.store.conftest import NOW

DAY = date(2025, 3, 20)
HIDDEN = "Granskning av skyddat boende"


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    with closing(open_store(DataFolder(tmp_path), NOW)) as opened:
        yield opened


@pytest.fixture
def who(store: Store) -> str:
    return sign_in(store, "kim", NOW).uid


@pytest.fixture
def meeting_id(store: Store, who: str) -> int:
    """A meeting of the nämnd to which three cases go, one of them secret."""
    with store.step("planerade", who, NOW) as step:
        namnd = step.add(Namnd(name="Barnnämnden", short_name="BUN", municipality="Lilleskogs kommun"))
        body = step.add(MeetingBody(namnd_id=namnd.stored_id, kind=BodyKind.namnd, name="Barnnämnden"))
        meeting = step.add(
            Meeting(
                namnd_id=namnd.stored_id,
                body_id=body.stored_id,
                day=DAY,
                starts_at=time(13),
                place="Ekens sammanträdesrum",
                justering_on=date(2025, 3, 27),
            )
        )
        for kind, title, dnr, secrecy in (
            (CaseKind.granskning, "Granskning av skolskjuts", "BUN-2025-3", Secrecy.ingen),
            (CaseKind.namndinitiativ, "Initiativ om frukost", "BUN-2025-1", Secrecy.ingen),
            (CaseKind.granskning, HIDDEN, "BUN-2025-9", Secrecy.hela),
        ):
            case = step.add(Case(namnd_id=namnd.stored_id, kind=kind, title=title, dnr=dnr, secrecy=secrecy))
            step.add(PlanStep(case_id=case.stored_id, meeting_id=meeting.stored_id, day=DAY))
            step.add(Basis(case_id=case.stored_id, position=1, text=f"Tjänsteskrivelse om {title}"))
            step.add(Attachment(case_id=case.stored_id, position=1, text="Missiv"))
            step.add(Attachment(case_id=case.stored_id, position=2, text="Hemlig bilaga", secrecy=Secrecy.uppgift))
    return meeting.stored_id


@pytest.fixture
def fetched(store: Store, meeting_id: int, who: str) -> int:
    fetch_agenda(store, meeting_id, who, NOW)
    return meeting_id


def titles(store: Store, meeting_id: int) -> list[tuple[str, str]]:
    return [(item.line.heading, item.line.title) for item in agenda_of(store, meeting_id).items]


def item_named(store: Store, meeting_id: int, title: str) -> int:
    return next(item.item_id for item in agenda_of(store, meeting_id).items if item.line.title == title)


def test_an_empty_list_gets_the_formalities_first_and_the_cases_of_the_plan_in_their_groups(
    store: Store, fetched: int
) -> None:
    assert titles(store, fetched) == [
        ("Formalia", "Upprop"),
        ("Formalia", "Val av justerare"),
        ("Formalia", "Fastställande av föredragningslistan"),
        ("Beslutsärenden", "Initiativ om frukost"),
        ("Yttranden och remisser", "Granskning av skolskjuts"),
        ("Yttranden och remisser", "Ärende med sekretess"),
        ("Anmälningsärenden", "Anmälan av delegationsbeslut"),
        ("Anmälningsärenden", "Anmälan av inkomna skrivelser"),
        ("Övrigt", "Övriga frågor"),
    ]


def test_what_is_fetched_again_is_only_what_is_new(store: Store, fetched: int, who: str) -> None:
    remove_agenda_item(store, item_named(store, fetched, "Upprop"), who, NOW)
    before = titles(store, fetched)

    changes = fetch_agenda(store, fetched, who, NOW)

    assert titles(store, fetched) == before
    assert changes.told == ("Planen har inga fler ärenden till sammanträdet.",)


def test_a_case_that_came_into_the_plan_later_is_waiting_and_fetched_last_in_its_group(
    store: Store, fetched: int, who: str
) -> None:
    with store.step("planerade", who, NOW) as step:
        case = step.add(Case(namnd_id=1, kind=CaseKind.remiss, title="Remiss om lov", dnr="BUN-2025-2"))
        step.add(PlanStep(case_id=case.stored_id, meeting_id=fetched, day=DAY))
    assert agenda_of(store, fetched).waiting == 1

    told = fetch_agenda(store, fetched, who, NOW).told

    assert titles(store, fetched)[6] == ("Yttranden och remisser", "Remiss om lov")
    assert told == ("1 ärende hämtades från planen.",)


def test_marks_that_the_plan_and_earlier_decisions_tell_of_are_set(store: Store, meeting_id: int, who: str) -> None:
    with store.step("beslutade", who, NOW) as step:
        step.add(CasePlan(case_id=1, immediate=True))
        step.add(Decision(case_id=2, kind=BodyKind.namnd, day=date(2025, 2, 20), outcome=Outcome.bordlaggning))
        step.add(Decision(case_id=3, kind=BodyKind.namnd, day=date(2025, 2, 20), outcome=Outcome.aterremiss))
        step.add(Decision(case_id=3, kind=BodyKind.au, day=date(2025, 3, 6), outcome=Outcome.bifall))

    fetch_agenda(store, meeting_id, who, NOW)

    marks = {item.case_id: item.line.note for item in agenda_of(store, meeting_id).items if item.case_id}
    assert marks == {1: "Omedelbar justering", 2: "Bordlagt ärende", 3: "Återremitterat ärende"}


def test_of_a_secret_case_neither_title_nor_papers_are_printed(store: Store, fetched: int, who: str) -> None:
    number = next(item.item_id for item in agenda_of(store, fetched).items if item.case_id == 3)
    change_agenda_item(store, number, {"title": HIDDEN}, who, NOW)

    text = make_agenda(store, fetched).text

    assert HIDDEN not in text
    assert "Ärende med sekretess" in text
    assert "Handlingarna är utelämnade här" in text
    assert "Hemlig bilaga" not in text


def test_a_report_that_is_basis_and_attachment_is_listed_once(store: Store, fetched: int, who: str) -> None:
    report = "Revisionsrapport – Granskning av skolskjuts"
    with store.step("la till", who, NOW) as step:
        step.add(Basis(case_id=1, text=f"{report}, REV-2025-31"))
        step.add(Attachment(case_id=1, text=report))

    text = make_agenda(store, fetched).text

    assert text.count(report) == 1
    assert f"{report}, REV-2025-31" in text


def test_where_one_paper_of_a_case_is_secret_as_a_whole_no_paper_is_named_but_the_case_is(
    store: Store, fetched: int, who: str
) -> None:
    before = make_agenda(store, fetched).text
    case = next(item for item in agenda_of(store, fetched).items if item.line.papers)
    mark_document(store, case.case_id, "tjansteskrivelse", Secrecy.hela, "OSL 26 kap. 1 §", who, NOW)

    text = make_agenda(store, fetched).text

    assert case.line.title in text
    assert [text.count(paper) for paper in case.line.papers] == [before.count(paper) - 1 for paper in case.line.papers]
    assert text.count("Handlingarna är utelämnade här") == before.count("Handlingarna är utelämnade här") + 1


def test_the_paper_tells_when_and_where_who_is_called_and_every_item_with_its_number(
    store: Store, fetched: int, who: str
) -> None:
    number = item_named(store, fetched, "Granskning av skolskjuts")
    change_agenda_item(store, number, {"presenter": "enhetschefen", "minutes": 15}, who, NOW)

    made = make_agenda(store, fetched)

    for words in (
        "torsdag 20 mars 2025 kl. 13.00",
        "Ekens sammanträdesrum",
        "Ledamöter kallas",
        "Förslag till justering: torsdag 27 mars 2025",
        "5. Granskning av skolskjuts",
        "Dnr BUN-2025-3 · Föredragande: enhetschefen · Tid: 15 min",
        "Handlingar: Tjänsteskrivelse om Granskning av skolskjuts; Missiv",
        "9. Övriga frågor",
    ):
        assert words in made.text
    assert made.content.startswith(b"%PDF")
    assert made.suggested_name == "Barnnämnden föredragningslista 2025-03-20.pdf"
    chairs = make_agenda(store, fetched, note_margin=True)
    assert chairs.suggested_name == "Barnnämnden föredragningslista, ordförandens exemplar 2025-03-20.pdf"
    assert make_agenda(store, fetched, "docx").content.startswith(b"PK")


def test_an_item_moved_over_the_edge_of_its_group_goes_into_the_next_one(store: Store, fetched: int, who: str) -> None:
    number = item_named(store, fetched, "Granskning av skolskjuts")

    move_agenda_item(store, number, -1, who, NOW)
    assert titles(store, fetched)[3:5] == [
        ("Beslutsärenden", "Initiativ om frukost"),
        ("Beslutsärenden", "Granskning av skolskjuts"),
    ]

    move_agenda_item(store, number, -1, who, NOW)
    assert titles(store, fetched)[3] == ("Beslutsärenden", "Granskning av skolskjuts")


def test_an_item_is_dragged_before_another_or_to_the_end(store: Store, fetched: int, who: str) -> None:
    number, last = item_named(store, fetched, "Upprop"), item_named(store, fetched, "Övriga frågor")

    place_agenda_item(store, number, last, who, NOW)
    assert titles(store, fetched)[-2:] == [("Övrigt", "Upprop"), ("Övrigt", "Övriga frågor")]

    place_agenda_item(store, number, None, who, NOW)
    assert titles(store, fetched)[-1] == ("Övrigt", "Upprop")


def test_a_new_item_stands_last_in_its_group_and_one_that_changes_group_goes_there(
    store: Store, fetched: int, who: str
) -> None:
    number, _ = add_agenda_item(store, fetched, {"title": "Budgetläget", "heading": "Information"}, who, NOW)
    assert titles(store, fetched)[6] == ("Information", "Budgetläget")

    change_agenda_item(store, number, {"heading": "Beslutsärenden"}, who, NOW)
    assert titles(store, fetched)[4] == ("Beslutsärenden", "Budgetläget")


def test_minutes_out_of_reason_are_refused_in_words(store: Store, fetched: int, who: str) -> None:
    with pytest.raises(UserError, match="Tid i minuter"):
        change_agenda_item(store, item_named(store, fetched, "Upprop"), {"minutes": 5_000}, who, NOW)


def test_a_case_in_the_bin_is_not_on_the_list(store: Store, fetched: int, who: str) -> None:
    remove_case(store, 1, who, NOW)

    assert "Granskning av skolskjuts" not in make_agenda(store, fetched).text


def test_what_was_fetched_is_taken_back_as_one_step(store: Store, fetched: int) -> None:
    undo(store, NOW)

    assert titles(store, fetched) == []
    assert "Inga punkter är upptagna än." in make_agenda(store, fetched).text


def test_a_meeting_put_in_by_mistake_goes_with_its_list_and_comes_back_with_it(
    store: Store, meeting_id: int, who: str
) -> None:
    with store.step("planerade", who, NOW) as step:
        other = step.add(Meeting(namnd_id=1, body_id=1, day=date(2025, 4, 24)))
    add_agenda_item(store, other.stored_id, {"title": "Upprop"}, who, NOW)

    remove_meeting(store, other.stored_id, who, NOW)
    with pytest.raises(UserError, match="Sammanträdet finns inte längre"):
        agenda_of(store, other.stored_id)

    undo(store, NOW)
    assert titles(store, other.stored_id) == [("", "Upprop")]


def test_a_title_changed_in_the_case_is_changed_on_the_list(store: Store, fetched: int, who: str) -> None:
    edit_record(store, Case, 1, {"title": "Granskning av skolvägar"}, who, NOW)

    assert ("Yttranden och remisser", "Granskning av skolvägar") in titles(store, fetched)


@pytest.fixture
def twice(tmp_path: Path) -> Iterator[Store]:
    """The exercise cases, of which one was answered in March 2025 and comes back a year later."""
    with closing(open_store(DataFolder(tmp_path / "twice"), NOW)) as opened:
        fill_demo(opened, "kim", NOW)
        yield opened


def papers_at(store: Store, day: date) -> dict[str, tuple[str, ...]]:
    """The papers of each case on the nämnd's list of a day."""
    with store.session() as session:
        meetings = session.scalars(select(Meeting).where(col(Meeting.day) == day)).all()
        kinds = {one.id: one.kind for one in session.scalars(select(MeetingBody))}
        [meeting] = [one for one in meetings if kinds[one.body_id] == BodyKind.namnd]
        case_id = session.scalars(select(col(Case.id)).where(col(Case.dnr) == "BUN-2024-0933")).one()
    fetch_agenda(store, meeting.stored_id, "kim", NOW)
    if not any(one.case_id == case_id for one in agenda_of(store, meeting.stored_id).items):
        add_agenda_item(store, meeting.stored_id, {"case_id": case_id}, "kim", NOW)
    return {item.line.dnr: item.line.papers for item in agenda_of(store, meeting.stored_id).items}


def test_each_of_a_cases_two_answers_lists_its_own_papers(twice: Store) -> None:
    assert papers_at(twice, date(2025, 3, 20))["BUN-2024-0933"] == (
        "Tjänsteskrivelse – Yttrande över granskning av skolfrånvaro",
        "Förslag till yttrande – Granskning av skolfrånvaro",
        "Revisionsrapport – Granskning av skolfrånvaro, REV-2024-17",
    )
    assert papers_at(twice, date(2026, 3, 19))["BUN-2024-0933"] == (
        "Uppföljande yttrande – granskning av skolfrånvaro",
        "Uppföljning av åtgärder – Granskning av skolfrånvaro",
    )


def test_with_a_report_comes_no_paper_of_either_answer(twice: Store) -> None:
    assert papers_at(twice, date(2026, 6, 18))["BUN-2024-0933"] == ()


def test_with_a_report_on_the_only_answer_comes_what_there_is_since(store: Store, meeting_id: int, who: str) -> None:
    with store.step("rapporterade", who, NOW) as step:
        later = step.add(Meeting(namnd_id=1, body_id=1, day=date(2025, 9, 18)))
        first = step.get(Case, 1)
        first.stage = CaseStage.expedierat
        step.add(Document(case_id=1, kind=DocumentKind.yttrande, mode=DocumentMode.beslutat, dated_on=DAY))
        step.add(ReportBack(case_id=1, words="september", meeting_id=later.stored_id))
        step.add(Basis(case_id=1, text="Delårsrapport", dated_on=date(2025, 9, 1)))
        basis = next(one for one in step.all(Basis, case_id=1) if one.text.startswith("Tjänsteskrivelse"))
        basis.dated_on = date(2025, 3, 5)
    fetch_agenda(store, later.stored_id, who, NOW)

    assert [one.line.papers for one in agenda_of(store, later.stored_id).items if one.case_id] == [("Delårsrapport",)]
