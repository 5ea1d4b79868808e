"""Wording: the locked words of others, and the way to put right what was typed by hand or has a slip of the pen."""

from __future__ import annotations

from PySide6.QtWidgets import QWidget

from nemndsekr.records.case_file import CaseFile
from nemndsekr.records.row import CaseRow
from nemndsekr.rules.passages import passages_of, told_source
from nemndsekr.ui.case.binding import row_writer
from nemndsekr.ui.case.record_form import Forms
from nemndsekr.ui.kit.labels import link_button
from nemndsekr.ui.kit.measures import column
from nemndsekr.ui.kit.quotation import Quotation


class Wording(QWidget):
    """What was read from a file stays as it stands; a corrected wording may be kept beside it.

    What was typed or pasted has no file behind it and may be changed itself.
    """

    def __init__(self, forms: Forms, corrected: str = "") -> None:
        """Show words; ``corrected`` is the column for a corrected wording, if the record has one."""
        super().__init__()
        self._corrected = corrected
        self._shown: object = None
        self.quotation = Quotation()
        self.change = link_button("")
        self.change.clicked.connect(self._open)
        self.bound = forms.text("Ordalydelse")
        # On the line that says where the words stand, so that it costs no height.
        outer = self.quotation.layout()
        item = outer.itemAt(1) if outer is not None else None
        told = item.layout() if item is not None else None
        if told is not None:
            told.addWidget(self.change)
        self.setLayout(column(self.quotation, self.bound.field, gap=8))

    def show_wording(self, file: CaseFile, record: CaseRow, told: str) -> None:
        """Show a record's words; ``told`` is said under them where no file is known."""
        text = str(getattr(record, "text"))  # noqa: B009 - a column that every such record has
        passages = passages_of(file, record.uid)
        self.quotation.set_quotation(text, told_source(file, passages[0]) if passages else told)
        name = self._corrected if passages else "text"
        label = "Rättad lydelse, som skrivs ut i stället" if passages else "Ordalydelse"
        self.change.setText("Rätta skrivfel …" if passages else "Ändra ordalydelsen …")
        if record.uid != self._shown:
            self._shown = record.uid
            self.bound.field.setVisible(bool(passages and name and getattr(record, name)))
        self.bound.field.label.setText(label)
        self.bound.field.editor.setAccessibleName(label)
        self.change.setVisible(bool(name) and not self.bound.field.isVisibleTo(self))
        if name:
            target = (type(record).__name__, record.id, name)
            self.bound.show_value(target, row_writer(type(record), record.stored_id, name), getattr(record, name))

    def flush(self) -> None:
        """Hand over what is typed."""
        self.bound.commit()

    def _open(self) -> None:
        self.bound.field.show()
        self.change.hide()
        self.bound.field.editor.setFocus()
