"""The window's pages by name, each built when it is first shown: their imports load SQLAlchemy, reportlab and more."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from nemndsekr.ui.desk import Desk
    from nemndsekr.ui.page import Page


def make_page(name: str, desk: Desk) -> Page:
    """Build the page with a name."""
    if name == "case":
        from nemndsekr.ui.case_page import CasePage

        return CasePage(desk)
    if name == "document":
        from nemndsekr.ui.document_page import DocumentPage

        return DocumentPage(desk)
    if name == "review":
        from nemndsekr.ui.review_page import ReviewPage

        return ReviewPage(desk)
    if name == "watchlist":
        from nemndsekr.ui.watchlist_page import WatchlistPage

        return WatchlistPage(desk)
    if name == "followup":
        from nemndsekr.ui.followup_page import FollowupPage

        return FollowupPage(desk)
    if name == "planning":
        from nemndsekr.ui.planning_page import PlanningPage

        return PlanningPage(desk)
    if name == "planning_print":
        from nemndsekr.ui.planning_print_page import PlanningPrintPage

        return PlanningPrintPage(desk)
    from nemndsekr.ui.meetings_page import MeetingsPage

    return MeetingsPage(desk)
