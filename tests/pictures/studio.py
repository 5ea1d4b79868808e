"""Studio: opens the program's window on made-up data, and takes its picture with the dialogs that lie over it."""

from __future__ import annotations

import shutil
import sys
import tempfile
from collections.abc import Callable
from contextlib import closing
from datetime import UTC, datetime
from pathlib import Path
from typing import Final, TypeVar

from PySide6.QtCore import (
    QEventLoop,
    QLibraryInfo,
    QLocale,
    QMessageLogContext,
    QPoint,
    QRect,
    QSize,
    Qt,
    QTimer,
    QtMsgType,
    QTranslator,
    qInstallMessageHandler,
)
from PySide6.QtGui import QColor, QPainter, QPixmap
from PySide6.QtWidgets import QApplication, QDialog, QWidget

from nemndsekr.operations.demo import fill_demo
from nemndsekr.operations.sign_in import sign_in
from nemndsekr.records.case import Case
from nemndsekr.store.database import Store, open_store
from nemndsekr.store.first_rows import CaseFilter, first_window
from nemndsekr.store.queries import all_cases
from nemndsekr.support.paths import DataFolder
from nemndsekr.support.settings import Settings
from nemndsekr.ui.background import Background
from nemndsekr.ui.case_page import CasePage
from nemndsekr.ui.desk import Desk
from nemndsekr.ui.document_page import DocumentPage
from nemndsekr.ui.followup_page import FollowupPage
from nemndsekr.ui.kit.none_guard import keep_none_alive
from nemndsekr.ui.kit.theme import Appearance, Theme
from nemndsekr.ui.main_window import MainWindow
from nemndsekr.ui.planning_page import PlanningPage

NOW: Final = datetime(2026, 2, 19, 14, 32, tzinfo=UTC)
LOGIN: Final = "kim"
_SIZE: Final = QSize(1280, 800)
_PATIENCE: Final = 400
"""Turns of 20 ms that background work may take."""

Fill = Callable[[Store], object]
W = TypeVar("W", bound=QWidget)


def demo(store: Store) -> None:
    """The exercise cases."""
    fill_demo(store, sign_in(store, LOGIN, NOW).uid, NOW)


def nothing(store: Store) -> None:
    """A database at its very first start."""


class Studio:
    """One run in one appearance and at one scale; each state opens a window of its own."""

    def __init__(self, out: Path, appearance: Appearance, percent: int) -> None:
        keep_none_alive()
        qInstallMessageHandler(_told_by_qt)
        existing = QApplication.instance()
        self.application = existing if isinstance(existing, QApplication) else QApplication([])
        QLocale.setDefault(QLocale(QLocale.Language.Swedish, QLocale.Country.Sweden))
        self._translator = QTranslator()
        self._translator.load("qtbase_sv", QLibraryInfo.path(QLibraryInfo.LibraryPath.TranslationsPath))
        self.application.installTranslator(self._translator)
        self.theme = Theme(appearance)
        self.theme.apply(self.application)
        self.out = out
        self.state = ""
        self._ending = f"{appearance.value}_{percent}"
        self._root = tempfile.TemporaryDirectory()
        self._filled: dict[Fill, Path] = {}
        self._opened = 0
        self.window: MainWindow
        self.store: Store
        self._background: Background | None = None

    # A window and its pages

    def open(self, fill: Fill = demo) -> MainWindow:
        """A window on a copy of what ``fill`` puts into an empty database."""
        self.close()
        self._opened += 1
        folder = DataFolder(Path(self._root.name) / str(self._opened))
        shutil.copytree(self._filled_by(fill), folder.root)
        self.store = open_store(folder, NOW)
        self._background = Background()
        desk = Desk(self._background, lambda: NOW)
        settings = Settings(theme="light")
        self.window = MainWindow(desk, self.theme, folder, settings, first_window(folder, CaseFilter(), desk.today))
        self.window.resize(_SIZE)
        self.window.show()
        self.window.activateWindow()
        desk.open(self.store, sign_in(self.store, LOGIN, NOW).uid)
        self.settle()
        self.window.show_page("cases")
        self.settle()
        return self.window

    def _filled_by(self, fill: Fill) -> Path:
        if fill not in self._filled:
            root = Path(self._root.name) / f"filled{len(self._filled)}"
            with closing(open_store(DataFolder(root), NOW)) as store:
                fill(store)
            self._filled[fill] = root
        return self._filled[fill]

    def close(self) -> None:
        """Close the window of the state before, if there is one."""
        if self._background is None:
            return
        self.settle()
        self.window.close()
        self.settle()
        self._background.close()
        self.store.close()
        self.window.deleteLater()
        self._background = None

    def case(self, number: str) -> Case:
        """The case with a number, or the first where none is told."""
        return next(one for one in all_cases(self.store) if number in ("", one.dnr))

    def case_page(self, number: str = "") -> CasePage:
        """The page of a case."""
        return self._page("case", CasePage, self.case(number).stored_id)

    def document_page(self, number: str = "", kind: str = "") -> DocumentPage:
        """The paper of a case."""
        page = self._page("document", DocumentPage, self.case(number).stored_id)
        if kind:
            page.show_kind(kind)
            self.settle()
        return page

    def followup(self) -> FollowupPage:
        """Uppföljning."""
        return self._page("followup", FollowupPage)

    def planning(self) -> PlanningPage:
        """Planering."""
        return self._page("planning", PlanningPage)

    def _page(self, name: str, kind: type[W], case_id: int = 0) -> W:
        self.window.go_to(name, case_id)
        self.settle()
        page = self.window.current
        assert isinstance(page, kind)
        return page

    # Time

    def settle(self, milliseconds: int = 120) -> None:
        """Let the window finish what it is about, in the background too."""
        _wait(milliseconds)
        for _ in range(_PATIENCE):
            if self._background is None or not self._background.busy:
                break
            _wait(20)
        _wait(milliseconds)

    # Pictures

    def shot(self, name: str = "") -> None:
        """The window with what lies over it; ``name`` is added to the state's."""
        self.settle()
        picture = self.window.grab()
        painter = QPainter(picture)
        for over in self._over():
            at = over.mapToGlobal(QPoint()) - self.window.mapToGlobal(QPoint())
            painter.setPen(QColor("#808080"))
            painter.drawRect(QRect(at, over.size()).adjusted(-1, -1, 0, 0))
            if isinstance(over, QDialog):  # there is no title bar offscreen
                painter.drawText(at + QPoint(0, -6), over.windowTitle())
            painter.drawPixmap(at, over.grab())
        painter.end()
        self.keep(picture, name)

    def _over(self) -> list[QWidget]:
        kinds = (Qt.WindowType.Dialog, Qt.WindowType.Popup, Qt.WindowType.Sheet)
        tops = [one for one in self.application.topLevelWidgets() if one.isVisible() and one is not self.window]
        return sorted((one for one in tops if one.windowType() in kinds), key=lambda one: one.windowType() == kinds[1])

    def keep(self, picture: QPixmap, name: str = "") -> None:
        """Save a picture of this state."""
        words = "-".join(filter(None, (self.state, name)))
        picture.save(str(self.out / f"{words}_{self._ending}.png"))

    def in_dialog(self, open_it: Callable[[], object], kind: type[W], act: Callable[[W], object]) -> None:
        """Open a dialog and do this in it, its picture too; then close it, whether it asks first or not."""
        done: list[bool] = []

        def look() -> None:
            dialog = QApplication.activeModalWidget()
            if not isinstance(dialog, kind):
                QTimer.singleShot(20, look)
                return
            try:
                act(dialog)
            finally:
                done.append(True)
                if isinstance(dialog, QDialog):
                    dialog.done(QDialog.DialogCode.Rejected)

        QTimer.singleShot(0, look)
        open_it()
        for _ in range(_PATIENCE):
            if done:
                break
            _wait(20)
        assert done, f"{kind.__name__} did not come"
        self.window.activateWindow()  # as every window manager does when a dialog closes
        self.settle()


def _told_by_qt(kind: QtMsgType, where: QMessageLogContext, words: str) -> None:
    """What Qt warns of, but for what the offscreen platform says of every dialog."""
    if "This plugin does not support" not in words:
        sys.stderr.write(f"{kind.name} {where.category}: {words}\n")


def _wait(milliseconds: int) -> None:
    loop = QEventLoop()
    QTimer.singleShot(milliseconds, loop.quit)
    loop.exec()
