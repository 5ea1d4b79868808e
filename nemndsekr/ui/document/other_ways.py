"""Other ways out for the document that is shown: copied for Word, as a web page, as text, in a Word form to try it."""

from __future__ import annotations

from datetime import datetime
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QMimeData
from PySide6.QtGui import QGuiApplication

from nemndsekr.operations.make_document import MadeDocument, make_document, note_departure, save_document
from nemndsekr.records.choices import LeftAs
from nemndsekr.support.policy import OFF_WORDS

if TYPE_CHECKING:
    from nemndsekr.documents.making import DocumentOptions
    from nemndsekr.operations.changes import Changes
    from nemndsekr.store.database import Store
    from nemndsekr.ui.document_page import DocumentPage

_COPIED = "Handlingen är kopierad. Klistra in den i Word med Ctrl+V."


def copy_for_word(page: DocumentPage) -> None:
    """Lay the whole document on the clipboard, with headings, lists and tables for Word and as words for the rest."""
    if not page.desk.policy.allows("kopiera_for_word"):
        page.say("warn", OFF_WORDS)
        return
    page.with_words(partial(_copy, page))


def save_as_html(page: DocumentPage) -> None:
    """Ask where, and save the document as a web page in one file."""
    page.with_words(partial(_save_as, page, "html"))


def save_as_text(page: DocumentPage) -> None:
    """Ask where, and save the document as plain text."""
    page.with_words(partial(_save_as, page, "txt"))


def show_word_forms(page: DocumentPage) -> None:
    """Show the municipality's Word forms, with the document at hand to try one with where there is one."""
    from nemndsekr.ui.document.word_forms_dialog import open_word_forms

    words = page.shown_words()
    if words is None:
        open_word_forms(page.desk, page)
        return
    made, options = words

    def make(store: Store, form_id: int) -> MadeDocument:
        return make_document(store, made.case_id, made.kind, "docx", made.template, options, form_id=form_id)

    open_word_forms(page.desk, page, make)


def _copy(page: DocumentPage, made: MadeDocument, options: DocumentOptions) -> None:
    def make(store: Store) -> tuple[MadeDocument, str]:
        from nemndsekr.documents.html_writer import clipboard_html

        text = make_document(store, made.case_id, made.kind, "txt", made.template, options)
        return text, clipboard_html(text.outline)

    page.desk.ask(make, partial(_lay_on_clipboard, page), lambda error: page.say("late", str(error)))


def _lay_on_clipboard(page: DocumentPage, copied: tuple[MadeDocument, str]) -> None:
    text, html = copied
    data = QMimeData()
    data.setHtml(html)
    data.setText(text.text)
    QGuiApplication.clipboard().setMimeData(data)

    def note(store: Store, who: str, now: datetime) -> Changes:
        return note_departure(store, text.case_id, text.kind, LeftAs.copied, "", text.sha256, who, now)

    page.desk.act(note, lambda _: page.say("ok", _COPIED), lambda error: page.say("late", str(error)))


def _save_as(
    page: DocumentPage, suffix: str, made: MadeDocument, options: DocumentOptions, path: Path | None = None
) -> None:
    path = path or page.out.ask_path(str(Path(made.suggested_name).with_suffix(f".{suffix}")), suffix)
    if path is None:
        return

    def save(store: Store, who: str, now: datetime) -> Changes:
        written = make_document(store, made.case_id, made.kind, suffix, made.template, options)
        return save_document(store, written, path, who, now)

    page.desk.act(
        save,
        lambda _: page.out.tell_saved(path),
        lambda error: page.out.tell_not_saved(error, path, partial(_save_as, page, suffix, made, options)),
    )
