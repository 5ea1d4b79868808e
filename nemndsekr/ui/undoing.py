"""Undoing: Ångra and Gör om for the window - never in silence, never where one does not look."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from functools import partial
from typing import TYPE_CHECKING, Any, Final

if TYPE_CHECKING:
    from nemndsekr.operations.changes import Changes
    from nemndsekr.operations.replay import Replay, Seen
    from nemndsekr.store.database import Store
    from nemndsekr.ui.main_window import MainWindow

_LONGEST_TITLE: Final = 60
_FOLLOWED: Final = frozenset(
    {"measures", "promises", "report_backs", "measure_reports", "assignments", "answer_events", "persons"}
)
"""The tables whose rows the follow-up lists, whichever case they belong to."""

_PLANNED: Final = frozenset(
    {"meetings", "meeting_bodies", "plan_steps", "case_plans", "report_backs", "chain_rules", "rhythms", "closed_days"}
)
"""The tables that the plan of the year shows, whichever case they belong to."""

_OF_TEMPLATES: Final = frozenset({"own_templates"})
"""What the page of templates shows."""

_OF_PLAN: Final = frozenset({"meetings", "meeting_bodies", "chain_rules", "rhythms", "closed_days"})
"""The tables of the plan itself."""


_LISTED: Final = frozenset({"agenda_items"})
"""The table that a föredragningslista shows, whichever cases are on it."""


class Undoing:
    """Takes the next step back, or does it again, and goes to where it was; one elsewhere is shown before it is taken.

    A step belongs elsewhere when it touches another case than the one that is shown, or brings or takes away one.
    The first press then goes there and tells what is next; the second takes it.
    """

    def __init__(self, window: MainWindow) -> None:
        """Work for this window."""
        self._window = window
        self._agreed: tuple[str, str, int] = ("", "", 0)

    def take_last(self) -> None:
        """Take back what a message tells has just been done, whichever page it concerns."""
        self.replay(back=True, anywhere=True)

    def replay(self, *, back: bool, anywhere: bool = False) -> None:
        """Take back the last step (``back``), or do the last one again that was taken back.

        ``anywhere``: also where it is not seen, since the person was told what it is.
        """
        window = self._window
        window.current.flush()
        seen, found = None if anywhere else self._seen(), list["Replay | None"]()
        uid, *place = self._agreed
        agreed = uid if place == [window.current_name, window.shown_case] else ""

        def operation(store: Store, who: str, now: datetime) -> Changes | None:
            del who
            from nemndsekr.operations.replay import replay

            told = replay(store, now, back=back, seen=seen, agreed=agreed)
            found.append(told)
            return told.done if told is not None else None

        window.desk.act(operation)
        # The answer comes after what was handed over: jobs are done in their order.
        window.desk.background.run(lambda: None, lambda _: self._answer(found, back=back))

    def _seen(self) -> Seen:
        from nemndsekr.operations.replay import Seen

        name = self._window.current_name
        if name == "cases":
            return Seen(whole_cases=True, tables=frozenset({"cases"}))
        if name == "followup":
            return Seen(tables=_FOLLOWED)
        if name == "templates":
            return Seen(tables=_OF_TEMPLATES)
        if name == "agenda":
            return Seen(tables=_LISTED)
        if name in {"planning", "meetings"}:
            return Seen(tables=_PLANNED)
        return Seen(case_id=self._window.shown_case)

    def _answer(self, found: list[Replay | None], *, back: bool) -> None:
        self._agreed = ("", "", 0)
        if not found:
            return  # it was refused, and that is told
        told = found[0]
        if told is None:
            self._window.show_message("info", f"Det finns inget att {'ångra' if back else 'göra om'}.", None)
        elif told.done is None:
            self._show_first(told, back=back)
        else:
            self._tell_done(told, back=back)

    def _show_first(self, told: Replay, *, back: bool) -> None:
        """Go to where the next step is, and say that nothing is done yet."""
        window = self._window
        only = next(iter(told.cases)) if len(told.cases) == 1 else 0
        if told.tables & _OF_PLAN:
            # What it did to the plans of cases only followed.
            window.show_page("planning")
        elif told.tables <= _OF_TEMPLATES:
            window.show_page("templates")
        elif told.tables <= _LISTED:
            page: Any = window.page("agenda")
            window.show_page("agenda" if page.meeting_id else "meetings")
        elif only and only not in told.absent:
            window.go_to("case", only)
            self._go_to_change(told)
        else:
            window.show_page("followup" if told.tables <= _FOLLOWED else "cases")
        self._agreed = (told.step_uid, window.current_name, window.shown_case)
        of_plan = bool(told.tables & _OF_PLAN)
        where = "" if told.comes | told.goes else " i Planering" if of_plan else f" i {_named(told)}"
        verb, key = ("ångra", "Ctrl+Z") if back else ("göra om", "Ctrl+Y")
        words = f"Näst i tur att {verb}{where}: {told.name}.{_whole(told, ahead=True)} Tryck {key} igen."
        window.show_message("warn", words, ("Ångra" if back else "Gör om", partial(self.replay, back=back)))

    def _tell_done(self, told: Replay, *, back: bool) -> None:
        window = self._window
        here = window.shown_case in told.cases
        if here and window.current_name == "case" and window.shown_case not in told.goes:
            self._go_to_change(told)
        elsewhere = told.cases and not here and not told.comes | told.goes and not told.tables & (_OF_PLAN | _LISTED)
        where = f" i {_named(told)}" if elsewhere else ""
        words = f"{'Ångrat' if back else 'Gjort igen'}: {told.outcome or told.name + where}.{_whole(told, ahead=False)}"
        link: tuple[str, Callable[[], object]] | None = None
        if told.comes | told.goes:
            link = ("Gör om", window.commands.redo) if back else ("Ångra", window.commands.undo)
        window.show_message("info", words, link)

    def _go_to_change(self, told: Replay) -> None:
        page: Any = self._window.current
        page.show_changed(told.places)


def _named(told: Replay) -> str:
    titles = list(told.cases.values())
    return _quoted(titles[0]) if len(titles) == 1 else f"{len(titles)} ärenden"


def _quoted(title: str) -> str:
    short = title if len(title) <= _LONGEST_TITLE else f"{title[:_LONGEST_TITLE].rsplit(' ', 1)[0]} …"
    return f"«{short}»"


def _whole(told: Replay, *, ahead: bool) -> str:
    """What becomes of cases as a whole, in a sentence of its own; empty where none comes or goes."""
    parts = []
    for ids, will, done in ((told.goes, "försvinner ur", "är borta ur"), (told.comes, "kommer in i", "finns nu i")):
        if ids:
            one = len(ids) == 1
            what = _quoted(told.cases[next(iter(ids))]) if one else f"{len(ids)} ärenden"
            parts.append(f" {what} {will if ahead else done} listan.")
    return "".join(parts)
