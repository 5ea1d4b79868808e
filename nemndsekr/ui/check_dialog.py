"""CheckDialog: what a careful reader would stop at in a file that is only looked at, as a list that can be copied."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import count
from pathlib import Path
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import Qt
from PySide6.QtGui import QDragEnterEvent, QDropEvent, QGuiApplication
from PySide6.QtWidgets import QSizePolicy, QStackedWidget, QWidget

from nemndsekr.records.choices import Certainty, SourceKind, label
from nemndsekr.support.errors import UserError
from nemndsekr.ui.desk import Desk
from nemndsekr.ui.kit.dialogs import FittedDialog
from nemndsekr.ui.kit.forms import FormScroll
from nemndsekr.ui.kit.labels import Label, button, caption
from nemndsekr.ui.kit.lists import TaskList, TaskRow, heading
from nemndsekr.ui.kit.measures import column, holding, row, set_size
from nemndsekr.ui.kit.messages import Mark, announce, file_paths
from nemndsekr.ui.kit.panels import PAD, Panel
from nemndsekr.ui.kit.states import State

if TYPE_CHECKING:
    from nemndsekr.operations.check_file import FileRemark, FileReport
    from nemndsekr.ui.incoming import Incoming

_GROUPS: Final = (
    (Certainty.sakert, State.REMARK, "Påpekanden"),
    (Certainty.fraga, State.QUESTION, "Frågor"),
    (Certainty.upplysning, State.TOLD, "Upplysningar"),
)
_LOOKED_FOR: Final = (
    "Kontrollerat: mallrader, ändringar, kommentarer, dold text, personnummer, svar på rekommendationer, ord, streck, "
    "datum och rubriker."
)


def check_chosen_file(parent: QWidget, desk: Desk, incoming: Incoming) -> None:
    """Ask for a file and show what is found in it."""
    path = incoming.choose_document(parent)
    if path is not None:
        dialog = CheckDialog(desk, incoming, parent)
        dialog.check(path)
        dialog.exec()
        dialog.deleteLater()


class CheckDialog(FittedDialog):
    """Shows the remarks on one file at a time; another can be chosen, or let go over the dialog."""

    def __init__(self, desk: Desk, incoming: Incoming, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        from nemndsekr.operations.review_file import UnderWay

        self.setWindowTitle("Kontrollera fil")
        self.setAcceptDrops(True)
        self._desk = desk
        self._incoming = incoming
        self._under_way = UnderWay()
        self._report: FileReport | None = None
        self._remarks: dict[int, FileRemark] = {}
        self._lay_out()
        self.finished.connect(lambda _: self._under_way.stopped.set())

    def _lay_out(self) -> None:
        self.reading = Label("", "body", "quiet", wrap=True)
        self.reading.setAlignment(Qt.AlignmentFlag.AlignHCenter)
        self.list = TaskList("Påpekanden på filen", lines=True)
        self.told, self.detail, self.remedy = Label("", "strong", wrap=True), Label("", wrap=True), Label("", wrap=True)
        self.remedy.set_tone("muted")
        for words in (self.told, self.detail, self.remedy):
            words.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        card = FormScroll(column(self.told, self.detail, self.remedy, None, gap=4, margins=(PAD, 8, PAD, 8)))
        set_size(card, min_height=104)
        card.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Maximum)
        self.card = Panel(body=card)
        self.fine = Label("", "strong", wrap=True)
        self.failed = Label("", "strong", wrap=True)
        self.next_step = Label("", wrap=True)
        for words in (self.fine, self.failed):
            words.setFocusPolicy(Qt.FocusPolicy.ClickFocus)
        self.stack = QStackedWidget()
        for page in (
            holding(column(None, self.reading, None, margins=(24, 24, 24, 24))),
            self.list,
            _state(Mark("tick", "ok", 20), self.fine, caption(_LOOKED_FOR, wrap=True)),
            _state(Mark("warning", "warn_icon", 20), self.failed, self.next_step),
        ):
            self.stack.addWidget(page)
        self.panel = Panel("Kontrollera fil", body=self.stack)
        self.another = button("&Välj en annan fil …", "folder-open")
        self.copy = button("&Kopiera listan", "copy")
        self.close_button = button("Stäng")
        for each in (self.another, self.copy, self.close_button):
            each.setAutoDefault(False)
        buttons = row(self.another, None, self.copy, self.close_button)
        self.fit(column((self.panel, 1), self.card, gap=12), buttons, width=640, height=520)
        self.list.selectionModel().currentChanged.connect(self._turned)
        self.another.clicked.connect(self._choose_another)
        self.copy.clicked.connect(self._copy)
        self.close_button.clicked.connect(self.reject)

    def check(self, path: Path) -> None:
        """Read a file in the background and show what is found."""
        from nemndsekr.operations.check_file import check_file_unless_stopped
        from nemndsekr.operations.review_file import UnderWay

        self._under_way.stopped.set()
        under_way = self._under_way = UnderWay()
        today = self._desk.today
        self._report = None
        self.reading.setText(f"Läser {path.name} …")
        self._show(0, path.name, "")
        self.another.setFocus()

        def done(report: FileReport | None) -> None:
            if report is not None and not under_way.stopped.is_set():
                self._tell(report)

        def failed(error: UserError) -> None:
            if not under_way.stopped.is_set():
                self._tell_failure(path.name, error)

        self._desk.background.run(lambda: check_file_unless_stopped(path, today, under_way), done, failed)

    def current(self) -> FileRemark | None:
        """The remark that is current in the list."""
        key = self.list.current_key()
        return self._remarks.get(key) if isinstance(key, int) else None

    def _tell(self, report: FileReport) -> None:
        self._report = report
        kind = "" if report.kind == SourceKind.okant else label(report.kind)
        if not report.remarks:
            self.fine.setText(f"Inga påpekanden på {report.name}.")
            self._show(2, report.name, kind)
            announce(self.fine, self.fine.text())
            return
        self._remarks = {}
        rows: list[TaskRow] = []
        numbers = count()
        for certainty, state, name in _GROUPS:
            of = [one for one in report.remarks if one.certainty == certainty]
            rows += [heading(f"{name} ({len(of)})")] if of else []
            for one in of:
                number = next(numbers)
                self._remarks[number] = one
                rows.append(TaskRow(number, one.text, state, note=one.where))
        self.list.set_rows(rows)
        self._show(1, report.name, " · ".join(filter(None, (kind, _how_many(report.remarks)))))
        self.list.choose(0)
        self._turned()
        # Whoever has gone on to something else in the dialog meanwhile stays there.
        if self.focusWidget() in (self.another, None):
            self.list.setFocus()

    def _tell_failure(self, name: str, error: UserError) -> None:
        self.failed.setText(error.what)
        self.next_step.setText(error.next_step)
        self._show(3, name, "")
        announce(self.failed, f"{error.what} {error.next_step}")
        self.another.setFocus()

    def _show(self, page: int, name: str, note: str) -> None:
        self.panel.set_title(name, note)
        self.stack.setCurrentIndex(page)
        self.card.setVisible(page == 1)
        self.copy.setEnabled(page in (1, 2))
        self.copy.setText("&Kopiera listan")

    def _turned(self, *_: object) -> None:
        one = self.current()
        self.told.setText(one.text if one else "")
        self.detail.setText(one.detail if one else "")
        self.remedy.setText(" ".join(one.remedies) if one else "")
        for words in (self.detail, self.remedy):
            words.setVisible(bool(words.text()))

    def _choose_another(self) -> None:
        path = self._incoming.choose_document(self)
        if path is not None:
            self.check(path)

    def _copy(self) -> None:
        if self._report is not None:
            QGuiApplication.clipboard().setText(self._report.as_text())
            self.copy.setText("Kopierad")
            announce(self.copy, "Listan är kopierad.")

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        """Take a file here too."""
        if file_paths(event.mimeData()):
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        """Check the file that was let go."""
        paths = file_paths(event.mimeData())
        if paths:
            event.acceptProposedAction()
            self.check(Path(paths[0]))


def _state(mark: Mark, words: Label, more: Label) -> QWidget:
    """What stands in the place of the list."""
    told = holding(column(words, more, None, gap=6))
    marked = holding(column(mark, None))
    return holding(row(marked, (told, 1), gap=8, margins=(PAD, 12, PAD, 12)))


def _how_many(remarks: Sequence[FileRemark]) -> str:
    """«3 påpekanden · 1 fråga»."""
    counts = []
    for certainty, one, many in (
        (Certainty.sakert, "påpekande", "påpekanden"),
        (Certainty.fraga, "fråga", "frågor"),
        (Certainty.upplysning, "upplysning", "upplysningar"),
    ):
        number = sum(1 for remark in remarks if remark.certainty == certainty)
        counts += [f"{number} {one if number == 1 else many}"] if number else []
    return " · ".join(counts)
