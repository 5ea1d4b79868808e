"""Calendar files: each tells what it wrote, the next one only what has changed, and an undo does not unwrite it."""

from __future__ import annotations

from datetime import date, time, timedelta
from pathlib import Path

import pytest
import vobject

from nemndsekr.operations.edit_record import edit_record, undo
from nemndsekr.operations.export_calendar import CalendarChoice, calendar_contents, export_calendar, file_name
from nemndsekr.operations.meetings import remove_meeting
from nemndsekr.records.choices import BodyKind, MeetingStatus
from nemndsekr.records.meeting import Meeting, MeetingBody
from nemndsekr.records.namnd import Namnd
from nemndsekr.records.planning import CalendarExport
from nemndsekr.store.database import Store
from nemndsekr.support.errors import UserError
from tests.operations.conftest import NOW

WHO = "kim"
LATER = NOW + timedelta(days=1)


@pytest.fixture
def meetings(store: Store) -> dict[int, int]:
    """Three meetings of one nämnd in the next year and one in the year after: their ids by month."""
    with store.step("byggde", WHO, NOW) as step:
        namnd = step.add(Namnd(name="Fritidsnämnden", short_name="FN"))
        body = step.add(MeetingBody(namnd_id=namnd.stored_id, kind=BodyKind.au, name="Arbetsutskott"))
        days = [date(2027, 1, 21), date(2027, 2, 18), date(2027, 3, 18), date(2028, 4, 20)]
        rows = [
            step.add(Meeting(namnd_id=namnd.stored_id, body_id=body.stored_id, day=day, starts_at=time(9)))
            for day in days
        ]
    return {row.day.month: row.stored_id for row in rows}


def _events(path: Path) -> dict[str, tuple[str, int, str, str]]:
    """Day, sequence, status and summary of each meeting, by its name in the calendar; the stoppdagar left out."""
    calendar = vobject.readOne(path.read_text(encoding="utf-8"))
    return {
        event.uid.value: (
            event.dtstart.value.isoformat()[:10],
            int(event.sequence.value),
            event.status.value,
            event.summary.value,
        )
        for event in getattr(calendar, "vevent_list", [])
        if "-inlamning" not in event.uid.value
    }


def _name_of(store: Store, meeting_id: int) -> str:
    with store.session() as session:
        meeting = session.get(Meeting, meeting_id)
        assert meeting is not None
        return f"{meeting.uid}@nemndsekr"


ALL, CHANGES = CalendarChoice(1), CalendarChoice(1, changes_only=True)


def test_the_first_file_has_everything_and_the_next_only_what_has_changed(store, meetings, tmp_path):
    first = export_calendar(store, tmp_path / "a.ics", ALL, WHO, NOW)
    assert first.told == "8 poster skrevs i kalenderfilen: 8 nya."
    assert {one[1:] for one in _events(tmp_path / "a.ics").values()} == {(0, "CONFIRMED", "FN Arbetsutskott")}

    name = _name_of(store, meetings[2])
    edit_record(store, Meeting, meetings[2], {"day": date(2027, 2, 25)}, WHO, NOW)
    edit_record(store, Meeting, meetings[3], {"status": MeetingStatus.installd}, WHO, NOW)
    second = export_calendar(store, tmp_path / "b.ics", CHANGES, WHO, LATER)

    # The moved meeting with its stoppdag, and the cancelled one, whose stoppdag is gone.
    assert (second.written, second.new, second.changed, second.cancelled) == (4, 0, 2, 2)
    assert _events(tmp_path / "b.ics") == {
        name: ("2027-02-25", 1, "CONFIRMED", "FN Arbetsutskott"),
        _name_of(store, meetings[3]): ("2027-03-18", 1, "CANCELLED", "INSTÄLLT: FN Arbetsutskott"),
    }


def test_where_nothing_has_changed_no_file_of_changes_is_written(store, meetings, tmp_path):
    export_calendar(store, tmp_path / "a.ics", ALL, WHO, NOW)

    told = export_calendar(store, tmp_path / "b.ics", CHANGES, WHO, LATER)

    assert told.told == "Inget har ändrats sedan den senaste exporten. Ingen fil skrevs."
    assert not (tmp_path / "b.ics").exists()


def test_a_whole_file_a_second_time_keeps_the_numbers_and_the_day_of_the_last_change(store, meetings, tmp_path):
    export_calendar(store, tmp_path / "a.ics", ALL, WHO, NOW)
    export_calendar(store, tmp_path / "b.ics", ALL, WHO, LATER)

    assert _events(tmp_path / "a.ics") == _events(tmp_path / "b.ics")
    calendar = vobject.readOne((tmp_path / "b.ics").read_text(encoding="utf-8"))
    assert {event.last_modified.value for event in calendar.vevent_list} == {NOW.replace(microsecond=0)}
    assert {event.dtstamp.value for event in calendar.vevent_list} == {LATER.replace(microsecond=0)}


def test_a_meeting_that_is_taken_away_is_told_once_as_gone_and_comes_back_with_a_higher_number(
    store, meetings, tmp_path
):
    export_calendar(store, tmp_path / "a.ics", ALL, WHO, NOW)
    name = _name_of(store, meetings[1])
    remove_meeting(store, meetings[1], WHO, NOW)

    export_calendar(store, tmp_path / "b.ics", CHANGES, WHO, LATER)
    again = export_calendar(store, tmp_path / "c.ics", CHANGES, WHO, LATER)
    assert _events(tmp_path / "b.ics") == {name: ("2027-01-21", 1, "CANCELLED", "UTGÅR: FN Arbetsutskott")}
    assert again.written == 0

    undo(store, LATER)
    export_calendar(store, tmp_path / "d.ics", CHANGES, WHO, LATER)
    assert _events(tmp_path / "d.ics") == {name: ("2027-01-21", 2, "CONFIRMED", "FN Arbetsutskott")}


def test_what_has_left_the_house_is_no_step_to_undo(store, meetings, tmp_path):
    edit_record(store, Meeting, meetings[1], {"place": "Sal 3"}, WHO, NOW)
    export_calendar(store, tmp_path / "a.ics", ALL, WHO, NOW)

    undo(store, LATER)

    with store.session() as session:
        meeting = session.get(Meeting, meetings[1])
        assert meeting is not None
        assert meeting.place == ""
        assert session.get(CalendarExport, 1) is not None
    assert export_calendar(store, tmp_path / "b.ics", CHANGES, WHO, LATER).changed == 1


def test_a_year_has_its_own_file_and_what_has_left_the_year_is_told_there(store, meetings, tmp_path):
    of_2027 = CalendarChoice(1, years=frozenset({2027}))
    assert export_calendar(store, tmp_path / "a.ics", of_2027, WHO, NOW).written == 6
    edit_record(store, Meeting, meetings[3], {"day": date(2028, 3, 16)}, WHO, NOW)

    told = export_calendar(store, tmp_path / "b.ics", of_2027, WHO, LATER)

    assert (told.written, told.changed) == (6, 2)
    assert _events(tmp_path / "b.ics")[_name_of(store, meetings[3])][:2] == ("2028-03-16", 1)


def test_a_single_entry_has_a_file_of_its_own(store, meetings, tmp_path):
    (contents,) = calendar_contents(store, date(2027, 2, 1))
    assert contents.years == (2027, 2028)
    assert not contents.exported
    uid, words = next(entry for entry in contents.entries if "inlamning" not in entry[0])
    assert words == "tors 18 februari 2027: FN Arbetsutskott"

    export_calendar(store, tmp_path / "a.ics", CalendarChoice(1, entry_uid=uid), WHO, NOW)

    assert list(_events(tmp_path / "a.ics")) == [_name_of(store, meetings[2])]
    assert calendar_contents(store, NOW.date())[0].exported


def test_another_namnd_is_not_told_of(store, meetings, tmp_path):
    export_calendar(store, tmp_path / "a.ics", ALL, WHO, NOW)
    with store.step("byggde", WHO, NOW) as step:
        namnd = step.add(Namnd(name="Kulturnämnden"))
        body = step.add(MeetingBody(namnd_id=namnd.stored_id, name="Nämnd"))
        step.add(Meeting(namnd_id=namnd.stored_id, body_id=body.stored_id, day=date(2027, 5, 20)))

    told = export_calendar(store, tmp_path / "b.ics", CalendarChoice(2), WHO, LATER)

    assert told.cancelled == 0
    assert {one[3] for one in _events(tmp_path / "b.ics").values()} == {"Kulturnämnden Nämnd"}


def test_a_file_that_cannot_be_written_is_not_remembered_as_told(store, meetings, tmp_path):
    with pytest.raises(UserError, match="finns inte"):
        export_calendar(store, tmp_path / "missing" / "a.ics", ALL, WHO, NOW)

    assert export_calendar(store, tmp_path / "a.ics", CHANGES, WHO, NOW).new == 8


def test_nothing_to_export_is_said_with_what_to_do(store, tmp_path):
    with store.step("byggde", WHO, NOW) as step:
        step.add(Namnd(name="Fritidsnämnden"))
    with pytest.raises(UserError, match="inget att exportera"):
        export_calendar(store, tmp_path / "a.ics", ALL, WHO, NOW)
    with pytest.raises(UserError, match="finns inte längre"):
        export_calendar(store, tmp_path / "a.ics", CalendarChoice(1, entry_uid="x"), WHO, NOW)


@pytest.mark.parametrize(
    ("name", "years", "file"),
    [
        ("FN", (), "FN sammanträden.ics"),
        ("FN", (2027, 2026), "FN sammanträden 2026 2027.ics"),
        ("Barn- och utbildningsnämnden", (2027,), "Barn- och utbildningsnämnden sammanträden 2027.ics"),
        ("A/B:*?", (), "AB sammanträden.ics"),
        ("", (), "sammanträden.ics"),
    ],
)
def test_the_file_is_named_so_that_it_is_known(name, years, file):
    assert file_name(name, years) == file
