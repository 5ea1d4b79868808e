"""publish: the act «Publiceringsversion …» of the page Handling, which opens the window for what is shown there."""

from __future__ import annotations

from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING, Final

from nemndsekr.documents.making import DocumentOptions
from nemndsekr.operations.publish import Publication
from nemndsekr.records.choices import DocumentMode
from nemndsekr.ui.document.publish_dialog import PublishDialog, PublishWish, seen_anew

if TYPE_CHECKING:
    from nemndsekr.ui.document_page import DocumentPage

_CHANGED: Final = (
    "Texten i ärendet är ändrad efter beslutet. Publiceringsversionen görs av texten i dag, "
    "och varje sida märks UTKAST."
)


def publish(page: DocumentPage) -> None:
    """Open the window in which the document that is shown is masked and saved for publishing."""
    page.when_seen(lambda: _ask(page))


def _ask(page: DocumentPage) -> None:
    wish = _wish(page)
    if wish is not None:
        page.desk.ask(lambda store: seen_anew(store, wish), partial(_open, page, wish), page.tell_problem)


def _open(page: DocumentPage, wish: PublishWish, seen: Publication) -> None:
    dialog = PublishDialog(page.desk, wish, seen, page.out.ask_path, page)
    dialog.finished.connect(dialog.deleteLater)
    dialog.open()


def _wish(page: DocumentPage) -> PublishWish | None:
    """What is shown, as it is chosen; what was decided is published as decided, also where the text has been changed.

    Where that cannot be made anew, or the text of today is what is seen, that one is published, marked as a draft.
    """
    preview, decided = page.seen_preview, page.seen_decided
    if preview is None:
        return None
    case_id, kind = preview.case.stored_id, preview.kind
    if decided is None:
        return PublishWish(case_id, kind, preview.template, preview.options)
    if decided.same:
        options = DocumentOptions(mode=DocumentMode.beslutat, draft=False, dated=decided.dated)
        return PublishWish(case_id, kind, decided.template, options)
    options = replace(preview.options, draft=True)
    version_id = decided.version_id if page.shows_decided else 0
    return PublishWish(case_id, kind, preview.template, options, _CHANGED, version_id)
