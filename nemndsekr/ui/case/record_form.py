"""RecordForm: fields over the columns of records, each saved by itself; what every form of the page is built on."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date, timedelta
from enum import StrEnum
from typing import Any, Final

from PySide6.QtCore import Qt, Signal, SignalInstance
from PySide6.QtWidgets import QCheckBox, QLayout, QLineEdit, QWidget

from nemndsekr.records.case_file import CaseFile
from nemndsekr.records.row import Row
from nemndsekr.rules.case_items import ItemKey
from nemndsekr.rules.references import references_in
from nemndsekr.ui.case.binding import Bound, Ledger, Write, row_writer
from nemndsekr.ui.case.editors import ChoiceBox, PlainTextEdit, word_count
from nemndsekr.ui.desk import Desk
from nemndsekr.ui.kit.block_edit import BlockTextEdit
from nemndsekr.ui.kit.day_field import DayField
from nemndsekr.ui.kit.forms import Field, FormScroll
from nemndsekr.ui.kit.labels import tool_button
from nemndsekr.ui.kit.measures import column, set_font_role

FORM_MARGINS: Final = (16.0, 12.0, 16.0, 16.0)
FORM_GAP: Final = 12.0
_DIGITS: Final = 4
# A day up to two months ahead may be meant; what is further off was last year.
_LOOK_BACK: Final = timedelta(days=300)


def title_of(table: type[Row], name: str, access: str = "") -> str:
    """The Swedish title of a column, with ``&`` before the access key where one is asked for."""
    title = table.model_fields[name].title or name
    at = title.lower().find(access.lower()) if access else -1
    return title if at < 0 else f"{title[:at]}&{title[at:]}"


def is_number(words: str) -> bool:
    """Whether the words are a number from one up, of at most four digits."""
    return words.isdecimal() and len(words) <= _DIGITS and int(words) > 0


class Forms:
    """Makes bound fields for a desk; handed to every form, so that all share one ledger."""

    def __init__(self, desk: Desk, ledger: Ledger) -> None:
        """Take the desk to save through and the ledger of what is on its way."""
        self.desk = desk
        self.ledger = ledger

    def line(self, label: str, hint: str = "") -> Bound:
        """A field of one line."""
        editor = QLineEdit()
        set_font_role(editor, "body")
        editor.setPlaceholderText(hint)
        field = Field(label, editor)

        def show(value: str) -> None:
            if editor.text() != value:
                editor.setText(value)
                # Words that are too long are read from their beginning.
                editor.setCursorPosition(0)

        return Bound(self.desk, self.ledger, field, editor.text, show, editor.textChanged)

    def text(self, label: str, lines: int = 2) -> Bound:
        """A field of plain text on several lines."""
        return self.plain_text(label, lines)[0]

    def plain_text(self, label: str, lines: int = 2) -> tuple[Bound, PlainTextEdit]:
        """A field of plain text and its editor, for a form that puts words in it."""
        editor = PlainTextEdit(lines)
        bound = Bound(self.desk, self.ledger, Field(label, editor), editor.value, editor.set_value, editor.edited)
        return bound, editor

    def number(self, label: str) -> Bound:
        """A field that holds a number from one up; while something else is written, the number before it stands."""
        editor = QLineEdit()
        set_font_role(editor, "body")
        known = [1]

        def read() -> int:
            words = editor.text().strip()
            if is_number(words):
                known[0] = int(words)
            return known[0]

        def show(value: int) -> None:
            known[0] = value
            if editor.text() != str(value):
                editor.setText(str(value))

        return Bound(self.desk, self.ledger, Field(label, editor), read, show, editor.textChanged)

    def blocks(self, label: str, lines: int = 3) -> Bound:
        """A field of block text, never lower than so many lines, with its number of words at the right."""
        editor = BlockTextEdit(lines)
        shape = tool_button("ellipsis", "Rubriker, listor, tabell och hänvisning (Skift+F10)")
        # Everything in it has a key, so Tab passes it by.
        shape.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        shape.clicked.connect(editor.setFocus)
        shape.clicked.connect(editor.open_menu)
        field = Field(label, editor, action=shape)
        editor.words_changed.connect(lambda count: field.note.setText(word_count(count)))
        editor.refused.connect(field.set_message)
        return Bound(self.desk, self.ledger, field, editor.value, editor.set_value, editor.edited)

    def choice(self, label: str, kind: type[StrEnum], *, nullable: bool = False, only: Sequence[StrEnum] = ()) -> Bound:
        """A field that holds one member of an enumeration, or one of some of them."""
        editor = ChoiceBox(kind, nullable=nullable, only=only)
        return self.bound(Field(label, editor), editor.value, editor.set_value, editor.currentIndexChanged)

    def day(self, label: str, *, ahead: bool = False) -> Bound:
        """A field that holds a day, written as people write it; ``ahead``: without a year the next such day."""
        return day_bound(self, label, ahead=ahead)

    def check(self, label: str) -> Bound:
        """A box; its words are its label."""
        editor = QCheckBox(label)
        set_font_role(editor, "body")
        field = Field("", editor)
        field.label.hide()
        field.note.hide()
        editor.setAccessibleName(label.replace("&", ""))
        return self.bound(field, editor.isChecked, editor.setChecked, editor.toggled)

    def bound(
        self, field: Field, read: Callable[[], Any], show: Callable[[Any], None], edited: SignalInstance
    ) -> Bound:
        """A field whose changes are saved at once."""
        return Bound(self.desk, self.ledger, field, read, show, edited, at_once=True)


def day_bound(forms: Forms, label: str, *, ahead: bool = False) -> Bound:
    """A field that holds a day; while the words are no day, the day before them stands.

    Most days of these forms tell when something came in, was handed in or was dated: without a year, the last such
    day. Those that lie ``ahead`` tell by when something is to come.
    """
    today = forms.desk.today
    field = DayField(label, today, after=today if ahead else today - _LOOK_BACK)
    known: list[date | None] = [None]

    def read() -> date | None:
        if field.is_understood():
            known[0] = field.value()
        return known[0]

    def show(value: date | None) -> None:
        known[0] = value
        field.set_value(value)

    return forms.bound(field, read, show, field.day_changed)


class ItemForm(QWidget):
    """A form in the middle pane: shows one item of the case and hands over what is typed in it."""

    wanted = Signal(object)
    """An item's key: go there."""
    place_wanted = Signal(int, str, str, str)
    """Another case, a table of it, a row's uid and a field: go there."""
    removed = Signal(str)
    """Something was taken away; the words for the bar, which offers to undo it."""
    paste_wanted = Signal()
    """A text is to be pasted, and what is found in it added."""
    parts_changed = Signal()
    """Fields have been shown or hidden: the order of Tab is another than before."""
    finish_changed = Signal()
    """What the button at the foot of the pane does is another than before."""

    def __init__(self, forms: Forms) -> None:
        super().__init__()
        self.forms = forms
        self.file: CaseFile | None = None
        self.key: ItemKey | None = None
        self._bounds: dict[str, Bound] = {}
        self.setProperty("plain", "true")

    def show_item(self, file: CaseFile, key: ItemKey) -> None:
        """Show an item; the same one again is news of it."""
        self.file, self.key = file, key
        references = references_in(file)
        for editor in self.findChildren(BlockTextEdit):
            editor.set_references(references)
        self.fill(file, key)

    def fill(self, file: CaseFile, key: ItemKey) -> None:
        """Put the item's values in the fields; each form does it in its own way."""

    def title(self) -> str:
        """The head of the pane."""
        return ""

    def finish_words(self) -> str:
        """What the button at the foot of the pane says where the form ends in an act of its own; else empty."""
        return ""

    def finish_waits(self) -> bool:
        """Whether that act is done by itself as soon as what was just typed has been saved."""
        return False

    def finish(self) -> None:
        """Do that act; asked only where ``finish_words`` says what it is."""

    def first_field(self) -> QWidget:
        """Where the caret goes first."""
        return next((bound.field.editor for bound in self._bounds.values() if bound.field.isVisibleTo(self)), self)

    def focus_field(self, name: str) -> bool:
        """Go to the field of a column; says whether there is one."""
        bound = self._bounds.get(name)
        if bound is None:
            return False
        bound.field.editor.setFocus()
        return True

    def focus_row(self, row_uid: str, name: str) -> bool:
        """Go to a field of one row of a table in the form; says whether it is there."""
        del row_uid, name
        return False

    def take_pasted(self, text: str) -> bool:
        """Take a text that was pasted in no field, where the form has a use for it; says whether."""
        del text
        return False

    def finishing(self) -> Row | None:
        """The record that can be marked as finished, where the item is such a one."""
        return None

    def flush(self) -> None:
        """Hand over everything typed."""
        for bound in self._bounds.values():
            bound.commit()

    def add(self, name: str, bound: Bound) -> Field:
        """Keep a bound field under its column's name."""
        self._bounds[name] = bound
        return bound.field

    def bind(self, name: str, row: Row, column_name: str = "", write: Write | None = None) -> None:
        """Show a column of a row in the field kept under this name."""
        column_name = column_name or name
        target = (type(row).__name__, row.id, column_name)
        bound = self._bounds[name]
        writer = write or row_writer(type(row), row.stored_id, column_name)
        bound.show_value(target, writer, getattr(row, column_name))

    def lay_out(self, *parts: QWidget | QLayout | None) -> FormScroll:
        """The fields under each other, in an area that scrolls up and down."""
        area = FormScroll(column(*parts, None, gap=FORM_GAP, margins=FORM_MARGINS))
        outer = column(gap=0)
        outer.addWidget(area)
        self.setLayout(outer)
        return area
