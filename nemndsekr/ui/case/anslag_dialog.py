"""AnslagDialog: the text of the anslag, seen before it is copied, with what it lacks and where that is filled in."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import shiboken6
from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QCheckBox, QLineEdit, QPlainTextEdit, QWidget

from nemndsekr.records.case_file import CaseFile
from nemndsekr.records.decision import Decision
from nemndsekr.rules.planning.anslag_text import AnslagText, Lack, anslag_facts, anslag_text, is_appealable
from nemndsekr.rules.planning.legal_dates import legal_dates
from nemndsekr.ui.desk import Desk
from nemndsekr.ui.kit.dialogs import FittedDialog
from nemndsekr.ui.kit.forms import Field
from nemndsekr.ui.kit.labels import button, caption, primary_button
from nemndsekr.ui.kit.measures import column, row, set_font_role, set_variant
from nemndsekr.ui.kit.messages import FieldMessage, announce
from nemndsekr.ui.kit.panels import Panel

if TYPE_CHECKING:
    from nemndsekr.operations.changes import Changes

_ALL_OF_THEM: Final = "Justeras hela protokollet: skriv alla paragrafer, till exempel §§ 40–58."
_COPIED: Final = "Texten är kopierad. Klistra in den på kommunens anslagstavla."


class AnslagDialog(FittedDialog):
    """What is seen is what is copied; it follows what is written here and in the nämnd's facts."""

    appeal_said = Signal(bool)
    """Whether the decision can be appealed has been said."""

    def __init__(self, desk: Desk, file: CaseFile, decision: Decision, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWindowTitle("Anslagstext")
        self._desk, self._file, self._decision = desk, file, decision
        self.paragraphs = QLineEdit(decision.paragraph)
        field = Field("&Paragrafer", self.paragraphs)
        field.set_caption(_ALL_OF_THEM)
        self.can_appeal = QCheckBox("Beslutet kan ö&verklagas")
        set_font_role(self.can_appeal, "body")
        self.can_appeal.setChecked(is_appealable(file.case.kind, decision))
        self.text = QPlainTextEdit()
        set_variant(self.text, "plain")
        set_font_role(self.text, "body")
        self.text.setReadOnly(True)
        self.text.setTabChangesFocus(True)
        self.text.setAccessibleName("Anslagets text")
        self.text.document().setDocumentMargin(12)
        self.lacks = FieldMessage()
        self.late = FieldMessage()
        self.copied = caption("", wrap=True)
        self.copy_button = primary_button("&Kopiera texten", "copy")
        self.copy_button.setDefault(True)
        self.copy_button.clicked.connect(self._copy)
        close = button("Stäng")
        close.setAutoDefault(False)
        close.clicked.connect(self.reject)
        self.fit(
            column(
                field,
                self.can_appeal,
                (Panel("Anslagets text", body=self.text), 1),
                self.lacks,
                self.late,
                gap=12,
            ),
            row((self.copied, 1), close, self.copy_button),
            width=680,
            height=640,
        )
        self.paragraphs.textChanged.connect(lambda _: self._show())
        self.can_appeal.toggled.connect(self.appeal_said)
        self.can_appeal.toggled.connect(lambda _: self._show())
        self.lacks.acted.connect(self._fill_in)
        desk.changed.connect(self._refresh)
        self._show()
        self.copy_button.setFocus(Qt.FocusReason.OtherFocusReason)

    def made(self) -> AnslagText:
        """The text as it is shown."""
        words = " ".join(self.paragraphs.text().split())
        facts = anslag_facts(
            self._file,
            self._decision,
            paragraphs=f"§ {words}" if words[:1].isdigit() else words,
            appealable=self.can_appeal.isChecked(),
        )
        return anslag_text(facts)

    def _show(self) -> None:
        made = self.made()
        self.text.setPlainText(made.text)
        self.copied.setText("")
        of_namnd = any(lack.of_namnd for lack in made.lacks)
        self.lacks.set_message(_told(made.lacks), "Fyll i nämndens uppgifter" if of_namnd else "")
        decision = self._decision
        warnings = legal_dates(
            decision.day or self._desk.today,
            justerad=decision.justering_on,
            anslag=decision.anslag_on,
            taken_down=decision.anslag_until,
            immediate=decision.immediate,
        ).warnings
        self.late.set_message("\n".join(warnings) if decision.day is not None else "")

    def _copy(self) -> None:
        made = self.made()
        QGuiApplication.clipboard().setText(made.text)
        marked = f" {_count(made.lacks)} är markerad{'e' if len(made.lacks) > 1 else ''} med [Fyll i: …]."
        told = _COPIED + (marked if made.lacks else "")
        self.copied.setText(told)
        announce(self.copied, told)

    def _fill_in(self) -> None:
        from nemndsekr.ui.namnd_dialog import open_namnd

        first = next(lack for lack in self.made().lacks if lack.of_namnd)
        open_namnd(self._desk, self, self._file.namnd.stored_id, first.field)

    def _refresh(self, changes: Changes) -> None:
        """What is filled in of the nämnd is in the text at once."""
        if "namnder" not in changes.tables:
            return
        case_id = self._file.case.stored_id

        def know(file: CaseFile) -> None:
            # The answer may come when the window is closed and gone.
            if shiboken6.isValid(self):
                self._file = file
                self._show()

        from nemndsekr.store.queries import load_case

        self._desk.ask(lambda store: load_case(store, case_id), know)


def _count(lacks: tuple[Lack, ...]) -> str:
    return "En uppgift" if len(lacks) == 1 else f"{len(lacks)} uppgifter"


def _told(lacks: tuple[Lack, ...]) -> str:
    return f"Det här saknas: {', '.join(lack.words for lack in lacks)}." if lacks else ""
