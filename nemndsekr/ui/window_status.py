"""WindowStatus: the status bar - whether all is saved, how many remarks there are, the next deadline, the database."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime
from typing import TYPE_CHECKING, Any

from nemndsekr.support.days import WEEKDAYS, near_day
from nemndsekr.support.errors import UserError
from nemndsekr.ui.kit.labels import Label, link_button
from nemndsekr.ui.kit.measures import holding, row
from nemndsekr.ui.kit.saved_state import SavedState
from nemndsekr.ui.page import Page

if TYPE_CHECKING:
    from nemndsekr.ui.main_window import MainWindow


class WindowStatus:
    """Fills the window's status bar, and knows what could not be saved."""

    def __init__(self, window: MainWindow) -> None:
        """Lay the parts in the status bar of this window."""
        self._window = window
        self.not_saved: UserError | None = None
        """What was refused and is not mended yet."""
        self.saved_state = SavedState()
        self.remarks_link = link_button("", "warning")
        self.remarks_link.hide()
        self.due_label = Label("", "caption", "muted")
        database = window.folder.database
        self.place_label = Label(database.name, "caption", "muted")
        self.place_label.setToolTip(str(database))
        bar = window.statusBar()
        bar.setSizeGripEnabled(False)
        parts = row(
            self.saved_state, self.remarks_link, self.due_label, None, self.place_label, gap=16, margins=(12, 0, 12, 0)
        )
        bar.addWidget(holding(parts), 1)
        self.saved_state.details_wanted.connect(self.tell_failure)

    def tell_due(self, day: date | None) -> None:
        """Tell the next day that something is due."""
        today = self._window.desk.today
        self.due_label.setText(f"Nästa frist: {WEEKDAYS[day.weekday()]} {near_day(day, today)}" if day else "")

    def tell_remarks(self, count: int, questions: int = 0) -> None:
        """Tell how many remarks and questions the page shown has."""
        words = [f"{count} påpekande{'n' if count != 1 else ''}"] if count else []
        words += [f"{questions} fråg{'or' if questions != 1 else 'a'}"] if questions else []
        self.remarks_link.setText(f"{' · '.join(words)} (F8)")
        self.remarks_link.setVisible(bool(words))

    def tell_saved(self, at: datetime, pages: Iterable[Page]) -> None:
        """Say that all is saved, unless something that was refused still stands in a field of a page."""
        asked: Iterable[Any] = pages
        refused = next((page.refused for page in asked if getattr(page, "refused", None) is not None), None)
        if refused is not None:
            self.tell_refused(refused)
            return
        messages = self._window.messages
        if self.not_saved is not None and messages.bar.words.text() == str(self.not_saved):
            messages.clear()  # it is mended
        self.saved_state.saved(at.strftime("%H.%M"))

    def tell_refused(self, error: UserError) -> None:
        """Say that something could not be saved; the words are told when they are asked for."""
        self.not_saved = error
        self.saved_state.failed(error.what)

    def tell_failure(self) -> None:
        """Tell what could not be saved, if anything."""
        if self.not_saved is not None:
            self._window.show_failure(self.not_saved)
