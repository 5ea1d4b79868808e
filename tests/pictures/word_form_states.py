"""WORD_FORM_STATES: the municipality's Word forms, in the states worth seeing."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import Final

from nemndsekr.ui.document.word_forms_dialog import WordFormsDialog
from tests.documents_out.word_forms import SECTION, municipal_form, par
from tests.pictures.hands import SKOLSKJUTS
from tests.pictures.studio import Studio


def word_forms(studio: Studio) -> None:
    """None yet, one with what was found in it, its styles, one that lacks the marker, a file that will not do."""
    studio.open()
    page = studio.document_page(SKOLSKJUTS)
    folder = studio.store.folder.root
    good, poor, bad = (folder / f"{name}.dotx" for name in ("Kommunens brevmall", "Protokollsmall 2024", "Gammal"))
    good.write_bytes(municipal_form())
    poor.write_bytes(municipal_form(body=par("Vår referens: {{ vår_referens }}") + SECTION))
    bad.write_bytes(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600))

    def look(dialog: WordFormsDialog) -> None:
        studio.shot("none")
        for path, name in ((good, "one"), (poor, "poor"), (bad, "bad")):
            dialog.choose_form_file = partial(_answer, path)
            dialog.add.click()
            studio.settle()
            studio.shot(name)
        dialog.list.choose(dialog.namnd_boxes[next(iter(dialog.namnd_boxes))].currentData())
        dialog.style_fold.set_open()
        studio.shot("styles")

    studio.in_dialog(page.edit_word_forms, WordFormsDialog, look)


def _answer(path: Path, *_: object) -> str:
    return str(path)


WORD_FORM_STATES: Final[tuple[Callable[[Studio], None], ...]] = (word_forms,)
