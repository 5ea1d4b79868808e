"""«Läs in ändrad Wordfil …»: choose the file, see what was changed, and take in what is wanted."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Final

from PySide6.QtWidgets import QFileDialog, QWidget

from nemndsekr.operations.word_return import WordReturn, read_word_return, take_word_changes
from nemndsekr.ui.document.word_return_dialog import WordReturnDialog

if TYPE_CHECKING:
    from nemndsekr.ui.document_page import DocumentPage

_KINDS: Final = "Word (*.docx)"
_NOTHING: Final = "Inget är ändrat i «{}». Den är jämförd med {}."


def choose_word_file(parent: QWidget, folder: str) -> str:
    """Ask for the file; empty is no."""
    return QFileDialog.getOpenFileName(parent, "Läs in ändrad Wordfil", folder, _KINDS)[0]


def read_word_back(page: DocumentPage) -> None:
    """Ask for a Word file and show what was changed in it."""
    chosen = page.choose_word_file(page, "")
    if chosen:
        take_word_file(page, Path(chosen))


def take_word_file(page: DocumentPage, path: Path) -> None:
    """Show what was changed in a Word file that was made of the document that is shown."""
    made = page.made
    if made is None:
        page.say("warn", "Handlingen går inte att göra just nu.")
        return
    options = page.options
    case_id, kind, template = made.case_id, made.kind, made.template
    page.desk.ask(
        lambda store: read_word_return(store, case_id, kind, path, template, options),
        lambda back: _show(page, back),
        lambda error: page.say("late", str(error), "Välj en annan fil …", lambda: read_word_back(page)),
    )


def _show(page: DocumentPage, back: WordReturn) -> None:
    if not back.changes:
        page.say("info", _NOTHING.format(back.file_name, back.compared_with[:1].lower() + back.compared_with[1:]))
        return
    dialog = WordReturnDialog(back, page)
    dialog.accepted.connect(lambda: _take(page, back, dialog))
    dialog.finished.connect(dialog.deleteLater)
    dialog.open()


def _take(page: DocumentPage, back: WordReturn, dialog: WordReturnDialog) -> None:
    chosen = dialog.chosen()
    page.desk.act(
        lambda store, who, now: take_word_changes(store, back, chosen, who, now),
        lambda _: page.say(
            "ok", "1 ändring är intagen." if len(chosen) == 1 else f"{len(chosen)} ändringar är intagna."
        ),
        lambda error: page.say("late", str(error)),
    )
