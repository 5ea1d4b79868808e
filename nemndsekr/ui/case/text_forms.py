"""The forms for what is mostly text: a section, and an item that is being added."""

from __future__ import annotations

from datetime import datetime
from typing import Any, Final

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QWidget

from nemndsekr.operations.case_parts import write_section
from nemndsekr.operations.changes import Changes
from nemndsekr.records.block_text import BlockText
from nemndsekr.records.case_file import CaseFile
from nemndsekr.records.document import Section
from nemndsekr.rules.case_items import ItemKey, printed_in, section_name
from nemndsekr.store.database import Store
from nemndsekr.ui.case.editors import PlainTextEdit
from nemndsekr.ui.case.record_form import Forms, ItemForm, title_of
from nemndsekr.ui.kit.forms import Field
from nemndsekr.ui.kit.labels import caption, primary_button
from nemndsekr.ui.kit.measures import column, row

_LINES: Final = 10
"""A part that is nothing but text asks for more than a line or two."""


class SectionForm(ItemForm):
    """A part of the running text; the case's own parts come into being with their first words."""

    def __init__(self, forms: Forms) -> None:
        super().__init__(forms)
        self.heading = self.add("heading", forms.line(title_of(Section, "heading", "u")))
        body = self.add("body", forms.blocks(title_of(Section, "body", "T"), _LINES))
        self.printed = caption("", wrap=True)
        self.lay_out(self.heading, self.printed, body)

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
        self._show_text(file, key, section)
        words = printed_in(file, section.key if section is not None else str(key[1]))
        self.printed.setText(words)
        self.printed.setVisible(bool(words))
        # Last: showing another text takes the description of the one before away.
        self._bounds["body"].field.editor.setAccessibleDescription(words)

    def _show_text(self, file: CaseFile, key: ItemKey, section: Section | None) -> None:
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


class NewItemForm(QWidget):
    """A recommendation, att-sats or question that is being added: nothing is stored until it has words."""

    added = Signal(str)
    cancelled = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.setProperty("plain", "true")
        self.editor = PlainTextEdit(4)
        self.field = Field("Ordalydelse", self.editor)
        self._waits = False
        self.add_button = primary_button("Lägg till")
        self.add_button.clicked.connect(self.finish)
        self.hint = caption("Skriv eller klistra in ordalydelsen. Ctrl+Enter lägger till, Esc avbryter.", wrap=True)
        layout = row((self.hint, 1), self.add_button)
        self.setLayout(column(self.field, layout, None, gap=12, margins=(16, 12, 16, 16)))

    def begin(self, label: str) -> None:
        """Ask for the words of a new one."""
        if not self._waits:
            self.editor.set_value("")
        self.field.label.setText(label)
        self.field.set_message("")
        self.editor.setAccessibleName(label)
        self.editor.setFocus(Qt.FocusReason.OtherFocusReason)

    def finish(self) -> bool:
        """Hand over the words, if there are any; says whether. Until they are stored there is nothing more to add."""
        if self._waits:
            return False
        words = " ".join(self.editor.value().split())
        if not words:
            self.field.set_message("Ordalydelsen saknas. Skriv den först.")
            return False
        self.editor.set_value("")
        self._waits = True
        self.added.emit(words)
        return True

    @property
    def waits(self) -> bool:
        """Whether the words that were handed over are on their way to become an item."""
        return self._waits

    def end(self) -> str:
        """The item is there; gives what was typed while it came into being."""
        if not self._waits:
            return ""
        typed, self._waits = self.editor.value(), False
        self.editor.set_value("")
        return typed

    def take_back(self, words: str, told: str) -> None:
        """What could not be stored stands here again, before what was typed meanwhile, and why it could not."""
        self._waits = False
        self.editor.set_value("\n".join(filter(None, (words, self.editor.value()))))
        self.field.set_message(told)
