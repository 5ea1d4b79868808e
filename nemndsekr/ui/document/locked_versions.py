"""LockedVersions: the acts «Lås version» and «Jämför versioner» of the page Handling, for what is shown there."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt

from nemndsekr.operations.changes import Changes
from nemndsekr.operations.make_document import MadeDocument
from nemndsekr.operations.versions import (
    LockedText,
    LockProposal,
    Sending,
    lock_proposal,
    lock_version,
    locked_texts,
    shown_text,
)
from nemndsekr.records.choices import VersionGate, label
from nemndsekr.support.swedish import lower_first
from nemndsekr.ui.document.versions_dialog import VersionsDialog
from nemndsekr.ui.kit.messages import MessageTone

if TYPE_CHECKING:
    from nemndsekr.ui.document_page import DocumentPage


class LockedVersions:
    """Asks why a version is locked, locks it, and shows the locked ones; it goes on in the page's own panel and bar."""

    def __init__(self, page: DocumentPage) -> None:
        self._page = page
        page.lock_panel.locked.connect(self._lock)
        page.lock_panel.left.connect(self._leave)

    def begin_lock(self) -> None:
        """Ask why, and to whom it goes, when what is seen is as the case is now."""
        self._page.when_seen(self._ask_gate)

    def compare(self) -> None:
        """Show the locked versions, each compared with another or with the document as it is now."""
        self._page.when_seen(self._ask_versions)

    def _ask_gate(self) -> None:
        page = self._page
        seen = page.seen_preview
        if seen is None:
            return
        case_id, kind, today = page.case_id, seen.kind, page.desk.today

        def begin(proposal: LockProposal) -> None:
            if case_id == page.case_id:
                page.lock_panel.ask(proposal, today, page.remarks.sure_words)

        page.desk.ask(lambda store: lock_proposal(store, case_id, kind, today), begin, page.tell_problem)

    def _leave(self) -> None:
        self._page.lock_panel.hide()
        self._page.kind_box.setFocus(Qt.FocusReason.OtherFocusReason)

    def _lock(self, gate: VersionGate, sending: Sending) -> None:
        self._page.when_seen(partial(self._lock_seen, gate, sending))

    def _lock_seen(self, gate: VersionGate, sending: Sending) -> None:
        """Lock what is shown; a text that no pages can be made of is locked too, and that is told."""
        page = self._page
        seen = page.seen_preview
        if seen is None:
            return
        self._leave()
        case_id, kind, template = seen.case.stored_id, seen.kind, seen.template
        name = page.kind_box.currentText()
        page.desk.act(
            lambda store, who, now: lock_version(
                store, case_id, kind, gate, who, now, template=template, sending=sending
            ),
            lambda changes: self._tell_locked(f"{name} är låst: {lower_first(label(gate))}.", changes),
            page.tell_problem,
        )

    def _tell_locked(self, words: str, changes: Changes) -> None:
        tone: MessageTone = "warn" if changes.told else "ok"
        self._page.say(tone, " ".join((words, *changes.told)), "Visa versioner …", self.compare)

    def _ask_versions(self) -> None:
        page = self._page
        seen = page.seen_preview
        if seen is None:
            return
        case_id, made = seen.case.stored_id, seen.made
        page.desk.ask(
            lambda store: locked_texts(store, case_id),
            lambda texts: self._show(case_id, made, texts),
            page.tell_problem,
        )

    def _show(self, case_id: int, made: MadeDocument | None, texts: list[LockedText]) -> None:
        page = self._page
        if not texts:
            page.say("info", "Ingen version är låst än.", "Lås version …", page.begin_lock)
            return
        now = [shown_text(made.kind, made.text)] if made is not None else []
        dialog = VersionsDialog(page.desk, case_id, [*texts, *now], page.out.ask_path, page)
        dialog.finished.connect(dialog.deleteLater)
        dialog.open()
