"""SelfcheckDialog: what the IT department asks for about the computer and the program, to be read and copied."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import TYPE_CHECKING, Any, Final

import shiboken6
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QVBoxLayout, QWidget

from nemndsekr.support.errors import UserError
from nemndsekr.ui.apart import Apart
from nemndsekr.ui.computer_facts import computer_facts
from nemndsekr.ui.kit.dialogs import FittedDialog
from nemndsekr.ui.kit.forms import FormScroll
from nemndsekr.ui.kit.icons import IconName
from nemndsekr.ui.kit.labels import Label, button, primary_button
from nemndsekr.ui.kit.measures import column, row
from nemndsekr.ui.kit.messages import LineMark, announce
from nemndsekr.ui.kit.panels import PAD, Panel
from nemndsekr.ui.kit.tokens import Token
from nemndsekr.ui.printer_search import known_printers

if TYPE_CHECKING:
    from nemndsekr.operations.selfcheck.finding import Finding, Report
    from nemndsekr.ui.main_window import MainWindow

SECONDS: Final = 240
"""So long the whole look may take; each part of it has its own shorter time."""
_LATE: Final = UserError("Kontrollen svarar inte.", "Kör nemndsekr selfcheck från kommandoraden i stället.")
_MARKS: Final[Mapping[str, tuple[IconName, Token]]] = {
    "ok": ("tick", "ok"),
    "warn": ("warning", "warn_icon"),
    "fail": ("late", "late"),
}
Look = Callable[[Mapping[str, Any]], "Report"]
"""Looks at everything; it is given what only Qt knows, and runs beside the window."""


def show_computer(window: MainWindow) -> None:
    """Show the dialog and look; the window can be used as soon as it is closed, whatever still hangs."""
    folder, policy, now = window.folder, window.desk.policy, window.desk.clock()

    def look(facts: Mapping[str, Any]) -> Report:
        from nemndsekr.operations.selfcheck.run import run_selfcheck

        return run_selfcheck(folder, policy, facts, now)

    dialog = SelfcheckDialog(window)
    dialog.begin(look, window.apart)
    dialog.exec()
    dialog.deleteLater()


class SelfcheckDialog(FittedDialog):
    """First what somebody should do something about, then everything else, group by group."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWindowTitle("Om datorn och programmet")
        self._report: Report | None = None
        self.summary = Label("Kontrollerar programmet, datorn och datamappen …", "strong", wrap=True)
        self.note = Label(
            "Det här frågar it-avdelningen efter. Sökvägar visas som de är; inget ur ärendena är med.",
            "caption",
            "muted",
            wrap=True,
        )
        self._rows = QVBoxLayout()
        inside = column(self._rows, None, margins=(PAD, PAD, PAD, PAD))
        self.area = FormScroll(inside)
        self.area.setFocusPolicy(Qt.FocusPolicy.StrongFocus)  # nothing inside takes the keys that scroll
        panel = Panel(body=self.area)
        self.copy = primary_button("&Kopiera", "copy")
        self.copy.clicked.connect(self._copy)
        self.copy.setEnabled(False)
        close = button("Stäng")
        close.clicked.connect(self.reject)
        self.fit(column(self.summary, self.note, (panel, 1), gap=8), row(None, close, self.copy), width=640, height=560)
        close.setFocus(Qt.FocusReason.OtherFocusReason)

    def begin(self, look: Look, apart: Apart) -> None:
        """Ask Qt here, and the rest beside the window."""
        facts = computer_facts(with_printers=False)
        apart.run(
            lambda: look(facts | {"printers": known_printers()}),
            self.show_report,
            self._failed,
            seconds=SECONDS,
            late=_LATE,
        )

    def show_report(self, report: Report) -> None:
        """Show what was found."""
        if not shiboken6.isValid(self):
            return  # the answer came when the window was closed and gone
        self._report = report
        self.summary.setText(report.summary)
        amiss = [one for one in report.findings if one.level != "ok"]
        if amiss:
            self._add_group("Att göra något åt", sorted(amiss, key=lambda one: one.level == "warn"))
        for title, found in report.grouped():
            self._add_group(title, [one for one in found if one.level == "ok"])
        self.copy.setEnabled(True)
        self.copy.setDefault(True)
        announce(self.summary, report.summary)

    def _failed(self, error: UserError) -> None:
        if shiboken6.isValid(self):
            self.summary.setText(str(error))

    def _add_group(self, title: str, findings: Sequence[Finding]) -> None:
        if not findings:
            return
        if self._rows.count():
            self._rows.addSpacing(12)
        self._rows.addWidget(Label(title, "section"))
        for one in findings:
            words = Label(one.what, "body", wrap=True)
            words.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
            name, ink = _MARKS[one.level]
            told = row(LineMark(name, ink, words), (words, 1), gap=8)
            self._rows.addLayout(told)
            if one.next_step:
                step = Label(one.next_step, "body", "muted", wrap=True)
                self._rows.addLayout(row((step, 1), margins=(24, 0, 0, 4)))

    def _copy(self) -> None:
        if self._report is not None:
            QGuiApplication.clipboard().setText("\n".join(self._report.as_lines()))
            self.copy.setText("Kopierat")
            announce(self.copy, "Kopierat")
