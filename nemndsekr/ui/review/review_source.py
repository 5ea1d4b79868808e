"""ReviewSource: the read text beside the form, and what words marked in it can become."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from typing import Final

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QMenu

from nemndsekr.operations.draft_review import page_at
from nemndsekr.reading.draft import Found, Reading
from nemndsekr.ui.kit.labels import link_button
from nemndsekr.ui.kit.measures import set_size
from nemndsekr.ui.kit.panels import Panel
from nemndsekr.ui.kit.source_view import SourceView

# The kind of thing and its words with an access key: first the lists of the draft, then the facts of the case.
_LISTS: Final = (
    ("recommendations", "&Rekommendation"),
    ("audit_questions", "Revisions&fråga"),
    ("attsatser", "&Att-sats"),
    ("decision_points", "&Beslutspunkt"),
)
_FACTS: Final = (
    ("title", "R&ubrik"),
    ("reply_due", "&Svarsdag"),
    ("followup_due", "Dag för uppföljande &yttrande"),
    ("dnr", "&Diarienummer"),
    ("counterpart_dnr", "Rev&isorernas diarienummer"),
    ("report_no", "Ra&pportnummer"),
    ("auditor", "A&vsändare"),
    ("committee", "&Nämnd"),
)


class ReviewSource(Panel):
    """The source. ``list_wanted`` and ``fact_wanted`` tell what the marked words are to become."""

    list_wanted = Signal(str)
    fact_wanted = Signal(str)
    nothing_marked = Signal()

    def __init__(self) -> None:
        self.view = SourceView("Källan")
        self.add_button = link_button("Lägg till som …", "plus")
        self.add_button.setToolTip("Gör den markerade texten till en rekommendation, fråga, dag … (Ctrl+Skift+K)")
        super().__init__("Källan", actions=(self.add_button,), body=self.view, narrow=True)
        set_size(self, min_width=200)
        self._reading: Reading | None = None
        self.add_button.clicked.connect(self.offer)

    def show_reading(self, reading: Reading) -> None:
        """Show what was read of a file."""
        self._reading = reading
        self.view.set_source(reading.text, reading.page_starts)
        pages = len(reading.page_starts)
        # The file's name stands in the head of the page.
        self.set_title("Källan", "" if not pages else "1 sida" if pages == 1 else f"{pages} sidor")

    def show_places(self, places: Sequence[tuple[int, int]]) -> None:
        """Mark these passages and bring the first into view."""
        self.view.show_passage(*places[0])
        self.view.set_passages(places)

    def marked(self) -> Found | None:
        """The words that the person has marked, with their place."""
        span = self.view.selected()
        if self._reading is None or span is None:
            return None
        words = " ".join(self._reading.text[slice(*span)].split())
        return Found(words, *span, page_at(self._reading.page_starts, span[0])) if words else None

    def offer(self) -> None:
        """Ask what the marked words are to become."""
        if self.marked() is None:
            self.nothing_marked.emit()
            return
        menu = QMenu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        for key, words in _LISTS:
            menu.addAction(words, partial(self.list_wanted.emit, key))
        menu.addSeparator()
        for key, words in _FACTS:
            menu.addAction(words, partial(self.fact_wanted.emit, key))
        text = self.view.text
        menu.popup(text.viewport().mapToGlobal(text.cursorRect().bottomLeft()))
