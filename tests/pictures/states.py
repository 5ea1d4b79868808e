"""STATES: one function for each page or dialog with the pictures of its states; a new one is added at the end."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import Final

from nemndsekr.documents.masking import Passage
from nemndsekr.operations.publish import add_masks
from nemndsekr.records.block_text import BlockText, Paragraph, Run
from nemndsekr.records.document import Section
from nemndsekr.rules.case_items import DECISION_KEY, FACTS_KEY, OVERVIEW_KEY, TASKS_KEY
from nemndsekr.rules.planning.week_grid import Zoom, period_of
from nemndsekr.store.database import Store
from nemndsekr.store.queries import all_cases, load_case
from nemndsekr.support.paths import resource
from nemndsekr.ui.calendar_dialog import CalendarDialog
from nemndsekr.ui.case.anslag_dialog import AnslagDialog
from nemndsekr.ui.case.decision_form import DecisionForm
from nemndsekr.ui.case.initiative_dialogs import NewInitiativeDialog
from nemndsekr.ui.case.minutes_dialog import MinutesDialog
from nemndsekr.ui.case_dialogs import FindCaseDialog, NewCaseDialog
from nemndsekr.ui.document.publish_dialog import PublishDialog
from nemndsekr.ui.document.publishing import publish
from nemndsekr.ui.document.versions_dialog import VersionsDialog
from nemndsekr.ui.followup.change_dialog import ChangeDialog
from nemndsekr.ui.namnd_dialog import NamndDialog
from nemndsekr.ui.planning.closed_dialog import ClosedDialog
from nemndsekr.ui.planning.draft_dialogs import NewYearDialog, PastePlanDialog
from nemndsekr.ui.planning.meeting_dialog import MeetingDialog
from tests.many_meetings import many_meetings
from tests.pictures.archive_states import ARCHIVE_STATES
from tests.pictures.case_states import CASE_STATES
from tests.pictures.document_states import DOCUMENT_STATES
from tests.pictures.hands import INITIATIVE, LAXHJALP, MINUTES, SKOLFRANVARO, SKOLSKJUTS, go
from tests.pictures.it_states import IT_STATES
from tests.pictures.planning_states import PLANNING_STATES
from tests.pictures.scenes import BARE_INITIATIVE, NONE_YET, THIRTY, full_initiative, sparse
from tests.pictures.studio import NOW, Studio, demo, nothing
from tests.pictures.template_states import TEMPLATE_STATES
from tests.pictures.word_form_states import WORD_FORM_STATES

REPORT: Final = """Revisionsrapport
Granskning av skolmåltider
Lindåkra kommuns revisorer
2026-01-15

Rekommendationer

Vi rekommenderar kommunstyrelsen att:
- Ta fram en gemensam upphandlingsplan.

Vi rekommenderar barn- och utbildningsnämnden att:
- Säkerställ att matsedeln beslutas i tid.
- Säkerställ att matsvinnet mäts varje termin.
"""


PRIVATE: Final = (
    "Vårdnadshavaren Lisbet Hallonkvist (850412-2387) klagade i mars på att skjutsen uteblev.",
    "Hallonkvist nås på lisbet@mejl.example eller 070-123 45 67.",
    "Skolskjutshandläggaren har talat med Lisbet Hallonkvist om Lisbet Hallonkvists son.",
)


def new_case(studio: Studio) -> None:
    """A new case: empty, with what is missing told, and with a number that is taken."""
    studio.open()

    def fill(dialog: NewCaseDialog) -> None:
        studio.shot("empty")
        dialog.make.click()
        studio.shot("missing")
        dialog.title.setText("Granskning av skolskjuts")
        dialog.dnr.setText(SKOLSKJUTS)
        dialog.make.click()
        studio.shot("taken")

    studio.in_dialog(studio.window.commands.new_case, NewCaseDialog, fill)


def new_initiative(studio: Studio) -> None:
    """A new initiative: empty, read out of a text, what is missing, a bad day, a taken number, thrown away."""
    studio.open()

    def fill(dialog: NewInitiativeDialog) -> None:
        studio.shot("empty")
        dialog.make.click()
        studio.shot("missing")
        dialog.text.set_value(INITIATIVE)
        dialog.read()
        studio.shot("read")
        dialog.handed_in.line.setText("30/2")
        dialog.make.click()
        studio.shot("bad_day")
        dialog.handed_in.line.setText("3/2")
        dialog.dnr.setText(LAXHJALP)
        dialog.make.click()
        studio.shot("taken")
        dialog.reject()
        studio.shot("throw")

    studio.in_dialog(studio.window.commands.new_initiative, NewInitiativeDialog, fill)


def find_case(studio: Studio) -> None:
    """The window that opens a case: with cases, and with words that find none."""
    studio.open()

    def look(dialog: FindCaseDialog) -> None:
        studio.shot("cases")
        dialog.words.setText("finns inte")
        studio.shot("none_found")

    studio.in_dialog(studio.window.commands.open_case, FindCaseDialog, look)


_VIEWS: Final = ("measures", "picture", "balance", "owed", "initiatives", "unplanned")


def followup(studio: Studio) -> None:
    """Every view of Uppföljning, its empty ones, its dialog and its papers."""
    studio.open()
    page = studio.followup()
    for view, name in zip(page.views, _VIEWS, strict=True):
        page.show_view(view)
        studio.shot(name)
        if view.wish() is not None:
            page.preview()
            studio.shot(f"{name}_paper")
            page._leave_printing()
    page.show_view(page.owed)
    page.owed.order_box.setCurrentIndex(1)
    page.owed._show_rows()
    studio.shot("owed_by_meeting")
    page.owed.copy()
    studio.shot("owed_copied")
    studio.open(nothing)
    page = studio.followup()
    for view, name in zip(page.views, _VIEWS, strict=True):
        page.show_view(view)
        studio.shot(f"{name}_empty")
    studio.open(sparse)
    page = studio.followup()
    for view, name in zip(page.views, _VIEWS, strict=True):
        page.show_view(view)
        studio.shot(f"{name}_long")


def change_measures(studio: Studio) -> None:
    """«Ändra»: for one, for many, with what is missing told, and done."""
    studio.open()
    page = studio.followup()

    def many(dialog: ChangeDialog) -> None:
        studio.shot("many")
        dialog._try()
        studio.shot("nothing_told")
        dialog.state_box.setCurrentIndex(3)
        dialog.done_field.line.setText("33/1")
        dialog.time_line.setText("våren 2027")
        dialog._try()
        studio.shot("missing")

    page.measures.table.selectAll()
    studio.in_dialog(page.measures.change_button.click, ChangeDialog, many)
    page.measures.table.selectRow(0)
    studio.in_dialog(page.measures.change_button.click, ChangeDialog, lambda _: studio.shot("one"))


def documents(studio: Studio) -> None:
    """The papers with their remarks, locking, versions; the second answer among them."""
    studio.open()
    page = studio.document_page(SKOLSKJUTS)
    studio.shot("draft")
    page.begin_lock()
    studio.shot("lock")
    page = studio.document_page(SKOLFRANVARO, "uppfoljande_yttrande")
    studio.shot("second_answer")
    page = studio.document_page(SKOLFRANVARO, "uppfoljningsbilaga")
    studio.shot("groups")
    page = studio.document_page(SKOLFRANVARO, "arendekort")
    studio.shot("card")
    page = studio.document_page(SKOLFRANVARO, "yttrande")
    studio.shot("decided")

    def versions(dialog: VersionsDialog) -> None:
        studio.shot("versions")
        dialog.pages_button.click()
        studio.shot("versions_pages")

    studio.in_dialog(page.compare_versions, VersionsDialog, versions)
    studio.open(sparse)
    studio.document_page(THIRTY)
    studio.shot("long")
    studio.document_page(NONE_YET)
    studio.shot("empty")


def _with_private_words(store: Store) -> None:
    """The exercise, with people named in the audit of skolskjuts, and some of it masked."""
    demo(store)
    case_id = next(case.stored_id for case in all_cases(store) if case.dnr == SKOLSKJUTS)
    with store.step("skrev", "", NOW) as step:
        section = next(row for row in step.all(Section, case_id=case_id) if row.key == "arendet")
        section.body = BlockText((*(Paragraph((Run(words),)) for words in PRIVATE), *section.body.blocks))
    passages = (
        Passage("Lisbet Hallonkvist", ground="OSL 23 kap. 2 §"),
        Passage("850412-2387", ground="OSL 21 kap. 7 §"),
        Passage("Elsa Ek"),
    )
    add_masks(store, case_id, "tjansteskrivelse", passages, "", NOW)


def publishing(studio: Studio) -> None:
    """A version to publish: masked passages and proposals, and what is masked looked through."""
    studio.open(_with_private_words)
    page = studio.document_page(SKOLSKJUTS, "tjansteskrivelse")

    def look(dialog: PublishDialog) -> None:
        studio.shot("masking")
        dialog.masks.choose(dialog.masks.rows_model().rows[1].key)
        studio.shot("chosen")
        dialog.review()
        studio.settle()
        studio.shot("review")
        dialog.next_place()
        dialog.next_place()
        studio.settle()
        studio.shot("looked_through")

    studio.in_dialog(lambda: publish(page), PublishDialog, look)


def initiatives(studio: Studio) -> None:
    """An initiative hardly begun, one with ten att-satser and twelve people, and uppdrag."""
    studio.open(sparse)
    page = studio.case_page(BARE_INITIATIVE)
    studio.shot("bare")
    go(studio, page, FACTS_KEY)
    studio.shot("bare_facts")
    studio.open(full_initiative)
    page = studio.case_page()
    for key, name in ((OVERVIEW_KEY, "overview"), (FACTS_KEY, "facts"), (TASKS_KEY, "tasks")):
        go(studio, page, key)
        studio.shot(name)
    clause = load_case(studio.store, page._case_id).attsatser[4]
    go(studio, page, ("attsatser", clause.stored_id))
    studio.shot("clause")
    go(studio, page, DECISION_KEY)
    studio.shot("decision")


def review(studio: Studio) -> None:
    """What was read out of a report, before it is taken in; a recommendation that may be for others; a poor text."""
    studio.open(nothing)
    for name in ("skolskjuts_rapport.txt", "laxhjalp_initiativ.txt"):
        studio.window.incoming.take_files([resource("demo") / name])
        studio.settle(600)
        studio.shot(name.partition("_")[0])
    poor = studio.out / "anteckning.txt"
    poor.write_text("Ring Karin om skolskjutsen.\n", encoding="utf-8")
    studio.window.incoming.take_files([poor])
    studio.settle(600)
    studio.shot("poor")
    studio.open(sparse)
    report = studio.out / "rapport.txt"
    report.write_text(REPORT, encoding="utf-8")
    studio.window.incoming.take_files([report])
    studio.settle(600)
    studio.shot("ours")


def law_and_calendar(studio: Studio) -> None:
    """The days of the law beside a decision, the anslag's text, the nämnd's facts, and the export of the calendar."""
    studio.open()
    page = studio.case_page(SKOLSKJUTS)
    go(studio, page, DECISION_KEY)
    form = page.pane.stack.currentWidget()
    assert isinstance(form, DecisionForm)

    def take(dialog: MinutesDialog) -> None:
        dialog.editor.setPlainText(MINUTES)
        dialog.accept()

    studio.in_dialog(form.read_minutes, MinutesDialog, take)
    form.legal_days.notice.setFocus()
    studio.shot("days")
    form.legal_days.rules.set_open()
    form.legal_days.rules.button.setFocus()
    studio.shot("days_steps")
    studio.in_dialog(form.legal_days.notice.click, AnslagDialog, lambda _: studio.shot("notice"))
    studio.in_dialog(studio.window.commands.edit_namnd, NamndDialog, lambda _: studio.shot("namnd"))
    studio.in_dialog(studio.window.commands.export_calendar, CalendarDialog, lambda _: studio.shot("calendar"))


def planning(studio: Studio) -> None:
    """The year of meetings: as picture in its three sizes and as list, a drag, the question after it, and no plan."""
    studio.open()
    page = studio.planning()
    page.table.setFocus()
    studio.shot("half_year")
    for zoom, name in ((Zoom.ar, "year"), (Zoom.kvartal, "quarter")):
        page.choices.set_period(period_of(zoom, studio.window.desk.today))
        studio.shot(name)
    page.choices.set_period(period_of(Zoom.halvar, studio.window.desk.today))
    page.toggle_list()
    studio.shot("list")
    page.toggle_list()
    page.move_week_later()
    studio.shot("moved")
    page.data = many_meetings()
    page.choices.set_answers(page.data.due, studio.window.desk.today, lambda _: False)
    page._choose_chain()
    studio.shot("eight_bodies")
    bodies = page.data.facts.bodies[-1:]
    page.data = replace(page.data, facts=replace(page.data.facts, bodies=bodies))
    page._choose_chain()
    studio.shot("one_body")
    studio.open(nothing)
    studio.planning()
    studio.shot("empty")


def today(studio: Studio) -> None:
    """Idag, full and empty."""
    studio.open().show_page("today")
    studio.settle()
    studio.shot("full")
    studio.open(nothing).show_page("today")
    studio.shot("empty")


def meeting_year(studio: Studio) -> None:
    """A new meeting on a red day, a year copied, a plan pasted, and breaks."""

    def paste(dialog: PastePlanDialog) -> None:
        dialog.editor.setPlainText("Månad\tKS\tBUN kl 13.00\nJanuari\t12\t21\nFebruari\t9\t18*\nMars\t9\tmeddelas")
        studio.shot("pasted_plan")
        dialog.editor.setPlainText("")

    def write(dialog: MeetingDialog) -> None:
        dialog.day.line.setText("19/6")
        studio.shot("new_meeting")

    studio.open()
    acts = studio.window.meeting_acts
    studio.in_dialog(acts.new_meeting, MeetingDialog, write)
    studio.in_dialog(acts.new_year, NewYearDialog, lambda _: studio.shot("new_year"))
    studio.in_dialog(acts.paste_plan, PastePlanDialog, paste)
    studio.in_dialog(acts.change_closed_days, ClosedDialog, lambda _: studio.shot("closed_days"))


STATES: Final[tuple[Callable[[Studio], None], ...]] = (
    new_case,
    new_initiative,
    find_case,
    followup,
    change_measures,
    documents,
    publishing,
    initiatives,
    review,
    law_and_calendar,
    *CASE_STATES,
    *PLANNING_STATES,
    *DOCUMENT_STATES,
    *WORD_FORM_STATES,
    *ARCHIVE_STATES,
    planning,
    today,
    meeting_year,
    *TEMPLATE_STATES,
    *IT_STATES,
)
