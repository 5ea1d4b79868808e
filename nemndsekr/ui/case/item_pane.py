"""ItemPane: the middle pane - the form of the chosen item, with its head, and in the foot the way on to the next."""

from __future__ import annotations

from collections.abc import Callable
from typing import Final

from PySide6.QtCore import QDeadlineTimer, QEvent, QObject, Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent, QResizeEvent, QTextCharFormat, QTextCursor
from PySide6.QtWidgets import QApplication, QLineEdit, QScrollArea, QTextEdit, QWidget
from shiboken6 import isValid

from nemndsekr.records.case_file import CaseFile
from nemndsekr.rules.case_items import FOLLOWUP, FOLLOWUP_TEXT, ItemKey
from nemndsekr.ui.case.answer_form import AnswerForm
from nemndsekr.ui.case.assignments_form import AssignmentsForm
from nemndsekr.ui.case.attsats_form import AttsatsForm
from nemndsekr.ui.case.attsats_overview import OverviewForm
from nemndsekr.ui.case.decision_form import DecisionForm
from nemndsekr.ui.case.editors import PlainTextEdit
from nemndsekr.ui.case.facts_form import FactsForm
from nemndsekr.ui.case.followup_form import FollowupForm, FollowupTextForm
from nemndsekr.ui.case.item_list import wrapped
from nemndsekr.ui.case.matrix_form import MatrixForm
from nemndsekr.ui.case.plan_form import PlanForm
from nemndsekr.ui.case.question_form import QuestionForm
from nemndsekr.ui.case.recommendation_form import RecommendationForm
from nemndsekr.ui.case.record_form import Forms, ItemForm
from nemndsekr.ui.case.rows_form import RowsForm
from nemndsekr.ui.case.same_question import RelatedForm
from nemndsekr.ui.case.text_forms import NewItemForm, SectionForm
from nemndsekr.ui.kit.block_document import Kind, block_format
from nemndsekr.ui.kit.block_edit import BlockTextEdit
from nemndsekr.ui.kit.labels import caption, link_button, primary_button, tool_button
from nemndsekr.ui.kit.measures import row
from nemndsekr.ui.kit.messages import EmptyState
from nemndsekr.ui.kit.panels import PageStack, Panel
from nemndsekr.ui.kit.tokens import u

NO_RECOMMENDATIONS: Final = "Rapportens rekommendationer saknas. Klistra in dem; en rad blir en rekommendation."
_FRESH_MS: Final = 400
_NO_RECORD: Final = ("section", "rows", "facts", "matrix", "decision", "overview", "assignments", "related")
_NEW: Final = {
    "recommendations": ("Ny rekommendation", "Rekommendationens ordalydelse"),
    "attsatser": ("Ny att-sats", "Att-satsens ordalydelse"),
    "questions": ("Ny revisionsfråga", "Revisionsfrågans ordalydelse"),
}
"""What is being added: the head of the pane and the label of the words."""


class ItemPane(Panel):
    """One form of each kind, made when it is first needed and then used for every item of that kind."""

    previous_wanted = Signal()
    next_wanted = Signal()
    finish_wanted = Signal()
    reopen_wanted = Signal()
    paste_wanted = Signal()
    source_wanted = Signal(bool)
    item_added = Signal(str, str)
    add_cancelled = Signal()
    removed = Signal(str)
    item_wanted = Signal(object)
    """An item's key: go there."""
    cell_wanted = Signal(object)
    """The ``Place`` of this case to go to."""
    place_wanted = Signal(int, str, str, str)
    parts_changed = Signal()
    """Parts of the form have come into view or gone."""

    def __init__(self, forms: Forms) -> None:
        self._forms = forms
        self._made: dict[str, ItemForm] = {}
        self._form: ItemForm | None = None
        self._key: ItemKey | None = None
        self._adds = ""
        self._last_focus: QWidget | None = None
        self._last_text: BlockTextEdit | PlainTextEdit | None = None
        self.previous_button = tool_button("chevron-left", "Föregående (Ctrl+PgUp)")
        self.next_button = tool_button("chevron-right", "Nästa (Ctrl+PgDn)")
        self.source_button = link_button("Källa", "document")
        self.source_button.setCheckable(True)
        self.note_button = link_button("Intern anteckning")
        self.reopen_button = link_button("Öppna igen")
        self.key_hint = caption("Ctrl+Enter")
        self.finish_button = primary_button("Klar – nästa")
        self.stack = PageStack()
        self.new_form = NewItemForm()
        self.paste_button = primary_button("Klistra in …")
        self.empty = EmptyState("checklist", "Inga rekommendationer än", NO_RECOMMENDATIONS, (self.paste_button,))
        self.blank = QWidget()
        for part in (self.blank, self.new_form, self.empty):
            self.stack.addWidget(part)
        foot = row((wrapped(self.note_button, self.reopen_button), 1), self.key_hint, self.finish_button)
        super().__init__(
            " ", actions=(self.source_button, self.previous_button, self.next_button), body=self.stack, footer=foot
        )
        self._connect()
        self._reveal = QTimer(self)
        self._reveal.setSingleShot(True)
        self._reveal.setInterval(0)
        self._fresh_focus = QDeadlineTimer(0)
        self._reveal.timeout.connect(self._show_focus)
        self.clear()

    def _connect(self) -> None:
        self.previous_button.clicked.connect(self.previous_wanted)
        self.next_button.clicked.connect(self.next_wanted)
        self.finish_button.clicked.connect(self.finish_wanted)
        self.reopen_button.clicked.connect(self.reopen_wanted)
        self.paste_button.clicked.connect(self.paste_wanted)
        self.note_button.clicked.connect(self._turn_note)
        self.source_button.clicked.connect(self.source_wanted)
        self.new_form.added.connect(self._added)

    def reading_order(self) -> tuple[QWidget, ...]:
        """The pane's parts as they are read: the head's buttons, what is shown, the foot's."""
        head = (self.source_button, self.previous_button, self.next_button)
        shown = self.stack.currentWidget() or self.blank
        return (*head, shown, self.note_button, self.reopen_button, self.finish_button)

    @property
    def writes_text(self) -> bool:
        """Whether a text that takes tables and references was written in last."""
        return isinstance(self._last_text, BlockTextEdit)

    @property
    def adding(self) -> bool:
        """Whether a new item is being written."""
        return bool(self._adds)

    def clear(self) -> None:
        """Show nothing until the case is loaded."""
        self._form, self._key, self._adds = None, None, ""
        self.new_form.end()
        self.set_title(" ")
        self.stack.setCurrentWidget(self.blank)
        self._show_foot()

    def show_item(self, file: CaseFile, key: ItemKey) -> bool:
        """Show an item; says whether it is another than before."""
        if self._adds and key == self._key:
            return False
        other = key != self._key or self._adds != ""
        self._adds = ""
        form = self._form_for(key)
        self._form, self._key = form, key
        form.show_item(file, key)
        self.set_title(form.title())
        self.stack.setCurrentWidget(form)
        if other:
            self._last_focus = self._last_text = None
            for area in form.findChildren(QScrollArea):
                area.verticalScrollBar().setValue(0)
        self._show_foot()
        return other

    def show_empty(self, ask: bool) -> None:  # noqa: FBT001 - one question only
        """Show what stands where there is no item."""
        if self._adds:
            return
        self._form, self._key = None, None
        self.set_title("Rekommendationer" if ask else " ")
        self.stack.setCurrentWidget(self.empty if ask else self.blank)
        self._show_foot()

    def set_ends(self, *, first: bool, last: bool) -> None:
        """Say which way there is something more."""
        self.previous_button.setEnabled(not first)
        self.next_button.setEnabled(not last)

    def set_folded(self, folded: bool, *, source_shown: bool) -> None:  # noqa: FBT001 - one question only
        """Offer the source as a button where it has no pane."""
        self.source_button.setVisible(folded)
        self.source_button.setChecked(source_shown)

    def record_uid(self) -> str:
        """The uid of the record that is shown, for finding what it was read from."""
        if self._form is None or self._form.file is None or self._key is None:
            return ""
        kind, which = self._key
        if kind == FOLLOWUP:
            return str(which)
        rows = getattr(self._form.file, kind, []) if kind not in _NO_RECORD else []
        if isinstance(self._form, SectionForm):
            section = self._form.section()
            return section.uid if section else ""
        return next((one.uid for one in rows if one.id == which), "")

    # The focus.

    def enter(self, *, again: bool = False) -> None:
        """Put the focus in the form: where it was last, or in its first field."""
        last = self._last_focused() if again else None
        if last is not None and last.isVisibleTo(self):
            last.setFocus(Qt.FocusReason.ShortcutFocusReason)
        elif self._adds:
            self.new_form.editor.setFocus()
        elif self._form is not None:
            self._form.first_field().setFocus(Qt.FocusReason.ShortcutFocusReason)
        elif self.stack.currentWidget() is self.empty:
            self.paste_button.setFocus()

    def finish_own(self) -> bool:
        """Do the act that the form ends in, if it has one of its own; says whether."""
        if self._adds or self._form is None:
            return False
        if self._form.finish_waits():
            return True
        if not self._form.finish_words():
            return False
        self._form.finish()
        return True

    def focus_field(self, name: str) -> bool:
        """Go to the field of a column."""
        return self._form is not None and self._form.focus_field(name)

    def focus_row(self, row_uid: str, name: str) -> bool:
        """Go to a field of one row of a table in the form that is shown; says whether it has it."""
        return self._form is not None and self._form.focus_row(row_uid, name)

    def has_focus(self) -> bool:
        """Whether the focus is in the form."""
        focus = QApplication.focusWidget()
        return focus is not None and self.stack.isAncestorOf(focus)

    def note_focus(self, widget: QWidget) -> None:
        """Remember where the focus was, for coming back and for quoting."""
        if self.stack.isAncestorOf(widget):
            self._last_focus = widget
            self._fresh_focus.setRemainingTime(_FRESH_MS)
            self._reveal.start()
            if isinstance(widget, (BlockTextEdit, PlainTextEdit)) and not widget.isReadOnly():
                self._last_text = widget

    def _last_focused(self) -> QWidget | None:
        """What had the focus last, unless it is gone: the editor of a cell lives only while one writes in it."""
        if self._last_focus is not None and not isValid(self._last_focus):
            self._last_focus = None
        return self._last_focus

    def _show_focus(self) -> None:
        """Scroll to what has the focus: Qt does it for Tab only."""
        widget, area = self._last_focused(), self._form.findChild(QScrollArea) if self._form else None
        content = area.widget() if area is not None else None
        if widget is None or area is None or content is None or not content.isAncestorOf(widget):
            return
        margin = min(u(48), (area.viewport().height() - widget.height()) // 2)
        if margin < u(48) and isinstance(widget, QTextEdit):
            # A text that fills the view: the caret is what counts, and what stands above the field stays in sight.
            caret = widget.cursorRect()
            top = widget.viewport().mapTo(content, caret.topLeft()).y()
            area.ensureVisible(0, top + caret.height(), 0, u(48))
            area.ensureVisible(0, top, 0, u(48))
        elif margin > 0:
            # Not ensureWidgetVisible: it is content when the caret or the current cell is seen.
            top = widget.mapTo(content, widget.rect().topLeft()).y()
            area.ensureVisible(0, top + widget.height(), 0, margin)
            area.ensureVisible(0, top, 0, margin)
        else:
            area.ensureWidgetVisible(widget)  # higher than the view: the caret or the current cell is what counts

    def _grown(self) -> None:
        """A form that has just been filled grows in a few rounds; what got the focus meanwhile stays in view."""
        if not self._fresh_focus.hasExpired():
            self._reveal.start()

    # Writing.

    def flush(self) -> None:
        """Hand over everything typed, a new item too."""
        if self._adds and self.new_form.editor.value().strip():
            self.new_form.finish()  # does nothing while the item before it is on its way
        if self._form is not None:
            self._form.flush()

    def take_pasted(self, text: str) -> bool:
        """Give the form that is shown a text that was pasted in no field; says whether it takes it."""
        return not self._adds and self._form is not None and self._form.take_pasted(text)

    def insert_table(self) -> None:
        """Put a table into the text that was written in last."""
        if isinstance(self._last_text, BlockTextEdit):
            self._last_text.setFocus(Qt.FocusReason.OtherFocusReason)
            self._last_text.insert_table()

    def insert_reference(self) -> None:
        """Ask what to refer to in the text that was written in last."""
        if isinstance(self._last_text, BlockTextEdit):
            self._last_text.setFocus(Qt.FocusReason.OtherFocusReason)
            self._last_text.ask_for_reference()

    def quote(self, words: str) -> None:
        """Put a quotation into the text that was written in last, as a paragraph of its own."""
        editor = self._last_text
        if editor is None and isinstance(self._form, AnswerForm):
            editor = self._form.quote_target()
        if editor is None and self._form is not None:
            first = self._form.first_field()
            editor = first if isinstance(first, (BlockTextEdit, PlainTextEdit)) else None
        if editor is None:
            return
        cursor = editor.textCursor()
        if cursor.block().text().strip():
            cursor.movePosition(QTextCursor.MoveOperation.EndOfBlock)
            cursor.insertBlock(block_format(Kind.PARAGRAPH), QTextCharFormat())
            editor.setTextCursor(cursor)
        editor.insert_plain(words)
        editor.setFocus(Qt.FocusReason.OtherFocusReason)

    def begin_adding(self, kind: str) -> None:
        """Ask for the words of a new item."""
        self.flush()
        self._begin(kind)

    def _begin(self, kind: str) -> None:
        self._adds = kind
        title, label = _NEW[kind]
        self.set_title(title)
        self.stack.setCurrentWidget(self.new_form)
        self._show_foot()
        self.new_form.begin(label)

    def finish_adding(self) -> None:
        """Add the new item, if it has words."""
        self.new_form.finish()

    def end_adding(self) -> None:
        """The new item is shown and has the focus: what was typed before it came into view goes on there."""
        typed, focus = self.new_form.end(), QApplication.focusWidget()
        if not typed:
            return
        if isinstance(focus, QLineEdit) and self.stack.isAncestorOf(focus):
            focus.insert(" ".join(typed.split()))
        else:
            self.quote(typed)

    def take_back_adding(self, kind: str, words: str, told: str) -> None:
        """Let a new item that could not be stored be tried once more."""
        self._begin(kind)
        self.new_form.take_back(words, told)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Where it is narrow, the button alone says enough; its key stands in the menu too."""
        super().resizeEvent(event)
        self.key_hint.setVisible(self.width() >= u(440))

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """What has come into view is to be reached by Tab where it stands."""
        if event.type() == QEvent.Type.LayoutRequest:
            self.parts_changed.emit()
        return bool(super().eventFilter(watched, event))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Esc leaves a new item that has no words."""
        if event.key() == Qt.Key.Key_Escape and self._adds and not self.new_form.waits:
            self._adds = ""
            self.add_cancelled.emit()
            return
        super().keyPressEvent(event)

    def _added(self, words: str) -> None:
        self.item_added.emit(self._adds, words)

    def _turn_note(self) -> None:
        form = self._form
        if isinstance(form, AnswerForm):
            if form.note.isVisibleTo(form) and not form.note.editor.property("text"):
                form.note.hide()
            else:
                form.focus_field("note")

    def _show_foot(self) -> None:
        form = self._form if not self._adds else None
        row = form.finishing() if form is not None else None
        finished = bool(getattr(row, "finished", False))
        show_foot(self, shown=form is not None)
        self.note_button.setVisible(isinstance(form, AnswerForm))
        self.reopen_button.setVisible(finished)
        unfinished = row is not None and not finished
        own = form.finish_words() if form is not None else ""
        self.finish_button.setText(own or ("Klar – nästa" if unfinished else "Nästa"))
        for one in (self.previous_button, self.next_button):
            one.setVisible(form is not None)

    def _form_for(self, key: ItemKey) -> ItemForm:
        kind = f"rows:{key[1]}" if key[0] == "rows" else "sections" if key[0] == "section" else key[0]
        form = self._made.get(kind)
        if form is None:
            form = self._made[kind] = self._make(kind, str(key[1]))
            form.wanted.connect(self.item_wanted)
            form.place_wanted.connect(self.place_wanted)
            form.paste_wanted.connect(self.paste_wanted)
            form.finish_changed.connect(self._show_foot)
            form.parts_changed.connect(self.parts_changed)
            for area in form.findChildren(QScrollArea):
                area.verticalScrollBar().rangeChanged.connect(self._grown)
                inside = area.widget()
                if inside is not None:
                    inside.installEventFilter(self)
            self.stack.addWidget(form)
        return form

    def _make(self, kind: str, which: str) -> ItemForm:
        makers: dict[str, Callable[[Forms], ItemForm]] = {
            "rows": lambda forms: PlanForm(forms) if which == "plan_steps" else RowsForm(forms, which),
            "facts": FactsForm,
            "recommendations": RecommendationForm,
            "overview": OverviewForm,
            "matrix": MatrixForm,
            "decision": DecisionForm,
            "attsatser": AttsatsForm,
            "assignments": AssignmentsForm,
            "related": RelatedForm,
            "questions": QuestionForm,
            "sections": SectionForm,
            FOLLOWUP: FollowupForm,
            FOLLOWUP_TEXT: FollowupTextForm,
        }
        made = makers[kind.partition(":")[0]](self._forms)
        made.removed.connect(self.removed)
        if isinstance(made, MatrixForm):
            made.cell_wanted.connect(self.cell_wanted)
        return made


def show_foot(panel: Panel, *, shown: bool) -> None:
    """Show a panel's foot, or let the body have its room."""
    layout = panel.layout()
    for back in (2, 1):
        item = layout.itemAt(layout.count() - back) if layout is not None else None
        part = item.widget() if item is not None else None
        if part is not None:
            part.setVisible(shown)
