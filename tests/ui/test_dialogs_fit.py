"""Every dialog fits a small screen at large type: its buttons are seen, and the focus is scrolled into view."""

from __future__ import annotations

import importlib
import pkgutil
from collections.abc import Callable
from typing import Any, Final, NamedTuple, cast

import pytest
from PySide6.QtCore import QPoint, QRect, Qt
from PySide6.QtWidgets import QAbstractButton, QApplication, QDialog, QScrollArea, QWidget
from pytestqt.qtbot import QtBot

import nemndsekr.ui
from nemndsekr.documents.changes_paper import ChangesHead, changes_paper
from nemndsekr.documents.formats import write_document
from nemndsekr.documents.making import DocumentOptions
from nemndsekr.documents.outline import outline_text
from nemndsekr.operations.case_plan import case_planning
from nemndsekr.operations.chain_rules import planning_of_namnder
from nemndsekr.operations.check_settings import checks_of_namnder
from nemndsekr.operations.export_calendar import calendar_contents
from nemndsekr.operations.export_cases import ExportChoice, export_cases, exportable_cases
from nemndsekr.operations.followup import coming_meetings, listed_measures
from nemndsekr.operations.look_at_archive import look_at_archive
from nemndsekr.operations.meeting_plan import PlanDraft, facts_to_plan
from nemndsekr.operations.meetings import bodies_of
from nemndsekr.operations.publish import grounds_to_choose
from nemndsekr.operations.selfcheck.finding import Report, ok, warn
from nemndsekr.operations.since_kallelse import ChangesPaper
from nemndsekr.operations.versions import LockedText
from nemndsekr.operations.word_forms import take_in_form, word_forms
from nemndsekr.operations.word_return import WordReturn
from nemndsekr.records.block_text import Run
from nemndsekr.records.choices import DocumentKind, Secrecy
from nemndsekr.records.decision import Decision
from nemndsekr.rules.changes_told import ToldChange
from nemndsekr.rules.planning.chain_choices import choices_from
from nemndsekr.rules.word_return import Place, Unit, WordChange, WordChangeKind
from nemndsekr.store.database import Store
from nemndsekr.store.followup import MeasureFilter
from nemndsekr.store.queries import all_namnder, find_case, load_case
from nemndsekr.support.paths import DataFolder
from nemndsekr.ui.calendar_dialog import CalendarDialog
from nemndsekr.ui.case.anslag_dialog import AnslagDialog
from nemndsekr.ui.case.anstand_dialog import AnstandDialog
from nemndsekr.ui.case.chain_dialog import ChainDialog
from nemndsekr.ui.case.initiative_dialogs import InitiativePasteDialog, NewInitiativeDialog
from nemndsekr.ui.case.minutes_dialog import MinutesDialog
from nemndsekr.ui.case.paste_dialog import PasteDialog
from nemndsekr.ui.case.same_question import TargetDialog
from nemndsekr.ui.case_dialogs import FindCaseDialog, NewCaseDialog
from nemndsekr.ui.chain_rules_dialog import ChainRulesDialog
from nemndsekr.ui.check_dialog import CheckDialog
from nemndsekr.ui.checks_dialog import ChecksDialog
from nemndsekr.ui.desk import Desk
from nemndsekr.ui.document.changes_dialog import ChangesDialog
from nemndsekr.ui.document.publish_dialog import PublishDialog, PublishWish, seen_anew
from nemndsekr.ui.document.secrecy_dialog import SecrecyDialog
from nemndsekr.ui.document.versions_dialog import VersionsDialog
from nemndsekr.ui.document.word_forms_dialog import WordFormsDialog
from nemndsekr.ui.document.word_return_dialog import WordReturnDialog
from nemndsekr.ui.export_dialog import ExportDialog
from nemndsekr.ui.followup.change_dialog import ChangeDialog
from nemndsekr.ui.kit import dialogs
from nemndsekr.ui.kit.dialogs import FittedDialog
from nemndsekr.ui.kit.theme import Theme
from nemndsekr.ui.namnd_dialog import NamndDialog
from nemndsekr.ui.new_files_dialog import NewFilesDialog
from nemndsekr.ui.planning.bodies_dialog import BodiesDialog
from nemndsekr.ui.planning.closed_dialog import ClosedDialog
from nemndsekr.ui.planning.draft_dialogs import DraftDialog, ListDialog, NewYearDialog, PastePlanDialog
from nemndsekr.ui.planning.go_to_dialog import GoToDialog
from nemndsekr.ui.planning.meeting_dialog import MeetingDialog
from nemndsekr.ui.selfcheck_dialog import SelfcheckDialog
from nemndsekr.ui.take_in_dialog import TakeInDialog
from tests.documents_out.word_forms import municipal_form
from tests.ui.conftest import NOW, SKOLSKJUTS, idle

TODAY: Final = NOW.date()
WORDS: Final = "Säkerställ att varje beslut innehåller skäl och upplysning om hur det överklagas.\nSe över avgifterna."
LARGE: Final = 16
ROOMS: Final = {
    "1280 x 800": QRect(0, 0, 1280, 752),
    "1024 x 768": QRect(0, 0, 1024, 720),
    "150 %": QRect(0, 0, 853, 501),
}
"""What a screen has room for when the system's own bar is taken away; the last one at the usual text size."""


class Office(NamedTuple):
    """What dialogs are made of."""

    desk: Desk
    store: Store
    folder: DataFolder

    @property
    def case_id(self) -> int:
        """The exercise case that has most in it."""
        return find_case(self.store, SKOLSKJUTS).stored_id


def _anslag(office: Office) -> QDialog:
    file = load_case(office.store, office.case_id)
    return AnslagDialog(office.desk, file, Decision(case_id=office.case_id))


def _anstand(office: Office) -> QDialog:
    planning = case_planning(office.store, office.case_id)
    [first, *_] = choices_from(planning.facts, TODAY, frozenset(), immediate=False)
    assert first.chain is not None
    return AnstandDialog(office.desk, planning.facts, planning.due[0], first.chain)


def _change(office: Office) -> QDialog:
    lines = listed_measures(office.store, MeasureFilter(which="all", today=TODAY)).lines
    return ChangeDialog(lines, ["Kim Almgren"], coming_meetings(office.store, TODAY), TODAY)


def _meeting(office: Office) -> QDialog:
    facts = facts_to_plan(office.store)
    made = MeetingDialog(facts, TODAY, facts.meetings[-1])
    made.day.line.setText("2026-06-19")  # midsommarafton: a long word about it
    return made


def _pasted(made: PasteDialog) -> QDialog:
    made.editor.set_value(WORDS)
    return made


def _versions(office: Office) -> QDialog:
    texts = [
        LockedText(1, DocumentKind.yttrande, "Yttrande", NOW, "Kim", WORDS),
        LockedText(0, DocumentKind.yttrande, "Nu", None, "", ""),
    ]
    return VersionsDialog(office.desk, office.case_id, texts, lambda *_: None)


def _changes(office: Office) -> QDialog:
    head = ChangesHead("Nämnden", "Kommunen", "BUN-2026-0412", WORDS, "Yttrande", "den version som gick ut", TODAY)
    outline = changes_paper([ToldChange("Bakgrund", "", WORDS)], head)
    pages = write_document(outline, "pdf")
    made = ChangesPaper(
        office.case_id, DocumentKind.yttrande, "pdf", pages, outline_text(outline), "Ändrat sedan kallelsen.pdf", 1
    )
    return ChangesDialog(office.desk, made)


WORD_RETURN: Final = WordReturn(
    1,
    DocumentKind.yttrande,
    "Yttrande ändrat.docx",
    "Yttrande som den är nu",
    (
        WordChange(
            WordChangeKind.changed,
            WORDS,
            Unit("paragraph", (Run(f"Inte {WORDS}"),)),
            "Ärendet",
            Place("sections", 1, "body", 0),
        ),
        WordChange(WordChangeKind.removed, "Rubrik", None, "", why_not="Orden kommer från mallen. Ändra dem där."),
    ),
    ("Handlingen har spårade ändringar (2). De har lästs som godkända.",),
)


def _selfcheck() -> QDialog:
    made = SelfcheckDialog()
    made.show_report(
        Report(NOW, "0.1.0", [warn("data.skrivbar", WORDS, WORDS), *(ok("dator.a", WORDS) for _ in range(40))])
    )
    return made


def _word_forms(office: Office) -> QDialog:
    path = office.folder.root / "Kommunens mall.dotx"
    path.write_bytes(municipal_form())
    if not word_forms(office.store).forms:
        take_in_form(office.store, path, "kim", NOW)
    made = WordFormsDialog(office.desk, word_forms(office.store))
    made.style_fold.set_open()
    return made


def _publish(office: Office) -> QDialog:
    wish = PublishWish(office.case_id, "tjansteskrivelse", "neutral_tjansteskrivelse", DocumentOptions())
    return PublishDialog(office.desk, wish, seen_anew(office.store, wish), lambda *_: None)


def _take_in(office: Office) -> QDialog:
    path = office.folder.root / "Ärenden.nemndsekr"
    export_cases(office.store, path, ExportChoice(secret=True), "kim", NOW)
    return TakeInDialog(look_at_archive(office.store, path))


def _bodies(office: Office) -> QDialog:
    facts = facts_to_plan(office.store)
    return BodiesDialog(office.desk, facts.namnd_id, facts.name, bodies_of(office.store, facts.namnd_id))


def _closed(office: Office) -> QDialog:
    return ClosedDialog(office.desk, facts_to_plan(office.store).namnd_id, [], TODAY)


DIALOGS: Final[dict[type[QDialog], Callable[[Office], QDialog]]] = {
    AnslagDialog: _anslag,
    AnstandDialog: _anstand,
    BodiesDialog: _bodies,
    CalendarDialog: lambda o: CalendarDialog(calendar_contents(o.store, TODAY), TODAY.year),
    ChainDialog: lambda o: ChainDialog(o.desk, case_planning(o.store, o.case_id)),
    ChainRulesDialog: lambda o: ChainRulesDialog(o.desk, planning_of_namnder(o.store)),
    ChangeDialog: _change,
    SelfcheckDialog: lambda _: _selfcheck(),
    CheckDialog: lambda o: CheckDialog(o.desk, cast("Any", None)),
    ChecksDialog: lambda o: ChecksDialog(o.desk, *checks_of_namnder(o.store)),
    ClosedDialog: _closed,
    ExportDialog: lambda o: ExportDialog(exportable_cases(o.store), o.case_id),
    FindCaseDialog: lambda o: FindCaseDialog(o.folder),
    GoToDialog: lambda _: GoToDialog(TODAY),
    InitiativePasteDialog: lambda _: _pasted(InitiativePasteDialog()),
    ListDialog: lambda o: ListDialog("plan.csv", PlanDraft(), facts_to_plan(o.store), TODAY),
    MeetingDialog: _meeting,
    MinutesDialog: lambda o: MinutesDialog(load_case(o.store, o.case_id)),
    NamndDialog: lambda o: NamndDialog(o.desk, all_namnder(o.store), 0),
    NewCaseDialog: lambda o: NewCaseDialog([(1, "Barn- och utbildningsnämnden")], folder=o.folder),
    NewFilesDialog: lambda _: NewFilesDialog(list, {}, lambda: NOW),
    NewInitiativeDialog: lambda _: NewInitiativeDialog([(1, "Barn- och utbildningsnämnden")], TODAY),
    NewYearDialog: lambda o: NewYearDialog(facts_to_plan(o.store), TODAY, 2027),
    PublishDialog: _publish,
    SecrecyDialog: lambda o: SecrecyDialog("Yttrande", (Secrecy.hela, ""), grounds_to_choose(o.store)),
    PasteDialog: lambda _: _pasted(PasteDialog()),
    PastePlanDialog: lambda o: PastePlanDialog(facts_to_plan(o.store), TODAY, 2027),
    TakeInDialog: _take_in,
    TargetDialog: lambda o: TargetDialog(o.desk, o.case_id),
    VersionsDialog: _versions,
    WordReturnDialog: lambda _: WordReturnDialog(WORD_RETURN),
    WordFormsDialog: _word_forms,
    ChangesDialog: _changes,
}
BASES: Final = {FittedDialog, DraftDialog}
"""Never shown themselves."""


def dialogs_of_the_program() -> set[type[QDialog]]:
    """Every class of the program that is a dialog."""
    found: set[type[QDialog]] = set()
    for module in pkgutil.walk_packages(nemndsekr.ui.__path__, "nemndsekr.ui."):
        for thing in vars(importlib.import_module(module.name)).values():
            if isinstance(thing, type) and issubclass(thing, QDialog) and thing.__module__ == module.name:
                found.add(thing)
    return found


def test_every_dialog_of_the_program_is_tried_here_and_made_in_the_fitted_way():
    of_program = dialogs_of_the_program()

    assert of_program - BASES == set(DIALOGS)
    assert [one.__name__ for one in of_program if not issubclass(one, FittedDialog)] == []


@pytest.fixture
def office(desk: Desk, store: Store, demo_folder: DataFolder, theme: Theme) -> Office:
    return Office(desk, store, demo_folder)


def cut(dialog: FittedDialog) -> list[str]:
    """Buttons that are not seen whole in the foot, and what is pushed out of the middle sideways."""
    middle = dialog.findChildren(QScrollArea)[0]
    found = []
    for one in dialog.findChildren(QAbstractButton):
        if one.isVisible() and not middle.isAncestorOf(one):
            seen = QRect(one.mapTo(dialog, QPoint()), one.size())
            if not dialog.rect().contains(seen) or one.width() < one.minimumSizeHint().width():
                found.append(one.text())
    if middle.horizontalScrollBar().maximum() > 0:
        found.append(f"{middle.horizontalScrollBar().maximum()} pixels sideways")
    return found


def out_of_sight(dialog: FittedDialog) -> list[str]:
    """What takes the focus in the middle and is not seen when it has it."""
    middle = dialog.findChildren(QScrollArea)[0]
    view, content, found = middle.viewport(), middle.widget(), []
    assert content is not None
    for one in content.findChildren(QWidget):
        if one.isVisible() and one.isEnabled() and one.focusPolicy() & Qt.FocusPolicy.TabFocus:
            one.setFocus(Qt.FocusReason.TabFocusReason)
            if QApplication.focusWidget() is not one:
                continue
            seen = QRect(one.mapTo(view, QPoint()), one.size()).intersected(view.rect())
            if seen.height() < min(one.height(), view.height() // 2):
                found.append(f"{type(one).__name__} {one.accessibleName()}")
    return found


@pytest.mark.parametrize("kind", DIALOGS, ids=lambda kind: kind.__name__)
def test_a_dialog_is_whole_on_a_small_screen_at_large_type(
    qtbot: QtBot, office: Office, theme: Theme, monkeypatch, kind
):
    told = {}
    for screen, room in ROOMS.items():
        monkeypatch.setattr(dialogs, "screen_room", lambda _, room=room: room)
        theme.set_text_points(10 if screen == "150 %" else LARGE)
        dialog = cast("FittedDialog", DIALOGS[kind](office))
        qtbot.addWidget(dialog)
        dialog.show()
        dialog.activateWindow()
        qtbot.waitUntil(dialog.isActiveWindow)
        idle(qtbot, office.desk)
        amiss = [*cut(dialog), *out_of_sight(dialog)]
        if dialog.width() > room.width() or dialog.height() > room.height():
            amiss.append(f"{dialog.width()} x {dialog.height()}")
        told[screen] = amiss
        dialog.hide()

    assert told == {screen: [] for screen in ROOMS}


def test_a_dialog_with_an_error_under_a_field_is_as_high_as_its_content_needs_and_no_higher(
    qtbot: QtBot, office: Office, theme: Theme, monkeypatch
):
    monkeypatch.setattr(dialogs, "screen_room", lambda _: QRect(0, 0, 1600, 1160))
    theme.set_text_points(15)
    dialog = _change(office)
    assert isinstance(dialog, ChangeDialog)
    qtbot.addWidget(dialog)
    dialog.show()
    qtbot.waitUntil(dialog.isVisible)
    idle(qtbot, office.desk)

    dialog.accept_button.click()
    idle(qtbot, office.desk)
    dialog.state_box.setCurrentIndex(3)
    dialog.done_field.line.setText("33/1")
    dialog.time_line.setText("våren 2027")
    dialog.accept_button.click()
    idle(qtbot, office.desk)

    content = dialog.findChildren(QScrollArea)[0].widget()
    assert content is not None
    layout = content.layout()
    assert layout is not None

    def too_high() -> int:
        return content.height() - layout.totalHeightForWidth(content.width())

    qtbot.waitUntil(lambda: abs(too_high()) < 4)
