"""DOCUMENT_STATES: the windows over the page Handling, each in the states worth seeing."""

from __future__ import annotations

import io
from collections.abc import Callable
from pathlib import Path
from typing import Final

import docx

from nemndsekr.operations.make_document import make_document
from nemndsekr.ui.document.versions_dialog import VersionsDialog
from nemndsekr.ui.document.word_return_act import take_word_file
from nemndsekr.ui.document.word_return_dialog import WordReturnDialog
from tests.pictures.hands import SKOLSKJUTS
from tests.pictures.studio import Studio


def word_return(studio: Studio) -> None:
    """A Word file that somebody has written on, read back."""
    studio.open()
    page = studio.document_page(SKOLSKJUTS)
    made = make_document(studio.store, page.case_id, "tjansteskrivelse", "docx")
    document = docx.Document(io.BytesIO(made.content))
    for one in document.paragraphs:
        for run in one.runs:
            run.text = run.text.replace("inte helt", "i flera delar inte").replace("Sammanfattning", "I korthet")
    last = document.paragraphs[-8]
    last.insert_paragraph_before("Ett nytt stycke som skrevs i Word.")
    path = Path(studio.store.folder.root) / "Tjänsteskrivelse ändrad.docx"
    document.save(str(path))

    def look(dialog: WordReturnDialog) -> None:
        studio.shot("first")
        dialog.changes.setCurrentIndex(dialog.changes.model().index(1, 0))
        studio.shot("changed")

    studio.in_dialog(lambda: take_word_file(page, path), WordReturnDialog, look)


def locking(studio: Studio) -> None:
    """The form that asks why a version is locked, above what the checks say of it."""
    studio.open()
    page = studio.document_page(SKOLSKJUTS)
    page.show_kind("yttrande")
    studio.settle(600)
    studio.shot("before")
    page.begin_lock()
    studio.settle(600)
    studio.shot("asked")


def saved(studio: Studio) -> None:
    """What is said when a paper was saved, on the page and in the windows over it."""
    studio.open()
    page = studio.document_page(SKOLSKJUTS, "yttrande")
    folder = Path(studio.store.folder.root)
    page.out.choose_file = lambda _, __, name, ___: str(folder / Path(name).name)
    page.save_pdf()
    studio.settle(600)
    studio.shot("page")
    page.begin_lock()
    studio.settle(300)
    page.lock_panel.lock_button.click()
    studio.settle(600)

    def look(dialog: VersionsDialog) -> None:
        dialog.save_button.click()
        studio.settle(600)
        studio.shot("version")

    studio.in_dialog(page.compare_versions, VersionsDialog, look)


DOCUMENT_STATES: Final[tuple[Callable[[Studio], None], ...]] = (word_return, locking, saved)
