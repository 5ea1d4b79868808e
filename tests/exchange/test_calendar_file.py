"""Calendar files read back by two other programs' readers: vobject, and ical.js where node has it."""

from __future__ import annotations

import json
import shutil
import subprocess
from datetime import UTC, date, datetime, time, timedelta
from pathlib import Path

import pytest
import vobject
from hypothesis import given
from hypothesis import strategies as st

from nemndsekr.exchange.calendar_file import DatedEntry, calendar_bytes
from nemndsekr.rules.planning.calendar_entries import CalendarEntry, EntryKind

ROOT = Path(__file__).resolve().parents[2]
ICAL_JS = ROOT / ".venv" / "node" / "node_modules" / "ical.js" / "dist" / "ical.js"
NODE = shutil.which("node")
NOW = datetime(2025, 1, 7, 8, 30, tzinfo=UTC)

WINTER = CalendarEntry(
    "a1", EntryKind.meeting, "BUN Nämnd", date(2025, 1, 30), time(13), time(16, 30), "Ekeby; sal 2, plan 3", "Nämnd"
)
SUMMER = CalendarEntry("a2", EntryKind.meeting, "BUN Nämnd (extra)", date(2025, 6, 19), time(13), time(16, 30))
CLOCKS_BACK = CalendarEntry("a3", EntryKind.meeting, "Helgberedning", date(2025, 10, 26), time(1, 30), time(4))
NO_CLOCK = CalendarEntry("a4", EntryKind.meeting, "BUN Beredning", date(2025, 10, 26), category="Beredning")
NO_END = CalendarEntry("a5", EntryKind.meeting, "BUN AU", date(2025, 3, 6), time(9), note="Sluttiden är inte inlagd.")
REPLY = CalendarEntry(
    "a6", EntryKind.reply, "Svarsdag: BUN-2025-7 Skolgårdar", date(2025, 3, 31), reminder=timedelta(days=6, hours=15)
)
CANCELLED = CalendarEntry(
    "a7", EntryKind.meeting, "BUN Nämnd", date(2025, 3, 20), time(13), time(16), cancelled=True, note="Åter\ni höst"
)
GONE = CalendarEntry("a8", EntryKind.gone, "Svarsdag: BUN-2025-3", date(2025, 5, 5), cancelled=True)
ALL = (WINTER, SUMMER, CLOCKS_BACK, NO_CLOCK, NO_END, REPLY, CANCELLED, GONE)


def _file(*entries: CalendarEntry) -> bytes:
    return calendar_bytes("BUN sammanträden", [DatedEntry(one, at, NOW) for at, one in enumerate(entries)], NOW)


def _instants(events):
    return {event["uid"]: (event["starts"], event["ends"]) for event in events}


EXPECTED = {
    "a1@nemndsekr": ("2025-01-30T12:00:00.000Z", "2025-01-30T15:30:00.000Z"),
    "a2@nemndsekr": ("2025-06-19T11:00:00.000Z", "2025-06-19T14:30:00.000Z"),
    # The night when the clock is put back: it begins in summer time and ends in winter time.
    "a3@nemndsekr": ("2025-10-25T23:30:00.000Z", "2025-10-26T03:00:00.000Z"),
    "a4@nemndsekr": ("2025-10-26", "2025-10-27"),
    "a5@nemndsekr": ("2025-03-06T08:00:00.000Z", "2025-03-06T10:00:00.000Z"),
    "a6@nemndsekr": ("2025-03-31", "2025-04-01"),
    "a7@nemndsekr": ("2025-03-20T12:00:00.000Z", "2025-03-20T15:00:00.000Z"),
    "a8@nemndsekr": ("2025-05-05", "2025-05-06"),
}


def _by_vobject(content: bytes):
    calendar = vobject.readOne(content.decode("utf-8"))
    found = []
    for event in calendar.vevent_list:
        times = []
        for value in (event.dtstart.value, event.dtend.value):
            if isinstance(value, datetime):
                times.append(value.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%S.000Z"))
            else:
                times.append(value.isoformat())
        found.append({"uid": event.uid.value, "starts": times[0], "ends": times[1], "event": event})
    return calendar, found


def test_vobject_reads_every_time_as_it_was_meant_winter_summer_and_when_the_clock_is_put_back():
    calendar, events = _by_vobject(_file(*ALL))

    assert _instants(events) == EXPECTED
    assert calendar.method.value == "PUBLISH"
    assert calendar.contents["x-wr-calname"][0].value == "BUN sammanträden"
    by_uid = {one["uid"]: one["event"] for one in events}
    assert by_uid["a1@nemndsekr"].location.value == "Ekeby; sal 2, plan 3"
    assert by_uid["a1@nemndsekr"].status.value == "CONFIRMED"
    assert by_uid["a2@nemndsekr"].sequence.value == "1"
    assert by_uid["a6@nemndsekr"].valarm.trigger.value == -timedelta(days=6, hours=15)
    assert by_uid["a7@nemndsekr"].summary.value == "INSTÄLLT: BUN Nämnd"
    assert by_uid["a7@nemndsekr"].status.value == "CANCELLED"
    assert by_uid["a7@nemndsekr"].description.value == "Åter\ni höst"
    assert by_uid["a8@nemndsekr"].summary.value == "UTGÅR: Svarsdag: BUN-2025-3"
    assert {one["uid"] for one in events if hasattr(one["event"], "valarm")} == {"a6@nemndsekr"}


@pytest.mark.skipif(
    NODE is None or not ICAL_JS.is_file(),
    reason="node eller ical.js saknas: dev.py lägger ical.js i .venv/node där npm finns",
)
def test_ical_js_reads_every_time_as_it_was_meant_winter_summer_and_when_the_clock_is_put_back(tmp_path):
    assert NODE is not None
    file = tmp_path / "BUN sammanträden.ics"
    file.write_bytes(_file(*ALL))
    script = Path(__file__).with_name("read_calendar.mjs")

    ran = subprocess.run(
        [NODE, str(script), str(ICAL_JS), str(file)], capture_output=True, encoding="utf-8", timeout=60, check=False
    )

    assert ran.returncode == 0, ran.stderr
    told = json.loads(ran.stdout)
    assert (told["name"], told["method"]) == ("BUN sammanträden", "PUBLISH")
    assert _instants(told["events"]) == EXPECTED
    by_uid = {event["uid"]: event for event in told["events"]}
    assert by_uid["a1@nemndsekr"]["place"] == "Ekeby; sal 2, plan 3"
    assert by_uid["a1@nemndsekr"]["category"] == "Nämnd"
    assert by_uid["a4@nemndsekr"]["transparent"] == "TRANSPARENT"
    assert by_uid["a6@nemndsekr"]["alarms"] == ["-P6DT15H"]
    assert by_uid["a7@nemndsekr"]["status"] == "CANCELLED"
    assert by_uid["a7@nemndsekr"]["note"] == "Åter\ni höst"
    assert [event["sequence"] for event in told["events"]] == list(range(len(ALL)))


def test_the_file_is_as_outlook_wants_it():
    content = _file(*ALL, CalendarEntry("b", EntryKind.stop, "Inlämning: " + "sammanträdesåret åäö " * 20, NOW.date()))
    lines = content.split(b"\r\n")

    assert b"\n" not in content.replace(b"\r\n", b"")
    assert max(map(len, lines)) <= 75
    assert content.count(b"BEGIN:VTIMEZONE") == 1
    assert content.count(b"RRULE:FREQ=YEARLY") == 2
    assert b"RDATE" not in content
    assert b"VTODO" not in content
    assert content.count(b"X-MICROSOFT-CDO-BUSYSTATUS:FREE") == content.count(b"TRANSP:TRANSPARENT") == 5


# Any words that a person may have pasted: other lines, signs that no calendar allows, words that look like its own.
WORDS = st.text(st.characters(exclude_categories=["Cs"]), max_size=60) | st.sampled_from(
    ["a\rEND:VEVENT", "a\r\nBEGIN:VEVENT", "\x0b\x00", "a\u2028b", "; , \\ : \\n", 'say "so"']
)


@given(WORDS, WORDS)
def test_no_words_break_the_file(place, note):
    entry = CalendarEntry("c", EntryKind.meeting, "BUN Nämnd", date(2025, 3, 20), time(13), place=place, note=note)

    _, events = _by_vobject(_file(entry, SUMMER))

    assert [one["uid"] for one in events] == ["c@nemndsekr", "a2@nemndsekr"]
    assert [one["event"].summary.value for one in events] == ["BUN Nämnd", "BUN Nämnd (extra)"]
