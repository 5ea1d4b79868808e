"""Two small windows about cases: make one, and find one by number or words."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from contextlib import closing
from datetime import datetime
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QCheckBox, QDialog, QLineEdit, QWidget

from nemndsekr.records.choices import CaseKind, label
from nemndsekr.store.first_rows import CaseFilter, CaseLister, ListedCase
from nemndsekr.support.paths import DataFolder
from nemndsekr.ui.case.dnr_question import DnrQuestion
from nemndsekr.ui.kit.dialogs import FittedDialog
from nemndsekr.ui.kit.forms import Combo, Field
from nemndsekr.ui.kit.labels import button, caption, primary_button
from nemndsekr.ui.kit.lists import TaskList, TaskRow
from nemndsekr.ui.kit.measures import column, row
from nemndsekr.ui.kit.search_field import SearchField

if TYPE_CHECKING:
    from nemndsekr.operations.changes import Changes
    from nemndsekr.store.database import Store

Operation = Callable[["Store", str, datetime], "Changes"]
_FOUND_AT_MOST = 30
NONE_MATCHES = "Inget ärende matchar. Skriv ett annat ord eller ett diarienummer."


class NewCaseDialog(FittedDialog):
    """Kind, title, number and nämnd of a new case; the kind is not asked for where it is known (its slug)."""

    open_wanted = Signal(int)
    """The case that has the number is to be opened instead."""

    def __init__(
        self,
        namnder: Sequence[tuple[int, str]],
        parent: QWidget | None = None,
        kind: str = "",
        folder: DataFolder | None = None,
    ) -> None:
        super().__init__(parent)
        self.setWindowTitle(f"Ny {label(CaseKind(kind)).lower()}" if kind else "Nytt ärende")
        self._namnder = namnder
        self.kind = Combo()
        self.kind.addItems([label(kind) for kind in CaseKind])
        self.kind_field = Field("&Slag", self.kind)
        if kind:
            self.kind.setCurrentIndex(tuple(CaseKind).index(CaseKind(kind)))
            self.kind_field.hide()
        self.title = QLineEdit()
        self.dnr = QLineEdit()
        self.expected = QCheckBox("Diarienummer &väntas")
        self.namnd = Combo()
        self.namnd.setEditable(not namnder)
        self.namnd.addItems([name for _, name in namnder])
        self.title_field = Field("&Rubrik", self.title)
        self.namnd_field = Field("&Nämnd", self.namnd)
        self.dnr_field = Field("&Diarienummer", self.dnr)
        self.number = DnrQuestion(self.dnr_field, self.dnr, lambda: folder, lambda: self.namnd.currentText().strip())
        self.number.open_wanted.connect(self._open_instead)
        self.make = primary_button("Skapa ärendet")
        cancel = button("Avbryt")
        self.make.setDefault(True)
        self.make.clicked.connect(self._make)
        cancel.clicked.connect(self.reject)
        self.expected.toggled.connect(lambda on: self.dnr.setEnabled(not on))
        self.title.textChanged.connect(lambda: self.title_field.set_message(""))
        self.namnd.currentTextChanged.connect(lambda: self.namnd_field.set_message(""))
        self.fit(
            column(
                self.kind_field,
                self.title_field,
                self.dnr_field,
                self.expected,
                self.namnd_field,
                None,
                gap=12,
            ),
            row(None, cancel, self.make),
            width=440,
        )
        self.title.setFocus()

    def _make(self) -> None:
        """Close with yes where the facts are enough; otherwise say what is missing under the field."""
        self.title_field.set_message("" if self.title.text().strip() else "Skriv ärendets rubrik.")
        self.namnd_field.set_message("" if self.namnd.currentText().strip() else "Skriv nämndens namn.")
        if not self.title.text().strip():
            self.title.setFocus()
        elif not self.namnd.currentText().strip():
            self.namnd.setFocus()
        elif self.number.holds_back():
            self.dnr.setFocus()
        else:
            self.accept()

    def _open_instead(self, case_id: int) -> None:
        self.reject()
        self.open_wanted.emit(case_id)

    def operation(self) -> Operation:
        """What makes the case."""
        kind = tuple(CaseKind)[self.kind.currentIndex()]
        title, dnr = self.title.text().strip(), self.dnr.text().strip()
        expected, namnd = self.expected.isChecked(), self.namnd.currentText().strip()
        known = next((namnd_id for namnd_id, name in self._namnder if name == namnd), None)
        same = self.number.is_taken

        def make(store: Store, who: str, now: datetime) -> Changes:
            from nemndsekr.operations.new_case import new_case

            number = "" if expected else dnr
            return new_case(
                store,
                kind,
                title,
                number,
                who,
                now,
                namnd_id=known,
                namnd_name=namnd,
                dnr_expected=expected,
                same_dnr=same,
            )

        return make


def ask_new_case(
    parent: QWidget,
    namnder: Sequence[tuple[int, str]],
    kind: str = "",
    folder: DataFolder | None = None,
    open_case: Callable[[int], object] = lambda _: None,
) -> Operation | None:
    """Ask for a new case's facts; what makes it, or None. ``open_case`` opens the case that has the number already."""
    dialog = NewCaseDialog(namnder, parent, kind, folder)
    dialog.open_wanted.connect(open_case)
    return dialog.operation() if dialog.exec() == QDialog.DialogCode.Accepted else None


class FindCaseDialog(FittedDialog):
    """Type a number or some words, choose with the arrows, Enter opens."""

    def __init__(self, folder: DataFolder, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWindowTitle("Öppna ärende")
        self._lister = CaseLister(folder)
        self.words = SearchField("Diarienummer eller ord", "Skriv diarienummer eller ord")
        self.found = TaskList("Ärenden")
        self.none_found = caption("", wrap=True)
        self.open_button = primary_button("Öppna")
        self.cancel = button("Avbryt")
        for one in (self.open_button, self.cancel):
            one.setAutoDefault(False)
        buttons = row((self.none_found, 1), self.cancel, self.open_button)
        self.fit(column(self.words, (self.found, 1), gap=8), buttons, width=520, height=420)
        self.words.textChanged.connect(self._find)
        self.words.entered.connect(lambda _: self._open())
        self.words.choose_in(self.found)
        self.found.opened.connect(lambda _: self._open())
        self.open_button.clicked.connect(self._open)
        self.cancel.clicked.connect(self.reject)
        self._find("")

    def _find(self, words: str) -> None:
        wanted = CaseFilter(words=words, stage="all")
        cases = self._lister.page(wanted, 0, _FOUND_AT_MOST)
        self.found.set_rows([_row(case) for case in cases])
        if cases:
            self.found.choose(cases[0].id)
        self.open_button.setEnabled(bool(cases))
        nothing = NONE_MATCHES if words.strip() else "Det finns inga ärenden än."
        self.none_found.setText("" if cases else nothing)

    def _open(self) -> None:
        if self.found.current_key() is not None:
            self.accept()

    def case_id(self) -> int:
        """The chosen case, or 0."""
        key = self.found.current_key()
        return key if isinstance(key, int) else 0

    def done(self, result: int) -> None:
        """Let go of the database with the window."""
        self._lister.close()
        super().done(result)


def _row(case: ListedCase) -> TaskRow:
    return TaskRow(key=case.id, name=case.shown_title, note=case.dnr)


def ask_case(parent: QWidget, folder: DataFolder) -> int:
    """Let the person find a case; its id, or 0."""
    dialog = FindCaseDialog(folder, parent)
    with closing(dialog):
        return dialog.case_id() if dialog.exec() == QDialog.DialogCode.Accepted else 0
