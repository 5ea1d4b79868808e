"""PAGES: the window's pages by name, each fetched when it is first shown: they load SQLAlchemy, reportlab and more."""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Final, NamedTuple

if TYPE_CHECKING:
    from nemndsekr.ui.desk import Desk
    from nemndsekr.ui.page import Page


class PageEntry(NamedTuple):
    """A page: its name, the row of the module list that is chosen while it is shown, and where its class is."""

    name: str
    module: str
    file: str
    kind: str


PAGES: Final = (
    PageEntry("case", "cases", "case_page", "CasePage"),
    PageEntry("document", "cases", "document_page", "DocumentPage"),
    PageEntry("review", "cases", "review_page", "ReviewPage"),
    PageEntry("watchlist", "cases", "watchlist_page", "WatchlistPage"),
    PageEntry("planning", "planning", "planning_page", "PlanningPage"),
    PageEntry("planning_print", "planning", "planning_print_page", "PlanningPrintPage"),
    PageEntry("meetings", "meetings", "meetings_page", "MeetingsPage"),
    PageEntry("agenda", "meetings", "agenda_page", "AgendaPage"),
    PageEntry("followup", "followup", "followup_page", "FollowupPage"),
    PageEntry("templates", "templates", "templates_page", "TemplatesPage"),
)
_BY_NAME: Final = {entry.name: entry for entry in PAGES}


def make_page(name: str, desk: Desk) -> Page:
    """Build the page with a name."""
    entry = _BY_NAME[name]
    made: Page = getattr(import_module(f"nemndsekr.ui.{entry.file}"), entry.kind)(desk)
    return made


def module_of(name: str) -> str:
    """The row of the module list that a page stands under; the pages that are there at once are rows themselves."""
    return _BY_NAME[name].module if name in _BY_NAME else name
