"""FindingsPanel: the iakttagelser under a recommendation or a revisionsfråga, each with the nämnd's short reply."""

from __future__ import annotations

from datetime import datetime
from typing import Any, Final

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from nemndsekr.operations.answer_log import ANSWERED_BY
from nemndsekr.operations.changes import Changes
from nemndsekr.records.audit import AuditQuestion, Finding
from nemndsekr.records.block_text import BlockText
from nemndsekr.records.case_file import CaseFile
from nemndsekr.records.recommendation import Recommendation
from nemndsekr.store.database import Store
from nemndsekr.ui.case.binding import Write, row_writer
from nemndsekr.ui.case.edit_model import EditColumn, NewRow
from nemndsekr.ui.case.record_form import Forms, title_of
from nemndsekr.ui.case.rows_form import ListSpec, RowsEditor
from nemndsekr.ui.kit.fold import Fold
from nemndsekr.ui.kit.measures import column, holding

_FINDINGS: Final = ListSpec("findings", Finding, "Iakttagelser", "Iakttagelse", (EditColumn("text", "Iakttagelse"),))


class FindingsPanel(QWidget):
    """Folded to a line that says how many there are and how many have a reply."""

    removed = Signal(str)

    def __init__(self, forms: Forms) -> None:
        super().__init__()
        self._file: CaseFile | None = None
        self._whose: tuple[str, int] = ("", 0)
        self.rows = RowsEditor(forms, _FINDINGS)
        self.rows.label.hide()
        self.rows.removed.connect(self.removed)
        self.rows.chosen.connect(lambda _: self._show_reply())
        # At once, not when the row is stored: who types without a pause goes on with Tab.
        self.rows.table.rows.edited.connect(lambda *_: self._show_reply())
        self.reply = forms.blocks(title_of(Finding, "reply"))
        self.fold = Fold("Iakttagelser", holding(column(self.rows, self.reply.field, gap=8)))
        self.setLayout(column(self.fold, gap=0))

    def show_findings(self, file: CaseFile, row: Recommendation | AuditQuestion) -> None:
        """Show the findings under a recommendation or a revisionsfråga."""
        whose = (ANSWERED_BY[type(row)], row.stored_id)
        if whose != self._whose:
            self._whose = whose
            self.fold.set_open(False)
        self._file = file
        fixed: dict[str, Any] = dict([whose])
        found = self._findings()
        self.rows.show_rows(file, found, **fixed)
        answered = sum(bool(one.reply) for one in found)
        self.fold.set_summary(f"{answered} av {len(found)} kommenterade" if found else "")
        self._show_reply()

    def focus_field(self, name: str, row_id: int = 0) -> None:
        """Open, and go to a finding or to its reply."""
        self.fold.set_open()
        if row_id:
            self.rows.choose(row_id)
        if name == "reply" and self.reply.field.isVisibleTo(self):
            self.reply.field.editor.setFocus()
        else:
            self.rows.first().setFocus()

    def flush(self) -> None:
        """Hand over everything typed."""
        self.rows.flush()
        self.reply.commit()

    def _findings(self) -> list[Finding]:
        name, row_id = self._whose
        return [one for one in self._file.findings if getattr(one, name) == row_id] if self._file else []

    def _show_reply(self) -> None:
        found, row_id, new = self._findings(), self.rows.table.current_id(), self.rows.new_row()
        at = next((n for n, one in enumerate(found) if one.id == row_id), None)
        self.reply.field.setVisible(at is not None or new is not None)
        if at is None and new is None:
            return
        # A hidden field is left behind when the order of Tab is set.
        self.setTabOrder(self.rows.table, self.reply.field.editor)
        number, of = (at + 1, len(found)) if at is not None else (len(found) + 1, len(found) + 1)
        title = title_of(Finding, "reply")
        words = title if of == 1 else f"{title} till iakttagelse {number}"
        if self.reply.field.label.text() != words:
            self.reply.commit()
            self.reply.field.label.setText(words)
            self.reply.field.editor.setAccessibleName(words)
        # The same target before the row is stored and after, so that what is being typed is not shown anew.
        target = ("new finding", new, "reply") if new is not None else (Finding.__name__, row_id, "reply")
        writer = _writer(new) if new is not None else row_writer(Finding, row_id, "reply")
        self.reply.show_value(target, writer, found[at].reply if at is not None else BlockText())


def _writer(new: NewRow) -> Write:
    def write(store: Store, who: str, now: datetime, value: Any, visit: str) -> Changes:
        # Acts are done one after the other: the one that stores the row is done by now.
        return row_writer(Finding, new.row_id, "reply")(store, who, now, value, visit)

    return write
