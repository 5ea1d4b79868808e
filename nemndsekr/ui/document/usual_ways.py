"""UsualWays: the three usual ways out of the page Handling: saved as PDF, saved for Word, printed."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from nemndsekr.documents.making import DocumentOptions
from nemndsekr.operations.changes import Changes
from nemndsekr.operations.make_document import MadeDocument, OutPaper, make_document, note_departure, save_document
from nemndsekr.records.choices import LeftAs
from nemndsekr.store.database import Store
from nemndsekr.support.errors import UserError

if TYPE_CHECKING:
    from nemndsekr.ui.document_page import DocumentPage


class UsualWays:
    """Sends out what is seen on the page, and tells there how it went."""

    def __init__(self, page: DocumentPage) -> None:
        self._page = page

    def told_first(self, verb: str, act: Callable[..., None]) -> Callable[..., None]:
        """The act, with word of what is surely amiss before it; nobody is stopped by that."""

        def told(*shown: object) -> None:
            page = self._page
            left = page.remarks.sure_words
            if left:
                page.say("warn", f"{left}. Du kan {verb} ändå.", "Gå igenom", page.next_remark)
            act(*shown)

        return told

    def save_pdf(self, made: OutPaper, path: Path | None = None) -> None:
        """Ask where, unless that is told, and save the very PDF that is shown."""
        out = self._page.out
        path = path or out.ask_path(made.suggested_name, "pdf")
        if path is None:
            return
        self._page.desk.act(
            lambda store, who, now: save_document(store, made, path, who, now),
            lambda _: out.tell_saved(path),
            lambda error: out.tell_not_saved(error, path, partial(self.save_pdf, made)),
        )

    def save_docx(self, made: MadeDocument, options: DocumentOptions, path: Path | None = None) -> None:
        """Ask where, unless that is told, and save the document for Word."""
        out = self._page.out
        path = path or out.ask_path(str(Path(made.suggested_name).with_suffix(".docx")), "docx")
        if path is None:
            return
        told: list[str] = []

        def save(store: Store, who: str, now: datetime) -> Changes:
            word = make_document(store, made.case_id, made.kind, "docx", made.template, options)
            told.extend(word.told)
            return save_document(store, word, path, who, now)

        def not_saved(error: UserError) -> None:
            out.tell_not_saved(error, path, partial(self.save_docx, made, options))

        self._page.desk.act(save, lambda _: out.tell_saved(path, *told), not_saved)

    def print_(self, made: OutPaper) -> None:
        """Ask how, and print the pages that are shown; that it went on paper is noted."""
        page = self._page

        def note(store: Store, who: str, now: datetime) -> Changes:
            return note_departure(
                store, made.case_id, made.kind, LeftAs.print, made.suggested_name, made.sha256, who, now
            )

        page.out.print_(made, page.preview.paper.pages, page.save_pdf, sent=lambda: page.desk.act(note))
