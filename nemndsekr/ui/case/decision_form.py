"""DecisionForm: what each body decided in the case, when the decision was confirmed, and whom it was sent to."""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import QDeadlineTimer, QEvent, QObject, Qt, Signal
from PySide6.QtGui import QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QApplication, QComboBox, QLineEdit, QWidget

from nemndsekr.operations.decide import known_meetings
from nemndsekr.records.case_file import CaseFile
from nemndsekr.records.choices import BodyKind, DecisionOccasion
from nemndsekr.records.decision import Decision
from nemndsekr.rules.case_items import ItemKey
from nemndsekr.rules.decision_consequences import Consequences, consequences_of, goes_back, is_overtaken
from nemndsekr.rules.decision_places import (
    SHOWS_REASON,
    DecisionPlace,
    KnownMeeting,
    PlaceKey,
    decision_places,
    entered,
    first_place,
    has_outcome,
    is_entered,
    judged_of,
    lacking,
    minutes_place,
    place_title,
    proposed_place,
    unwritten_decision,
)
from nemndsekr.rules.decision_questions import Question, before_registering, questions_on, reason_question
from nemndsekr.rules.settled_decision import Settled, settled
from nemndsekr.support.days import near_day
from nemndsekr.ui.case.binding import Bound
from nemndsekr.ui.case.decision_acts import (
    decide_all_as_proposed,
    decision_writer,
    register,
    say_appealable,
    show_notice,
    take_decision_away,
)
from nemndsekr.ui.case.decision_notes import NO_RECIPIENTS, BeforeRegistering, Following, prepared_words
from nemndsekr.ui.case.decision_points import PointList, outcome_bound
from nemndsekr.ui.case.decision_rows import DispatchRows, DissentRows
from nemndsekr.ui.case.editors import PlainTextEdit
from nemndsekr.ui.case.legal_days import LegalDays
from nemndsekr.ui.case.minutes_dialog import MinutesDialog
from nemndsekr.ui.case.minutes_taking import ask_for_minutes, take_in
from nemndsekr.ui.case.outcome_box import KEYS_TOLD
from nemndsekr.ui.case.place_names import PlaceNames
from nemndsekr.ui.case.place_tabs import PlaceTab, PlaceTabs
from nemndsekr.ui.case.places import place_of
from nemndsekr.ui.case.record_form import Forms, ItemForm, title_of
from nemndsekr.ui.kit.day_field import DayField
from nemndsekr.ui.kit.forms import Field, PairedFields
from nemndsekr.ui.kit.labels import Label, caption, link_button, rule
from nemndsekr.ui.kit.measures import row
from nemndsekr.ui.kit.messages import FieldMessage
from nemndsekr.ui.kit.tokens import u

_DAYS: Final = ("justering_on", "anslag_on", "anslag_until", "published_on")
_PATIENCE_MS: Final = 3000
_LEAST_SEEN: Final = 96
"""Units of height that the fields need beside the question to be worth showing."""


class DecisionForm(ItemForm):
    """One page for each body that takes the case up; all of it can be entered by keys."""

    removed = Signal(str)
    """Words for the message bar, with a way to undo what was just done."""

    def __init__(self, forms: Forms) -> None:
        super().__init__(forms)
        self._meetings: list[KnownMeeting] | None = None
        self._meetings_of = 0
        self._case_id = 0
        self._chosen: PlaceKey | None = None
        self._added: list[DecisionPlace] = []
        self._names = PlaceNames()
        self._places: list[DecisionPlace] = []
        self.pending = Consequences()
        self._lacks: tuple[int, ...] = ()
        self._finish_until = QDeadlineTimer(0)
        forms.desk.background.busy_changed.connect(self._finish_if_wanted)
        self.tab_row = PlaceTabs()
        self.tab_row.chosen.connect(self.choose_place)
        self.tab_row.added.connect(self._add_place)
        self.tab_row.paste.clicked.connect(lambda _: self.read_minutes())
        self._make_facts()
        self._make_outcomes()
        self._make_rest()
        self._area = self.lay_out(
            self.tab_row,
            PairedFields(self._bounds["day"].field, self._bounds["paragraph"].field),
            self.prepared,
            self.confirmed,
            self.changed,
            rule(),
            Label("Beslut", "section"),
            self.whole_field,
            self.keys,
            self._bounds["reason"].field,
            self.points,
            self._bounds["own_proposal"].field,
            self._bounds["decided_text"].field,
            row(self.write_whole, None),
            rule(),
            self.dissents,
            rule(),
            Label("Justering och anslag", "section"),
            self._bounds["immediate"].field,
            PairedFields(self._bounds["justering_on"].field, self._bounds["anslag_on"].field),
            PairedFields(self._bounds["anslag_until"].field, self._bounds["published_on"].field),
            self.legal_days,
            rule(),
            Label("Expediering", "section"),
            self._bounds["dispatched_on"].field,
            self.recipients,
            self.dispatches,
            rule(),
            self.following,
            row(None, self.remove),
        )
        layout = self.layout()
        if layout is not None:
            # Under what scrolls: it is seen whatever part of a long decision is in view.
            layout.addWidget(self.before)

    def _make_facts(self) -> None:
        forms = self.forms
        self.add("day", forms.day(title_of(Decision, "day", "D")))
        line = QLineEdit()
        line.setPlaceholderText("Till exempel 53")

        def numbered() -> str:
            words = " ".join(line.text().split())
            return f"§ {words}" if words[:1].isdigit() else words

        def show(words: str) -> None:
            if numbered() != words:
                line.setText(words)

        line.editingFinished.connect(lambda: line.setText(numbered()))
        field = Field(title_of(Decision, "paragraph", "P"), line)
        self.add("paragraph", Bound(forms.desk, forms.ledger, field, numbered, show, line.textChanged))
        self.prepared = caption("", wrap=True)
        self.confirmed = caption("", wrap=True)
        self.changed = FieldMessage()

    def _make_outcomes(self) -> None:
        forms = self.forms
        self.whole, bound = outcome_bound(forms, "He&la ärendet", "Utfall, hela ärendet")
        self.whole_field = self.add("outcome", bound)
        self.whole.all_wanted.connect(self._all_as_proposed)
        self.whole.currentIndexChanged.connect(lambda _: self._show_reason())
        self.keys = caption(KEYS_TOLD, wrap=True)
        self.add("reason", forms.text(title_of(Decision, "reason", "S"), lines=1))
        self._bounds["reason"].handed_over.connect(lambda _: self._show_reason())
        self.points = PointList(forms)
        self.points.all_wanted.connect(self._all_as_proposed)
        self.points.parts_changed.connect(self.parts_changed)
        self.points.made.connect(lambda editor: editor.installEventFilter(self))
        self._bounds["reason"].field.editor.installEventFilter(self)
        self.add("own_proposal", forms.blocks(title_of(Decision, "own_proposal")))
        self.add("decided_text", forms.blocks("Beslutet i sin helhet"))
        self.write_whole = link_button("Skriv beslutet i sin helhet …")
        self.write_whole.clicked.connect(self._open_whole)
        self.dissents = DissentRows(forms)
        self.dissents.removed.connect(self.removed)

    def _make_rest(self) -> None:
        forms = self.forms
        self.add("immediate", forms.check(title_of(Decision, "immediate", "O")))
        for name in _DAYS:
            self.add(name, forms.day(title_of(Decision, name)))
        self.add("dispatched_on", forms.day(title_of(Decision, "dispatched_on", "x")))
        self.legal_days = LegalDays()
        self.legal_days.notice_wanted.connect(self._show_notice)
        self.legal_days.appeal_said.connect(self._write_appealable)
        self.recipients = caption("", wrap=True)
        self.dispatches = DispatchRows(forms)
        self.dispatches.removed.connect(self.removed)
        self.following = Following()
        self.before = BeforeRegistering()
        self.before.place_wanted.connect(self._go_to_question)
        self.before.registered.connect(self._register)
        self.before.turned.connect(self._fit_question)
        self.before.turned.connect(self.parts_changed)
        self.remove = link_button("Ta bort beslutet", "trash")
        self.remove.clicked.connect(self._remove)

    # What is shown.

    def title(self) -> str:
        """What the item is called."""
        return "Beslut och expediering"

    def fill(self, file: CaseFile, key: ItemKey) -> None:
        """Show the places, and the one that is chosen."""
        del key
        if self._meetings_of != file.namnd.stored_id:
            self._ask_meetings(file.namnd.stored_id)
        if file.case.id != self._case_id:
            self._chosen, self._added, self._names = None, [], PlaceNames()
        self._case_id = file.case.stored_id
        self._places = self._known_places(file)
        if self._chosen not in [place.key for place in self._places]:
            self._chosen = first_place(file, self._places, self.forms.desk.today).key
        self._show_tabs(file)
        self._show_place(file, self.place())

    def _ask_meetings(self, namnd_id: int) -> None:
        self._meetings_of = namnd_id

        def known(meetings: list[KnownMeeting]) -> None:
            self._meetings = meetings
            if self.file is not None and self.key is not None:
                self.fill(self.file, self.key)

        self.forms.desk.ask(lambda store: known_meetings(store, namnd_id), known)

    def _known_places(self, file: CaseFile) -> list[DecisionPlace]:
        """The places, each with the name it has had since it was first seen."""
        places = decision_places(file, self._meetings or [], self.forms.desk.today)
        return self._names.known(file, places, self._added)

    def _progress(self, file: CaseFile, place: DecisionPlace) -> tuple[str, str]:
        """What a place is marked with, and what is said of it: an outcome is no decision before it is registered."""
        decision = next((one for one in file.decisions if one.id == place.decision_id), None)
        if decision is None or not has_outcome(file, decision):
            return "", ""
        pending = consequences_of(file, decision, self._meetings or [], self.forms.desk.today)
        registered = is_entered(file, place) and not pending
        return (" ✓", ", beslutat") if registered else (" · pågår", ", pågår")

    def place(self) -> DecisionPlace:
        """The place that is shown."""
        return next(place for place in self._places if place.key == self._chosen)

    def decision(self) -> Decision | None:
        """The decision that is shown, where there is one."""
        rows = self.file.decisions if self.file else []
        return next((one for one in rows if one.id == self.place().decision_id), None)

    def _show_tabs(self, file: CaseFile) -> None:
        today, tabs = self.forms.desk.today, list[PlaceTab]()
        for place in self._places:
            day = f" {near_day(place.day, today)}" if place.day else ""
            mark, said = self._progress(file, place)
            title = f"{place_title(place)}{day}"
            tabs.append(PlaceTab(place.key, f"{title}{mark}", f"{title}{said}"))
        self.tab_row.show_places(tabs, self._chosen)

    def _show_place(self, file: CaseFile, place: DecisionPlace) -> None:
        decision = self.decision() or unwritten_decision(file, place)
        for name, bound in self._bounds.items():
            value = getattr(decision, name)
            bound.show_value(
                ("Decision", file.case.id, place.key, name), decision_writer(self._case_id, name, place), value
            )
        judged = judged_of(file)
        self.points.show_points(file, judged, place, place.key, decision.outcome)
        self.points.setVisible(bool(judged))
        self.dissents.show_decision(file, place, place.key)
        self.dispatches.show_decision(file, place, place.key)
        self._show_quiet(file, place, decision)
        self._show_questions(file, self.decision())
        self._show_following(file, place, self.decision())
        self._show_reason()
        self.legal_days.show_decision(file, decision)

    def _show_quiet(self, file: CaseFile, place: DecisionPlace, decision: Decision) -> None:
        """The lines that tell: what the AU said, that the minutes are confirmed, who is to have the decision."""
        prepares = place.kind != BodyKind.namnd
        self._bounds["own_proposal"].field.setVisible(prepares)
        written = bool(decision.decided_text)
        self._bounds["decided_text"].field.setVisible(written or self.write_whole.property("opened") == repr(place.key))
        self.write_whole.setVisible(not self._bounds["decided_text"].field.isVisibleTo(self))
        earlier = [] if prepares else prepared_words(file, self.forms.desk.today)
        self.prepared.setText(" ".join(earlier))
        self.prepared.setVisible(bool(earlier))
        sent = bool(file.recipients) and decision.dispatched_on is None
        names = ", ".join(recipient.text for recipient in file.recipients)
        self.recipients.setText(
            f"Skriv dagen, så noteras den för: {names}." if sent else "" if file.recipients else NO_RECIPIENTS
        )
        self.recipients.setVisible(bool(self.recipients.text()) and decision.dispatched_on is None)
        self.remove.setVisible(self.decision() is not None)

    def _show_questions(self, file: CaseFile, stored: Decision | None) -> None:
        """What is asked under the fields, and above the decision when it is not as it was locked."""
        today = self.forms.desk.today
        sent_out = [one for one in file.dispatches if stored is not None and one.decision_id == stored.id]
        asked = questions_on(stored, today, sent_out) if stored is not None else {}
        for name in ("day", *_DAYS, "dispatched_on"):
            field = self._bounds[name].field
            if isinstance(field, DayField) and field.is_understood() and not self._bounds[name].unsaved:
                field.set_message(asked.get(name, ""))
        if not self._bounds["paragraph"].unsaved:
            self._bounds["paragraph"].field.set_message(asked.get("paragraph", ""))
        said = settled(file, stored, today) if stored is not None else Settled()
        self.confirmed.setText("" if said.changed else said.words)
        self.confirmed.setVisible(bool(self.confirmed.text()))
        if self.changed.words.text() != (said.words if said.changed else ""):
            self.changed.set_message(said.words if said.changed else "")

    def _show_following(self, file: CaseFile, place: DecisionPlace, stored: Decision | None) -> None:
        """What follows when the decision is registered, and what it lacks before it can be."""
        before, today = self.finish_words(), self.forms.desk.today
        self.pending = consequences_of(file, stored, self._meetings or [], today) if stored else Consequences()
        self._lacks = lacking(file, stored) if stored is not None and not self.pending else ()
        done = is_entered(file, place)
        late = done and stored is not None and is_overtaken(file, stored, self._meetings or [])
        self.following.show_following(self.pending, entered(file, stored), entered_all=done, overtaken=late)
        if self.finish_words() != before:
            self.finish_changed.emit()
        if self.before.questions != self._questions():
            self.before.leave(back=False)
        if self.pending:
            self._finish_if_wanted()

    def _show_reason(self) -> None:
        bound = self._bounds["reason"]
        told = str(bound.field.editor.property("plainText") or "")
        outcome = self.whole.value()
        shown = bool(told.strip()) or outcome in SHOWS_REASON
        if shown != bound.field.isVisibleTo(self):
            bound.field.setVisible(shown)
            self.parts_changed.emit()
        bound.field.set_message(reason_question(outcome, told) if shown else "")

    # Going about.

    def first_field(self) -> QWidget:
        """The § where the day is known, else the day."""
        return self._bounds["paragraph" if self._bounds["day"].field.editor.property("text") else "day"].field.editor

    def focus_field(self, name: str) -> bool:
        """Points and lists too."""
        if name in ("dissents", "dispatches"):
            (self.dissents if name == "dissents" else self.dispatches).first().setFocus()
            return True
        return super().focus_field(name)

    def choose_place(self, key: PlaceKey, *_: object) -> None:
        """Show another place."""
        if self.file is None or key == self._chosen:
            return
        self.flush()
        self._finish_until.setRemainingTime(0)
        self.before.leave(back=False)
        self._chosen = key
        self._show_tabs(self.file)
        self._show_place(self.file, self.place())

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """In a reason too Enter goes on; Shift+Enter begins a new line."""
        if isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress and isinstance(watched, PlainTextEdit):
            plain = not event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier
            if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and plain:
                self.focusNextChild()
                return True
        return bool(super().eventFilter(watched, event))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter goes on to the next field."""
        plain = not event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and plain:
            focus = self.focusWidget()
            if isinstance(focus, (QLineEdit, QComboBox)):
                self.focusNextChild()
                return
        super().keyPressEvent(event)

    def flush(self) -> None:
        """Points and lists too."""
        super().flush()
        self.points.flush()
        self.dissents.flush()
        self.dispatches.flush()

    # Acts.

    def _add_place(self, kind: BodyKind, occasion: DecisionOccasion) -> None:
        if self.file is None:
            return
        place = proposed_place(self.file, kind, occasion, self._meetings or [], self.forms.desk.today)
        number = 1 + sum(one.key[0] == "new" for one in self._places)
        place = place._replace(key=("new", f"{kind}:{number}"))
        self._added.append(place)
        self._places = self._known_places(self.file)
        self.choose_place(place.key)
        self.first_field().setFocus()

    def _all_as_proposed(self) -> None:
        if self.file is not None:
            self._bounds["outcome"].commit()
            self.points.flush()
            decide_all_as_proposed(self.forms.desk, self._case_id, self.place())

    def _open_whole(self) -> None:
        self.write_whole.setProperty("opened", repr(self._chosen))
        self._bounds["decided_text"].field.show()
        self.write_whole.hide()
        self.parts_changed.emit()
        self._bounds["decided_text"].field.editor.setFocus()

    def _write_appealable(self, can: bool) -> None:  # noqa: FBT001 - a signal's own
        if self.file is not None:
            say_appealable(self.forms.desk, self._case_id, self.place(), can)

    def _show_notice(self) -> None:
        """Show the text of the anslag, made of what is written here."""
        self.flush()
        if self.file is not None:
            show_notice(self.forms.desk, self._case_id, self.place(), self, self._write_appealable)

    def _remove(self) -> None:
        decision = self.decision()
        if decision is not None:
            self.flush()
            take_decision_away(self.forms.desk, decision.stored_id, self.removed.emit)

    def finish_words(self) -> str:
        """«Registrera beslutet» while something follows; while outcomes are lacking, the way to them."""
        return "Registrera beslutet" if self.pending else "Till utfall som saknas" if self._lacks else ""

    def finish_waits(self) -> bool:
        """Whoever types the last letter and Ctrl+Enter at once means what has just been typed too."""
        self.flush()
        if not self.forms.ledger.has_news and (self.pending or not self.forms.desk.background.busy):
            self._finish_until.setRemainingTime(0)
            return False
        self._finish_until.setRemainingTime(_PATIENCE_MS)
        return True

    def finish(self) -> None:
        """Register the decision; what it would leave open is asked about first, and the key that asks is no answer."""
        if self._lacks:
            self._go_to_lacking()
            return
        asked = self._questions()
        if asked:
            self.before.ask(asked)
        else:
            self._register()

    def _go_to_lacking(self) -> None:
        """Go to the first outcome that is not given, and say there why nothing can be registered."""
        if self.file is None:
            return
        of, lacks = len(judged_of(self.file)), len(self._lacks)
        if lacks == of or not of:
            field, told = self.whole_field, "Utfallet saknas. Ange det"
        else:
            field = self.points.rows[self._lacks[0]].outcome.field
            told = f"{of - lacks} av {of} utfall är angivna. Ange {'resten' if lacks > 1 else 'det här också'}"
        field.set_message(f"{told}, så kan beslutet registreras.")
        field.editor.setFocus(Qt.FocusReason.OtherFocusReason)

    def _finish_if_wanted(self, busy: bool = False) -> None:  # noqa: FBT001, FBT002 - a signal's own
        """Do what was asked for while the last letters were still on their way."""
        if not busy and not self._finish_until.hasExpired() and not self.forms.ledger.has_news:
            self._finish_until.setRemainingTime(0)
            if self.finish_words():
                self.finish()

    def _questions(self) -> list[Question]:
        decision = self.decision()
        if decision is None or self.file is None or not self.pending:
            return []
        return before_registering(self.file, decision, self.pending, self.forms.desk.today)

    def _fit_question(self) -> None:
        """With large text in a low window the question takes the whole pane: half of it says nothing."""
        asking = bool(self.before.questions)
        needed = self.before.fit(self.width(), self.height() - u(2)) if asking else 0
        self._area.setVisible(not asking or needed + u(_LEAST_SEEN) <= self.height())

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Choose again whether the fields are seen beside the question."""
        super().resizeEvent(event)
        self._fit_question()

    def _go_to_question(self, question: Question) -> None:
        """Go where the answer is written: a field here, or the record that lacks one."""
        if question.table == "decisions":
            self.focus_field(question.field)
        elif question.table == "points":
            self.points.rows[int(question.row)].reason.field.editor.setFocus(Qt.FocusReason.OtherFocusReason)
        elif self.file is not None:
            place = place_of(self.file, question.table, question.row, question.field)
            if place is not None:
                self.wanted.emit(place.key)

    def _register(self) -> None:
        """Do it, and say plainly what it led to."""
        decision = self.decision()
        if decision is None or self.file is None:
            return
        self.flush()
        self.before.leave()
        returned = goes_back(self.file, decision)
        place = self.place()

        def registered(told: str) -> None:
            self.removed.emit(told)
            if place.kind != BodyKind.namnd and place.key == self._chosen and not returned:
                self._go_on()

        register(self.forms.desk, self._case_id, decision.stored_id, registered)

    def _go_on(self) -> None:
        """What prepared the case is done with: go to the first place that has not decided."""
        file = self.file
        left = [one for one in self._places if file is not None and not is_entered(file, one)]
        later = [one for one in left if self._places.index(one) > self._places.index(self.place())]
        if later:
            focus = QApplication.focusWidget()
            inside = focus is not None and self.isAncestorOf(focus)
            self.choose_place(later[0].key)
            if inside:
                self.first_field().setFocus()

    def take_pasted(self, text: str) -> bool:
        """A text that is pasted in no field is the minutes' own."""
        if self.file is None or not text.strip():
            return False
        self.read_minutes(text)
        return True

    def read_minutes(self, pasted: str = "") -> None:
        """Ask for the text of the minutes, or show the one that was pasted, and fill in what is chosen of it."""
        if self.file is None:
            return
        self.flush()
        ask_for_minutes(self.file, self, self._take, pasted)

    def _take(self, minutes: MinutesDialog) -> None:
        kind, shown = minutes.kind(), self.place()
        place = minutes_place(self.file, self._places, shown, kind, minutes.day()) if self.file else shown
        if place is None and kind is not None:
            self._add_place(kind, DecisionOccasion.svar)
        self._chosen = place.key if place is not None else self._chosen
        take_in(self.forms.desk, self._case_id, place or self.place(), minutes, self.removed.emit)
