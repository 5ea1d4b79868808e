"""run_window: the program with a window, step by step; painted first, then the heavy libraries and the database."""

from __future__ import annotations

import builtins
import contextlib
import logging
import sys
from collections.abc import Callable, Sequence
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

# PySide6 puts an import hook of its own in place that reads the source of every module imported after it: a quarter
# slower, and 26 MB more. The program does not use what the hook is for, so the plain one is put back.
_plain_import = builtins.__import__

from PySide6.QtCore import QLibraryInfo, QLocale, QObject, QTimer, QTranslator, QUrl  # noqa: E402
from PySide6.QtGui import QDesktopServices  # noqa: E402
from PySide6.QtWidgets import QApplication  # noqa: E402

builtins.__import__ = _plain_import

from nemndsekr.store.first_rows import CaseFilter, first_window  # noqa: E402
from nemndsekr.support.errors import UserError  # noqa: E402
from nemndsekr.support.login import login_name  # noqa: E402
from nemndsekr.support.logs import start_log, stop_log  # noqa: E402
from nemndsekr.support.paths import DataFolder  # noqa: E402
from nemndsekr.support.policy import NO_POLICY, Policy  # noqa: E402
from nemndsekr.support.retention import clear_away  # noqa: E402
from nemndsekr.support.settings import change_settings, load_settings  # noqa: E402
from nemndsekr.ui.background import Background  # noqa: E402
from nemndsekr.ui.backup_share import BackupShare  # noqa: E402
from nemndsekr.ui.crash import CrashWatch  # noqa: E402
from nemndsekr.ui.desk import Desk, system_clock  # noqa: E402
from nemndsekr.ui.garbage import GarbageCollector  # noqa: E402
from nemndsekr.ui.kit.none_guard import keep_none_alive  # noqa: E402
from nemndsekr.ui.kit.theme import Appearance, Theme  # noqa: E402
from nemndsekr.ui.main_window import MainWindow  # noqa: E402
from nemndsekr.ui.messages import ask, tell  # noqa: E402
from nemndsekr.ui.policy_notes import tell_policy  # noqa: E402
from nemndsekr.ui.single_instance import FirstWindow, hand_over  # noqa: E402

if TYPE_CHECKING:
    from nemndsekr.store.database import Store

_LOG = logging.getLogger("nemndsekr.start")

# What the pages need that the first painted window does not; loaded in the background after it.
_HEAVY = (
    "sqlmodel",
    "nemndsekr.operations.import_report",
    "nemndsekr.operations.edit_record",
    "nemndsekr.operations.make_document",
    "nemndsekr.documents.formats",
    "nemndsekr.reading.report_file",
)


def run_window(folder: DataFolder, files: Sequence[Path], policy: Policy = NO_POLICY, *, demo: bool = False) -> int:
    """Open the window on a data folder and run until it is closed; the exit code."""
    keep_none_alive()
    application = _application()
    if hand_over(folder.root, files):
        return 0
    clear_away(folder.logs, folder.kept, system_clock().date())
    start_log(folder)
    watch = CrashWatch(folder, system_clock)
    watch.start()
    try:
        return _Opening(application, folder, files, watch, policy, demo=demo).run()
    finally:
        watch.stop()
        stop_log()


def tell_alone(error: UserError) -> None:
    """Tell why no window is opened, in one of its own."""
    _application()
    tell(None, error.what, error.next_step)


def _application() -> QApplication:
    existing = QApplication.instance()
    application = existing if isinstance(existing, QApplication) else QApplication(sys.argv[:1])
    application.setApplicationName("Nämndsekr")
    application.setOrganizationName("nemndsekr")
    QLocale.setDefault(QLocale(QLocale.Language.Swedish, QLocale.Country.Sweden))
    translator = QTranslator(application)
    if translator.load("qtbase_sv", QLibraryInfo.path(QLibraryInfo.LibraryPath.TranslationsPath)):
        application.installTranslator(translator)
    return application


class _Opening:
    """One start of the window: what is built, in which order, and what is done when something is wrong."""

    def __init__(
        self,
        application: QApplication,
        folder: DataFolder,
        files: Sequence[Path],
        watch: CrashWatch,
        policy: Policy = NO_POLICY,
        *,
        demo: bool,
    ) -> None:
        self.application = application
        self.folder = folder
        self.files = list(files)
        self.demo = demo
        self._store: Store | None = None
        self._telling = False
        self._begins_anew = False
        """Whether the person has said that an empty database is to be made, though there are copies of another."""
        self._place: tuple[str, UserError] | None = None
        settings = load_settings(folder.settings)
        self.theme = Theme(Appearance(settings.theme), settings.text_points)
        self.theme.apply(application)
        self.background = Background()
        self.desk = Desk(self.background, policy=policy)
        self.garbage = GarbageCollector()
        first = first_window(folder, CaseFilter(), self.desk.today)
        self._was_empty = first is None or not first.total
        self.window = MainWindow(self.desk, self.theme, folder, settings, first, demo=demo)
        self.first_window = FirstWindow(folder.root)
        self.first_window.called.connect(self._called)
        self.window.painted.connect(lambda: QTimer.singleShot(0, self._load))
        self.window.exercise_wanted.connect(self._open_exercise)
        # The exercise cases are nobody's work: they are not copied away.
        share = None if demo else policy.share
        self.share = BackupShare(self.window, share) if share is not None else None
        watch.reported.connect(self._tell_crash)
        self._at_end = application.commitDataRequest.connect(self._session_ends)

    def run(self) -> int:
        """Show the window and run until it is closed."""
        self.window.show()
        code = self.application.exec()
        self.close()
        return code

    def close(self) -> None:
        """Let go of everything, also of a database that was opened only after the window was closed."""
        QObject.disconnect(self._at_end)
        self.first_window.close()
        if self.share is not None:
            self.share.close()
        self.background.close()
        if self._store is not None:
            self._store.close()
        self.garbage.stop()

    def _session_ends(self, _: object) -> None:
        """The person logs off, or Windows shuts down: what is typed is saved, for the process may end at any time."""
        _LOG.info("the session ends")
        self.window.save_before_the_end()

    def _load(self) -> None:
        _LOG.info("window painted")
        self.background.run(self._open, self._opened, self._not_opened)

    def _open(self) -> tuple[Store, str]:
        if not self._begins_anew:
            from nemndsekr.store.backup import check_not_gone

            check_not_gone(self.folder.database, self.folder.backups)
        opened = open_office(self.folder, demo=self.demo)
        self._store = opened[0]
        from nemndsekr.store.connect import told_of_place

        self._place = told_of_place(self.folder.database)
        return opened

    def _opened(self, opened: tuple[Store, str]) -> None:
        self.desk.open(*opened)
        _LOG.info("database open")
        if not tell_policy(self.window, empty=self._was_empty):
            self._tell_of_place()
        if self.share is not None:
            self.share.send()
        files, self.files = self.files, []
        self.window.incoming.take_files(files)

    def _tell_of_place(self) -> None:
        """Say once that the database lies where it can come to harm; the person goes on all the same."""
        if self._place is None or load_settings(self.folder.settings).told_of_place == self._place[0]:
            return
        kind, told = self._place
        self.window.show_message("warn", str(told), ("Visa mappen", self._show_data))
        change_settings(self.folder.settings, lambda kept: replace(kept, told_of_place=kind))

    def _show_data(self) -> None:
        QDesktopServices.openUrl(QUrl.fromLocalFile(str(self.folder.root)))

    def _not_opened(self, error: UserError) -> None:
        """Tell why the database cannot be opened, and offer the way on that there is."""
        from nemndsekr.store.backup import DatabaseGoneError, backups_in
        from nemndsekr.store.connect import DatabaseUnreadableError

        _LOG.warning("database not opened: %s", type(error).__name__)
        choices = ["Försök igen", "Avsluta"]
        if isinstance(error, DatabaseGoneError):
            choices = ["Öppna säkerhetskopian", "Börja med en tom databas", "Visa mappen", "Avsluta"]
        elif isinstance(error, DatabaseUnreadableError) and backups_in(self.folder.backups):
            choices = ["Öppna säkerhetskopian", "Visa mappen", "Avsluta"]
        chosen = choices[ask(self.window, error.what, error.next_step, choices)]
        acts: dict[str, Callable[[], None]] = {
            "Öppna säkerhetskopian": self._bring_back,
            "Börja med en tom databas": self._begin_anew,
            "Visa mappen": self._show_backups,
            "Försök igen": self._load,
        }
        acts.get(chosen, self._give_up)()

    def _begin_anew(self) -> None:
        self._begins_anew = True
        self._load()

    def _bring_back(self) -> None:
        def newest_good() -> tuple[Path, Path | None]:
            from nemndsekr.store.backup import backups_in, bring_back
            from nemndsekr.store.connect import DatabaseUnreadableError

            for copy in backups_in(self.folder.backups):
                with contextlib.suppress(DatabaseUnreadableError):
                    return copy, bring_back(copy, self.folder.database, system_clock())
            raise UserError("Ingen av säkerhetskopiorna kunde läsas.", f"De ligger i {self.folder.backups}.")

        def told(brought: tuple[Path, Path | None]) -> None:
            from nemndsekr.store.backup import backup_time

            copy, aside = brought
            what = f"Säkerhetskopian från {backup_time(copy):%Y-%m-%d klockan %H.%M} är öppnad."
            kept = f"Den skadade filen ligger kvar som {aside.name}." if aside is not None else "Kopian ligger kvar."
            tell(self.window, what, kept)
            self._load()

        self.background.run(newest_good, told, self._not_opened)

    def _show_backups(self) -> None:
        self.window.commands.show_backups()
        self._give_up()

    def _give_up(self) -> None:
        self.window.close()

    def _called(self, files: list[Path]) -> None:
        """A later start: come forward, and take its files."""
        self.window.setWindowState(self.window.windowState() & ~self.window.windowState().WindowMinimized)
        self.window.raise_()
        self.window.activateWindow()
        if self.desk.store is None:
            self.files += files  # until there is something to read them into
        else:
            self.window.incoming.take_files(files)

    def _open_exercise(self) -> None:
        from PySide6.QtCore import QProcess

        root = self.folder.root if self.demo else self.folder.root / "ovning"
        QProcess.startDetached(sys.executable, ["-m", "nemndsekr", "--data", str(root), "--demo"])

    def _tell_crash(self, words: str, path: Path | None) -> None:
        where = f"En rapport utan uppgifter ur ärendena ligger i {path}." if path else "Rapporten kunde inte sparas."
        choices = ["Fortsätt", "Kopiera rapporten"]
        what = "Något i programmet gick inte som det skulle. Det du har sparat finns kvar."
        if self._telling:
            return  # one window at a time: what goes wrong at every paint would otherwise never let the person go on
        self._telling = True
        try:
            if ask(self.window, what, f"{where} Skicka den gärna till den som sköter programmet.", choices) == 1:
                QApplication.clipboard().setText(words)
        finally:
            self._telling = False


def open_office(folder: DataFolder, *, demo: bool) -> tuple[Store, str]:
    """Load what is heavy, open the database and say who sits here; done off the GUI thread.

    Raises:
        UserError: the database cannot be opened.
    """
    for module in _HEAVY:
        builtins.__import__(module)
    from nemndsekr.operations.sign_in import sign_in
    from nemndsekr.store.database import open_store

    store = open_store(folder, system_clock())
    try:
        who = sign_in(store, login_name(), system_clock()).uid
        if demo:
            _fill_when_empty(store, who)
    except BaseException:
        store.close()
        raise
    return store, who


def _fill_when_empty(store: Store, who: str) -> None:
    from nemndsekr.operations.demo import fill_demo
    from nemndsekr.store.queries import all_cases

    if not all_cases(store):
        fill_demo(store, who, system_clock())
