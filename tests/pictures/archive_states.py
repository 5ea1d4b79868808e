"""ARCHIVE_STATES: cases out to a file and in from one, in the states worth seeing."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Final

from nemndsekr.operations.edit_record import edit_record, remove_case
from nemndsekr.operations.export_cases import ExportChoice, export_cases
from nemndsekr.records.case import Case
from nemndsekr.records.recommendation import Recommendation
from nemndsekr.store.queries import all_cases, load_case
from nemndsekr.ui.export_dialog import ExportDialog
from nemndsekr.ui.take_in_dialog import TakeInDialog
from tests.pictures.hands import LAXHJALP, SKOLSKJUTS
from tests.pictures.studio import NOW, Studio, nothing


def archives(studio: Studio) -> None:
    """The choice of what is exported; a file into an empty office, and into one where its cases are in every state."""
    studio.open()
    window = studio.window
    window.go_to("case", studio.case(SKOLSKJUTS).stored_id)
    studio.settle()

    def choose(dialog: ExportDialog) -> None:
        studio.shot("export_one")
        dialog.all.setChecked(True)
        studio.shot("export_all")
        dialog.some.setChecked(True)
        for case in dialog.list.rows():
            dialog.list.set_checked(case.key, checked=True)
        studio.shot("export_secret")

    studio.in_dialog(window.commands.export_cases, ExportDialog, choose)
    path = _changed_since(studio)

    def look(dialog: TakeInDialog) -> None:
        studio.shot("in_again")
        dialog.table.selectRow(next(at for at, case in enumerate(dialog._look.cases) if case.standing == "parted"))
        dialog.how.setFocus()
        studio.shot("parted")
        dialog.all_newer.click()
        studio.shot("swapped")

    studio.in_dialog(lambda: window.incoming.take_files([path]), TakeInDialog, look)
    studio.open(nothing)
    studio.in_dialog(lambda: studio.window.incoming.take_files([path]), TakeInDialog, lambda _: studio.shot("in"))
    path.write_bytes(path.read_bytes()[:-90])
    studio.window.incoming.take_files([path])
    studio.settle(800)
    studio.shot("damaged")


def _changed_since(studio: Studio) -> Path:
    """A file whose cases stand to ours in every way there is."""
    store, path = studio.store, studio.store.folder.root.parent / "Ärenden från Anna.nemndsekr"
    cases = [one.stored_id for one in all_cases(store)]
    for case_id in cases[:3]:
        edit_record(store, Case, case_id, {"note": "ändrat där"}, "eva", NOW)
    export_cases(store, path, ExportChoice(secret=True), "eva", NOW)
    for case_id in cases[:3]:
        store.raw.execute("UPDATE cases SET note = '', version = version - 1 WHERE id = ?", (case_id,))
    edit_record(store, Case, cases[2], {"note": "ändrat här"}, "kim", NOW)
    older = load_case(store, studio.case(SKOLSKJUTS).stored_id).recommendations[0]
    edit_record(store, Recommendation, older.stored_id, {"note": "ändrat här"}, "kim", NOW)
    remove_case(store, studio.case(LAXHJALP).stored_id, "kim", NOW)
    store.raw.execute("UPDATE cases SET uid = 'f' || substr(uid, 2) WHERE id = ?", (cases[5],))
    return path


ARCHIVE_STATES: Final[tuple[Callable[[Studio], None], ...]] = (archives,)
