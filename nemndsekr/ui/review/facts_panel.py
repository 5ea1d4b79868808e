"""FactsPanel: the facts of the case as they were read, each with its page; what is typed here is what is kept."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtWidgets import QComboBox, QGridLayout, QLineEdit, QWidget

from nemndsekr.operations.accepted_draft import FACTS, ReviewFact
from nemndsekr.records.choices import SourceKind, choices
from nemndsekr.ui.kit.labels import Label, caption, field_label, link_button
from nemndsekr.ui.kit.measures import column, holding, row, set_size, set_units
from nemndsekr.ui.kit.messages import FieldMessage, Mark
from nemndsekr.ui.kit.panels import PAD, Panel

# The access keys keep clear of those of the menus.
_LABELS: Final = {
    "title": "R&ubrik",
    "kind": "&Slag",
    "dnr": "&Diarienummer",
    "committee": "Nä&mnd",
    "auditor": "&Från",
    "counterpart_dnr": "Rev&isorernas dnr",
    "reply_due": "Svarsda&g",
    "followup_due": "Uppfö&ljande",
}
# Shown even when nothing was found: without them there is no case.
_ALWAYS: Final = frozenset({"title", "kind", "dnr", "committee"})
_OF_AUDITS: Final = frozenset({"auditor", "counterpart_dnr", "reply_due", "followup_due"})


class FactsPanel(Panel):
    """The form. ``edited`` gives the key of a fact, ``visited`` the key of the one whose passage is to be seen."""

    edited = Signal(str)
    visited = Signal(str)

    def __init__(self) -> None:
        self._rows: dict[str, _FactRow] = {}
        grid = QGridLayout()
        set_units(grid, 6)
        grid.setColumnStretch(1, 1)
        for number, key in enumerate(FACTS):
            self._rows[key] = _FactRow(key, grid, number)
        self.message = FieldMessage()
        super().__init__("Ärendet", body=column(holding(grid), self.message, gap=4), pad=PAD)
        for key, made in self._rows.items():
            made.connect(self)
            made.editor.installEventFilter(_Visit(self, key))
            made.page.clicked.connect(lambda _=False, key=key: self.visited.emit(key))

    def show_facts(self, facts: Mapping[str, ReviewFact], *, audit: bool) -> None:
        """Show what was read."""
        for key, made in self._rows.items():
            made.show_fact(facts[key])
        self.message.set_message("")
        self.show_rows(audit=audit)

    def show_rows(self, *, audit: bool) -> None:
        """Show the rows that such a case has, and every row in which something stands."""
        shown = 0
        for key, made in self._rows.items():
            wanted = key in _ALWAYS or bool(made.text()) or (audit and key in _OF_AUDITS)
            made.set_visible(wanted)
            shown += wanted and bool(made.text())
        self.set_title("Ärendet", "1 uppgift" if shown == 1 else f"{shown} uppgifter")

    def values(self) -> dict[str, str]:
        """What stands in the form."""
        return {key: made.text() for key, made in self._rows.items()}

    def editor(self, key: str) -> QWidget:
        """The field of a fact."""
        return self._rows[key].editor

    def set_title_missing(self, *, missing: bool) -> None:
        """Say under the form that a case needs a title, or stop saying so."""
        self.message.set_message("Rubriken saknas. Skriv ärendemeningen, så som den står i diariet." if missing else "")
        self._rows["title"].set_odd(odd=missing)


class _FactRow:
    """Label, field, and at the right the page or the word that something is to be checked."""

    def __init__(self, key: str, grid: QGridLayout, line: int) -> None:
        self.key = key
        self.editor: QLineEdit | QComboBox = QComboBox() if key == "kind" else QLineEdit()
        if isinstance(self.editor, QComboBox):
            for slug, word in choices(SourceKind):
                self.editor.addItem(word, slug)
            self.editor.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
            self.editor.setMinimumContentsLength(12)
        self.label: Label = field_label(_LABELS[key], self.editor)
        self.page = link_button("")
        # The field itself leads to its passage when it gets the focus, so the button is no further stop.
        self.page.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._mark = Mark("warning", "warn_icon")
        self._check = caption("Kontrollera", "warn")
        self._odd_row = holding(row(self._mark, self._check, gap=6, margins=(6, 0, 0, 0)))
        self._right = holding(row(self.page, self._odd_row, None, gap=0))
        set_size(self._right, min_width=44)
        grid.addWidget(self.label, line, 0)
        grid.addWidget(self.editor, line, 1)
        grid.addWidget(self._right, line, 2)
        self._fact = ReviewFact(key, "")

    def connect(self, panel: FactsPanel) -> None:
        """Tell the panel of what is typed."""
        if isinstance(self.editor, QComboBox):
            self.editor.activated.connect(lambda: panel.edited.emit(self.key))
        else:
            self.editor.textEdited.connect(lambda: self._typed(panel))

    def show_fact(self, fact: ReviewFact) -> None:
        """Show the words and where they stand."""
        self._fact = fact
        if isinstance(self.editor, QComboBox):
            self.editor.setCurrentIndex(max(self.editor.findData(fact.text), 0))
        else:
            self.editor.setText(fact.text)
            self.editor.setCursorPosition(0)
        page = fact.passage.page if fact.passage else None
        self.page.setText(f"s. {page}" if page else "")
        self.page.setAccessibleName(f"Visa i källan: {self.label.text().replace('&', '')}, s. {page}" if page else "")
        self.set_odd(odd=fact.odd)

    def set_odd(self, *, odd: bool) -> None:
        """Mark the field as one to be checked, or as checked."""
        self._odd_row.setVisible(odd)
        self.page.setVisible(not odd and bool(self.page.text()))
        self.editor.setProperty("state", "warn" if odd else "")
        self.editor.style().unpolish(self.editor)
        self.editor.style().polish(self.editor)
        self.editor.setAccessibleDescription("Kontrollera" if odd else self.page.text())

    def set_visible(self, visible: bool) -> None:  # noqa: FBT001 - as Qt's own
        """Show or hide the whole row."""
        for part in (self.label, self.editor, self._right):
            part.setVisible(visible)

    def text(self) -> str:
        """What stands in the field."""
        if isinstance(self.editor, QComboBox):
            return str(self.editor.currentData() or "")
        return self.editor.text().strip()

    def _typed(self, panel: FactsPanel) -> None:
        self.set_odd(odd=False)
        panel.edited.emit(self.key)


class _Visit(QObject):
    """Tells the panel when a field gets the focus."""

    def __init__(self, panel: FactsPanel, key: str) -> None:
        super().__init__(panel)
        self._panel = panel
        self._key = key

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Let everything through."""
        if event.type() == QEvent.Type.FocusIn:
            self._panel.visited.emit(self._key)
        return bool(super().eventFilter(watched, event))
