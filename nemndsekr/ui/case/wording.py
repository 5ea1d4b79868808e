"""Wording: the locked words of others, and the way to put right what was typed by hand or has a slip of the pen."""

from __future__ import annotations

from PySide6.QtWidgets import QWidget

from nemndsekr.records.case_file import CaseFile
from nemndsekr.records.row import CaseRow
from nemndsekr.rules.passages import passages_of, told_source
from nemndsekr.rules.wording_difference import told_difference
from nemndsekr.ui.case.binding import row_writer
from nemndsekr.ui.case.record_form import Forms, title_of
from nemndsekr.ui.kit.labels import link_button
from nemndsekr.ui.kit.measures import column
from nemndsekr.ui.kit.quotation import Quotation

CORRECT, CHANGE = "Rätta uppenbart fel …", "Ändra ordalydelsen …"


class Wording(QWidget):
    """What was read from a file stays as it stands; a corrected wording may be kept beside it.

    What was typed or pasted has no file behind it and may be changed itself; where there are no words yet, ``blank``
    names the field that they are written in straight away.
    """

    def __init__(
        self, forms: Forms, corrected: str = "", *, column_name: str = "text", strong: bool = True, blank: str = ""
    ) -> None:
        """Show the words of a column; ``corrected`` is the column for corrected ones, if the record has one."""
        super().__init__()
        self._column, self._corrected = column_name, corrected
        self._shown: object = None
        self._words = ""
        self._blank, self._writing = blank, False
        self.quotation = Quotation(strong=strong)
        self.change = link_button("")
        self.change.clicked.connect(self.open)
        self._correcting = False
        self.bound, self._editor = forms.plain_text("Ordalydelse")
        self._editor.edited.connect(self._tell)
        # On the line that says where the words stand, so that it costs no height.
        outer = self.quotation.layout()
        item = outer.itemAt(1) if outer is not None else None
        told = item.layout() if item is not None else None
        if told is not None:
            told.addWidget(self.change)
        self.setLayout(column(self.quotation, self.bound.field, gap=8))

    def show_wording(self, file: CaseFile, record: CaseRow, told: str) -> None:
        """Show a record's words; ``told`` is said under them where no file is known."""
        self._words = str(getattr(record, self._column))
        passages = passages_of(file, record.uid)
        main = self._column == "text"
        source = told_source(file, passages[0]) if passages and main else told
        self.quotation.set_quotation(self._words or "Är inte inskriven.", source)
        if record.uid != self._shown or not self._words:
            # Until another is shown, so that the field stays where it is while the first words are typed.
            self._writing = bool(self._blank) and not self._words
        name = self._corrected if passages and self._words and not self._writing else self._column
        correcting = bool(name) and name == self._corrected
        label = "Rättad lydelse, som skrivs ut i stället" if correcting else "Ordalydelse"
        named = label if main else f"{label}: {title_of(type(record), self._column)}"
        self.bound.field.label.setText(self._blank if self._writing else label)
        self.bound.field.editor.setAccessibleName(self._blank if self._writing else named)
        if record.uid != self._shown:
            self._shown = record.uid
            self.bound.field.setVisible(bool(correcting and getattr(record, name)))
        if self._writing:
            self.bound.field.show()
        self.quotation.setVisible(not self._writing)
        self.change.setText((CORRECT if correcting else CHANGE) if name else "")
        self.change.setVisible(bool(name) and not self.bound.field.isVisibleTo(self))
        if name:
            target = (type(record).__name__, record.id, name)
            self.bound.show_value(target, row_writer(type(record), record.stored_id, name), getattr(record, name))
        self._correcting = correcting
        self._tell()

    def open(self) -> None:
        """Write another wording; a corrected one begins as the words that it corrects."""
        self.bound.field.show()
        self.change.hide()
        if self._correcting and not self._editor.value():
            self._editor.set_value(self._words)
        self._editor.setFocus()

    def flush(self) -> None:
        """Hand over what is typed; words that correct nothing are no correction."""
        if self._correcting and self._words and self._editor.value() == self._words:
            self._editor.set_value("")
            self.bound.field.hide()
            self.change.show()
        self.bound.commit()

    def _tell(self) -> None:
        """Say word by word what is corrected."""
        told = told_difference(self._words, self._editor.value()) if self._correcting else ""
        self.bound.field.set_caption(told)
