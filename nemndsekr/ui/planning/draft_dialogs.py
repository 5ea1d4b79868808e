"""The windows that put in a whole plan: copied from a year, pasted, or read from a list; nothing is stored at once."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Final

from PySide6.QtCore import QMimeData, Qt
from PySide6.QtWidgets import QComboBox, QPlainTextEdit, QSpinBox, QWidget

from nemndsekr.operations.meeting_plan import (
    PlanDraft,
    bodies_to_offer,
    draft_of_pasted,
    facts_with,
    read_pasted,
)
from nemndsekr.rules.planning.facts import BodyRhythm, PlanningFacts
from nemndsekr.rules.planning.pasted_year import PastedYear
from nemndsekr.rules.planning.rhythm import (
    Proposal,
    beside_existing,
    copy_weeks,
    infer_rhythms,
    propose_year,
)
from nemndsekr.ui.case.throw_guard import ThrowGuard
from nemndsekr.ui.kit.dialogs import FittedDialog
from nemndsekr.ui.kit.forms import Combo, Field, FormScroll, PairedFields
from nemndsekr.ui.kit.labels import button, caption, primary_button
from nemndsekr.ui.kit.measures import column, holding, row, set_size, set_variant
from nemndsekr.ui.kit.messages import FieldMessage
from nemndsekr.ui.planning.draft_panel import DraftPanel
from nemndsekr.ui.planning.rhythm_row import RhythmRow, give_air

_HINT: Final = "Mellanslag tar med eller utesluter en rad. Inget sparas förrän du lägger in planen."
_ASKED: Final = "Planen är inte inlagd. Tryck Esc eller Avbryt en gång till för att stänga utan att lägga in den."
_MOST_ODD: Final = 4


class DraftDialog(FittedDialog):
    """A draft that is shown, changed and put in; ``step_name`` is what Ångra calls it."""

    def __init__(self, title: str, facts: PlanningFacts, today: date, step_name: str, parent: QWidget | None) -> None:
        super().__init__(parent)
        self.setWindowTitle(title)
        self.facts, self.today, self.step_name = facts, today, step_name
        self.rows = DraftPanel(facts, today)
        self.question = FieldMessage()
        self.ok = primary_button("Lägg in")
        self.cancel_button = button("Avbryt")
        for one in (self.ok, self.cancel_button):
            one.setAutoDefault(False)
        self.ok.clicked.connect(self.accept)
        self.cancel_button.clicked.connect(self.reject)
        self.rows.changed.connect(self._tell)
        self._guard = ThrowGuard(self.unsaved, self.question.set_message, _ASKED)

    def unsaved(self) -> str:
        """What would be lost if the window were closed; empty where nothing would."""
        return self.rows.by_hand

    def reject(self) -> None:
        """Close, but ask once before what was changed or pasted is thrown away."""
        if self._guard.may_close():
            super().reject()

    def lay_out(self, *head: QWidget) -> None:
        """Put what is chosen above what comes of it."""
        foot = row((caption(_HINT, wrap=True), 1), self.cancel_button, self.ok)
        self.fit(column(*head, (self.rows, 1), gap=12), column(self.question, foot, gap=12), width=860, height=700)
        self._tell()

    def _tell(self) -> None:
        number = len(self.rows.draft.taken)
        self.ok.setEnabled(number > 0)
        self.ok.setText(f"&Lägg in {number} sammanträden" if number > 1 else "&Lägg in")


class ListDialog(DraftDialog):
    """What a list in a file holds."""

    def __init__(
        self, name: str, draft: PlanDraft, facts: PlanningFacts, today: date, parent: QWidget | None = None
    ) -> None:
        super().__init__("Läs in sammanträden", facts, today, "läste in sammanträden", parent)
        self.lay_out(caption(name, wrap=True))
        self.rows.set_draft(draft)
        self.rows.list.setFocus(Qt.FocusReason.OtherFocusReason)


class NewYearDialog(DraftDialog):
    """A year proposed by each body's rhythm, or in the weeks of the year before."""

    def __init__(self, facts: PlanningFacts, today: date, year: int, parent: QWidget | None = None) -> None:
        self.new_bodies = bodies_to_offer(facts)
        facts = facts_with(facts, PlanDraft(bodies=self.new_bodies))
        super().__init__("Skapa plan", facts, today, f"skapade plan för {year}", parent)
        self.year = QSpinBox()
        self.year.setRange(2000, 2099)
        self.year.setValue(year)
        give_air(self.year)
        self.source = Combo()
        self.year_field = Field("Plan för &år", self.year)
        self.source_field = Field("&Utgå från", self.source)
        self.bodies = [RhythmRow(body, facts.bodies) for body in facts.bodies]
        for one in self.bodies:
            one.changed.connect(self._propose)
        self._fill_sources()
        self.year.valueChanged.connect(self._year_changed)
        self.source.currentIndexChanged.connect(self._source_changed)
        rhythms = FormScroll(column(*self.bodies, None, gap=8))
        set_size(rhythms, min_height=44 * min(len(self.bodies), 3), max_height=52 * max(1, len(self.bodies)))
        self.rhythms = rhythms
        self.lay_out(PairedFields(self.year_field, self.source_field), rhythms)
        self._source_changed()
        self.year.setFocus(Qt.FocusReason.OtherFocusReason)

    def _fill_sources(self) -> None:
        former = [year for year in self.facts.years if year < self.year.value()]
        for year in reversed(former):
            self.source.addItem(f"Samma veckor som {year}", ("weeks", year))
            self.source.addItem(f"Rytmen från {year}", ("rhythm", year))
        if self.facts.rhythms:
            self.source.addItem("Nämndens sparade rytm", ("kept", 0))
        self.source.addItem("Egen rytm", ("own", 0))
        if former:
            found = infer_rhythms(self.facts, former[-1])
            sure = bool(found) and all(one.is_sure for one in found)
            self.source.setCurrentIndex(1 if sure else 0)

    def _chosen(self) -> tuple[str, int]:
        data = self.source.currentData()
        return (str(data[0]), int(data[1])) if data else ("own", 0)

    def _year_changed(self) -> None:
        self.step_name = f"skapade plan för {self.year.value()}"
        self._propose()

    def _source_changed(self) -> None:
        kind, year = self._chosen()
        self.rhythms.setVisible(kind != "weeks")
        known: dict[int, BodyRhythm] = {}
        fits: dict[int, str] = {}
        if kind == "rhythm":
            for one in infer_rhythms(self.facts, year):
                known[one.rhythm.body_id] = one.rhythm
                fits[one.rhythm.body_id] = f"{one.fits} av {one.of} följer"
        elif kind == "kept":
            known = {one.body_id: one for one in self.facts.rhythms}
        for body in self.bodies:
            if kind in ("rhythm", "kept"):
                body.set_rhythm(known.get(body.body.id), fits.get(body.body.id, ""))
        self._propose()

    def rhythms_chosen(self) -> list[BodyRhythm]:
        """The rhythm of each body that has one."""
        return [found for one in self.bodies if (found := one.rhythm()) is not None]

    def keeps_rhythm(self) -> bool:
        """Whether the rhythm is to be kept for the next time: not where only the weeks were copied."""
        return self._chosen()[0] != "weeks"

    def _propose(self) -> None:
        kind, source = self._chosen()
        year = self.year.value()
        found: Sequence[Proposal]
        if kind == "weeks":
            found = copy_weeks(self.facts, source, year)
        else:
            found = propose_year(self.facts, year, self.rhythms_chosen())
        self.rows.set_draft(PlanDraft(beside_existing(self.facts, found), self.new_bodies))


class PlanPaste(QPlainTextEdit):
    """Takes what is pasted with its table, where it has one; shows the plain text of it."""

    def __init__(self) -> None:
        super().__init__()
        self.html = ""
        set_variant(self, "field")
        self.setTabChangesFocus(True)
        self.document().setDocumentMargin(8)
        self.textChanged.connect(self._forget)
        self._pasting = False

    def insertFromMimeData(self, source: QMimeData) -> None:
        """Keep the table beside the text that is shown; a table takes the place of what stood here."""
        html = source.html() if source.hasHtml() and "<t" in source.html().lower() else ""
        self._pasting = True
        if html:
            self.html = html
            self.setPlainText(source.text())
        else:
            super().insertFromMimeData(source)
        self._pasting = False
        self.textChanged.emit()

    def _forget(self) -> None:
        # What is written by hand afterwards is no longer what the table said.
        if not self._pasting and self.document().isModified():
            self.html = ""


class PastePlanDialog(DraftDialog):
    """The municipality's own plan, pasted; which body each of its columns is, and what came of each cell."""

    def __init__(self, facts: PlanningFacts, today: date, year: int, parent: QWidget | None = None) -> None:
        super().__init__("Klistra in plan", facts, today, f"klistrade in plan för {year}", parent)
        self._pasted = PastedYear(year)
        self._usual_year = year
        self.editor = PlanPaste()
        set_size(self.editor, min_height=70, max_height=110)
        self.field = Field("&Planens tabell eller text", self.editor)
        self.field.set_caption("Kopiera tabellen i Word, Excel eller på webbsidan och tryck Ctrl+V här.")
        self.year = QSpinBox()
        self.year.setRange(2000, 2099)
        self.year.setValue(year)
        give_air(self.year)
        self.year_field = Field("&År", self.year)
        self.columns: list[QComboBox] = []
        self.columns_box = row(gap=12)
        self.columns_area = FormScroll(column(self.columns_box, None))
        set_size(self.columns_area, min_height=56, max_height=150)
        self.columns_area.hide()
        self.odd = caption("", "warn", wrap=True)
        set_size(self.year_field, width=180)
        top = holding(row((self.field, 1), holding(column(self.year_field, None)), gap=16))
        self.lay_out(top, self.columns_area, self.odd)
        self.editor.textChanged.connect(lambda: self._read(None))
        self.year.valueChanged.connect(self._read)
        self._read(None)
        self.editor.setFocus(Qt.FocusReason.OtherFocusReason)

    def unsaved(self) -> str:
        """The pasted text, and that rows of it were changed."""
        return f"{self.editor.toPlainText().strip()} {self.rows.by_hand}"

    def _read(self, chosen_year: int | None) -> None:
        text = self.editor.toPlainText()
        self._pasted = read_pasted(text, self.editor.html, self.facts, self._usual_year, chosen_year)
        self.year.blockSignals(True)
        self.year.setValue(self._pasted.year)
        self.year.blockSignals(False)
        told = self._pasted.year_told or chosen_year is not None or not text.strip()
        self.year_field.set_caption("" if told else "Planen säger inte vilket år. Kontrollera att det stämmer.")
        self.step_name = f"klistrade in plan för {self._pasted.year}"
        self._show_columns()
        self._draft()

    def _show_columns(self) -> None:
        wanted = [column.name for column in self._pasted.columns]
        if [one.property("name") for one in self.columns] == wanted:
            return
        while self.columns_box.count():
            item = self.columns_box.takeAt(0)
            widget = item.widget() if item is not None else None
            if widget is not None:
                widget.deleteLater()
        self.columns = []
        alone = not self._pasted.matched and len(wanted) == 1
        for found in self._pasted.columns:
            box = Combo()
            box.setProperty("name", found.name)
            box.addItem("Tas inte med", None)
            for body in self.facts.bodies:
                box.addItem(body.name, body.id)
            box.addItem(f"Ny instans: {found.name}", 0)
            wanted_id = 0 if alone and found.is_meeting else found.body_id
            box.setCurrentIndex(max(0, box.findData(wanted_id)) if wanted_id is not None else 0)
            box.currentIndexChanged.connect(lambda _: self._draft())
            self.columns.append(box)
            field = Field(found.name.replace("&", "&&"), box)
            set_size(field, min_width=170)
            self.columns_box.addWidget(field)
        self.columns_box.addStretch(1)
        self.columns_area.setVisible(bool(wanted))

    def chosen(self) -> list[int | None]:
        """Which body each column is: its id, 0 for a new one, None for one that is left out."""
        return [one.currentData() for one in self.columns]

    def _draft(self) -> None:
        self.rows.set_draft(draft_of_pasted(self.facts, self._pasted, self.chosen()))
        odd = [
            f"{one.where}: «{one.words}» – {one.why}." if one.where else f"«{one.words}» – {one.why}."
            for one in self._pasted.odd
        ]
        more = [f"… och {len(odd) - _MOST_ODD} till."] if len(odd) > _MOST_ODD else []
        self.odd.setText("\n".join([*odd[:_MOST_ODD], *more]))
        self.odd.setVisible(bool(odd))
        self.odd.setToolTip("\n".join(odd))
