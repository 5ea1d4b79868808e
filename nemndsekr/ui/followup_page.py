"""FollowupPage: what was promised over all audits, what is owed and unanswered; one view of it at a time."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import Final

from PySide6.QtCore import QEvent, Qt, QUrl, Signal
from PySide6.QtGui import QDesktopServices, QKeySequence, QResizeEvent, QShortcut, QShowEvent
from PySide6.QtWidgets import QTabBar, QWidget

from nemndsekr.operations.changes import Changes
from nemndsekr.ui.desk import Desk
from nemndsekr.ui.followup.balance_view import BalanceView
from nemndsekr.ui.followup.initiatives_view import InitiativesView
from nemndsekr.ui.followup.measures_view import MeasuresView
from nemndsekr.ui.followup.owed_view import OwedView
from nemndsekr.ui.followup.picture_view import PictureView
from nemndsekr.ui.followup.print_view import PrintView, save_csv_file
from nemndsekr.ui.followup.unplanned_view import UnplannedView
from nemndsekr.ui.followup.view import CsvList, FollowupView
from nemndsekr.ui.kit.labels import button
from nemndsekr.ui.kit.measures import set_font_role
from nemndsekr.ui.kit.messages import MessageTone
from nemndsekr.ui.kit.panels import PageHead, PageStack, page_layout
from nemndsekr.ui.kit.tokens import u
from nemndsekr.ui.page import Page
from nemndsekr.ui.paper_out import choose_file

# What every view is made of; a change in nothing of it leaves them as they are.
_TABLES: Final = frozenset(
    {
        *("cases", "recommendations", "audit_questions", "demands", "measures", "measure_links", "promises"),
        *("report_backs", "measure_reports", "assignments", "answer_events", "plan_steps", "meetings", "decisions"),
        *("attsatser", "namndinitiativ", "initiators", "persons", "namnder", "reply_days", "meeting_bodies"),
    }
)


_EDGES: Final = 32
"""Units left and right of what stands on a page."""


class FollowupPage(Page):
    """Uppföljning. Ctrl+PgDn and Ctrl+PgUp go from view to view."""

    place_wanted = Signal(int, str, str, str)
    """Where a row stands: case id, table, uid of the row, field. Comes just before ``wanted``."""
    followup_wanted = Signal(int)
    """The second answer of this case is to be begun."""

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(desk, parent)
        self.choose_file = choose_file
        self.measures = MeasuresView(desk)
        self.picture = PictureView(desk)
        self.balance = BalanceView(desk)
        self.owed = OwedView(desk)
        self.initiatives = InitiativesView(desk)
        self.unplanned = UnplannedView(desk)
        self.views: tuple[FollowupView, ...] = (
            self.measures, self.picture, self.balance, self.owed, self.initiatives, self.unplanned,
        )  # fmt: skip
        self.printing = PrintView(desk)
        self._lay_out()
        self._connect()
        self._follow()

    def _lay_out(self) -> None:
        self.csv_button = button("Spara CSV …")
        self.preview_button = button("Skriv ut …", "print")
        self.head = PageHead("Uppföljning", buttons=(self.csv_button, self.preview_button, *self.printing.buttons))
        self.tabs = QTabBar()
        self.tabs.setAccessibleName("Vyer")
        self.tabs.setDrawBase(False)
        self.tabs.setExpanding(False)
        self.tabs.setUsesScrollButtons(False)
        self.tabs.setElideMode(Qt.TextElideMode.ElideRight)
        self.tabs.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        set_font_role(self.tabs, "body")
        self.stack = PageStack()
        for view in self.views:
            self.tabs.addTab(view.name)
            self.stack.addWidget(view)
        self.stack.addWidget(self.printing)
        self.setLayout(page_layout(self.head, self.stack, self.tabs))

    def _connect(self) -> None:
        self.tabs.currentChanged.connect(lambda _: self._follow())
        for view in self.views:
            view.opened.connect(self._open)
            view.said.connect(self._say)
            view.elsewhere.connect(lambda name: self.wanted.emit(name, 0))
            view.listed.connect(self._enable)
        self.measures.followup_wanted.connect(self.followup_wanted)
        self.csv_button.clicked.connect(self.save_csv)
        self.preview_button.clicked.connect(self.preview)
        self.printing.left.connect(self._leave_printing)
        for keys, step in (("Ctrl+PgDown", 1), ("Ctrl+PgUp", -1)):
            QShortcut(
                QKeySequence(keys), self, lambda step=step: self._go(step),
                context=Qt.ShortcutContext.WidgetWithChildrenShortcut,
            )  # fmt: skip

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Shorten the tabs' words where they would be cut off."""
        super().resizeEvent(event)
        self._fit_tabs()

    def changeEvent(self, event: QEvent) -> None:
        """Follow the text size."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.StyleChange and hasattr(self, "tabs"):
            self._fit_tabs()

    def _fit_tabs(self) -> None:
        for number, view in enumerate(self.views):
            self.tabs.setTabText(number, view.name)
        if self.tabs.sizeHint().width() > self.width() - u(_EDGES):
            for number, view in enumerate(self.views):
                self.tabs.setTabText(number, view.short_name)
                self.tabs.setTabToolTip(number, view.name)
                self.tabs.setAccessibleTabName(number, view.name)

    # Which view is shown

    def view(self) -> FollowupView:
        """The view that is chosen."""
        return self.views[max(self.tabs.currentIndex(), 0)]

    def show_view(self, view: FollowupView) -> None:
        """Show one of the views."""
        self.tabs.setCurrentIndex(self.views.index(view))

    def show_counted(self, key: str) -> None:
        """Show what a number on the page Idag counts: measures or report-backs, the late or those that come."""
        if self.shows_paper:
            self._leave_printing()
        if key.endswith("reports"):
            self.show_view(self.balance)
            self.balance.show_which("Sena" if key == "late_reports" else "Allt")
        else:
            self.show_view(self.measures)
            self.measures.show_which("late" if key == "late" else "due")

    @property
    def shows_paper(self) -> bool:
        """Whether a list is shown as it is printed."""
        return self.stack.currentWidget() is self.printing

    def _go(self, step: int) -> None:
        if not self.shows_paper:
            self.tabs.setCurrentIndex((self.tabs.currentIndex() + step) % len(self.views))
            self.view().first_focus().setFocus()

    def _follow(self) -> None:
        view = self.view()
        self.stack.setCurrentWidget(view)
        if view.stale and self.desk.store is not None:
            view.load()
        title = f"Uppföljning – {view.name}"
        self.setWindowTitle(title)
        self.title_changed.emit(title)
        self._enable()

    def _enable(self) -> None:
        paper = self.shows_paper
        self.head.set_title(self.view().name if paper else "Uppföljning")
        self.tabs.setVisible(not paper)
        csv, wish = self.view().csv(), self.view().wish()
        self.csv_button.setText("Spara att-satser (CSV) …" if self.view() is self.initiatives else "Spara CSV …")
        wanted = dict.fromkeys(self.printing.buttons, paper)
        wanted |= {self.csv_button: not paper and csv is not None, self.preview_button: not paper and wish is not None}
        # What goes goes first: all of them at once would make a small window larger, and it stays so.
        for each, shown in sorted(wanted.items(), key=lambda one: one[1]):
            each.setVisible(shown)

    # What the main window calls

    def refresh(self, changes: Changes) -> None:
        """Ask anew for what may have changed; a view that is not shown waits until it is."""
        if not changes.tables & _TABLES:
            return
        for view in self.views:
            view.stale = True
        if self.isVisible() and not self.shows_paper:
            self.view().load()

    def turn_day(self) -> None:
        """What is late is late from the new day."""
        for view in self.views:
            view.stale = True
        if self.isVisible() and not self.shows_paper and self.desk.store is not None:
            self.view().load()

    def showEvent(self, event: QShowEvent) -> None:
        """Catch up with what changed while the page was hidden."""
        super().showEvent(event)
        if self.view().stale and self.desk.store is not None and not self.shows_paper:
            self.view().load()

    def first_focus(self) -> QWidget:
        """The list of the view."""
        return self.printing.preview.first_focus() if self.shows_paper else self.view().first_focus()

    def print_document(self) -> None:
        """Show the list as it is printed; when it is shown already, print it."""
        if self.shows_paper:
            self.printing.print_()
        else:
            self.preview()

    def save_pdf(self) -> None:
        """Save the list that is shown as PDF; when it is not shown as paper yet, show it first."""
        if self.shows_paper:
            self.printing.save_pdf()
        else:
            self.preview()

    def save_docx(self) -> None:
        """Save the list that is shown for Word; when it is not shown as paper yet, show it first."""
        if self.shows_paper:
            self.printing.save_docx()
        else:
            self.preview()

    def begin_followup(self) -> None:
        """Begin the second answer of the chosen measure's case; where none is chosen, or may not, it is said."""
        if self.shows_paper or self.view() is not self.measures:
            self.note.emit("info", "Välj först en åtgärd i vyn Åtgärder.", None)
        else:
            self.measures.begin_followup()

    def preview(self) -> None:
        """Show the view's list as it comes out on paper."""
        wish = self.view().wish()
        if wish is None:
            self.note.emit("info", "Det finns inget att skriva ut i den här vyn.", None)
            return
        self.printing.show_list(wish)
        self.stack.setCurrentWidget(self.printing)
        self._enable()
        self.printing.preview.first_focus().setFocus()

    def save_csv(self) -> None:
        """Save the view's list for a spreadsheet."""
        found = self.view().csv()
        if found is not None:
            self._save_csv(found)

    def _save_csv(self, wanted: CsvList) -> None:
        save_csv_file(self, self.desk, self.choose_file, wanted.name, wanted.make, partial(self._csv_told, wanted))

    def _csv_told(self, saved: CsvList, tone: MessageTone, words: str, path: Path | None) -> None:
        """Say what the file holds; where a filter left something out, offer the whole."""
        if path is None:
            self.note.emit(tone, words, None)
            return
        folder, whole = QUrl.fromLocalFile(str(path.parent)), saved.whole
        act: tuple[str, Callable[[], object]] = ("Visa i mappen", lambda: QDesktopServices.openUrl(folder))
        if whole is not None:
            act = (saved.whole_words, partial(self._save_csv, whole))
        self.note.emit(tone, f"{words.rstrip('.')}: {saved.holds}." if saved.holds else words, act)

    def _leave_printing(self) -> None:
        self.stack.setCurrentWidget(self.view())
        if self.view().stale:
            self.view().load()
        self._enable()
        self.view().first_focus().setFocus()

    def _open(self, case_id: int, table: str, uid: str) -> None:
        if uid:
            self.place_wanted.emit(case_id, table, uid, "")
        self.wanted.emit("case", case_id)

    def _say(self, tone: str, words: str, link: tuple[str, Callable[[], object] | None] | None) -> None:
        """Pass a message on; «Ångra» takes back what was just done."""
        self.note.emit(tone, words, (link[0], link[1] or self._undo) if link is not None else None)

    def _undo(self) -> None:
        from nemndsekr.operations.edit_record import undo

        self.desk.act(lambda store, _, now: undo(store, now))
