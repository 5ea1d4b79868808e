"""The forms of the second answer: what was promised, locked, and beside each promise what has become of it."""

from __future__ import annotations

from datetime import datetime
from typing import Any, Final

from PySide6.QtWidgets import QWidget

from nemndsekr.operations.changes import Changes
from nemndsekr.operations.followup_answer import move_time, tell_measure, tell_what_happened, write_followup_text
from nemndsekr.records.block_text import BlockText, plain_text
from nemndsekr.records.case_file import CaseFile
from nemndsekr.records.choices import MeasureState, label
from nemndsekr.records.document import Document
from nemndsekr.records.measure import Measure, Promise
from nemndsekr.rules.case_items import ItemKey
from nemndsekr.rules.frozen import first_answer
from nemndsekr.rules.second_answer import (
    SUMMARY_KEY,
    FollowedAnswer,
    FollowedMeasure,
    Gap,
    answer_key,
    followed_answers,
    followup_document,
    own_section,
)
from nemndsekr.rules.tidpunkt import Tidpunkt
from nemndsekr.rules.typed_time import note_on
from nemndsekr.store.database import Store
from nemndsekr.ui.case.binding import Bound, Write
from nemndsekr.ui.case.record_form import Forms, ItemForm
from nemndsekr.ui.kit.forms import PairedFields
from nemndsekr.ui.kit.labels import caption, link_button
from nemndsekr.ui.kit.measures import column, holding, row
from nemndsekr.ui.kit.quotation import Quotation

# What stands under a field while the printed answer has a marked gap there.
_ASKED: Final = {
    Gap.happened: "Vad har hänt sedan det första yttrandet?",
    Gap.evidence: "Vad visar att åtgärden är genomförd?",
    Gap.new_time: "Den utlovade tiden har gått. När ska åtgärden vara klar?",
    Gap.reason: "Varför har tidpunkten flyttats, och vem har medgett det?",
    Gap.answer: "Vad har hänt sedan det första yttrandet?",
}
_FIELD_OF: Final = {
    Gap.happened: "happened",
    Gap.evidence: "evidence",
    Gap.new_time: "words",
    Gap.reason: "reason",
}


class FollowupForm(ItemForm):
    """One recommendation (or assessment) of the second answer: the first answer locked, each measure with its news."""

    def __init__(self, forms: Forms) -> None:
        super().__init__(forms)
        self.wording = Quotation()
        self.first = Quotation(strong=False)
        self.first.hide()
        self.show_first = link_button("Visa det första svaret", "chevron-right")
        self.show_first.setCheckable(True)
        self.show_first.toggled.connect(self._turn_first)
        self.cards: list[MeasureCard] = []
        text = self.add("text", forms.blocks("Svar i &löpande text"))
        text.set_caption("Skrivs före åtgärderna. Kan lämnas tomt när åtgärderna säger allt.")
        self._cards = column(gap=20)
        self.lay_out(self.wording, row(self.show_first, None), self.first, text, holding(self._cards))

    def answer(self) -> FollowedAnswer | None:
        """What is shown."""
        document = followup_document(self.file) if self.file else None
        if self.file is None or self.key is None or document is None:
            return None
        then = first_answer(self.file, document)
        answers = followed_answers(self.file, then, document, self._day(document))
        return next((one for one in answers if one.record.uid == self.key[1]), None)

    def title(self) -> str:
        """«Uppföljning av rekommendation 2»."""
        answer = self.answer()
        if answer is None:
            return "Uppföljande svar"
        kind = "bedömning" if answer.is_question else "rekommendation"
        return f"Uppföljning av {kind} {answer.number.lstrip('B')}"

    def fill(self, file: CaseFile, key: ItemKey) -> None:
        """Put what was promised and what is told since in the fields."""
        del key
        answer, document = self.answer(), followup_document(file)
        if answer is None or document is None:
            return
        self.wording.set_quotation(answer.record.text, _stance(answer))
        done = plain_text(getattr(answer.record, "done", BlockText()))
        said = "\n\n".join(filter(None, (done, plain_text(answer.record.answer))))
        self.first.set_quotation(said, "Så som nämnden svarade. Ändras inte.")
        self.show_first.setVisible(bool(said))
        self.first.setVisible(bool(said) and self.show_first.isChecked())
        self._bind_text("text", document, answer_key(answer.record.uid))
        self._bounds["text"].field.set_message(_ASKED[Gap.answer] if Gap.answer in answer.gaps else "")
        shown = [one for one in answer.all_measures if one.now is not None]
        while len(self.cards) < len(shown):
            self.cards.append(MeasureCard(self.forms))
            self._cards.addWidget(self.cards[-1])
        for card in self.cards[len(shown) :]:
            card.hide()
        for number, (card, one) in enumerate(zip(self.cards, shown, strict=False), start=1):
            card.show_measure(one, number if len(shown) > 1 else 0)
            card.show()

    def first_field(self) -> QWidget:
        """The first gap's field, else the first measure's state, else the running text."""
        for card in self._shown_cards():
            field = card.gap_field()
            if field is not None:
                return field
        cards = self._shown_cards()
        return cards[0].state.field.editor if cards else self._bounds["text"].field.editor

    def focus_field(self, name: str) -> bool:
        """Go to a gap: what is lacking, and of which measure (``happened:uid``)."""
        what, _, uid = name.partition(":")
        card = next((card for card in self._shown_cards() if card.uid == uid), None)
        if card is not None and what in _FIELD_OF:
            card.bound(_FIELD_OF[Gap(what)]).field.editor.setFocus()
            return True
        return super().focus_field("text")

    def flush(self) -> None:
        """The measures too."""
        super().flush()
        for card in self.cards:
            card.flush()

    def _shown_cards(self) -> list[MeasureCard]:
        return [card for card in self.cards if card.isVisibleTo(self)]

    def _day(self, document: Document) -> Any:
        return document.dated_on or self.forms.desk.today

    def _turn_first(self, shown: bool) -> None:  # noqa: FBT001 - a Qt slot
        self.first.setVisible(shown)
        self.show_first.setText("Dölj det första svaret" if shown else "Visa det första svaret")

    def _bind_text(self, name: str, document: Document, key: str) -> None:
        bind_text(self._bounds[name], self.file, document, key)


class FollowupTextForm(ItemForm):
    """One of the second answer's own texts: the summary, or what follows."""

    def __init__(self, forms: Forms) -> None:
        super().__init__(forms)
        self.told = caption("", wrap=True)
        text = self.add("text", forms.blocks("&Text"))
        self.lay_out(self.told, text)

    def title(self) -> str:
        """What the text is called."""
        name = "Sammanfattning" if self.key and self.key[1] == SUMMARY_KEY else "Fortsatt arbete"
        return f"Uppföljande yttrande: {name.lower()}"

    def fill(self, file: CaseFile, key: ItemKey) -> None:
        """Put the text in its field."""
        document = followup_document(file)
        if document is None:
            return
        summary = key[1] == SUMMARY_KEY
        self.told.setText(
            "Sammanfatta vad som är gjort och vad som återstår. Siffrorna skrivs ut under «Läget i korthet»."
            if summary
            else "Vad som följer efter det här yttrandet. Skrivs bara ut om här står något."
        )
        bind_text(self._bounds["text"], file, document, str(key[1]))


def bind_text(bound: Bound, file: CaseFile | None, document: Document, key: str) -> None:
    """Show one of the second answer's own texts in a field."""
    section = own_section(file, document, key) if file is not None else None
    document_id = document.stored_id

    def write(store: Store, who: str, now: datetime, value: Any, visit: str) -> Changes:
        return write_followup_text(store, document_id, key, value, who, now, visit=visit)

    bound.show_value(("followup", document_id, key), write, section.body if section is not None else BlockText())


class MeasureCard(QWidget):
    """One measure: what was promised, locked; where it stands, what has happened, what shows it, a new time and why."""

    def __init__(self, forms: Forms) -> None:
        super().__init__()
        self.uid = ""
        self.setProperty("plain", "true")
        self.promise = Quotation()
        self.state = forms.choice("Läge", MeasureState)
        self.done_on = forms.day("Genomförd")
        self.happened = forms.text("Vad som har hänt")
        self.evidence = forms.line("Belägg", "Handling, datum eller beslut")
        self.no_evidence = forms.line("Skäl till att belägg saknas")
        self.words = forms.line("Ny tidpunkt", "Till exempel våren 2027")
        self.granted = forms.line("Medgivet av")
        self.reason = forms.line("Skäl till ny tidpunkt")
        self._bounds = {
            "state": self.state,
            "done_on": self.done_on,
            "happened": self.happened,
            "evidence": self.evidence,
            "no_evidence_reason": self.no_evidence,
            "words": self.words,
            "granted_by": self.granted,
            "reason": self.reason,
        }
        self.ended = PairedFields(self.evidence.field, self.no_evidence.field)
        self.moved = PairedFields(self.words.field, self.granted.field)
        self.setLayout(
            column(
                self.promise,
                PairedFields(self.state.field, self.done_on.field),
                self.happened.field,
                self.ended,
                self.moved,
                self.reason.field,
                gap=10,
            )
        )
        self._one: FollowedMeasure | None = None

    def bound(self, name: str) -> Bound:
        """The field under a name."""
        return self._bounds[name]

    def gap_field(self) -> QWidget | None:
        """The field of the first gap."""
        gaps = self._one.gaps if self._one else ()
        return self._bounds[_FIELD_OF[gaps[0]]].field.editor if gaps else None

    def flush(self) -> None:
        """Hand over everything typed."""
        for bound in self._bounds.values():
            bound.commit()

    def show_measure(self, one: FollowedMeasure, number: int) -> None:
        """Show a measure; ``number`` tells it from the others of the same form, 0 where it stands alone."""
        now = one.now
        if now is None:
            return
        self._one, self.uid = one, now.uid
        self.promise.set_quotation(one.measure.text, _promised(one))
        for bound in self._bounds.values():
            words = bound.field.label.text()
            bound.field.editor.setAccessibleName(f"{words} för åtgärd {number}" if number else words)
        for name in ("state", "done_on", "evidence", "no_evidence_reason"):
            self._show(name, now, _measure_writer(now.stored_id, name), getattr(now, name))
        newest = one.reports[-1].text if one.reports else ""
        self._show("happened", now, _report_writer(now.stored_id), newest)
        later = one.later[-1] if one.later else Promise(case_id=now.case_id)
        for name in ("words", "granted_by", "reason"):
            self._show(name, now, _time_writer(now.stored_id, name), getattr(later, name))
        done, open_still = now.state == MeasureState.genomford, now.state not in _ENDED
        self.done_on.field.setVisible(done)
        self.ended.setVisible(done)
        self.moved.setVisible(open_still)
        self.reason.field.setVisible(open_still)
        self.words.field.set_caption(note_on(Tidpunkt.of(later)) if later.words else "")
        earlier = [f"{report.reported_on or ''} {report.text}".strip() for report in one.reports[:-1]]
        self.happened.field.set_caption(f"Tidigare: {'; '.join(earlier)}" if earlier else "")
        for gap, name in _FIELD_OF.items():
            self._bounds[name].field.set_message(_ASKED[gap] if gap in one.gaps else "")

    def _show(self, name: str, now: Measure, write: Write, value: Any) -> None:
        self._bounds[name].show_value(("followup measure", now.id, name), write, value)


_ENDED: Final = (MeasureState.genomford, MeasureState.utgar)


def _stance(answer: FollowedAnswer) -> str:
    stance = getattr(answer.record, "stance", None)
    return f"Nämnden svarade: {label(stance).lower()}" if stance is not None else "Så som den besvarades"


def _promised(one: FollowedMeasure) -> str:
    """What was promised about a measure, on one line: the first time, the effect, and how late it is by that time."""
    if one.then is None:
        return "Har tillkommit efter det första yttrandet"
    time = one.first.words if one.first is not None else ""
    told = [f"Utlovat till {time}" if time else "Ingen tidpunkt angavs"]
    told += [f"förväntad effekt: {one.measure.expected_effect.rstrip('.')}"] if one.measure.expected_effect else []
    if one.days_late:
        told.append(f"{one.days_late} dag{'ar' if one.days_late != 1 else ''} sen")
    return " · ".join(told)


def _measure_writer(measure_id: int, name: str) -> Write:
    def write(store: Store, who: str, now: datetime, value: Any, visit: str) -> Changes:
        return tell_measure(store, measure_id, name, value, who, now, visit=visit)

    return write


def _report_writer(measure_id: int) -> Write:
    def write(store: Store, who: str, now: datetime, value: Any, visit: str) -> Changes:
        return tell_what_happened(store, measure_id, value, who, now, visit=visit)

    return write


def _time_writer(measure_id: int, name: str) -> Write:
    def write(store: Store, who: str, now: datetime, value: Any, visit: str) -> Changes:
        return move_time(store, measure_id, {name: value}, who, now, visit=visit)

    return write
