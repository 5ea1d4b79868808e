"""ItemActs: items of a case are added, pasted, marked as finished and taken away; each as one step to undo."""

from __future__ import annotations

from datetime import datetime
from functools import partial

from PySide6.QtCore import QObject, Signal

from nemndsekr.operations.add_recommendations import add_recommendations
from nemndsekr.operations.audit_questions import add_questions
from nemndsekr.operations.case_parts import add_to_list, remove_part
from nemndsekr.operations.changes import Changes
from nemndsekr.operations.edit_record import edit_record, undo
from nemndsekr.operations.initiative import add_attsatser
from nemndsekr.records.audit import AuditQuestion
from nemndsekr.records.case_file import CaseFile
from nemndsekr.records.recommendation import Recommendation
from nemndsekr.rules.case_items import ItemKey, is_initiative
from nemndsekr.store.database import Store
from nemndsekr.support.errors import UserError
from nemndsekr.ui.case.initiative_dialogs import InitiativePasteDialog
from nemndsekr.ui.case.item_pane import ItemPane
from nemndsekr.ui.case.paste_dialog import PasteDialog
from nemndsekr.ui.case.places import ONE_PART, PARTS
from nemndsekr.ui.page import Page


class ItemActs(QObject):
    """What is done with the items of the case that is shown."""

    made = Signal(object, str)
    """An item that was added, and the field of it to go to."""
    gone = Signal(object, object)
    """An item that was taken away, and the one that stands in its place, or None."""

    def __init__(self, page: Page, pane: ItemPane) -> None:
        super().__init__(page)
        self._page, self._pane, self._desk = page, pane, page.desk
        self.case_id = 0
        self.file: CaseFile | None = None

    def mark(self, row: Recommendation | AuditQuestion, *, finished: bool) -> None:
        """Mark a recommendation or a question as finished, or open it again."""
        table, row_id = type(row), row.stored_id
        what = f"rekommendation {row.no}" if isinstance(row, Recommendation) else "revisionsfrågan"
        name = f"markerade {what} som klar" if finished else f"öppnade {what} igen"
        self._desk.act(
            lambda store, who, now: edit_record(store, table, row_id, {"finished": finished}, who, now, name=name)
        )

    def add(self, kind: str, words: str) -> None:
        """Add an item of a kind; what is refused is put back into the field that it was written in."""
        table, case_id, made = PARTS[kind][0], self.case_id, list[int]()
        name = f"lade till en {ONE_PART[kind]}"

        def add(store: Store, who: str, now: datetime) -> Changes:
            row_id, changes = add_to_list(store, table, case_id, {"text": words}, name, who, now)
            made.append(row_id)
            return changes

        def refused(error: UserError) -> None:
            if self.case_id == case_id:
                self._pane.take_back_adding(kind, words, str(error))
            else:
                self._desk.failed.emit(error)

        field = "assessment" if kind == "questions" else ""
        self._desk.act(add, lambda _: self.made.emit((kind, made[0]), field), refused)

    def remove(self, key: ItemKey, following: ItemKey | None) -> None:
        """Take an item away, and offer to undo it."""
        table, words = PARTS[key[0]]
        name = f"tog bort {words.lower()}"

        def gone(_: Changes) -> None:
            self.gone.emit(key, following)
            self.offer_undo(f"{words} är borttagen.")

        self._pane.flush()
        self._desk.act(lambda store, who, now: remove_part(store, table, int(key[1]), name, who, now), gone)

    def offer_undo(self, words: str) -> None:
        """Say what was done, with a link that takes it back."""
        self._page.note.emit("info", words, ("Ångra", partial(self._desk.act, lambda store, _, now: undo(store, now))))

    def paste(self, *, questions: bool) -> None:
        """Ask for a pasted text with what the case consists of; ``questions``: of an audit, its questions."""
        if self.file is not None and is_initiative(self.file):
            self._paste_initiative(self.file)
        else:
            self._paste_recommendations(self.file, questions=questions)

    def _paste_initiative(self, file: CaseFile) -> None:
        """Add the chosen att-satser of a text that are not there, in one step."""
        case_id = self.case_id
        dialog = InitiativePasteDialog({"attsatser": [clause.text for clause in file.attsatser]}, self._page)

        def add() -> None:
            texts, pasted = dialog.texts(), dialog.editor.value()
            self._desk.act(lambda store, who, now: add_attsatser(store, case_id, texts, who, now, pasted=pasted))

        dialog.accepted.connect(add)
        dialog.finished.connect(dialog.deleteLater)
        dialog.open()

    def _paste_recommendations(self, file: CaseFile | None, *, questions: bool) -> None:
        """Add the chosen lines of a text, in one step."""
        case_id, known = self.case_id, dict[str, list[str]]()
        if file is not None:
            known = {kind: [one.text for one in getattr(file, kind)] for kind in ("recommendations", "questions")}
        dialog = PasteDialog(known, self._page, kind="questions" if questions else "")

        def add() -> None:
            texts, write = dialog.texts(), add_questions if dialog.kind.value() == "questions" else add_recommendations
            self._desk.act(lambda store, who, now: write(store, case_id, texts, who, now))

        dialog.accepted.connect(add)
        dialog.finished.connect(dialog.deleteLater)
        dialog.open()
