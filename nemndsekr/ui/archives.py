"""Archives: cases out of the window to a file, and in from one; the long work beside all else, told as it goes."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Final

import shiboken6
from PySide6.QtCore import QUrl
from PySide6.QtGui import QDesktopServices

from nemndsekr.ui.slow_work import Progress, SlowWork, StoppedError

if TYPE_CHECKING:
    from nemndsekr.operations.export_cases import ExportableCase, ExportChoice, Exported
    from nemndsekr.operations.look_at_archive import ArchiveLook
    from nemndsekr.operations.take_archive import Taken
    from nemndsekr.store.database import Store
    from nemndsekr.support.errors import UserError
    from nemndsekr.ui.main_window import MainWindow
    from nemndsekr.ui.paper_out import ChooseFile
    from nemndsekr.ui.take_in_dialog import TakeInDialog

SUFFIX: Final = "nemndsekr"
_NO_CASES: Final = "Det finns inga ärenden att exportera än."
_NOT_READ: Final = "Filerna efter den är inte lästa."
_AT_WORK: Final = "En exportfil skrivs eller läses redan. Vänta tills den är klar."


class Archives:
    """Asks what has to be asked, has it done, and says what came of it; one file at a time."""

    def __init__(self, window: MainWindow) -> None:
        self._window = window
        self._work = SlowWork(window)
        self._taking = SlowWork(window)
        self._work.progressed.connect(self._tell_progress)
        self._words, self._share = "", 0
        self._waiting: list[Path] = []
        self._dialog: TakeInDialog | None = None
        self.choose_file: ChooseFile | None = None
        """Asks where to save; the system's own dialog unless a test says otherwise."""

    def close(self) -> None:
        """Stop what is under way; nothing of it is left half done."""
        self._waiting.clear()
        self._work.close()
        self._taking.close()

    # Out

    def export(self) -> None:
        """Ask which cases, and where to."""
        window = self._window
        if self._busy():
            return
        begun = window.case_of()

        def show(cases: list[ExportableCase]) -> None:
            from nemndsekr.ui.export_dialog import ExportDialog

            if not cases:
                window.show_message("info", _NO_CASES, None)
                return
            dialog = ExportDialog(cases, begun, window)
            dialog.accepted.connect(lambda: self._save(dialog.choice(), dialog.chosen))
            dialog.finished.connect(dialog.deleteLater)
            dialog.open()

        window.desk.ask(_exportable, show)

    def _save(self, choice: ExportChoice, cases: Sequence[ExportableCase]) -> None:
        from nemndsekr.operations.export_cases import archive_name, export_cases
        from nemndsekr.ui.paper_out import ask_path, choose_file

        window = self._window
        desk = window.desk
        store, who, now = desk.store, desk.user_uid, desk.clock()
        path = ask_path(window, desk, self.choose_file or choose_file, archive_name(cases, desk.today), SUFFIX)
        if path is None or store is None or self._busy():
            return

        def write(progress: Progress) -> Exported:
            return export_cases(store, path, choice, who, now, progress)

        def told(exported: Exported) -> None:
            if exported.changes is not None:
                desk.changed.emit(exported.changes)
            folder = QUrl.fromLocalFile(str(path.parent))
            window.show_message(
                "warn" if exported.lost_files else "ok",
                f"Sparad som «{path.name}». {exported.told} Filen är inte krypterad.",
                ("Visa mappen", lambda: QDesktopServices.openUrl(folder)),
            )

        self._begin("Exporterar ärenden")
        self._work.run(write, told, self._failed)

    # In

    def take_files(self, paths: Sequence[Path]) -> None:
        """Look at files of cases, and show what each holds, one after the other."""
        self._waiting += paths
        self._next()

    def _next(self) -> None:
        if not self._waiting or self._dialog is not None or self._work.busy:
            return
        path = self._waiting.pop(0)
        store = self._window.desk.store
        if store is None:
            return

        def look(progress: Progress) -> ArchiveLook:
            from nemndsekr.operations.look_at_archive import look_at_archive

            return look_at_archive(store, path, progress)

        # What is typed is to be compared too.
        self._window.current.flush()
        self._begin(f"Läser «{path.name}»")
        self._window.desk.background.run(lambda: None, lambda _: self._work.run(look, self._show, self._failed))

    def _show(self, look: ArchiveLook) -> None:
        from nemndsekr.ui.take_in_dialog import TakeInDialog

        window = self._window
        window.messages.clear()
        dialog = self._dialog = TakeInDialog(look, window)
        dialog.wanted.connect(lambda: self._take(dialog, look))
        dialog.stop_wanted.connect(self._taking.stop)
        dialog.finished.connect(lambda _: self._closed(dialog))
        self._taking.progressed.connect(dialog.tell_progress)
        dialog.open()

    def _take(self, dialog: TakeInDialog, look: ArchiveLook) -> None:
        window = self._window
        desk = window.desk
        choices, who, now = dialog.choices, desk.user_uid, desk.clock()
        self._taking.begin()

        def take(store: Store) -> Taken:
            from nemndsekr.operations.take_archive import take_archive

            return take_archive(store, look, choices, who, now, self._taking.tell)

        def told(taken: Taken) -> None:
            desk.changed.emit(taken.changes)
            if shiboken6.isValid(dialog):
                dialog.accept()
            window.show_page("cases")
            tone = "warn" if taken.lost_links or taken.lost_files else "ok"
            window.show_message(tone, taken.told, ("Ångra", window.commands.undo))

        def failed(error: UserError) -> None:
            if shiboken6.isValid(dialog):
                dialog.tell_failed(error)

        # Asked, not acted: where it cannot be taken nothing that was typed is unsaved.
        desk.ask(take, told, failed)

    def _closed(self, dialog: TakeInDialog) -> None:
        self._taking.progressed.disconnect(dialog.tell_progress)
        dialog.deleteLater()
        self._dialog = None
        self._next()

    # Both

    def _busy(self) -> bool:
        if self._work.busy:
            self._window.show_message("info", _AT_WORK, None)
        return self._work.busy

    def _begin(self, words: str) -> None:
        self._words, self._share = words, 0
        self._window.show_message("info", f"{words} …", ("Avbryt", self._work.stop))

    def _tell_progress(self, done: int, of: int) -> None:
        # Each message is read aloud: ten of them are enough.
        share = 10 * (10 * done // max(of, 1))
        if self._work.busy and share > self._share:
            self._share = share
            self._window.show_message("info", f"{self._words} … {share} %", ("Avbryt", self._work.stop))

    def _failed(self, error: UserError) -> None:
        tone = "info" if isinstance(error, StoppedError) else "late"
        left = f" {_NOT_READ}" if self._waiting else ""
        self._waiting.clear()
        self._window.show_message(tone, f"{error}{left}", None)


def _exportable(store: Store) -> list[ExportableCase]:
    from nemndsekr.operations.export_cases import exportable_cases

    return exportable_cases(store)
