"""The forms for what is mostly text: a section, an att-sats, and an item that is being added."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QWidget

from nemndsekr.operations.case_parts import write_section
from nemndsekr.operations.changes import Changes
from nemndsekr.records.block_text import BlockText
from nemndsekr.records.case_file import CaseFile
from nemndsekr.records.choices import Outcome, ReportForm
from nemndsekr.records.document import Section
from nemndsekr.records.namndinitiativ import Attsats
from nemndsekr.rules.case_items import ItemKey, section_name
from nemndsekr.store.database import Store
from nemndsekr.ui.case.editors import PlainTextEdit
from nemndsekr.ui.case.record_form import Forms, ItemForm, title_of
from nemndsekr.ui.case.wording import Wording
from nemndsekr.ui.kit.forms import Field, PairedFields
from nemndsekr.ui.kit.labels import caption, primary_button
from nemndsekr.ui.kit.measures import column, row


class SectionForm(ItemForm):
    """A part of the running text; the case's own parts come into being with their first words."""

    def __init__(self, forms: Forms) -> None:
        super().__init__(forms)
        self.heading = self.add("heading", forms.line(title_of(Section, "heading", "u")))
        body = self.add("body", forms.blocks(title_of(Section, "body", "T")))
        self.lay_out(self.heading, body)

    def section(self) -> Section | None:
        """The section that is shown, if it is written already."""
        if self.file is None or self.key is None:
            return None
        kind, which = self.key
        if kind == "sections":
            return next((section for section in self.file.sections if section.id == which), None)
        return next((one for one in self.file.sections if one.key == which and one.document_id is None), None)

    def title(self) -> str:
        """What the part is called."""
        return section_name(self.file, self.section(), str(self.key[1])) if self.file and self.key else ""

    def fill(self, file: CaseFile, key: ItemKey) -> None:
        """Put the text in its field."""
        section = self.section()
        # What stands above the case's own parts is the template's; only free parts carry their own heading.
        self.heading.setVisible(key[0] == "sections")
        if key[0] == "sections" and section is not None:
            self.bind("heading", section)
            self.bind("body", section)
            return
        name, case_id, part = self.title(), file.case.stored_id, str(key[1])

        def write(store: Store, who: str, now: datetime, value: Any, visit: str) -> Changes:
            return write_section(store, case_id, part, value, who, now, heading=name, visit=visit)

        target = ("Section", case_id, part)
        self._bounds["body"].show_value(target, write, section.body if section else BlockText())

    def first_field(self) -> QWidget:
        """The text."""
        return self._bounds["body"].field.editor


class AttsatsForm(ItemForm):
    """One clause of an initiative: locked words, whom it gives a task, and what is proposed and decided about it."""

    def __init__(self, forms: Forms) -> None:
        super().__init__(forms)
        self.wording = Wording(forms)
        task_for = self.add("task_for", forms.line(title_of(Attsats, "task_for", "U"), "Till exempel förvaltningen"))
        report = self.add("report_form", forms.choice(title_of(Attsats, "report_form", "d"), ReportForm))
        assessment = self.add("assessment", forms.blocks(title_of(Attsats, "assessment", "B")))
        proposal = self.add("proposal", forms.choice(title_of(Attsats, "proposal", "F"), Outcome, nullable=True))
        outcome = self.add("outcome", forms.choice(title_of(Attsats, "outcome", "l"), Outcome, nullable=True))
        reason = self.add("reason", forms.text(title_of(Attsats, "reason", "s")))
        self.lay_out(self.wording, PairedFields(task_for, report), assessment, PairedFields(proposal, outcome), reason)

    def title(self) -> str:
        """«Att-sats 1 av 3»."""
        ids = [clause.id for clause in self.file.attsatser] if self.file else []
        return f"Att-sats {ids.index(int(self.key[1])) + 1} av {len(ids)}" if self.key else ""

    def fill(self, file: CaseFile, key: ItemKey) -> None:
        """Put the clause in the fields."""
        clause = next(one for one in file.attsatser if one.id == key[1])
        self.wording.show_wording(file, clause, "Ordagrant ur nämndinitiativet")
        for name in ("task_for", "report_form", "assessment", "proposal", "outcome", "reason"):
            self.bind(name, clause)

    def first_field(self) -> QWidget:
        """Whom the task is for."""
        return self._bounds["task_for"].field.editor

    def flush(self) -> None:
        """The wording too."""
        super().flush()
        self.wording.flush()


class NewItemForm(QWidget):
    """A recommendation, att-sats or question that is being added: nothing is stored until it has words."""

    added = Signal(str)
    cancelled = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.setProperty("plain", "true")
        self.editor = PlainTextEdit(4)
        self.field = Field("Ordalydelse", self.editor)
        self.add_button = primary_button("Lägg till")
        self.add_button.clicked.connect(self.finish)
        self.hint = caption("Skriv eller klistra in ordalydelsen. Ctrl+Enter lägger till, Esc avbryter.", wrap=True)
        layout = row((self.hint, 1), self.add_button)
        self.setLayout(column(self.field, layout, None, gap=12, margins=(16, 12, 16, 16)))

    def begin(self, label: str) -> None:
        """Ask for the words of a new one."""
        self.editor.set_value("")
        self.field.label.setText(label)
        self.field.set_message("")
        self.editor.setAccessibleName(label)
        self.editor.setFocus(Qt.FocusReason.OtherFocusReason)

    def finish(self) -> bool:
        """Hand over the words, if there are any; says whether."""
        words = " ".join(self.editor.value().split())
        if not words:
            self.field.set_message("Ordalydelsen saknas. Skriv den först.")
            return False
        self.editor.set_value("")
        self.added.emit(words)
        return True
