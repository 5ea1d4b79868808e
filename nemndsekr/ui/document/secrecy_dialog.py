"""SecrecyDialog: whether a document is secret, and by which law; and the sheet that then stands in its place."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Final

from PySide6.QtWidgets import QWidget

from nemndsekr.operations.publish import GROUND_WORDS, grounds_to_choose
from nemndsekr.operations.save_file import save_file
from nemndsekr.operations.secrecy import DividerSheet, divider_sheet, document_mark, mark_document
from nemndsekr.records.choices import Secrecy
from nemndsekr.store.database import Store
from nemndsekr.ui.kit.dialogs import FittedDialog
from nemndsekr.ui.kit.forms import Combo, Field, dress_combo
from nemndsekr.ui.kit.labels import button, caption, primary_button
from nemndsekr.ui.kit.measures import column, row

if TYPE_CHECKING:
    from nemndsekr.ui.document_page import DocumentPage

_MARKS: Final = (
    (Secrecy.ingen, "Ingen sekretess"),
    (Secrecy.uppgift, "Uppgift i handlingen"),
    (Secrecy.hela, "Hela handlingen"),
)
_TOLD: Final = (
    "Märkningen står i huvudet på sida 1 och vid varje sidnummer. Publiceringsversionen märks inte. Den gäller bara "
    "den här handlingen: att hela ärendet är hemligt skrivs under Uppgifter i ärendet, och då visas det neutralt i "
    "alla listor."
)
_NO_GROUND: Final = "Lagrum saknas. Skriv det här, eller tryck Spara igen för att märka utan lagrum."
_DASH: Final = " – "


class SecrecyDialog(FittedDialog):
    """Asks how a document is to be marked; ``wanted`` is the answer."""

    def __init__(
        self, name: str, mark: tuple[Secrecy, str], grounds: Sequence[str], parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.setWindowTitle(f"Sekretess – {name}")
        self.secrecy = Combo()
        for secrecy, words in _MARKS:
            self.secrecy.addItem(words, secrecy.value)
        self.secrecy.setCurrentIndex(self.secrecy.findData(mark[0].value))
        self.ground = Combo()
        self.ground.setEditable(True)
        self.ground.setInsertPolicy(Combo.InsertPolicy.NoInsert)
        dress_combo(self.ground)
        for one in grounds:
            self.ground.addItem(_DASH.join(filter(None, (one, GROUND_WORDS.get(one, "")))))
        self.ground.setEditText(mark[1])
        self.ground_field = Field("&Lagrum", self.ground)
        self.save_button, self.cancel_button = primary_button("Spara"), button("Avbryt")
        self.save_button.setDefault(True)
        body = column(Field("&Sekretess", self.secrecy), self.ground_field, caption(_TOLD, wrap=True), None, gap=12)
        self.fit(body, row(None, self.cancel_button, self.save_button), width=460)
        self.secrecy.currentIndexChanged.connect(self._enable)
        self.ground.activated.connect(lambda _: self.ground.setEditText(self.wanted[1]))
        self.save_button.clicked.connect(self._save)
        self._asked = False
        self.cancel_button.clicked.connect(self.reject)
        self._enable()
        self.secrecy.setFocus()

    @property
    def wanted(self) -> tuple[Secrecy, str]:
        """What is chosen, and the law that is chosen or written."""
        return Secrecy(self.secrecy.currentData()), self.ground.currentText().partition(_DASH)[0].strip()

    def _save(self) -> None:
        """Ask once for the law; whoever does not know it may go on without."""
        secrecy, ground = self.wanted
        if secrecy != Secrecy.ingen and not ground and not self._asked:
            self._asked = True
            self.ground_field.set_message(_NO_GROUND)
            self.ground.setFocus()
            return
        self.accept()

    def _enable(self) -> None:
        self.ground_field.setEnabled(self.wanted[0] != Secrecy.ingen)


def ask_secrecy(page: DocumentPage) -> None:
    """Ask how the document that is shown is to be marked, and mark it."""
    page.when_seen(lambda: _ask(page))


def save_divider(page: DocumentPage) -> None:
    """Ask where, and save the sheet that stands in the place of the document that is shown, which is secret."""
    page.when_seen(lambda: _make_divider(page))


def _make_divider(page: DocumentPage) -> None:
    shown, today = page.shown_kind(), page.desk.today
    if shown is not None:
        page.desk.ask(
            lambda store: divider_sheet(store, *shown, today), partial(_save_divider, page), page.tell_problem
        )


def _save_divider(page: DocumentPage, sheet: DividerSheet, path: Path | None = None) -> None:
    path = path or page.out.ask_path(sheet.suggested_name, "pdf")
    if path is not None:
        page.desk.ask(
            lambda _: save_file(path, sheet.content),
            lambda _: page.out.tell_saved(path),
            lambda error: page.out.tell_not_saved(error, path, partial(_save_divider, page, sheet)),
        )


def _ask(page: DocumentPage) -> None:
    preview = page.seen_preview
    if preview is None:
        return
    case_id, kind = preview.case.stored_id, preview.kind

    def question(store: Store) -> tuple[tuple[Secrecy, str], tuple[str, ...]]:
        return document_mark(store, case_id, kind), grounds_to_choose(store)

    page.desk.ask(question, partial(_open, page, case_id, kind), page.tell_problem)


def _open(page: DocumentPage, case_id: int, kind: str, known: tuple[tuple[Secrecy, str], tuple[str, ...]]) -> None:
    dialog = SecrecyDialog(page.kind_box.currentText(), *known, page)
    dialog.accepted.connect(lambda: _mark(page, case_id, kind, dialog.wanted))
    dialog.finished.connect(dialog.deleteLater)
    dialog.open()


def _mark(page: DocumentPage, case_id: int, kind: str, wanted: tuple[Secrecy, str]) -> None:
    page.desk.act(
        lambda store, who, now: mark_document(store, case_id, kind, *wanted, who, now), failed=page.tell_problem
    )
