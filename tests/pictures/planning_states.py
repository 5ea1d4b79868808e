"""PLANNING_STATES: the windows of planning, each in the states worth seeing."""

from __future__ import annotations

from collections.abc import Callable
from typing import Final

from PySide6.QtWidgets import QPushButton

from nemndsekr.operations.case_plan import case_planning, choose_chain
from nemndsekr.records.choices import DayUnit
from nemndsekr.rules.planning.chains import best_chain
from nemndsekr.rules.planning.chosen import chosen_chain
from nemndsekr.store.queries import cases_by_meeting
from nemndsekr.ui.agenda_page import AgendaPage
from nemndsekr.ui.case.anstand_dialog import AnstandDialog
from nemndsekr.ui.case.chain_dialog import ChainDialog
from nemndsekr.ui.case.plan_form import PlanForm
from nemndsekr.ui.chain_rules_dialog import ChainRulesDialog
from tests.pictures.hands import SKOLSKJUTS
from tests.pictures.studio import Studio


def chain(studio: Studio) -> None:
    """The case's chain: the page, the choice as it opens, with omedelbar justering, forwards, and the anstånd."""
    studio.open()
    page = studio.case_page(SKOLSKJUTS)
    assert page.go_to_item(("rows", "plan_steps"), "", into=True)
    studio.settle(400)
    form = page.pane.stack.currentWidget()
    assert isinstance(form, PlanForm)
    studio.shot("page")

    def ask(dialog: AnstandDialog) -> None:
        studio.shot("anstand")

    def look(dialog: ChainDialog) -> None:
        studio.settle(400)
        studio.shot("choice")
        made = [one for one in dialog.findChildren(QPushButton) if one.text() == "Anstånd …" and one.isVisible()]
        if made:
            studio.in_dialog(made[0].click, AnstandDialog, ask)
        dialog.immediate.setChecked(True)
        studio.settle(400)
        studio.shot("immediate")
        dialog.due.setCurrentIndex(dialog.due.count() - 1)
        studio.settle(400)
        studio.shot("forwards")

    studio.in_dialog(form.choose, ChainDialog, look)
    planning = case_planning(studio.store, page._case_id)
    due = planning.due[0]
    best = best_chain(planning.facts, due.day, immediate=True) if due.day is not None else None
    assert best is not None
    choose_chain(
        studio.store,
        page._case_id,
        chosen_chain(planning.facts, best, planning.occasion, due.reply_day_id),
        studio.window.desk.user_uid,
        studio.window.desk.clock(),
    )
    page.show_case(page._case_id)
    studio.settle(400)
    studio.shot("chosen")


def chain_rules(studio: Studio) -> None:
    """The rules of the chain: the usual ones, a step by weekday, and steps that are no chain."""
    studio.open()

    def look(dialog: ChainRulesDialog) -> None:
        studio.shot("usual")
        dialog.unit.set_value(DayUnit.veckodag)
        dialog.number.setValue(1)
        studio.shot("weekday")
        dialog.list.choose(4)
        studio.shot("after")
        dialog.list.choose(2)
        dialog.anchor.set_value("")
        studio.shot("fault")

    studio.in_dialog(studio.window.commands.edit_chain_rules, ChainRulesDialog, look)


def planning_papers(studio: Studio) -> None:
    """The papers of planning as they come out, and the kedjekort beside the plan of a case."""
    studio.open()
    commands = studio.window.commands
    for act, name in (
        (commands.print_year_plan, "year_plan"),
        (commands.print_year_picture, "year_picture"),
        (commands.print_week_sheet, "week_sheet"),
    ):
        act()
        studio.settle(600)
        studio.shot(name)
    studio.case_page(SKOLSKJUTS)
    commands.print_chain_card()
    studio.settle(600)
    studio.shot("chain_card")


def agenda(studio: Studio) -> None:
    """The föredragningslista of the meeting that most cases go to: empty, fetched, and in a small window."""
    studio.open()
    counts = cases_by_meeting(studio.store)
    studio.window.meeting_acts.show_agenda(max(counts, key=lambda one: counts[one]))
    studio.settle(600)
    studio.shot("empty")
    page = studio.window.current
    assert isinstance(page, AgendaPage)
    page.fetch_button.click()
    studio.settle(800)
    page.table.setFocus()
    studio.shot("fetched")
    page.chair_box.setChecked(True)
    studio.settle(800)
    studio.shot("chair")


PLANNING_STATES: Final[tuple[Callable[[Studio], None], ...]] = (chain, chain_rules, planning_papers, agenda)
