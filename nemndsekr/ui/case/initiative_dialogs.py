"""Two small windows about initiatives: add the att-satser of a pasted text, and make a new initiative in a minute."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date, datetime
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QCheckBox, QDialog, QLineEdit, QWidget

from nemndsekr.operations.initiative import (
    InitiativeText,
    NewInitiative,
    initiative_text,
    new_initiative,
    not_there_yet,
)
from nemndsekr.rules.initiative import people_in
from nemndsekr.rules.whom_it_concerns import same_body
from nemndsekr.support.days import full_day
from nemndsekr.support.errors import UserError
from nemndsekr.support.paths import DataFolder
from nemndsekr.ui.case.dnr_question import DnrQuestion
from nemndsekr.ui.case.editors import PlainTextEdit
from nemndsekr.ui.case.paste_dialog import PasteDialog
from nemndsekr.ui.case.throw_guard import ThrowGuard
from nemndsekr.ui.kit.day_field import DayField
from nemndsekr.ui.kit.dialogs import FittedDialog
from nemndsekr.ui.kit.fonts import metrics
from nemndsekr.ui.kit.forms import Combo, Field, PairedFields
from nemndsekr.ui.kit.labels import button, caption, primary_button
from nemndsekr.ui.kit.measures import column, holding, row, set_font_role
from nemndsekr.ui.kit.messages import FieldMessage

if TYPE_CHECKING:
    from nemndsekr.operations.changes import Changes
    from nemndsekr.store.database import Store

Operation = Callable[["Store", str, datetime], "Changes"]
READ_AFTER_MS: Final = 250
_NOTHING: Final = "Ingen att-sats hittades i texten. Den sparas ändå; att-satser kan läggas till efteråt."


class InitiativePasteDialog(PasteDialog):
    """The att-satser that are found in a pasted initiative and that the case does not have yet."""

    label = "&Initiativets text"
    one, many = "att-sats", "att-satser"
    kinds = ()

    def words_of_kind(self) -> None:
        """A line becomes nothing by itself: the att-satser are found."""
        self.setWindowTitle("Klistra in initiativtext")

    def lines(self) -> list[str]:
        """The att-satser in the text, without those that are there."""
        clauses = _read(self.editor.value()).clauses
        left = not_there_yet(self._known.get("attsatser", ()), clauses)
        there = len(clauses) - len(left)
        self.field.note.setText(f"{there} finns redan" if there else "att-satserna plockas fram")
        return left


class _LongText(PlainTextEdit):
    """A text that keeps its height however much is pasted: the fields under it are what one works in."""

    def __init__(self) -> None:
        super().__init__(6)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAsNeeded)

    def _wanted(self) -> int:
        return round(7.5 * metrics("body").lineSpacing())


class NewInitiativeDialog(FittedDialog):
    """Title, days, people and text of a new initiative. The text comes first in hand: it fills what is empty."""

    open_wanted = Signal(int)
    """The case that has the number is to be opened instead."""

    def __init__(
        self,
        namnder: Sequence[tuple[int, str]],
        today: date,
        parent: QWidget | None = None,
        folder: DataFolder | None = None,
    ) -> None:
        super().__init__(parent)
        self.setObjectName("newInitiative")
        self.setWindowTitle("Nytt nämndinitiativ")
        self._namnder = namnder
        self._read_of = ""
        self._found = InitiativeText()
        self.text = _LongText()
        self.title = QLineEdit()
        self.handed_in = DayField("&Inlämnat", today, after=today.replace(month=1, day=1))
        self.dnr = QLineEdit()
        self.expected = QCheckBox("Diarienummer &väntas")
        self.people = PlainTextEdit(2)
        self.namnd = Combo()
        for one in (self.title, self.dnr, self.expected, self.namnd):
            set_font_role(one, "body")
        self.namnd.setEditable(not namnder)
        self.namnd.addItems([name for _, name in namnder])
        self.text_field = Field("Initiativets &text", self.text, note="klistra in allt, eller bara att-satserna")
        self.title_field = Field("&Rubrik", self.title)
        self.people_field = Field("Initiativta&gare", self.people, note="en på varje rad: Namn (Parti)")
        self.namnd_field = Field("&Nämnd", self.namnd)
        self.dnr_field = Field("&Diarienummer", self.dnr)
        self.number = DnrQuestion(self.dnr_field, self.dnr, lambda: folder, lambda: self.namnd.currentText().strip())
        self.number.open_wanted.connect(self._open_instead)
        self.make = primary_button("Skapa initiativet")
        self.cancel = button("Avbryt")
        self.make.setAutoDefault(False)
        self.cancel.setAutoDefault(False)
        self.make.clicked.connect(self._make)
        self.cancel.clicked.connect(self.reject)
        done = QShortcut(QKeySequence("Ctrl+Return"), self)
        done.activated.connect(self._make)
        self.expected.toggled.connect(lambda on: self.dnr.setEnabled(not on))
        self.question = FieldMessage()
        buttons = row((caption("Ctrl+Enter skapar initiativet."), 1), self.cancel, self.make)
        self.fit(
            column(
                self.text_field,
                self.title_field,
                PairedFields(self.handed_in, holding(column(self.dnr_field, self.expected, gap=4))),
                self.people_field,
                self.namnd_field,
                None,
                gap=12,
            ),
            column(self.question, buttons, gap=12),
            width=560,
        )
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(READ_AFTER_MS)
        self._timer.timeout.connect(self.read)
        self._guard = ThrowGuard(self.text.value, self.question.set_message)
        self.text.edited.connect(self._timer.start)
        self.text.edited.connect(lambda: self.question.set_message(""))
        self.title.textChanged.connect(lambda: self.title_field.set_message(""))
        self.people.edited.connect(self._tell_people)
        self.text.setFocus(Qt.FocusReason.OtherFocusReason)

    def read(self) -> None:
        """Find what the text holds, and fill what is empty."""
        self._timer.stop()
        words = self.text.value()
        if words == self._read_of:
            return
        self._read_of, self._found = words, _read(words)
        found = self._found
        if found.title and not self.title.text().strip():
            self.title.setText(found.title)
        if found.people and not self.people.value().strip():
            self.people.set_value(_typed(found))
        handed_in = found.handed_in_on or found.dated_on
        if handed_in and self.handed_in.value() is None and not self.handed_in.line.text():
            self.handed_in.set_value(handed_in)
        if found.dnr and self.dnr.isEnabled() and not self.dnr.text().strip():
            self.dnr.setText(found.dnr)
        self.text_field.set_caption(_told(found) if words.strip() else "")
        self._choose_namnd(found.committee)

    def _choose_namnd(self, named: str) -> None:
        """Take the nämnd that the text is addressed to, or ask where it is none of those that have cases here."""
        if not named:
            self.namnd_field.set_message("")
            return
        known = next((name for _, name in self._namnder if same_body(named, name) or same_body(name, named)), "")
        if known:
            self.namnd.setCurrentText(known)
        elif not self._namnder and not self.namnd.currentText().strip():
            self.namnd.setCurrentText(named)
        asks = bool(self._namnder) and not known
        self.namnd_field.set_message(f"Texten är ställd till {named}. Stämmer nämnden?" if asks else "")

    def _tell_people(self) -> None:
        number = len(people_in(self.people.value()))
        self.people_field.set_caption(f"{number} {'person' if number == 1 else 'personer'}" if number else "")

    def _make(self) -> None:
        """Close with yes where the facts are enough; otherwise say what is missing under the field."""
        self.read()
        title, namnd = self.title.text().strip(), self.namnd.currentText().strip()
        self.title_field.set_message("" if title else "Skriv initiativets rubrik.")
        if not namnd:
            self.namnd_field.set_message("Skriv nämndens namn.")
        if not title:
            self.title.setFocus()
        elif not self.handed_in.is_understood():
            self.handed_in.tell_amiss()
        elif not namnd:
            self.namnd.setFocus()
        elif self.number.holds_back():
            self.dnr.setFocus()
        else:
            self.accept()

    def reject(self) -> None:
        """Close, but ask once before the initiative's text is thrown away."""
        if self._guard.may_close():
            super().reject()

    def _open_instead(self, case_id: int) -> None:
        self.done(QDialog.DialogCode.Rejected)
        self.open_wanted.emit(case_id)

    def wanted(self) -> NewInitiative:
        """The facts of the initiative."""
        namnd = self.namnd.currentText().strip()
        return NewInitiative(
            title=self.title.text().strip(),
            dnr=self.dnr.text().strip(),
            dnr_expected=self.expected.isChecked(),
            same_dnr=self.number.is_taken,
            namnd_id=next((namnd_id for namnd_id, name in self._namnder if name == namnd), None),
            namnd_name=namnd,
            handed_in_on=self.handed_in.value(),
            people=self.people.value(),
            text=self.text.value(),
        )


def ask_new_initiative(
    parent: QWidget,
    namnder: Sequence[tuple[int, str]],
    today: date,
    folder: DataFolder | None = None,
    open_case: Callable[[int], object] = lambda _: None,
) -> Operation | None:
    """Ask for a new initiative's facts; what makes it, or None. ``open_case`` opens the case that has the number."""
    dialog = NewInitiativeDialog(namnder, today, parent, folder)
    dialog.open_wanted.connect(open_case)
    if dialog.exec() != QDialog.DialogCode.Accepted:
        return None
    wanted = dialog.wanted()
    return lambda store, who, now: new_initiative(store, wanted, who, now)


def _read(words: str) -> InitiativeText:
    try:
        return initiative_text(words) if words.strip() else InitiativeText()
    except UserError:
        return InitiativeText()


def _typed(found: InitiativeText) -> str:
    """The people of a text as one would type them."""
    lines: list[str] = []
    joined = False
    for one in found.people:
        if one.part == "joined" and not joined:
            joined = True
            lines.append("Med instämmande av")
        party = f" ({one.party})" if one.party else ""
        role = f", {one.role}" if one.role else ""
        lines.append(f"{one.name}{party}{role}")
    return "\n".join(lines)


def _told(found: InitiativeText) -> str:
    """What was found in the text, in one line."""
    if not found.clauses:
        return _NOTHING
    number = len(found.clauses)
    parts = ["1 att-sats" if number == 1 else f"{number} att-satser"]
    if found.people:
        parts.append("1 person" if len(found.people) == 1 else f"{len(found.people)} personer")
    if found.dated_on:
        parts.append(f"daterat {full_day(found.dated_on)}")
    return f"Hittat: {', '.join(parts)}."
