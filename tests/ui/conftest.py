"""The main window on the exercise cases, on an empty database, and the desk under it; a clock that stands still."""

from __future__ import annotations

import gc
import shutil
import warnings
from collections.abc import Callable, Iterator
from contextlib import closing
from datetime import UTC, datetime
from pathlib import Path
from typing import Protocol, TypeVar

import pytest
from PySide6.QtCore import QEvent, QLibraryInfo, QMimeData, QPoint, QPointF, Qt, QTimer, QTranslator
from PySide6.QtGui import QDragEnterEvent, QDropEvent, QFontDatabase, QFontInfo, QKeyEvent
from PySide6.QtWidgets import QApplication, QDialog, QWidget
from pytestqt.qtbot import QtBot

from nemndsekr.operations.demo import fill_demo
from nemndsekr.operations.sign_in import sign_in
from nemndsekr.store.database import Store, open_store
from nemndsekr.store.first_rows import CaseFilter, first_window
from nemndsekr.support.paths import DataFolder, resource
from nemndsekr.support.settings import Settings
from nemndsekr.ui.background import Background
from nemndsekr.ui.desk import Clock, Desk
from nemndsekr.ui.kit.none_guard import keep_none_alive
from nemndsekr.ui.kit.theme import Appearance, Theme
from nemndsekr.ui.main_window import MainWindow

keep_none_alive()

NOW = datetime(2026, 2, 19, 14, 32, tzinfo=UTC)
LOGIN = "kim"
PATIENCE_MS = 20_000

# Some of the exercise cases, by number.
SKOLSKJUTS = "BUN-2026-0412"
LAXHJALP = "BUN-2026-0431"

D = TypeVar("D", bound=QDialog)


class OpenWindow(Protocol):
    """Opens the window of a data folder as the program does, at another time than usual where one is given.

    It opens on Idag; most tests go on from the list of cases.
    """

    def __call__(self, folder: DataFolder, clock: Clock | None = None, page: str = "cases") -> MainWindow: ...


def idle(qtbot: QtBot, desk: Desk) -> None:
    """Wait until nothing is under way and every result is shown."""
    qtbot.waitUntil(lambda: not desk.background.busy, timeout=PATIENCE_MS)
    # The thread lets go of a job, and of what it holds, just after telling that it is done.
    desk.background._pool.submit(int).result()


def press(
    qtbot: QtBot, key: Qt.Key, modifier: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier, to: QWidget | None = None
) -> None:
    """Press a key where the focus is."""
    target = to or QApplication.focusWidget()
    assert target is not None, "nothing has the focus"
    qtbot.keyClick(target, key, modifier)


def write(qtbot: QtBot, words: str) -> None:
    """Type words where the focus is; å, ä and ö come as an input method sends them, for QTest has no keys for them."""
    for letter in words:
        target = QApplication.focusWidget()
        assert target is not None, "nothing has the focus"
        if letter.isascii():
            qtbot.keyClicks(target, letter)
        else:
            event = QKeyEvent(QEvent.Type.KeyPress, 0, Qt.KeyboardModifier.NoModifier, letter)
            QApplication.sendEvent(target, event)


def in_dialog(
    act: Callable[[D], object], kind: type[D], ready: Callable[[D], bool] = lambda dialog: True
) -> list[bool]:
    """Do this in the next dialog of a kind that waits for the person and is ready; the list, once over, is not empty.

    A dialog that is still open afterwards is closed.
    """
    came: list[bool] = []

    def look() -> None:
        dialog = QApplication.activeModalWidget()
        if not isinstance(dialog, kind) or not ready(dialog):
            QTimer.singleShot(10, look)
            return
        came.append(True)
        try:
            act(dialog)
        finally:
            if dialog.isVisible():
                dialog.reject()

    QTimer.singleShot(0, look)
    return came


def let_go_over(widget: QWidget, data: QMimeData) -> bool:
    """Drag something over a window and let it go there; whether it was let in."""
    action, button, none = Qt.DropAction.CopyAction, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", DeprecationWarning)  # there is no other way to make these events by hand
        enter = QDragEnterEvent(QPoint(300, 300), action, data, button, none)
        let_go = QDropEvent(QPointF(300, 300), action, data, button, none)
    enter.setAccepted(False)
    QApplication.sendEvent(widget, enter)
    if enter.isAccepted():
        QApplication.sendEvent(widget, let_go)
    return enter.isAccepted()


def store_of(window: MainWindow) -> Store:
    """The window's open store."""
    assert window.desk.store is not None
    return window.desk.store


@pytest.fixture(scope="session", autouse=True)
def lasting_things() -> None:
    """What is loaded by now lasts: the collection after each test of the window need not look through it again."""
    gc.collect()
    gc.freeze()


@pytest.fixture
def clock() -> Clock:
    """Half past two on a Thursday in February, and it stays so."""
    return lambda: NOW


@pytest.fixture(scope="session")
def dressed(qapp: QApplication) -> Theme:
    """One theme for the session, as in the program, and letters as wide on every computer: those we ship."""
    for file in sorted(resource("fonts").glob("NotoSans-*.ttf")):
        assert QFontDatabase.addApplicationFont(str(file)) >= 0
    font = qapp.font()
    font.setFamily("Noto Sans")
    qapp.setFont(font)
    assert QFontInfo(font).family() == "Noto Sans"
    theme = Theme(Appearance.LIGHT)
    theme.apply(qapp)
    return theme


@pytest.fixture
def theme(dressed: Theme) -> Iterator[Theme]:
    """The theme, light and in the usual size before and after each test."""
    dressed.set_appearance(Appearance.LIGHT)
    dressed.set_text_points(10)
    yield dressed
    dressed.set_appearance(Appearance.LIGHT)
    dressed.set_text_points(10)


@pytest.fixture
def swedish(qapp: QApplication) -> Iterator[None]:
    """Qt's own words in Swedish, as the program has them."""
    translator = QTranslator()
    assert translator.load("qtbase_sv", QLibraryInfo.path(QLibraryInfo.LibraryPath.TranslationsPath))
    qapp.installTranslator(translator)
    yield
    qapp.removeTranslator(translator)


@pytest.fixture(scope="session")
def filled_folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A data folder with the exercise cases and the day's safety copy, filled once."""
    folder = DataFolder(tmp_path_factory.mktemp("demo"))
    with closing(open_store(folder, NOW)) as store:
        fill_demo(store, sign_in(store, LOGIN, NOW).uid, NOW)
    with closing(open_store(folder, NOW)):
        pass  # opening a database that has something in it makes the copy
    return folder.root


@pytest.fixture
def demo_folder(filled_folder: Path, tmp_path: Path) -> DataFolder:
    """The exercise cases, for one test to do with as it likes."""
    root = tmp_path / "demo"
    shutil.copytree(filled_folder, root)
    return DataFolder(root)


@pytest.fixture
def store(demo_folder: DataFolder) -> Iterator[Store]:
    """The exercise cases opened."""
    with closing(open_store(demo_folder, NOW)) as opened:
        yield opened


@pytest.fixture
def desk(qapp: QApplication, store: Store, clock: Clock) -> Iterator[Desk]:
    """An open office with the exercise cases."""
    background = Background()
    made = Desk(background, clock)
    made.open(store, sign_in(store, LOGIN, NOW).uid)
    yield made
    background.close()


@pytest.fixture
def new_window(qtbot: QtBot, theme: Theme, clock: Clock) -> Iterator[OpenWindow]:
    """Builds a window as the program does: painted with the first rows, then the database is opened."""
    kept: list[tuple[Background, Store]] = []

    usual = clock

    def build(folder: DataFolder, clock: Clock | None = None, page: str = "cases") -> MainWindow:
        background = Background()
        desk = Desk(background, clock or usual)
        window = MainWindow(
            desk, theme, folder, Settings(theme="light"), first_window(folder, CaseFilter(), desk.today)
        )
        qtbot.addWidget(window)
        if not (folder.root / "fonster.ini").exists():
            window.resize(1280, 800)  # the offscreen screen is smaller than those that people have
        with qtbot.waitExposed(window):
            window.show()
        window.activateWindow()
        qtbot.waitUntil(window.isActiveWindow)
        store = open_store(folder, NOW)
        kept.append((background, store))
        desk.open(store, sign_in(store, LOGIN, NOW).uid)
        idle(qtbot, desk)
        window.show_page(page)
        idle(qtbot, desk)
        return window

    yield build
    for background, store in kept:
        background.close()
        store.close()


@pytest.fixture
def window(new_window: OpenWindow, demo_folder: DataFolder) -> MainWindow:
    """The window on the exercise cases."""
    return new_window(demo_folder)


@pytest.fixture
def empty_window(new_window: OpenWindow, data_folder: DataFolder) -> MainWindow:
    """The window at its very first start."""
    return new_window(data_folder)
