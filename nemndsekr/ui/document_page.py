"""DocumentPage: a document of a case is put together, checked, seen as it comes out, saved and printed."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from functools import partial
from typing import Final

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QHideEvent, QKeyEvent, QKeySequence, QShortcut, QShowEvent
from PySide6.QtWidgets import QApplication, QComboBox, QWidget

from nemndsekr.documents.making import DocumentOptions
from nemndsekr.operations.case_remarks import CaseRemarks
from nemndsekr.operations.changes import Changes
from nemndsekr.operations.decided_document import DecidedPaper, Paper, paper_of
from nemndsekr.operations.made_remarks import document_remarks
from nemndsekr.operations.make_document import (
    CHAIR_COPY,
    DocumentChoice,
    MadeDocument,
    Preview,
)
from nemndsekr.operations.unprintable import RULE as UNPRINTABLE
from nemndsekr.records.choices import Certainty, DocumentMode
from nemndsekr.rules.checks.remark import Remark
from nemndsekr.store.database import Store
from nemndsekr.support.errors import UserError
from nemndsekr.support.settings import Settings, change_settings, load_settings
from nemndsekr.ui.case.remark_acts import RemarkActs
from nemndsekr.ui.desk import Desk
from nemndsekr.ui.document.lock_panel import LockPanel
from nemndsekr.ui.document.locked_versions import LockedVersions
from nemndsekr.ui.document.more_acts import more_button
from nemndsekr.ui.document.other_ways import copy_for_word, show_word_forms
from nemndsekr.ui.document.parts_panel import PartsPanel
from nemndsekr.ui.document.preview_panel import PreviewPanel
from nemndsekr.ui.document.remarks_panel import RemarksPanel
from nemndsekr.ui.document.usual_ways import UsualWays
from nemndsekr.ui.document.word_return_act import choose_word_file
from nemndsekr.ui.document.wording_choice import WordingChoice
from nemndsekr.ui.kit.forms import Combo, Field, FormScroll, PairedFields
from nemndsekr.ui.kit.labels import button, primary_button
from nemndsekr.ui.kit.measures import column, set_size
from nemndsekr.ui.kit.messages import Act, MessageBar, MessageTone
from nemndsekr.ui.kit.panels import PageHead, SplitPanes, page_layout
from nemndsekr.ui.page import Page
from nemndsekr.ui.paper_out import PaperOut

_PAUSE_MS: Final = 200
_NO_WORD: Final = (
    "Den beslutade lydelsen finns bara som PDF. Texten i ärendet är ändrad efter beslutet och kan sparas för Word som "
    "utkast."
)
_NO_MARGIN: Final = "Den beslutade lydelsen visas så som den beslutades, utan anteckningsmarginal."
# Changes in these concern every case's documents.
_SHARED_TABLES: Final = frozenset({"namnder", "persons", "rule_settings", "own_templates"})


class DocumentPage(Page):
    """What is seen here is the file that is saved and the paper that is printed."""

    remarks_changed = Signal(int, int)
    template_wanted = Signal(str)
    """The template with this name is to be changed."""
    place_wanted = Signal(int, str, str, str)
    """Where a remark is to be mended: case id, table, uid of the row, field. Comes just before ``wanted``."""

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(desk, parent)
        self.case_id = 0
        self._kind = ""
        self._left_out: dict[tuple[int, str], set[str]] = {}
        self._drafts: dict[tuple[int, str], bool] = {}
        """Whether a document is marked as a draft, where that was chosen."""
        self._working: set[tuple[int, str]] = set()
        """The decided documents of which the text of today is shown instead."""
        self._preview: Preview | None = None
        self._decided: DecidedPaper | None = None
        self._marked = False
        self._chair_copy = False
        """Whether what is seen has the chair's wide margin for notes."""
        self._building = False
        self._stale = False
        self._when_ready: Callable[[], None] | None = None
        self._told_at = 0
        self.out = PaperOut(self, desk, self.say)
        self.choose_word_file = choose_word_file
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(_PAUSE_MS)
        self._timer.timeout.connect(self._build)
        self._lay_out()
        self._connect()

    def _lay_out(self) -> None:
        self.save_docx_button = button("Spara Word …")
        self.save_pdf_button = button("Spara PDF …")
        self.print_button = primary_button("Skriv ut …")
        self.more_button = more_button(self)
        self.head = PageHead(
            "Handling", buttons=(self.more_button, self.save_docx_button, self.save_pdf_button, self.print_button)
        )
        self.bar = MessageBar(closable=True)
        self.kind_box, self.template_box = Combo(), Combo()
        for box in (self.kind_box, self.template_box):
            # Long names of templates must not hold the pane open; the list that opens shows them whole.
            box.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
            box.setMinimumContentsLength(9)
        self.template_field = Field("&Mall", self.template_box)
        fields = PairedFields(Field("Han&dling", self.kind_box), self.template_field)
        self.lock_panel = LockPanel(self.desk.today)
        self.wording = WordingChoice()
        self.parts = PartsPanel()
        self.remarks = RemarksPanel()
        self.preview = PreviewPanel()
        # With large text in a low window it scrolls; otherwise the remarks take what is left.
        left = FormScroll(column(self.lock_panel, fields, self.wording, self.parts, (self.remarks, 1), gap=12))
        set_size(left, min_width=288)
        set_size(self.preview, min_width=200)
        panes = SplitPanes(left, self.preview, sizes=(476, 596), stretch=(1, 1))
        self.setLayout(page_layout(self.head, panes, self.bar))

    def _connect(self) -> None:
        self._versions = LockedVersions(self)
        self._ways = UsualWays(self)
        # What is locked is looked through first: the remarks get the room of what is chosen already.
        self.lock_panel.shown.connect(lambda asked: self.parts.show_head_only(alone=asked))
        self.kind_box.activated.connect(self._choose_kind)
        self.template_box.activated.connect(self._choose_template)
        self.wording.chosen.connect(lambda today: self._show_working(on=today))
        self.parts.draft_chosen.connect(self._choose_draft)
        self.parts.toggled.connect(self._toggle_part)
        self.remarks.wanted.connect(self._go_to)
        self.remarks.next_wanted.connect(self.next_remark)
        self._remark_acts = RemarkActs(self, self.remarks, lambda: self.case_id)
        self.save_docx_button.clicked.connect(self.save_docx)
        self.save_pdf_button.clicked.connect(self.save_pdf)
        self.print_button.clicked.connect(self.print_)
        self.out.changed.connect(self._enable)
        for keys, slot in (("F6", self.next_pane), ("Shift+F6", self.previous_pane)):
            QShortcut(QKeySequence(keys), self, slot, context=Qt.ShortcutContext.WidgetWithChildrenShortcut)
        self._enable()

    # What the main window calls

    def show_case(self, case_id: int) -> None:
        """Show the documents of a case."""
        if case_id != self.case_id:
            self.case_id = case_id
            self._preview = self._decided = None
            self._chair_copy = False
            self.wording.hide()
            self.bar.hide()
            self.lock_panel.hide()  # it asked about another paper
            self.preview.show_nothing()
            self.remarks.forget()
        self._build_now()

    def show_kind(self, kind: str) -> None:
        """Show another kind of document, by its slug."""
        if kind != self._kind:
            self.bar.hide()  # what it says is of the one before
        self._kind = kind
        self._build_now()

    @property
    def made(self) -> MadeDocument | None:
        """The document of today as it is shown or stands behind the decided one; None where it cannot be made."""
        return self._preview.made if self._preview is not None else None

    @property
    def options(self) -> DocumentOptions:
        """How the document of today is made."""
        return self._preview.options if self._preview is not None else self._options()

    def refresh(self, changes: Changes) -> None:
        """Make the preview anew when its case has changed; a hidden page waits until it is shown."""
        if self.bar.tone != "late" and self.desk.told > self._told_at:
            self.bar.hide()
        if self.case_id and (self.case_id in changes.cases or changes.tables & _SHARED_TABLES):
            if changes.tables <= {"departures"}:
                return  # that a document left changes nothing in it
            self._stale = True
            if self.isVisible():
                self._timer.start()

    def hideEvent(self, event: QHideEvent) -> None:
        """A message belongs to its moment: whoever comes back has read it."""
        super().hideEvent(event)
        if not event.spontaneous():
            self.bar.hide()

    def showEvent(self, event: QShowEvent) -> None:
        """Catch up with what changed while the page was hidden."""
        super().showEvent(event)
        if self._stale:
            self._build_now()

    def first_focus(self) -> QWidget:
        """The kind of document."""
        return self.kind_box

    def next_remark(self) -> None:
        """Go to the next påpekande."""
        self.remarks.next_remark()

    def previous_remark(self) -> None:
        """Go to the previous påpekande."""
        self.remarks.next_remark(backwards=True)

    def begin_lock(self) -> None:
        """Ask why the version is locked; Enter locks, Esc leaves it. The text of today is locked, so it is shown."""
        if self._decided is not None and not self._decided.same:
            self._show_working(on=True)
        self._versions.begin_lock()

    @property
    def is_chair_copy(self) -> bool:
        """Whether what is seen has the chair's margin for notes."""
        return self._chair_copy and not self.shows_decided

    def toggle_chair_copy(self) -> None:
        """Show the document with a wide margin for the chair's notes, or as usual again."""
        if self.shows_decided:
            self.say("info", _NO_MARGIN, "Visa texten i dag", lambda: self._show_working(on=True))
            return
        self._chair_copy = not self._chair_copy
        self._build_now()

    def compare_versions(self) -> None:
        """Show the locked versions, each compared with another or with the document as it is now."""
        self._versions.compare()

    def shown_kind(self) -> tuple[int, str] | None:
        """The case and the kind of the document that is shown; None before there is one."""
        return (self._preview.case.stored_id, self._preview.kind) if self._preview is not None else None

    def tell_problem(self, error: UserError) -> None:
        """Say what could not be done, and what to do about it."""
        self.say("late", str(error))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter locks and Esc leaves, while that is asked."""
        if not (self.lock_panel.isVisible() and self.lock_panel.take_key(event.key())):
            super().keyPressEvent(event)

    def next_pane(self) -> None:
        """Go on from choices to remarks, to the paper, and round."""
        self._go_to_pane(1)

    def previous_pane(self) -> None:
        """Go back, round the beginning."""
        self._go_to_pane(-1)

    def save_pdf(self) -> None:
        """Ask where, and save the very PDF that is shown."""
        self._with_paper(self._ways.told_first("spara", self._ways.save_pdf))

    def save_docx(self) -> None:
        """Ask where, and save the document for Word."""
        self.with_words(self._ways.told_first("spara", self._ways.save_docx))

    def copy_for_word(self) -> None:
        """Lay the whole document on the clipboard for Word."""
        copy_for_word(self)

    def edit_word_forms(self) -> None:
        """Show the municipality's Word forms, with the document at hand to try one with."""
        show_word_forms(self)

    def print_(self) -> None:
        """Ask for a printer, and print the pages that are shown."""
        print_seen = self._ways.told_first("skriva ut", self._ways.print_)
        self.out.with_printer(lambda: self._with_paper(print_seen), self.save_pdf)

    def _go_to_pane(self, by: int) -> None:
        panes: list[QWidget] = [self.kind_box, self.remarks.first_focus(), self.preview.first_focus()]
        around = (self.kind_box.parentWidget(), self.remarks, self.preview)
        now = QApplication.focusWidget()
        at = next((number for number, pane in enumerate(around) if pane and now and pane.isAncestorOf(now)), 0)
        panes[(at + by) % len(panes)].setFocus(Qt.FocusReason.ShortcutFocusReason)

    # The preview

    def _options(self) -> DocumentOptions:
        draft = self._drafts.get((self.case_id, self._kind))
        return DocumentOptions(draft=draft, day=self.desk.today, note_margin=self._chair_copy)

    def _build_now(self) -> None:
        self._timer.stop()
        self._build()

    def _build(self) -> None:
        """Ask for the preview; while one is on its way, remember that another is wanted."""
        if not self.case_id:
            return
        self._stale = True
        if self._building:
            return
        self._building, self._stale = True, False
        # The question holds plain values and not the page: whatever it holds may be let go of in its own thread.
        case_id, kind, options = self.case_id, self._kind, self._options()
        left_out = frozenset(self._left_out.get((case_id, kind), ()))
        working = (case_id, kind) in self._working

        def question(store: Store) -> tuple[Paper, CaseRemarks]:
            settings = load_settings(store.folder.settings)
            paper = paper_of(store, case_id, kind, settings.template_for, left_out, options, working=working)
            return paper, document_remarks(store, case_id, paper).with_more(paper.preview.of_form)

        self.desk.ask(question, partial(self._built, case_id), self._not_built)

    def _built(self, case_id: int, built: tuple[Paper, CaseRemarks]) -> None:
        paper, remarks = built
        self._building = False
        if self._stale or case_id != self.case_id:
            self._build()
            return
        self._show(paper, remarks)
        wanted, self._when_ready = self._when_ready, None
        if wanted is not None:
            wanted()

    def _not_built(self, error: UserError) -> None:
        self._building = False
        self._when_ready = None
        self._preview = self._decided = None
        self.preview.show_nothing()
        self._enable()
        self.say("late", str(error))

    def _show(self, paper: Paper, remarks: CaseRemarks) -> None:
        former, preview = self._shown(), paper.preview
        problem = self._preview is not None and self._preview.problem is not None
        self._preview, self._decided, self._marked = preview, paper.decided, paper.marked
        self._kind = preview.kind
        case = preview.case
        self.head.set_facts([fact for fact in (case.dnr, case.title) if fact])
        _fill(self.kind_box, preview.kinds, preview.kind)
        _fill(self.template_box, preview.templates, preview.template)
        self.template_field.set_message(preview.instead)
        self.parts.set_parts(preview.parts)
        empty = all(part.waits or not part.filled for part in preview.parts)
        self.remarks.set_remarks(remarks, self.desk.today, empty=empty)
        title = f"{self.kind_box.currentText()} – {case.dnr or case.shown_title}"
        self.setWindowTitle(title)
        self.title_changed.emit(title)
        self.remarks_changed.emit(remarks.how_many(Certainty.sakert), remarks.how_many(Certainty.fraga))
        self._show_wording()
        shown = self._shown()
        if shown is None:
            self.preview.show_nothing()
            self._tell_unprintable(str(preview.problem), remarks)
        else:
            if problem:
                self.bar.hide()
            mark = self._mark()
            if former is None or former.content != shown.content or mark != self.preview.mark:
                self.preview.show_document(shown, mark=mark)
        self._enable()

    def _tell_unprintable(self, words: str, remarks: CaseRemarks) -> None:
        """Say why there are no pages, with the way to the first character that stops them."""
        first = next((one for one in remarks.open if one.rule == UNPRINTABLE and one.table), None)
        if first is None:
            self.say("late", words)
        else:
            self.say("late", words, "Gå dit", lambda: self._go_to(first))

    def _shown(self) -> MadeDocument | DecidedPaper | None:
        """What is seen, and so what goes out: the decided document, unless the text of today is asked for."""
        if self.shows_decided:
            return self._decided
        return self._preview.made if self._preview is not None else None

    @property
    def shows_decided(self) -> bool:
        """Whether what is seen is the decided document, not the text of today."""
        decided = self._decided
        return decided is not None and bool(decided.content) and (self.case_id, self._kind) not in self._working

    def _mark(self) -> str:
        if self.shows_decided:
            return "beslutad lydelse"
        if self._chair_copy:
            return CHAIR_COPY
        return "ändrat utkast" if self._marked else "arbetsutkast" if self._is_draft else ""

    @property
    def _is_draft(self) -> bool:
        """Whether the document of today is marked as a draft on its pages."""
        made = (self._preview.made or self._preview.words) if self._preview is not None else None
        return made is not None and bool(made.outline.page_note.mark)

    def _show_wording(self) -> None:
        """Offer the decided wording and the text of today, and say plainly which of them is seen."""
        shows = self.shows_decided
        self.wording.show_choice(self._decided, shows_decided=shows, marked=self._marked)
        self.parts.setVisible(not shows)
        self.template_box.setEnabled(not shows)
        by_itself = (self.case_id, self._kind) not in self._drafts
        self.parts.show_draft(marked=self._is_draft, by_itself=by_itself, forced=self._marked)

    def _show_working(self, *, on: bool) -> None:
        key = (self.case_id, self._kind)
        if on != (key in self._working):
            self._working ^= {key}
            self._build_now()

    def _enable(self) -> None:
        shown = self._shown() is not None
        self.save_pdf_button.setEnabled(shown and not self.out.printing)
        self.save_docx_button.setEnabled((shown or self.shown_words() is not None) and not self.out.printing)
        self.out.let_print(self.print_button, ready=shown)
        # A text that no pages can be made of can still be locked.
        self.more_button.setEnabled(self._preview is not None and not self.out.printing)

    def _with_paper(self, act: Callable[[MadeDocument | DecidedPaper], None]) -> None:
        """Do something with what is seen, after it has been made anew if need be."""

        def ready() -> None:
            shown = self._shown()
            if shown is not None:
                act(shown)
            else:
                self._tell_why_not()

        self._when_fresh(ready)

    def _tell_why_not(self) -> None:
        if self._preview is not None and self._preview.problem is not None:
            self.say("late", str(self._preview.problem))

    def when_seen(self, act: Callable[[], None]) -> None:
        """Do something when what is seen is as the case is now."""
        self._when_fresh(act)

    @property
    def seen_preview(self) -> Preview | None:
        """The document of today, as it was made last."""
        return self._preview

    @property
    def seen_decided(self) -> DecidedPaper | None:
        """What was decided, where it is."""
        return self._decided

    def _when_fresh(self, act: Callable[[], None]) -> None:
        if self._building or self._stale or self._timer.isActive():
            self._when_ready = act
            self._build_now()
        else:
            act()

    # What is chosen

    def _choose_kind(self) -> None:
        self.show_kind(str(self.kind_box.currentData()))

    def _choose_draft(self, marked: bool) -> None:  # noqa: FBT001 - a Qt slot
        self._drafts[self.case_id, self._kind] = marked
        self._build_now()

    def _choose_template(self) -> None:
        self._remember(lambda settings: settings.with_template(self._kind, str(self.template_box.currentData())))
        self._build_now()

    def change_template(self) -> None:
        """Go to the template that is chosen, to change it."""
        self.template_wanted.emit(str(self.template_box.currentData()))

    def _remember(self, change: Callable[[Settings], Settings]) -> None:
        if self.desk.store is not None:
            # Where it cannot be kept, the next document begins with what was chosen before.
            change_settings(self.desk.store.folder.settings, change)

    def _toggle_part(self, key: str, printed: bool) -> None:  # noqa: FBT001 - a Qt slot
        left_out = self._left_out.setdefault((self.case_id, self._kind), set())
        if printed:
            left_out.discard(key)
        else:
            left_out.add(key)
        self._stale = True
        self._timer.start()

    def _go_to(self, remark: Remark) -> None:
        self.place_wanted.emit(self.case_id, remark.table, remark.row_uid, remark.field)
        self.wanted.emit("case", self.case_id)

    # Out of the house

    def with_words(self, act: Callable[[MadeDocument, DocumentOptions], None]) -> None:
        """Do something with the words of what is seen, and how they are to be made.

        What was decided is kept as pages: words can only be made of a text that still says the same.
        """

        def ready() -> None:
            words = self.shown_words()
            if words is not None:
                act(*words)
            elif self._shown() is not None:
                self.say("warn", _NO_WORD, "Visa texten i dag", lambda: self._show_working(on=True))
            else:
                self._tell_why_not()

        self._when_fresh(ready)

    def shown_words(self) -> tuple[MadeDocument, DocumentOptions] | None:
        """What is seen as a document that can be made in other formats, and how; None where there is no such."""
        shown = self._shown()
        if isinstance(shown, MadeDocument):
            return shown, self._preview.options if self._preview is not None else self._options()
        if isinstance(shown, DecidedPaper) and shown.same and self._preview is not None and self._preview.made:
            made = replace(self._preview.made, template=shown.template, suggested_name=shown.suggested_name)
            return made, DocumentOptions(mode=DocumentMode.beslutat, draft=False, dated=shown.dated)
        if shown is None and self._preview is not None and self._preview.words is not None:
            # A sign that no letter of ours draws stops the pages, and no Word file.
            return self._preview.words, self._preview.options
        return None

    # Messages

    def say(
        self,
        tone: MessageTone,
        words: str,
        action: str = "",
        act: Act | None = None,
        other: tuple[str, Act] | None = None,
    ) -> None:
        """Show a message in the page's bar."""
        self._told_at = self.desk.begun
        self.bar.tell(tone, words, action, act, other)


def _fill(box: QComboBox, choices: tuple[DocumentChoice, ...], chosen: str) -> None:
    """Show the choices; a list that is the same is left alone, so that one that is open stays so."""
    known = [(box.itemData(index), box.itemText(index)) for index in range(box.count())]
    if known != [(choice.key, choice.name) for choice in choices]:
        box.clear()
        for choice in choices:
            box.addItem(choice.name, str(choice.key))
    box.setCurrentIndex(max(box.findData(str(chosen)), 0))
    box.setToolTip(box.currentText())
