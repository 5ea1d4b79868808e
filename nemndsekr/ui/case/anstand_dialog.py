"""AnstandDialog: the letter that asks for anstånd, to copy, and the granted day noted with who granted it and why."""

from __future__ import annotations

from datetime import timedelta
from functools import partial
from pathlib import Path

import shiboken6
from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QGuiApplication, QKeySequence, QShortcut
from PySide6.QtWidgets import QLineEdit, QWidget

from nemndsekr.operations.case_plan import grant_anstand
from nemndsekr.operations.changes import Changes
from nemndsekr.operations.print_planning import anstand_file, anstand_name
from nemndsekr.operations.save_file import save_file
from nemndsekr.rules.planning.anstand import anstand_letter, anstand_reason
from nemndsekr.rules.planning.chains import Chain
from nemndsekr.rules.planning.facts import DueAnswer, PlanningFacts
from nemndsekr.store.database import Store
from nemndsekr.support.errors import UserError
from nemndsekr.ui.case.editors import PlainTextEdit
from nemndsekr.ui.desk import Desk
from nemndsekr.ui.kit.day_field import DayField
from nemndsekr.ui.kit.dialogs import FittedDialog
from nemndsekr.ui.kit.forms import Field, PairedFields
from nemndsekr.ui.kit.labels import Label, button, caption, link_button, primary_button, rule
from nemndsekr.ui.kit.measures import column, row, set_font_role
from nemndsekr.ui.kit.messages import MessageBar, announce
from nemndsekr.ui.paper_out import PaperOut

_INTRO = (
    "Fråga den som begärt svaret. När anståndet har beviljats antecknar du det här; den första svarsdagen står kvar."
)


class AnstandDialog(FittedDialog):
    """A letter drafted from the chain that a later day makes possible, and the fields of what was granted."""

    granted = Signal()

    def __init__(
        self,
        desk: Desk,
        facts: PlanningFacts,
        due: DueAnswer,
        chain: Chain,
        parent: QWidget | None = None,
        sender: str = "",
    ) -> None:
        """Draft the letter; ``sender`` is who stands under it, with a title."""
        super().__init__(parent)
        self.setObjectName("anstandDialog")
        self.setWindowTitle("Anstånd")
        self._desk, self._due = desk, due
        day = chain.steps[-1].day
        self.letter = PlainTextEdit(8)
        self.letter.set_value(anstand_letter(facts, due, chain, sender))
        self.copy = link_button("&Kopiera brevet", "copy")
        self.save_word = link_button("Spara för &Word …", "document")
        self.save_pdf = link_button("Spara som &PDF …", "document")
        self.copied = caption("", wrap=True)
        self.bar = MessageBar(closable=True)
        self.out = PaperOut(self, desk, self.bar.tell)
        self.letter_field = Field("&Brev med begäran", self.letter)
        after = due.day + timedelta(days=1) if due.day is not None else desk.today
        self.day = DayField("&Ny svarsdag", desk.today, after=after)
        self.day.set_value(day)
        self.granted_by = QLineEdit()
        self.why = QLineEdit(anstand_reason(facts, chain))
        self.why.setCursorPosition(0)
        for one in (self.granted_by, self.why):
            set_font_role(one, "body")
        self.by_field = Field("&Medgivet av", self.granted_by)
        self.why_field = Field("Skä&l", self.why)
        self.note = primary_button("&Anteckna anståndet")
        self.close_button = button("Stäng")
        for made in (self.note, self.close_button):
            made.setAutoDefault(False)
        self.fit(
            column(
                Label(_INTRO, "caption", "muted", wrap=True),
                self.letter_field,
                row(self.copy, self.save_word, self.save_pdf, None),
                self.copied,
                self.bar,
                rule(),
                PairedFields(self.day, self.by_field),
                self.why_field,
                None,
                gap=10,
            ),
            row(None, self.close_button, self.note),
            width=560,
        )
        self.copy.clicked.connect(self._copy)
        self.save_word.clicked.connect(lambda: self._save("docx"))
        self.save_pdf.clicked.connect(lambda: self._save("pdf"))
        self.copied.hide()
        self.note.clicked.connect(self._grant)
        self.close_button.clicked.connect(self.reject)
        QShortcut(QKeySequence("Ctrl+Return"), self).activated.connect(self._grant)
        self.letter.setFocus(Qt.FocusReason.OtherFocusReason)

    def _copy(self) -> None:
        QGuiApplication.clipboard().setText(self.letter.value())
        self._tell("Brevet är kopierat.")

    def _tell(self, words: str) -> None:
        self.copied.setText(words)
        self.copied.show()
        announce(self.copied, words)

    def _save(self, suffix: str) -> None:
        """Save the letter with the words it has by now, to be printed or sent."""
        path = self.out.ask_path(anstand_name(self._due, suffix), suffix)
        if path is not None:
            self._save_at(suffix, path)

    def _save_at(self, suffix: str, path: Path) -> None:
        due, text, today = self._due, self.letter.value(), self._desk.today

        def save(store: Store) -> None:
            save_file(path, anstand_file(store, due, text, today, suffix))

        def saved(_: None) -> None:
            if shiboken6.isValid(self):
                self.out.tell_saved(path)

        def not_saved(error: UserError) -> None:
            if shiboken6.isValid(self):
                self.out.tell_not_saved(error, path, partial(self._save_at, suffix))

        self._desk.ask(save, saved, not_saved)

    def _grant(self) -> None:
        value = self.day.value()
        if value is None:
            self.day.set_message("Skriv dagen som har beviljats.")
            self.day.line.setFocus()
            return
        case_id, due_id = self._due.case_id, self._due.reply_day_id
        by, why, words = self.granted_by.text(), self.why.text(), value.isoformat()
        self._desk.act(
            lambda store, who, now: grant_anstand(store, case_id, due_id, words, by, why, who, now),
            self._done,
            self._refused,
        )

    def _done(self, changes: Changes) -> None:
        del changes
        if shiboken6.isValid(self):
            self.granted.emit()
            self.accept()

    def _refused(self, error: UserError) -> None:
        if shiboken6.isValid(self):
            self.day.set_message(str(error))
            self.day.line.setFocus()
