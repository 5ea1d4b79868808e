"""RemarkSteps: the case page's remarks - shown at its side, marked in its list, gone through with F8."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date

from PySide6.QtCore import QObject, Signal

from nemndsekr.operations.case_remarks import CaseRemarks
from nemndsekr.records.case_file import CaseFile
from nemndsekr.records.choices import Certainty
from nemndsekr.rules.case_items import ItemKey
from nemndsekr.rules.checks.remark import Remark
from nemndsekr.ui.case.item_list import Marks
from nemndsekr.ui.case.places import place_of
from nemndsekr.ui.case.remark_acts import RemarkActs
from nemndsekr.ui.case.side_pane import SidePane
from nemndsekr.ui.document.remarks_panel import READY
from nemndsekr.ui.page import Page

# What an answer to a recommendation lacks stands in its own row already, or follows from its state.
_TOLD_BY_STATE = "svarets_delar"


class RemarkSteps(QObject):
    """Knows the remarks of the case that is shown."""

    place_wanted = Signal(str, str, str)
    """Table, uid of the row and field of a remark: go there."""
    side_wanted = Signal()
    """The side where the remarks stand is to be seen."""
    counted = Signal(int, int)
    """How many påpekanden and how many questions there are."""

    def __init__(self, page: Page, side: SidePane, case_id: Callable[[], int]) -> None:
        super().__init__(page)
        self._page = page
        self._side = side
        self._acts = RemarkActs(page, side.remarks, case_id)
        side.remarks.wanted.connect(self.go_to)
        side.remarks.next_wanted.connect(lambda: self.step(1))

    def show(self, remarks: CaseRemarks, today: date) -> None:
        """Show the remarks of the case."""
        self._side.remarks.set_remarks(remarks, today)
        found, asked = remarks.how_many(Certainty.sakert), remarks.how_many(Certainty.fraga)
        self._side.set_count(found + asked)
        self.counted.emit(found, asked)

    def forget(self) -> None:
        """Show nothing until the remarks of another case are known."""
        self._side.remarks.forget()

    def step(self, by: int) -> None:
        """Open the next remark and go to where it is mended."""
        remark = self._side.remarks.list.step(by)
        if remark is None:
            self._page.note.emit("info", READY, None)
            return
        self._side.show_side("remarks")
        self.side_wanted.emit()
        self.go_to(remark)

    def go_to(self, remark: Remark) -> None:
        """Go to where a remark is mended; one without a place is read where it stands."""
        if remark.table:
            self.place_wanted.emit(remark.table, remark.row_uid, remark.field)
        else:
            self._side.remarks.list.setFocus()


def marks_of(file: CaseFile, remarks: CaseRemarks) -> Mapping[ItemKey, Marks]:
    """How many påpekanden and questions each item has, beside those that its state tells of."""
    marks: dict[ItemKey, Marks] = {}
    for remark in remarks.open:
        place = place_of(file, remark.table, remark.row_uid, remark.field) if remark.table else None
        told = remark.rule == _TOLD_BY_STATE and remark.table == "recommendations"
        if place is None or told or remark.certainty == Certainty.upplysning:
            continue
        known = marks.get(place.key, Marks())
        sure = remark.certainty == Certainty.sakert
        marks[place.key] = Marks(known.remarks + sure, known.questions + (not sure))
    return marks
