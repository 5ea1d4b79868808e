"""A plan comes from a paste or a list, and goes out as a list that comes back byte for byte."""

from __future__ import annotations

from datetime import date, time
from pathlib import Path

import pytest

from nemndsekr.exchange.meeting_csv import MEETING_COLUMNS, meetings_as_csv
from nemndsekr.operations.edit_record import undo
from nemndsekr.operations.meeting_plan import (
    PlanDraft,
    draft_of_pasted,
    draft_remarks,
    put_in_plan,
    read_meeting_list,
    read_pasted,
    save_meeting_list,
)
from nemndsekr.operations.meetings import NewBody, NewMeeting, add_meetings, cancel_meeting
from nemndsekr.records.choices import BodyKind, MeetingStatus
from nemndsekr.records.namnd import Namnd
from nemndsekr.rules.planning.facts import PlanningFacts
from nemndsekr.store.database import MemoryStore, Store
from nemndsekr.store.planning import planning_facts
from nemndsekr.support.errors import UserError
from tests.operations.conftest import NOW
from tests.rows import add_record

TODAY = date(2026, 2, 19)
WHO = "kim"
BODIES = (
    NewBody(-1, "Beredning", BodyKind.beredning),
    NewBody(-2, "KFNAU", BodyKind.au),
    NewBody(-3, "Kultur- och fritidsnämnden", BodyKind.namnd),
)


def nobody_plans(store: Store) -> PlanningFacts:
    namnd, _ = add_record(store, Namnd(name="Kultur- och fritidsnämnden", short_name="KFN"), "lade till", WHO, NOW)
    return planning_facts(store, namnd.stored_id)


@pytest.fixture
def facts(store: Store) -> PlanningFacts:
    """A nämnd with three bodies and a spring."""
    empty = nobody_plans(store)
    meetings = [
        NewMeeting(-1, date(2026, 2, 4), time(9), time(10, 30), "Alen"),
        NewMeeting(-2, date(2026, 2, 26), time(13)),
        NewMeeting(-3, date(2026, 3, 19), time(13), None, "Ekrummet", '=Heldag; "mat"\ningår', date(2026, 3, 26)),
        NewMeeting(-3, date(2026, 4, 23), status=MeetingStatus.flyttad, moved_from=date(2026, 4, 16)),
        NewMeeting(-3, date(2026, 5, 5), status=MeetingStatus.extra),
    ]
    add_meetings(store, empty.namnd_id, meetings, WHO, NOW, bodies=BODIES)
    made = planning_facts(store, empty.namnd_id)
    cancel_meeting(store, made.meetings[1].id or 0, WHO, NOW)
    return planning_facts(store, empty.namnd_id)


def test_a_list_opens_in_excel_with_its_columns(facts: PlanningFacts):
    content = meetings_as_csv(facts)

    assert content.startswith(b"\xef\xbb\xbf")
    lines = content.decode("utf-8-sig").split("\r\n")
    assert lines[0] == ";".join(f'"{name}"' for name in MEETING_COLUMNS)
    assert lines[1] == (
        '"Beredning";"2026-02-04";"09.00";"10.30";"Alen";"2026-01-23";"";"planerad";"beredning";"";"";""'
    )
    assert '"\'=Heldag; ""mat""' in content.decode("utf-8"), "no formula begins a cell"


def test_out_in_and_out_again_are_the_same_bytes(facts: PlanningFacts, tmp_path: Path):
    first = tmp_path / "sammantraden.csv"
    save_meeting_list(facts, first)
    other = MemoryStore()
    empty = nobody_plans(other)

    draft = read_meeting_list(first, empty, TODAY)
    put_in_plan(other, empty.namnd_id, draft, "läste in sammanträden", WHO, NOW)

    assert meetings_as_csv(planning_facts(other, empty.namnd_id)) == first.read_bytes()
    other.close()


def test_read_into_the_same_plan_everything_is_there_already(facts: PlanningFacts, tmp_path: Path):
    path = tmp_path / "sammantraden.csv"
    save_meeting_list(facts, path)

    draft = read_meeting_list(path, facts, TODAY)

    assert (draft.taken, draft.bodies) == ((), ())
    assert {one.told for one in draft.proposals} == {"Finns redan i planen."}


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp1252", "utf-16"])
@pytest.mark.parametrize("separator", [";", "\t", ","])
def test_separators_and_encodings_are_told_by_the_file(facts, tmp_path: Path, encoding: str, separator: str):
    path = tmp_path / "plan.csv"
    rows = [["Instans", "Datum", "Starttid"], ["Beredning", "2026-09-02", "9:00"], ["Måndagsrådet", "2026-09-07", ""]]
    path.write_text("\n".join(separator.join(row) for row in rows), encoding=encoding)

    draft = read_meeting_list(path, facts, TODAY)

    assert [(one.day, one.starts_at) for one in draft.taken] == [
        (date(2026, 9, 2), time(9)),
        (date(2026, 9, 7), None),
    ]
    assert [one.name for one in draft.bodies] == ["Måndagsrådet"]


def test_a_day_that_is_not_written_out_is_asked_about_and_not_taken(facts: PlanningFacts, tmp_path: Path):
    path = tmp_path / "plan.csv"
    rows = "instans;datum\nBeredning;3/9\nBeredning;2026-09-16\nBeredning;snart\nBeredning;2026-02-30\n"
    path.write_text(rows, encoding="utf-8")

    asked, taken, *lost = read_meeting_list(path, facts, TODAY).proposals

    assert (asked.taken, asked.day) == (False, date(2026, 9, 3))
    assert asked.told == "Rad 2. «3/9» är inte skrivet ÅÅÅÅ-MM-DD. Menas 3 september 2026? Kryssa i så fall för raden."
    assert taken.taken
    assert [one.told for one in lost] == [
        "Rad 4. «snart» är ingen dag. Skriv den ÅÅÅÅ-MM-DD.",
        "Rad 5. «2026-02-30» är ingen dag. Skriv den ÅÅÅÅ-MM-DD.",
    ]


def test_a_list_without_the_columns_says_what_it_wants(facts: PlanningFacts, tmp_path: Path):
    path = tmp_path / "annat.csv"
    path.write_text("namn;telefon\nKim;1234\n", encoding="utf-8")

    with pytest.raises(UserError, match="har inte kolumnerna instans och datum"):
        read_meeting_list(path, facts, TODAY)


def test_a_file_that_cannot_be_written_is_told(facts: PlanningFacts, tmp_path: Path):
    with pytest.raises(UserError, match="borta finns inte"):
        save_meeting_list(facts, tmp_path / "borta" / "plan.csv")


HTML = """<html><body><h1>Sammanträden 2027</h1><table>
<tr><th>2027</th><th>KS</th><th>KFN<br>kl 13.00</th><th>KFNAU</th></tr>
<tr><td>Januari</td><td>12</td><td><p>21</p></td><td>7</td></tr>
<tr><td>Februari</td><td>9</td><td>18</td><td>4, 25</td></tr>
<tr><td>Mars</td><td>9</td><td>18*</td><td>4</td></tr>
</table></body></html>"""
TABBED = "2027\tKS\tKFN kl 13.00\tKFNAU\nJanuari\t12\t21\t7\nFebruari\t9\t18\t4, 25\nMars\t9\t18*\t4\n"


@pytest.mark.parametrize(("text", "html"), [("", HTML), (TABBED, "")])
def test_a_plan_pasted_from_word_or_excel_is_put_in_as_one_step(store: Store, facts: PlanningFacts, text, html):
    pasted = read_pasted(text, html, facts, 2026)
    chosen = [column.body_id for column in pasted.columns]
    draft = draft_of_pasted(facts, pasted, chosen)

    assert [one.name for one in pasted.columns] == ["KS", "KFN", "KFNAU"]
    assert len(draft.taken) == 7
    put_in_plan(store, facts.namnd_id, draft, "klistrade in plan för 2027", WHO, NOW)
    after = planning_facts(store, facts.namnd_id)
    assert [one.day for one in after.of_body(after.bodies[2].id) if one.day.year == 2027] == [
        date(2027, 1, 21),
        date(2027, 2, 18),
        date(2027, 3, 18),
    ]
    assert {one.starts_at for one in after.of_body(after.bodies[2].id) if one.day.year == 2027} == {time(13)}
    changes = undo(store, NOW)
    assert changes is not None
    assert changes.name == "klistrade in plan för 2027"
    assert planning_facts(store, facts.namnd_id).meetings == facts.meetings


def test_a_pasted_day_of_another_year_is_shown_but_not_taken_until_somebody_has_looked(facts: PlanningFacts):
    text = "2026\tKFN\nJanuari\t21/1-26\nFebruari\t18/2-26\nMars\t18/3-26\nApril\t6/4-22\n"
    pasted = read_pasted(text, "", facts, 2026)

    draft = draft_of_pasted(facts, pasted, [facts.bodies[2].id])

    [odd] = [one for one in draft.proposals if one.day.year == 2022]
    assert (odd.taken, odd.told) == (False, "6 april 2022 är ett annat år än 2026.")


def test_a_column_of_another_namnd_can_be_taken_as_a_new_body(store: Store, facts: PlanningFacts):
    pasted = read_pasted(TABBED, "", facts, 2026)
    draft = draft_of_pasted(facts, pasted, [0, None, None])

    put_in_plan(store, facts.namnd_id, draft, "klistrade in plan", WHO, NOW)

    after = planning_facts(store, facts.namnd_id)
    assert after.bodies[-1].name == "KS"
    assert len(after.of_body(after.bodies[-1].id)) == 3


def test_what_is_amiss_with_a_draft_is_told_by_its_rows(facts: PlanningFacts):
    pasted = read_pasted("KFN: 19/6 2025, 6/6 2025, 4/6 2025", "", facts, 2025)
    draft = draft_of_pasted(facts, pasted, [facts.bodies[2].id])

    remarks = draft_remarks(facts, draft)

    told = {draft.proposals[at].day.day: words for at, words in remarks.items()}
    assert any("nationaldagen" in words for words in told[6])
    assert any("dagen före midsommarafton" in words for words in told[19])
    assert draft_remarks(facts, PlanDraft()) == {}
