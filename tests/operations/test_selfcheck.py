"""The selfcheck: each finding well and amiss, told in words with what to do, and none hides another."""

from __future__ import annotations

import json
import shutil
import time
from contextlib import closing
from datetime import UTC, date, datetime, timedelta
from pathlib import Path, PurePosixPath, PureWindowsPath

import pytest

from nemndsekr.operations.selfcheck import kept, place, program, system, trial
from nemndsekr.operations.selfcheck.finding import GROUPS, Level, Report, fail, ok, warn
from nemndsekr.operations.selfcheck.kept import ShareAnswer
from nemndsekr.operations.selfcheck.place import Place, data_findings, profile_finding, read_place
from nemndsekr.operations.selfcheck.run import findings_of, run_selfcheck
from nemndsekr.operations.selfcheck.windows_facts import Profile
from nemndsekr.store.backup import backups_in
from nemndsekr.store.database import open_store
from nemndsekr.store.health import DatabaseHealth, database_health, has_fts5
from nemndsekr.store.migrations import NEWEST
from nemndsekr.support.drives import DriveKind
from nemndsekr.support.errors import UserError
from nemndsekr.support.paths import DataFolder, resource_folder
from nemndsekr.support.policy import NO_POLICY, Policy, PolicyFault

NOW = datetime(2027, 3, 4, 10, 0, tzinfo=UTC)
TODAY = NOW.date()
WINDOW = {
    "qt": "6.12.0",
    "platform": "windows",
    "style": "windowsvista",
    "styles": ["Windows11", "Fusion"],
    "locale": "sv_SE",
    "screens": [{"scale": 1.5, "width": 1920, "height": 1080}],
    "color_scheme": "dark",
    "icons_missing": [],
    "printers": ["Kopiatorn plan 2"],
}
GOOD_PLACE = Place(
    root=PurePosixPath("/home/kim/.local/share/nemndsekr"),
    exists=True,
    write_error="",
    drive=DriveKind.fixed,
    file_system="ext4",
    free=50_000_000_000,
    cloud=None,
    made_on=date(2026, 12, 1),
    oldest_copy=date(2026, 12, 2),
)
GOOD_DATABASE = DatabaseHealth(
    exists=True, size=3_000_000, journal="wal", check="ok", schema=NEWEST, changed_at=NOW - timedelta(days=1)
)


def levels(findings):
    return {finding.code: finding.level for finding in findings}


def amiss(findings):
    """What is not well: its code and level; each says what to do."""
    assert all(finding.next_step for finding in findings if finding.level != Level.ok)
    return {finding.code: finding.level.value for finding in findings if finding.level != Level.ok}


# --- the place of the data ------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("differs", "expected"),
    [
        ({}, {}),
        ({"exists": False, "made_on": None}, {}),
        ({"write_error": "PermissionError"}, {"data.skrivbar": "fail"}),
        ({"drive": DriveKind.network}, {"data.enhet": "warn"}),
        ({"drive": DriveKind.removable}, {"data.enhet": "warn"}),
        ({"drive": DriveKind.unknown}, {}),
        ({"free": 500_000_000}, {"data.utrymme": "warn"}),
        ({"free": 50_000_000}, {"data.utrymme": "fail"}),
        ({"free": 5_000_000_000, "database": 400_000_000}, {}),
        ({"free": 3_000_000_000, "database": 400_000_000}, {"data.utrymme": "warn"}),
        ({"free": 700_000_000, "database": 400_000_000}, {"data.utrymme": "fail"}),
        ({"cloud": "OneDrive"}, {"data.moln": "warn"}),
        ({"root": PurePosixPath("/" + "a" * 201)}, {"data.sokvag": "warn"}),
        ({"made_on": TODAY, "oldest_copy": None}, {"data.ny": "warn"}),
        ({"made_on": TODAY}, {}),
    ],
)
def test_the_place_of_the_data_is_judged(differs, expected):
    found = data_findings(GOOD_PLACE._replace(**differs), Profile("/home/kim"), {}, TODAY)

    assert amiss(found) == expected


def test_a_folder_made_today_is_nothing_strange_where_the_program_is_new():
    found = data_findings(GOOD_PLACE._replace(made_on=date(2026, 11, 24)), Profile(""), {}, date(2026, 11, 24))

    assert amiss(found) == {}


def test_a_folder_in_a_roaming_profile_is_told_of():
    at = GOOD_PLACE._replace(root=PureWindowsPath(r"C:\Users\kim\AppData\Roaming\nemndsekr"))
    roaming = {"AppData": r"C:\Users\kim\AppData\Roaming"}

    found = data_findings(at, Profile(r"C:\Users\kim", kind=2), roaming, TODAY)

    assert amiss(found) == {"data.roaming": "warn"}


@pytest.mark.parametrize(
    ("profile", "sign"),
    [
        (Profile(r"C:\Users\kim", kind=1), "tillfällig profil"),
        (Profile(r"C:\Users\kim", state=0x0800 | 0x0004), "tillfällig profil"),
        (Profile(r"C:\Users\kim", kind=4), "obligatorisk profil"),
        (Profile(r"C:\Users\kim", state=0x0001), "obligatorisk profil"),
        (Profile(r"C:\Users\kim", state=0x0080), "gästprofil"),
        (Profile(r"C:\Users\TEMP"), "profilmappens namn"),
        (Profile("C:\\Users\\TEMP.KOMMUN\\"), "profilmappens namn"),
        (Profile(r"C:\Users\kim.KOMMUN.000"), "profilmappens namn"),
        (Profile(r"D:\Temp\kim"), "profilen ligger bland tillfälliga filer"),
    ],
)
def test_a_profile_that_does_not_last_is_told_of(profile, sign):
    found = profile_finding(profile, {"TEMP": r"D:\temp"})

    assert (found.level, sign in found.what) == (Level.warn, True)
    assert "policy.toml" in found.next_step


@pytest.mark.parametrize(
    ("profile", "words"),
    [
        (Profile(r"C:\Users\kim", kind=2, state=0x0100), "varar"),
        (Profile(r"C:\Users\local_kim", fslogix=True), "FSLogix"),
        (Profile(r"C:\Users\temple"), "varar"),
        (Profile(""), "varar"),
    ],
)
def test_a_profile_that_lasts_is_well(profile, words):
    found = profile_finding(profile, {})

    assert (found.level, words in found.what) == (Level.ok, True)


def test_the_probe_really_writes_and_leaves_nothing(tmp_path):
    assert place.write_error(tmp_path) == ""
    assert list(tmp_path.iterdir()) == []
    assert place.write_error(tmp_path / "finns inte") == "FileNotFoundError"


def test_the_age_of_a_folder_is_that_of_the_oldest_in_it(tmp_path):
    assert place.made_on(tmp_path / "finns inte") is None
    assert place.made_on(tmp_path) is not None


# --- the database and its copies ------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("differs", "expected"),
    [
        ({}, {}),
        ({"exists": False}, {}),
        ({"refused": "Databasen kunde inte läsas."}, {"databas.oppnas": "fail"}),
        ({"check": "row 5 missing from index"}, {"databas.hel": "fail"}),
        ({"schema": NEWEST + 1}, {"databas.schema": "fail"}),
        ({"schema": NEWEST - 1}, {}),
        ({"wal_left": 4096}, {"databas.wal": "warn"}),
        ({"wal_left": 4096, "is_held": True}, {}),
        ({"is_held": True}, {}),
    ],
)
def test_the_database_is_judged(differs, expected):
    assert amiss(kept.database_findings(GOOD_DATABASE._replace(**differs))) == expected


def copies(*days_ago, new=False):
    return kept.Copies([(NOW - timedelta(days=days)).replace(tzinfo=None) for days in days_ago], new)


@pytest.mark.parametrize(
    ("there", "changed", "expected"),
    [
        (copies(1, 2), 0, {}),
        (copies(), 0, {"kopior.alder": "warn"}),
        (copies(new=True), 0, {}),
        (copies(30), 0, {"kopior.alder": "warn"}),
        (copies(30), 29, {}),
        (copies(8), 0, {"kopior.alder": "warn"}),
        (copies(7), 0, {}),
    ],
)
def test_copies_that_are_missing_or_older_than_the_work_are_told_of(there, changed, expected):
    health = GOOD_DATABASE._replace(changed_at=NOW - timedelta(days=changed))

    assert amiss(kept.copy_findings(there, health, NOW)) == expected


@pytest.mark.parametrize("differs", [{"exists": False}, {"size": 0}])
def test_a_database_that_is_gone_or_empty_beside_its_copies_is_a_fault(differs):
    health = GOOD_DATABASE._replace(**differs)

    assert amiss(kept.copy_findings(copies(1, 2), health, NOW)) == {"kopior.atersta": "fail"}
    assert amiss(kept.copy_findings(copies(new=True), health, NOW)) == {}


def test_a_share_within_the_data_folder_is_no_second_place(tmp_path):
    inside = kept.share_findings(tmp_path / "data" / "sakerhetskopior", NOW.replace(tzinfo=None), tmp_path / "data")

    assert amiss(inside) == {"kopior.delad": "warn"}
    assert "ingen andra kopia" in inside[0].what


def test_a_broken_database_without_copies_is_not_said_to_have_one():
    broken = GOOD_DATABASE._replace(check="row 5 missing from index")
    steps = [
        {finding.next_step for finding in kept.database_findings(broken, has_copies=has)} - {""}
        for has in (True, False)
    ]

    assert ["erbjuder den senaste" in " ".join(one) for one in steps] == [True, False]


@pytest.mark.parametrize(
    ("answer", "said"),
    [
        (ShareAnswer(error="TimeoutError"), "svarar inte"),
        (ShareAnswer(error="PermissionError"), "Det går inte att skriva i"),
        (ShareAnswer(exists=False, error="FileNotFoundError"), "finns inte, och mappen kan inte göras"),
        (ShareAnswer(exists=False), "finns inte, så ingen andra kopia är tagen"),
        (ShareAnswer(), "ingen kopia finns där"),
        (ShareAnswer(newest=NOW.replace(tzinfo=None) - timedelta(days=20)), "är från 2027-02-12"),
    ],
)
def test_a_share_that_does_not_get_the_copies_is_told_of(answer, said):
    found = kept.share_finding(Path("/srv/kopior"), answer, NOW.replace(tzinfo=None))

    assert (found.level, said in found.what) == (Level.warn, True)


def test_a_share_that_has_the_newest_copies_is_well(tmp_path):
    newest = NOW.replace(tzinfo=None)
    (tmp_path / f"nemndsekr-{newest:%Y-%m-%dT%H%M%S}.sqlite").write_bytes(b"")

    assert amiss(kept.share_findings(tmp_path / "", newest)) == {}
    assert amiss(kept.share_findings(None, newest)) == {}


def test_a_share_whose_folder_is_not_there_is_not_said_to_be_reached_and_none_is_made(tmp_path):
    missing = tmp_path / "server" / "kim"

    for newest_here in (None, NOW.replace(tzinfo=None)):
        [found] = kept.share_findings(missing, newest_here)

        assert (found.level, found.value["finns"]) == (Level.warn, False)
        assert found.what == f"{missing} finns inte, så ingen andra kopia är tagen."
        assert "[sakerhetskopior] mapp" in found.next_step
    assert not missing.parent.exists()


def test_a_share_with_nothing_to_get_yet_is_not_said_to_have_it(tmp_path):
    [found, _room] = kept.share_findings(tmp_path, None)

    assert (found.level, found.what) == (Level.ok, f"{tmp_path} nås och det finns ingen kopia att skicka än.")


@pytest.mark.parametrize(("free", "level"), [(5_000_000_000, Level.ok), (3_000_000_000, Level.warn), (0, Level.warn)])
def test_a_share_with_little_room_for_the_copies_is_told_of(monkeypatch, tmp_path, free, level):
    monkeypatch.setattr(kept, "free_in", lambda _: free)

    [_, found] = kept.share_findings(tmp_path, None, database=400_000_000)

    assert (found.code, found.level, str(tmp_path) in found.what) == ("kopior.delad_utrymme", level, True)
    assert ("Frigör utrymme på servern" in found.next_step) == (level == Level.warn)


def test_the_disk_of_the_data_is_asked_for_what_the_database_needs(tmp_path):
    folder = DataFolder(tmp_path)
    folder.database.write_bytes(bytes(1_500_000))

    place = read_place(folder)

    assert place.database == 1_500_000
    assert place.free == pytest.approx(shutil.disk_usage(tmp_path).free, rel=0.1)


def test_a_share_that_never_answers_is_waited_for_a_while_only(monkeypatch, tmp_path):
    monkeypatch.setattr(kept, "SHARE_SECONDS", 0.05)
    monkeypatch.setattr(kept, "_ask_share", lambda _: time.sleep(3))

    [found] = kept.share_findings(tmp_path, None)

    assert "svarar inte" in found.what


def test_crash_reports_are_counted_and_never_quoted(tmp_path):
    logs = tmp_path / "logg"
    logs.mkdir()
    (logs / "felrapport-2027-03-01T101010.txt").write_text("HEMLIGT", encoding="utf-8")

    found = kept.find_kept(DataFolder(tmp_path), None, NOW)

    [told] = [one for one in found if one.code == "logg.felrapporter"]
    assert (told.level, told.value["antal"]) == (Level.warn, 1)
    assert told.what.startswith("1 felrapport, den senaste")
    assert "HEMLIGT" not in repr(found)


class TestARealDatabase:
    @pytest.fixture
    def folder(self, data_folder):
        open_store(data_folder, NOW).close()
        return data_folder

    def test_is_looked_at_without_being_changed(self, folder):
        before = folder.database.read_bytes()

        health = database_health(folder.database)

        assert (health.check, health.schema, health.journal, health.is_held) == ("ok", NEWEST, "wal", False)
        assert folder.database.read_bytes() == before

    def test_is_held_while_a_window_has_it_open(self, folder):
        with closing(open_store(folder, NOW)):
            assert database_health(folder.database).is_held
        assert not database_health(folder.database).is_held

    def test_that_is_damaged_is_told_of(self, folder):
        folder.database.write_bytes(b"inte en databas " * 500)

        assert amiss(kept.database_findings(database_health(folder.database))) == {"databas.oppnas": "fail"}

    def test_that_is_not_there_is_not_made(self, data_folder):
        assert database_health(data_folder.database) == DatabaseHealth(exists=False)
        assert not data_folder.database.exists()


# --- the program ----------------------------------------------------------------------------------------------------


def test_all_resources_are_whole():
    assert program.broken_resources(resource_folder()) == []
    assert amiss(program.resource_findings()) == {}


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("fonts/NotoSans-Bold.ttf", None),
        ("fonts/NotoSans-Bold.ttf", b"half"),
        ("icons/print.svg", b"<svg"),
        ("templates/neutral_yttrande.toml", b"= ="),
        ("labels.toml", b"\xff\xfe"),
        ("srgb.icc", b"x" * 200),
        ("handling.css", b""),
    ],
)
def test_a_file_that_is_missing_or_broken_is_named(tmp_path, name, content):
    folder = tmp_path / "resources"
    shutil.copytree(resource_folder(), folder, copy_function=shutil.copyfile)
    broken = folder / name
    if content is None:
        broken.unlink()
    elif content == b"half":
        broken.write_bytes(broken.read_bytes()[:-5000])
    else:
        broken.write_bytes(content)

    [found] = program.resource_findings(folder)

    assert (found.level, found.value["trasiga"]) == (Level.fail, [name])
    assert name in found.what


def test_a_library_that_is_missing_is_named():
    assert program.library_finding({"lxml": "6.1", "reportlab": ""}).what == "Bibliotek saknas: reportlab."
    assert program.library_finding({"lxml": "6.1"}).level == Level.ok
    assert program.fts5_finding(there=has_fts5()).level == Level.ok
    assert program.fts5_finding(there=False).level == Level.warn


def test_every_library_that_the_program_needs_is_asked_for():
    import tomllib

    project = tomllib.loads((Path(__file__).parents[2] / "pyproject.toml").read_text(encoding="utf-8"))["project"]

    needed = {line.partition("==")[0].lower() for line in project["dependencies"]}
    assert {name.lower() for name in program.LIBRARIES} == needed


# --- the computer ---------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("year", "level"), [(2020, Level.warn), (2026, Level.warn), (2027, Level.ok), (2040, Level.ok), (2050, Level.warn)]
)
def test_a_clock_that_cannot_be_right_is_told_of(year, level):
    assert system.clock_finding(datetime(year, 3, 1, tzinfo=UTC), date(2026, 11, 22)).level == level


def test_missing_time_zones_are_told_of():
    assert system.zone_finding("", NOW).level == Level.ok
    assert system.zone_finding("ZoneInfoNotFoundError", NOW).level == Level.fail


@pytest.mark.parametrize(
    ("differs", "viewer", "expected"),
    [
        ({}, "Acrobat", {}),
        ({}, "", {"skarm.pdf_visare": "warn"}),
        ({"printers": None}, "Acrobat", {"skarm.skrivare": "warn"}),
        ({"printers": []}, "Acrobat", {}),
        ({"icons_missing": ["print"]}, "Acrobat", {"skarm.ikoner": "fail"}),
        ({"screens": []}, "Acrobat", {}),
        ({"styles": ["Windows"]}, "Acrobat", {"skarm.stil": "fail"}),
    ],
)
def test_screens_and_printers_are_judged(differs, viewer, expected):
    assert amiss(system.window_findings(WINDOW | differs, viewer)) == expected


def test_a_qt_that_cannot_be_loaded_is_a_failure():
    assert amiss(system.window_findings({}, "Acrobat")) == {"skarm.qt": "fail"}


def test_the_screens_are_told_with_size_and_scale():
    assert "Skärmar: 1920 × 1080 i 150 %." in [one.what for one in system.window_findings(WINDOW, "")]


def test_what_the_policy_decides_is_told_and_what_does_not_hold():
    policy = Policy(
        file=Path("/etc/nemndsekr/policy.toml"),
        keys=("data.mapp", "funktioner.av"),
        data=Path("/srv/n"),
        data_is_last=True,
        share=Path("/srv/k"),
        off=frozenset({"utskrift"}),
        faults=(PolicyFault("[gallring] x", "Den nyckeln finns inte.", "De som finns är y."),),
    )

    found = system.policy_findings(policy)

    words = "\n".join(one.what for one in found)
    assert amiss(found) == {"policy.fel_1": "warn"}
    told = ("data.mapp", str(Path("/srv/n")), str(Path("/srv/k")), "utskrift", "[gallring] x")
    assert [said for said in told if said not in words] == []
    assert found[-1].what == f"{policy.file}, [gallring] x: Den nyckeln finns inte."
    assert amiss(system.policy_findings(NO_POLICY)) == {}


# --- trials ---------------------------------------------------------------------------------------------------------


def test_the_trials_succeed_here():
    assert amiss([*trial.find_documents(), *trial.find_reading()]) == {}


@pytest.mark.parametrize("content", [b"", b"%PDF-1.7", b"%PDF-1.7 /FontName /Helvetica"])
def test_a_pdf_without_its_fonts_fails(content):
    assert trial.pdf_finding(content).level == Level.fail


@pytest.mark.parametrize("content", [b"", b"PK\x03\x04"])
def test_a_word_file_that_is_none_fails(content):
    assert trial.word_finding(content).level == Level.fail


def test_a_reading_that_is_refused_fails(monkeypatch):
    def refuse(*_):
        raise UserError("Filen är så skadad eller så tung att läsningen avbröts.")

    monkeypatch.setattr("nemndsekr.reading.formats.pdf_apart.read_apart", refuse)

    [found] = trial.find_reading()

    assert (found.level, "AppLocker" in found.next_step) == (Level.fail, True)


# --- the whole ------------------------------------------------------------------------------------------------------


def test_a_part_that_hangs_or_breaks_becomes_a_finding():
    def breaks():
        raise RuntimeError("HEMLIGT")

    def hangs():
        time.sleep(3)
        return []

    [late] = findings_of("data", hangs, seconds=0.05)
    [broken] = findings_of("data", breaks)

    assert (late.code, late.level) == ("data.svarar_inte", Level.fail)
    assert (broken.code, broken.level, "HEMLIGT" in broken.what) == ("data.brots", Level.fail, False)


def test_the_report_is_plain_and_well_on_a_new_computer(data_folder):
    report = run_selfcheck(data_folder, NO_POLICY, WINDOW, NOW)

    told = json.loads(json.dumps(report.as_json()))
    assert report.is_ok, [one for one in report.findings if one.level == Level.fail]
    assert (told["schema"], told["ok"], told["facts"]["data.mapp"]) == (1, True, str(data_folder.root))
    assert {one.group for one in report.findings} == set(GROUPS)
    assert len({one.code for one in report.findings}) == len(report.findings)
    assert list(data_folder.root.iterdir()) == [], "a check changes nothing"
    assert not backups_in(data_folder.backups)


@pytest.mark.parametrize(
    ("findings", "summary"),
    [
        ([ok("data.a", "Bra.")], "Allt som har kontrollerats är som det ska."),
        ([warn("data.a", "Nja.", "Gör.")], "1 varning."),
        ([fail("data.a", "Fel.", "Gör."), warn("data.b", "Nja.", "Gör."), warn("data.c", "Nja.", "Gör.")],
         "1 fel och 2 varningar."),
    ],
)  # fmt: skip
def test_the_summary_counts(findings, summary):
    assert Report(NOW, "1", findings).summary == summary


def test_the_text_puts_what_is_wrong_first_in_its_group():
    report = Report(NOW, "1.2.3", [ok("data.a", "Bra."), fail("data.b", "Trasigt.", "Laga."), ok("dator.c", "Dator.")])

    assert report.as_lines() == [
        "Nämndsekr 1.2.3, 2027-03-04 10.00. 1 fel.",
        "",
        "Datorn",
        "  Dator.",
        "",
        "Datamappen",
        "  FEL: Trasigt.",
        "    → Laga.",
        "  Bra.",
    ]
