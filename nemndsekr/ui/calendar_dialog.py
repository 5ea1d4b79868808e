"""CalendarDialog: what of a nämnd's calendar is to be written to a file, and how the file is opened in Outlook."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from PySide6.QtCore import Qt, QUrl
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QButtonGroup, QComboBox, QFileDialog, QRadioButton, QWidget

from nemndsekr.support.settings import change_settings, load_settings
from nemndsekr.ui.kit.dialogs import FittedDialog
from nemndsekr.ui.kit.forms import Combo, Field, dress_combo
from nemndsekr.ui.kit.labels import Label, button, caption, primary_button, rule
from nemndsekr.ui.kit.measures import column, row, set_font_role
from nemndsekr.ui.start_folder import start_folder

if TYPE_CHECKING:
    from nemndsekr.operations.export_calendar import CalendarChoice, CalendarContents, Exported
    from nemndsekr.store.database import Store
    from nemndsekr.ui.main_window import MainWindow

_INTRO: Final = (
    "Filen får sammanträden, stoppdagar, svarsdagar och dagar att börja. Svarsdagar och dagar att börja påminner. "
    "Av ärenden med sekretess står bara numret."
)
_OUTLOOK: Final = (
    "I Outlook: Arkiv → Öppna och exportera → Öppna kalender. Den öppnas som en egen kalender. "
    "Ta bort den gamla innan du öppnar en ny, annars står allt dubbelt."
)
_OUTLOOK_CHANGES: Final = (
    "I Outlook: Arkiv → Öppna och exportera → Importera/exportera → iCalendar, i samma kalender som förut. "
    "Se efter att inget står dubbelt. Det som är inställt eller utgår står med de orden i rubriken."
)
_FILTER: Final = "Kalenderfil (*.ics)"


class CalendarDialog(FittedDialog):
    """All of it, only the changes, one year, or a single entry."""

    def __init__(self, contents: Sequence[CalendarContents], this_year: int, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._this_year = this_year
        self.setWindowTitle("Exportera kalender")
        self._contents = {one.namnd_id: one for one in contents}
        self.namnd = Combo()
        for one in contents:
            self.namnd.addItem(one.name, one.namnd_id)
        choose = Field("&Nämnd", self.namnd)
        choose.setVisible(len(contents) > 1)
        self.whole = QRadioButton("&Hela kalendern")
        self.changes = QRadioButton("Bara &ändringar sedan den senaste exporten")
        self.one_year = QRadioButton("Ett å&r")
        self.single = QRadioButton("En enda &post")
        self.year, self.entry = Combo(), Combo()
        self.year.setAccessibleName("Vilket år")
        self.entry.setAccessibleName("Vilken post")
        for combo in (self.year, self.entry):
            dress_combo(combo)
            combo.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self.year.setMinimumContentsLength(5)
        self.entry.setMinimumContentsLength(24)
        self._group = QButtonGroup(self)
        for kind in (self.whole, self.changes, self.one_year, self.single):
            set_font_role(kind, "body")
            self._group.addButton(kind)
            kind.toggled.connect(lambda _: self._tell())
        self.none_yet = caption("Kalendern har inte exporterats än.", wrap=True)
        self.how = Label("", "caption", "muted", wrap=True)
        self.save = primary_button("Spara &som…")
        self.save.setDefault(True)
        self.save.clicked.connect(self.accept)
        cancel = button("Avbryt")
        cancel.setAutoDefault(False)
        cancel.clicked.connect(self.reject)
        self.fit(
            column(
                choose,
                Label(_INTRO, "body", wrap=True),
                self.whole,
                self.changes,
                row((self.none_yet, 1), margins=(24, 0, 0, 0)),
                row(self.one_year, self.year, None),
                row(self.single, (self.entry, 1)),
                rule(),
                self.how,
                None,
                gap=10,
            ),
            row(None, cancel, self.save),
            width=480,
        )
        self.namnd.currentIndexChanged.connect(lambda _: self._show())
        self.whole.setChecked(True)
        self._show()
        self.whole.setFocus(Qt.FocusReason.OtherFocusReason)

    @property
    def shown(self) -> CalendarContents:
        """The calendar that is chosen from."""
        return self._contents[int(self.namnd.currentData())]

    def _show(self) -> None:
        shown = self.shown
        self.year.clear()
        self.entry.clear()
        for year in reversed(shown.years):
            self.year.addItem(str(year), year)
        self.year.setCurrentIndex(max(self.year.findData(self._this_year), 0))
        for uid, words in shown.entries:
            self.entry.addItem(words, uid)
        for one, possible in (
            (self.changes, shown.exported),
            (self.one_year, bool(shown.years)),
            (self.single, bool(shown.entries)),
        ):
            one.setEnabled(possible)
            if one.isChecked() and not possible:
                self.whole.setChecked(True)
        self.none_yet.setVisible(not shown.exported)
        self._tell()

    def _tell(self) -> None:
        self.year.setEnabled(self.one_year.isChecked())
        self.entry.setEnabled(self.single.isChecked())
        part = self.changes.isChecked() or self.single.isChecked()
        self.how.setText(_OUTLOOK_CHANGES if part else _OUTLOOK)

    def choice(self) -> CalendarChoice:
        """What is to be written."""
        from nemndsekr.operations.export_calendar import CalendarChoice

        years = frozenset({int(self.year.currentData())}) if self.one_year.isChecked() else frozenset()
        return CalendarChoice(
            self.shown.namnd_id,
            changes_only=self.changes.isChecked(),
            years=years,
            entry_uid=str(self.entry.currentData()) if self.single.isChecked() else "",
        )


def choose_path(parent: QWidget, suggested: str) -> str:
    """Ask in the system's own dialog, which also asks before a file is replaced; an empty answer is no."""
    return QFileDialog.getSaveFileName(parent, "Spara kalenderfilen", suggested, _FILTER)[0]


class CalendarSaving:
    """Asks what is to be written and where, writes it in the background, and says what came of it."""

    def __init__(self, window: MainWindow) -> None:
        self._window = window
        self.choose_path: Callable[[QWidget, str], str] = choose_path

    def ask(self) -> None:
        """Show the dialog, or say that there is nothing to export."""
        window = self._window
        today = window.desk.today

        def show(contents: list[CalendarContents]) -> None:
            if not any(one.years for one in contents):
                words = "Det finns inga sammanträden eller svarsdagar att exportera än."
                window.show_message("info", words, None)
                return
            dialog = CalendarDialog(contents, today.year, window)
            dialog.accepted.connect(lambda: self._save(dialog.shown.name, dialog.choice()))
            dialog.finished.connect(dialog.deleteLater)
            dialog.open()

        window.desk.ask(lambda store: _contents(store, today), show)

    def _save(self, name: str, choice: CalendarChoice) -> None:
        from nemndsekr.operations.export_calendar import file_name

        settings = self._window.folder.settings
        folder = start_folder(load_settings(settings).folder_for("ics"))
        chosen = self.choose_path(self._window, str(Path(folder) / file_name(name, choice.years)))
        if not chosen:
            return
        path = Path(chosen)
        if path.suffix.lower() != ".ics":
            path = path.with_name(f"{path.name}.ics")
        # Where it cannot be kept, the next file is asked for where this one was.
        change_settings(settings, lambda kept: kept.with_folder("ics", str(path.parent)))
        desk = self._window.desk
        who, now = desk.user_uid, desk.clock()

        def write(store: Store) -> Exported:
            from nemndsekr.operations.export_calendar import export_calendar

            return export_calendar(store, path, choice, who, now)

        # Asked, not acted: where the file cannot be written nothing that was typed is unsaved.
        desk.ask(write, lambda told: self._told(path, told))

    def _told(self, path: Path, written: Exported) -> None:
        there: tuple[str, Callable[[], Any]] = (
            "Visa i mappen",
            lambda: QDesktopServices.openUrl(QUrl.fromLocalFile(str(path.parent))),
        )
        tone, link = ("ok", there) if written.written else ("info", None)
        self._window.show_message(tone, written.told, link)


def _contents(store: Store, today: Any) -> list[CalendarContents]:
    from nemndsekr.operations.export_calendar import calendar_contents

    return calendar_contents(store, today)
