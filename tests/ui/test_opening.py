"""Opening the database: what is told when it cannot be, and the way on that is offered."""

from __future__ import annotations

import gc
import sqlite3
import sys
from collections.abc import Callable, Iterator
from contextlib import closing
from pathlib import Path

import pytest
from PySide6.QtCore import SIGNAL
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from nemndsekr.store import connect
from nemndsekr.store.lock import DatabaseLock
from nemndsekr.support.drives import DriveKind
from nemndsekr.support.paths import DataFolder
from nemndsekr.support.settings import Settings, load_settings
from nemndsekr.ui import application
from nemndsekr.ui.application import _Opening
from nemndsekr.ui.crash import CrashWatch
from nemndsekr.ui.desk import Clock
from nemndsekr.ui.kit.theme import Theme
from tests.ui.conftest import PATIENCE_MS, idle

LETTER = Path(__file__).parent.parent / "documents" / "missiv_havsbro.txt"
OPEN_COPY, SHOW_FOLDER, QUIT, AGAIN = "Öppna säkerhetskopian", "Visa mappen", "Avsluta", "Försök igen"


class Person:
    """Answers what is asked, and remembers it; what is not foreseen is answered with the last choice."""

    def __init__(self) -> None:
        self.asked: list[tuple[str, str, list[str]]] = []
        self.told: list[tuple[str, str]] = []
        self.answers: list[str] = []
        self.before: Callable[[], object] = lambda: None
        """What the person does elsewhere before answering."""

    def ask(self, parent: object, what: str, why: str, choices: list[str]) -> int:
        """Answer a question."""
        self.asked.append((what, why, list(choices)))
        self.before()
        return choices.index(self.answers.pop(0)) if self.answers else len(choices) - 1

    def tell(self, parent: object, what: str, why: str = "") -> None:
        """Hear some news."""
        self.told.append((what, why))


@pytest.fixture
def person(monkeypatch: pytest.MonkeyPatch) -> Person:
    made = Person()
    monkeypatch.setattr(application, "ask", made.ask)
    monkeypatch.setattr(application, "tell", made.tell)
    return made


Open = Callable[..., _Opening]


@pytest.fixture
def start(qtbot: QtBot, qapp: QApplication, theme: Theme, clock: Clock, person: Person, monkeypatch) -> Iterator[Open]:
    """Starts the program on a folder, up to where it waits for the person."""
    monkeypatch.setattr(application, "system_clock", clock)
    monkeypatch.setattr(application, "load_settings", lambda _: Settings(theme="light"))
    begun: list[_Opening] = []

    def begin(folder: DataFolder, files: tuple[Path, ...] = (), *, wait: bool = True, demo: bool = False) -> _Opening:
        opening = _Opening(qapp, folder, files, CrashWatch(folder, clock), demo=demo)
        begun.append(opening)
        qtbot.addWidget(opening.window)
        with qtbot.waitSignal(opening.window.painted):
            opening.window.show()
        if wait:
            settled(qtbot, opening)
        return opening

    yield begin
    for opening in begun:
        opening.window.close()
        opening.close()
    gc.disable()  # as every test of the window has it


def settled(qtbot: QtBot, opening: _Opening) -> None:
    """Wait until the database is open, or the window closed."""
    qtbot.waitUntil(lambda: opening.desk.store is not None or not opening.window.isVisible(), timeout=PATIENCE_MS)
    if opening.desk.store is not None:
        idle(qtbot, opening.desk)


def titles(opening: _Opening) -> list[str]:
    model = opening.window.cases.model
    return [model.record(row).title for row in range(model.rowCount())]


def damage(path: Path) -> None:
    path.write_bytes(b"This is no database. " * 1000)


def test_a_sound_database_is_opened_without_a_question(start: Open, person: Person, demo_folder: DataFolder):
    opening = start(demo_folder)

    assert person.asked == []
    assert len(titles(opening)) == 10
    assert opening.window.status.saved_state.words.text().startswith("Sparat")


def test_the_first_start_makes_the_database(start: Open, person: Person, data_folder: DataFolder):
    opening = start(data_folder)

    assert person.asked == []
    assert data_folder.database.exists()
    assert opening.window.cases.stack.currentWidget() is opening.window.cases.empty


def test_the_exercise_database_is_filled_and_says_what_it_is(start: Open, data_folder: DataFolder):
    opening = start(data_folder, demo=True)

    assert len(titles(opening)) == 10
    assert opening.window.messages.demo_bar.isVisible()
    assert opening.window.messages.demo_bar.words.text() == "Övningsdatabas – inget här är på riktigt."


def test_a_newer_database_is_left_alone(start: Open, person: Person, demo_folder: DataFolder):
    with closing(sqlite3.connect(demo_folder.database)) as connection:
        connection.execute("PRAGMA user_version = 999")
    before = demo_folder.database.read_bytes()

    opening = start(demo_folder)

    ((what, why, choices),) = person.asked
    assert what == "Databasen är sparad av en nyare version (999)."
    assert why == "Installera den nya versionen; filen har inte ändrats."
    assert choices == [AGAIN, QUIT]
    assert not opening.window.isVisible()
    assert demo_folder.database.read_bytes() == before


@pytest.mark.parametrize(("gone", "state"), [(True, "saknas"), (False, "är tom")])
def test_a_database_that_is_gone_beside_its_copies_is_asked_about_before_an_empty_one_is_made(
    start: Open, person: Person, demo_folder: DataFolder, gone: bool, state: str
):
    for name in demo_folder.root.glob("nemndsekr.sqlite*"):
        name.unlink()
    if not gone:
        demo_folder.database.touch()
    person.answers = [OPEN_COPY]

    opening = start(demo_folder)

    ((what, _, choices),) = person.asked
    assert what.startswith(f"Databasen {state}, men det finns säkerhetskopior. Den senaste är från 2026-02-19")
    assert choices == [OPEN_COPY, "Börja med en tom databas", SHOW_FOLDER, QUIT]
    assert person.told[0][0] == "Säkerhetskopian från 2026-02-19 klockan 14.32 är öppnad."
    assert len(titles(opening)) == 10


def test_who_wants_an_empty_database_beside_old_copies_gets_it(start: Open, person: Person, demo_folder: DataFolder):
    for name in demo_folder.root.glob("nemndsekr.sqlite*"):
        name.unlink()
    person.answers = ["Börja med en tom databas"]

    opening = start(demo_folder)

    assert len(person.asked) == 1
    assert opening.window.cases.stack.currentWidget() is opening.window.cases.empty


def test_a_damaged_database_gives_way_to_the_copy(start: Open, person: Person, demo_folder: DataFolder):
    damage(demo_folder.database)
    person.answers = [OPEN_COPY]

    opening = start(demo_folder)

    ((what, why, choices),) = person.asked
    assert what == "Databasen kunde inte läsas."
    assert "Senaste säkerhetskopian är från 2026-02-19 klockan 14.32" in why
    assert choices == [OPEN_COPY, SHOW_FOLDER, QUIT]
    assert person.told == [
        (
            "Säkerhetskopian från 2026-02-19 klockan 14.32 är öppnad.",
            "Den skadade filen ligger kvar som nemndsekr-undanlagd-2026-02-19T143200.sqlite.",
        )
    ]
    assert (demo_folder.root / "nemndsekr-undanlagd-2026-02-19T143200.sqlite").exists()
    assert len(titles(opening)) == 10, "the window goes on"


def test_a_copy_that_is_damaged_too_gives_way_to_an_older_one(start: Open, person: Person, demo_folder: DataFolder):
    damage(demo_folder.database)
    damage(demo_folder.backups / "nemndsekr-2026-02-20T080000.sqlite")
    person.answers = [OPEN_COPY]

    opening = start(demo_folder)

    assert len(person.asked) == 1
    assert person.told[0][0] == "Säkerhetskopian från 2026-02-19 klockan 14.32 är öppnad."
    assert len(titles(opening)) == 10


def test_copies_that_are_all_damaged_are_not_offered_for_ever(start: Open, person: Person, demo_folder: DataFolder):
    damage(demo_folder.database)
    for copy in demo_folder.backups.iterdir():
        damage(copy)
    person.answers = [OPEN_COPY]

    start(demo_folder)

    assert [what for what, _, _ in person.asked] == [
        "Databasen kunde inte läsas.",
        "Ingen av säkerhetskopiorna kunde läsas.",
    ]
    assert person.asked[1][2] == [AGAIN, QUIT]


def test_the_folder_of_copies_can_be_shown_instead(start: Open, person: Person, demo_folder: DataFolder, monkeypatch):
    shown: list[str] = []
    monkeypatch.setattr(
        "nemndsekr.ui.window_commands.QDesktopServices.openUrl", lambda url: shown.append(url.toLocalFile())
    )
    damage(demo_folder.database)
    person.answers = [SHOW_FOLDER]

    opening = start(demo_folder)

    assert [Path(path) for path in shown] == [demo_folder.backups]
    assert not opening.window.isVisible(), "the copy can only be put in place while the program is closed"


def test_a_damaged_database_without_a_copy_says_so(start: Open, person: Person, data_folder: DataFolder):
    damage(data_folder.database)

    start(data_folder)

    ((what, why, choices),) = person.asked
    assert what == "Databasen kunde inte läsas."
    assert f"Det finns ingen säkerhetskopia i {data_folder.backups}." in why
    assert choices == [AGAIN, QUIT]


def test_a_folder_that_cannot_be_written_can_be_put_right_and_tried_again(start: Open, person: Person, tmp_path: Path):
    in_the_way = tmp_path / "data"
    in_the_way.write_text("A file stands where the folder should be.", encoding="utf-8")
    person.answers = [AGAIN]
    person.before = in_the_way.unlink

    opening = start(DataFolder(in_the_way / "nemndsekr"))

    ((what, why, choices),) = person.asked
    assert what == f"Mappen {in_the_way / 'nemndsekr'} kan inte skapas."
    assert why == "Kontrollera att du får skriva där, eller välj en annan mapp."
    assert choices == [AGAIN, QUIT]
    assert opening.desk.store is not None


def test_a_database_in_use_can_be_tried_again(start: Open, person: Person, demo_folder: DataFolder):
    other = DatabaseLock(demo_folder.database)
    other.take()
    person.answers = [AGAIN]
    person.before = other.release

    opening = start(demo_folder)

    ((what, why, choices),) = person.asked
    assert what == "Programmet är öppet och arbetar med samma databas."
    assert why == "Stäng det fönstret och försök igen."
    assert choices == [AGAIN, QUIT]
    assert len(titles(opening)) == 10


def test_who_gives_up_is_left_in_peace(start: Open, person: Person, demo_folder: DataFolder):
    other = DatabaseLock(demo_folder.database)
    other.take()

    opening = start(demo_folder)
    other.release()

    assert len(person.asked) == 1
    assert not opening.window.isVisible()


def test_a_database_in_a_poor_place_is_opened_all_the_same_and_told_of_once(
    start: Open, data_folder: DataFolder, monkeypatch
):
    monkeypatch.setattr(application, "load_settings", load_settings)
    monkeypatch.setattr(connect, "cloud_folder", lambda _: "OneDrive")

    first = start(data_folder)
    assert first.desk.store is not None
    bar = first.window.messages.bar
    assert bar.isVisible()
    assert "mapp som OneDrive kopierar" in bar.words.text()
    first.window.close()
    first.close()

    second = start(data_folder)
    assert not second.window.messages.bar.isVisible(), "once is enough"
    second.window.close()
    second.close()

    monkeypatch.setattr(connect, "drive_kind", lambda _: DriveKind.network)
    third = start(data_folder)
    assert "nätverksenhet" in third.window.messages.bar.words.text(), "another place is told of anew"


def test_the_folder_of_a_poor_place_can_be_shown(start: Open, data_folder: DataFolder, monkeypatch):
    shown: list[str] = []
    monkeypatch.setattr(
        "nemndsekr.ui.application.QDesktopServices.openUrl", lambda url: shown.append(url.toLocalFile())
    )
    monkeypatch.setattr(connect, "drive_kind", lambda _: DriveKind.network)

    start(data_folder).window.messages.act()

    assert [Path(path) for path in shown] == [data_folder.root]


def test_the_end_of_the_session_reaches_the_window(start: Open, data_folder: DataFolder, qapp, monkeypatch):
    opening = start(data_folder)
    saved: list[str] = []
    monkeypatch.setattr(opening.window, "save_before_the_end", lambda: saved.append("sparat"))
    listening = qapp.receivers(SIGNAL("commitDataRequest(QSessionManager&)"))

    opening._session_ends(None)
    opening.window.close()
    opening.close()

    assert saved == ["sparat"]
    assert qapp.receivers(SIGNAL("commitDataRequest(QSessionManager&)")) == listening - 1


if sys.platform == "win32":
    import ctypes

    _ASKS = 0x0011

    # Wine knows less of screens than Windows, and Qt says so.
    @pytest.mark.qt_log_ignore("DpiAwareness", "EnableNonClientDpiScaling", extend=True)
    def test_windows_own_question_at_logging_off_is_answered_when_all_is_saved(
        start: Open, data_folder: DataFolder, qapp
    ):
        if qapp.platformName() != "windows":
            pytest.skip("only the windows that Windows itself shows are asked")
        opening = start(data_folder)
        saved: list[str] = []
        opening.window.save_before_the_end = lambda: saved.append("sparat")
        send = ctypes.WinDLL("user32").SendMessageW
        send.argtypes = (ctypes.c_void_p, ctypes.c_uint, ctypes.c_void_p, ctypes.c_void_p)

        may_end = send(int(opening.window.winId()), _ASKS, 0, 0)

        assert (may_end, saved) == (1, ["sparat"])


def test_files_named_at_the_start_are_reviewed_when_the_database_is_open(start: Open, data_folder: DataFolder):
    opening = start(data_folder, (LETTER,))

    assert opening.window.current_name == "review"


@pytest.mark.qt_log_ignore("does not support raise")  # the offscreen platform has nothing to come in front of
@pytest.mark.parametrize("early", [True, False], ids=["before the database is open", "when the database is open"])
def test_files_of_a_later_start_are_reviewed(start: Open, qtbot: QtBot, data_folder: DataFolder, early: bool):
    opening = start(data_folder, wait=not early)
    assert (opening.desk.store is None) == early

    opening.first_window.called.emit([LETTER])
    settled(qtbot, opening)

    assert opening.window.current_name == "review"


def test_a_window_closed_at_once_lets_go_of_the_database(start: Open, data_folder: DataFolder):
    opening = start(data_folder, wait=False)
    opening._load()

    opening.window.close()
    opening.close()

    lock = DatabaseLock(data_folder.database)
    lock.take()
    lock.release()


def test_an_error_in_the_program_is_told_once_and_its_report_can_be_copied(
    start: Open, person: Person, data_folder: DataFolder
):
    opening = start(data_folder)
    path = data_folder.logs / "felrapport.txt"
    person.answers = ["Kopiera rapporten"]
    person.before = lambda: opening._tell_crash("an error while the first is told of", None)

    opening._tell_crash("the report", path)

    ((what, why, choices),) = person.asked
    assert what == "Något i programmet gick inte som det skulle. Det du har sparat finns kvar."
    assert str(path) in why
    assert choices == ["Fortsätt", "Kopiera rapporten"]
    assert QApplication.clipboard().text() == "the report"
