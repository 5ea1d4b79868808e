"""ExportDialog: which cases are written to a file, and whether those that are secret go with them."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QButtonGroup, QCheckBox, QRadioButton, QWidget

from nemndsekr.support.swedish import dnr_sort_key
from nemndsekr.ui.kit.check_list import CheckList, CheckRow
from nemndsekr.ui.kit.dialogs import FittedDialog
from nemndsekr.ui.kit.labels import Label, button, caption, primary_button
from nemndsekr.ui.kit.measures import column, holding, row, set_font_role, set_size
from nemndsekr.ui.kit.messages import FieldMessage
from nemndsekr.ui.kit.panels import Panel
from nemndsekr.ui.kit.states import State

if TYPE_CHECKING:
    from nemndsekr.operations.export_cases import ExportableCase, ExportChoice

_ABOUT: Final = (
    "Filen tas in av ett annat Nämndsekr: hos en kollega eller på en ny dator. Ärendena följer med hela, med texter, "
    "inlästa filer, låsta versioner och de sammanträden de är planerade till. Ändringshistoriken stannar här."
)
_ALL_TOO: Final = "Med alla ärenden följer också nämnder, hela mötesplanen, kedjeregler, egna mallar och Wordmallar."
_OPEN: Final = "Filen är inte krypterad: den som har den kan läsa allt i den."


class ExportDialog(FittedDialog):
    """All cases, or those that are chosen; ``begun`` is the case that one stands on."""

    def __init__(self, cases: Sequence[ExportableCase], begun: int = 0, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWindowTitle("Exportera ärenden")
        self._cases = {one.case_id: one for one in cases}
        there = sorted((one for one in cases if not one.removed), key=lambda one: (dnr_sort_key(one.dnr), one.case_id))
        self.some = QRadioButton("Bara de &valda")
        self.all = QRadioButton(f"&Alla ärenden ({len(there)})")
        self._group = QButtonGroup(self)
        for kind in (self.some, self.all):
            set_font_role(kind, "body")
            self._group.addButton(kind)
        self.list = CheckList("Ärenden att exportera")
        self.list.set_rows([_row(one, checked=one.case_id == begun) for one in there])
        self.secret = QCheckBox("")
        self.removed = QCheckBox("")
        for box in (self.secret, self.removed):
            set_font_role(box, "body")
        self.all_too = caption(_ALL_TOO, wrap=True)
        self.message = FieldMessage()
        self.save = primary_button("Spara &som …")
        self.save.setDefault(True)
        self.save.clicked.connect(self.accept)
        cancel = button("Avbryt")
        cancel.setAutoDefault(False)
        cancel.clicked.connect(self.reject)
        self.panel = Panel(body=self.list)
        set_size(self.panel, min_height=112)
        self.fit(
            column(
                Label(_ABOUT, "body", wrap=True),
                self.some,
                (self.panel, 1),
                self.all,
                holding(row((self.all_too, 1), margins=(24, 0, 0, 0))),
                self.removed,
                self.secret,
                Label(_OPEN, "caption", "muted", wrap=True),
                gap=8,
            ),
            column(self.message, row(None, cancel, self.save), gap=8),
            width=600,
            height=560,
        )
        self._in_bin = sum(one.removed for one in cases)
        self.removed.setText(f"Ta med det som ligger i &papperskorgen ({self._in_bin})")
        self.removed.setChecked(True)
        for signal in (self.some.toggled, self.secret.toggled, self.removed.toggled):
            signal.connect(lambda _: self._tell())
        self.list.toggled.connect(lambda *_: self._chosen_by_hand())
        (self.some if begun in self._cases else self.all).setChecked(True)
        if begun:
            self.list.choose(begun)
        self._tell()
        (self.some if self.some.isChecked() else self.all).setFocus(Qt.FocusReason.OtherFocusReason)

    @property
    def chosen(self) -> list[ExportableCase]:
        """The cases that are asked for, secret or not."""
        if self.all.isChecked():
            return [one for one in self._cases.values() if self.removed.isChecked() or not one.removed]
        keys = set(self.list.checked_keys())
        return [one for case_id, one in self._cases.items() if case_id in keys]

    def choice(self) -> ExportChoice:
        """What is to be written."""
        from nemndsekr.operations.export_cases import ExportChoice

        ids = None if self.all.isChecked() else tuple(one.case_id for one in self.chosen)
        return ExportChoice(ids, secret=self.secret.isChecked(), removed=self.removed.isChecked())

    def _chosen_by_hand(self) -> None:
        self.some.setChecked(True)
        self._tell()

    def _tell(self) -> None:
        chosen = self.chosen
        marked = sum(one.marked for one in chosen)
        self.all_too.setEnabled(self.all.isChecked())
        self.removed.setVisible(bool(self._in_bin))
        self.removed.setEnabled(self.all.isChecked())
        # The answer about secrecy is for those that were asked about: others are asked about anew.
        self.secret.setText(f"Ta med det som är märkt med s&ekretess: {_cases(marked)}")
        self.secret.setVisible(any(one.marked for one in self._cases.values()))
        self.secret.setEnabled(bool(marked))
        if not marked:
            self.secret.setChecked(False)
        left_out = marked if not self.secret.isChecked() else 0
        many = len(chosen) - (left_out if self.all.isChecked() else 0)
        self.save.setEnabled(many > 0 and not (left_out and self.some.isChecked()))
        self.message.set_message(self._remark(len(chosen), left_out))

    def _remark(self, chosen: int, left_out: int) -> str:
        if not chosen:
            return "Kryssa för minst ett ärende." if self.some.isChecked() else ""
        if left_out and self.some.isChecked():
            return "Det du har valt är märkt med sekretess. Kryssa för att det ska med, eller välj bort det."
        if left_out:
            return f"{_cases(left_out)} med sekretess kommer inte med."
        return ""


def _cases(count: int) -> str:
    return "1 ärende" if count == 1 else f"{count} ärenden"


def _row(one: ExportableCase, *, checked: bool) -> CheckRow:
    return CheckRow(
        one.case_id,
        f"{one.dnr} {one.title}".strip(),
        checked=checked,
        state=State.TOLD if one.marked else None,
        word="Sekretess" if one.marked else "",
    )
