"""PublishDialog: what is not to be published is masked, looked through place by place, and only then saved."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Final

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QPushButton, QWidget

from nemndsekr.documents.formats import FORMATS
from nemndsekr.documents.making import DocumentOptions
from nemndsekr.documents.masking import Passage, passages_in, words_before
from nemndsekr.operations.case_parts import remove_part
from nemndsekr.operations.changes import Changes
from nemndsekr.operations.edit_record import edit_record
from nemndsekr.operations.make_document import save_document
from nemndsekr.operations.publish import (
    GROUND_WORDS,
    Publication,
    Scope,
    ShownMask,
    add_masks,
    publication,
    published_document,
    scope_values,
)
from nemndsekr.records.choices import Secrecy
from nemndsekr.records.document import Mask
from nemndsekr.store.database import Store
from nemndsekr.support.errors import UserError
from nemndsekr.ui.desk import Desk
from nemndsekr.ui.document.masked_text import MaskedText
from nemndsekr.ui.kit.dialogs import FittedDialog
from nemndsekr.ui.kit.forms import Combo, Field, dress_combo
from nemndsekr.ui.kit.labels import Label, button, caption, link_button, primary_button
from nemndsekr.ui.kit.lists import TaskList, TaskRow
from nemndsekr.ui.kit.measures import column, holding, row, set_size
from nemndsekr.ui.kit.messages import FieldMessage, MessageBar, announce
from nemndsekr.ui.kit.panels import Panel, SplitPanes
from nemndsekr.ui.paper_out import PaperOut

_JUDGE: Final = "Programmet hjälper dig att hitta och ta bort. Vad som är hemligt eller inte ska publiceras bedömer du."
_NOTHING_MARKED: Final = "Markera först det som ska maskeras i texten, med musen eller med Skift och piltangenterna."
_NO_PROPOSALS: Final = "Inga fler förslag. Förslagen hittar inte allt: läs också själv."
_NO_MASKS: Final = "Inget är maskerat än. Markera i texten och tryck Ctrl+M, eller ta ett förslag."
_SAVE_AS: Final = {"pdf": "Spara PDF …", "docx": "Spara Word …", "html": "Spara webbsida …"}
_SCOPES: Final = (
    (Scope.document, "Överallt i handlingen"),
    (Scope.here, "Bara på det här stället"),
    (Scope.case, "I alla ärendets handlingar"),
)
_LONGEST: Final = 70
_LONG_FIGURE: Final = 5
"""Figures: from here on a number is taken for a number of its own (a telephone, a registration), not for a count."""
_AS_DECIDED: Final = "Publiceringsversionen görs av det som nämnden beslutade, inte av texten i dag."
_DASH: Final = " – "
ChoosePath = Callable[[str, str], Path | None]
"""Asks where to save, given a suggested name and a format; None is no."""


@dataclass(frozen=True, slots=True)
class PublishWish:
    """The document that is to be published, as it is chosen on its page, and what must be told of it first."""

    case_id: int
    kind: str
    template: str
    options: DocumentOptions
    warning: str = ""
    version_id: int = 0
    """The decided version, where the text has been changed since: it is what is to be published."""


class PublishDialog(FittedDialog):
    """Two sides of one window: the text to mask in, and what is masked to be looked through before it is saved."""

    def __init__(
        self, desk: Desk, wish: PublishWish, seen: Publication, choose: ChoosePath, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.setWindowTitle(f"Publiceringsversion – {seen.name}")
        self._desk, self._wish, self._choose = desk, wish, choose
        self._seen = seen
        self._passed: frozenset[str] = frozenset()
        self._looked: set[int] = set()
        self._hits: list[tuple[str, str]] = []
        self.reviewing = False
        self._lay_out()
        self._connect()
        self._show()
        self.text.setFocus()

    def _lay_out(self) -> None:
        self.bar = MessageBar(closable=True)
        self.out = PaperOut(self, self._desk, self.bar.tell, self._choose)
        self.text = MaskedText()
        self.text_panel = Panel("Texten", body=self.text)
        self.ground = Combo()
        self.ground.setEditable(True)
        self.ground.setInsertPolicy(Combo.InsertPolicy.NoInsert)
        dress_combo(self.ground)
        self.mask_button = button("Maskera  Ctrl+M")
        self.mask_button.setAccessibleName("Maskera det markerade")
        self.mask_message = FieldMessage()
        ground = Field("&Lagrum", self.ground)
        self._marking = holding(column(ground, row(self.mask_button, None), self.mask_message, gap=8))
        self.masks = TaskList("Maskerade passager", lines=True, wraps=True)
        self.no_masks = Label(_NO_MASKS, "caption", "muted", wrap=True)
        self.scope = Combo()
        for scope, words in _SCOPES:
            self.scope.addItem(words, scope.value)
        self.scope.setAccessibleName("Var maskeringen gäller")
        self.remove_button = link_button("Ta bort")
        self.remove_button.setAccessibleName("Ta bort maskeringen")
        self._chosen = holding(row((self.scope, 1), self.remove_button, margins=(12, 6, 8, 6)))
        empty = holding(column(self.no_masks, margins=(12, 10, 12, 10)))
        self._empty = empty
        self.masks_panel = Panel("Maskeras", body=holding(column((self.masks, 1), empty, self._chosen, gap=0)))
        self.take_button, self.pass_button = link_button("Maskera"), link_button("Hoppa över")
        self.take_button.setAccessibleName("Maskera förslaget")
        self.pass_button.setAccessibleName("Hoppa över förslaget")
        self.proposals = TaskList("Förslag", lines=True, wraps=True)
        self.no_proposals = Label(_NO_PROPOSALS, "caption", "muted", wrap=True)
        self._none_left = holding(column(self.no_proposals, margins=(12, 10, 12, 10)))
        self.proposals_panel = Panel(
            "Förslag",
            actions=(self.take_button, self.pass_button),
            body=holding(column((self.proposals, 1), self._none_left, gap=0)),
        )
        for one in (self.masks, self.proposals):
            set_size(one, min_height=72)
        self.places = TaskList("Maskerade passager att gå igenom", lines=True)
        self.next_button = button("Nästa  F8")
        self.next_button.setAccessibleName("Nästa maskerade passage")
        self.count = Label("", "strong", wrap=True)
        self.left_out = caption("", wrap=True)
        looking = column(self.count, row(self.next_button, None), self.left_out, gap=8, margins=(12, 10, 12, 10))
        self.places_panel = Panel("Gå igenom", body=holding(column(looking, (self.places, 1), gap=0)))
        right = holding(
            column(self._marking, (self.masks_panel, 3), (self.proposals_panel, 2), (self.places_panel, 1), gap=12)
        )
        set_size(right, min_width=300)
        panes = SplitPanes(self.text_panel, right, sizes=(620, 400), stretch=(1, 0))
        self.review_button = primary_button("Granska")
        self.back_button = button("Tillbaka")
        self.close_button = button("Stäng")
        self.save_buttons: dict[str, QPushButton] = {
            made.suffix: (primary_button if made.suffix == "pdf" else button)(_SAVE_AS[made.suffix])
            for made in reversed(FORMATS)
            if made.suffix in _SAVE_AS
        }
        foot = row(
            (Label(_JUDGE, "caption", "muted", wrap=True), 1),
            self.close_button,
            self.back_button,
            self.review_button,
            *self.save_buttons.values(),
        )
        for made in (self.close_button, self.back_button, self.mask_button, self.next_button):
            made.setAutoDefault(False)
        self.fit(column(self.bar, (panes, 1), gap=8), foot, width=1080, height=660)

    def _connect(self) -> None:
        self.ground.activated.connect(lambda _: self.ground.setEditText(self.chosen_ground))
        self.mask_button.clicked.connect(self.mask_marked)
        self.text.marked_changed.connect(lambda: self.mask_message.set_message(""))
        self.masks.chosen.connect(self._choose_mask)
        self.scope.activated.connect(self._change_scope)
        self.remove_button.clicked.connect(self._remove)
        self.proposals.chosen.connect(self._find_proposal)
        self.proposals.opened.connect(lambda _: self._take())
        self.take_button.clicked.connect(self._take)
        self.pass_button.clicked.connect(self._pass)
        self.review_button.clicked.connect(self.review)
        self.back_button.clicked.connect(self.go_back)
        self.next_button.clicked.connect(self.next_place)
        self.places.chosen.connect(self._look_at)
        self.close_button.clicked.connect(self.reject)
        for suffix, made in self.save_buttons.items():
            made.clicked.connect(partial(self._save, suffix))
        QShortcut(QKeySequence("Ctrl+M"), self, self.mask_marked)
        QShortcut(QKeySequence("F8"), self, self.next_place)
        QShortcut(QKeySequence(Qt.Key.Key_Delete), self.masks, self._remove, context=Qt.ShortcutContext.WidgetShortcut)

    # Masking

    @property
    def chosen_ground(self) -> str:
        """The law that is chosen or written."""
        return self.ground.currentText().partition(_DASH)[0].strip()

    def mask_marked(self) -> None:
        """Mask what is marked in the text: wherever the same words stand, or there alone.

        What goes over several paragraphs or cells, and a short figure, is meant where it stands: «11» may be anything.
        """
        if self.reviewing:
            return
        whole = self._seen.whole_text
        found = passages_in(self._seen.masked, *self.text.marked)
        if not found:
            self.mask_message.set_message(_NOTHING_MARKED)
            self.text.setFocus()
            return
        here = len(found) > 1
        self._mask(
            (whole[start:end], words_before(whole, start) if here or _is_figure(whole[start:end]) else "")
            for start, end in found
        )

    def _mask(self, marked: Iterable[tuple[str, str]]) -> None:
        case_id, kind = self._wish.case_id, self._wish.kind
        passages = [Passage(words, before, self.chosen_ground) for words, before in dict.fromkeys(marked)]
        self._act(lambda store, who, now: add_masks(store, case_id, kind, passages, who, now), passages[-1].words)

    def _take(self) -> None:
        words = self.proposals.current_key()
        if isinstance(words, str):
            self._mask([(words, "")])

    def _pass(self) -> None:
        words = self.proposals.current_key()
        if isinstance(words, str):
            self._passed |= {words}
            self._read_anew()

    def _find_proposal(self, words: object) -> None:
        if isinstance(words, str):
            start = self._seen.whole_text.find(words)
            if start >= 0:
                self.text.mark(start, start + len(words))

    def _choose_mask(self, mask_id: object) -> None:
        mask = self._mask_with(mask_id)
        if mask is None:
            return
        self.scope.setCurrentIndex(self.scope.findData(mask.scope.value))
        self.text.go_to_masked(self._first_place(mask))

    def _first_place(self, mask: ShownMask) -> int:
        hits = [stretch.passage for stretch in self._seen.masked.stretches if stretch.passage >= 0]
        return hits.index(mask.number) if mask.number in hits else -1

    def _mask_with(self, mask_id: object) -> ShownMask | None:
        return next((one for one in self._seen.masks if one.mask_id == mask_id), None)

    def _change_scope(self) -> None:
        mask = self._mask_with(self.masks.current_key())
        if mask is None:
            return
        scope, before = Scope(self.scope.currentData()), ""
        if scope is Scope.here:
            before = self._before(mask)
        values = scope_values(scope, self._wish.kind, before)
        self._act(
            lambda store, who, now: edit_record(
                store, Mask, mask.mask_id, values, who, now, name="ändrade var en maskering gäller"
            )
        )

    def _before(self, mask: ShownMask) -> str:
        """The words before the place that is meant: the one that is marked, else the first."""
        whole = self._seen.whole_text
        start, end = self.text.marked
        at = start if whole[start:end].startswith(mask.passage.words) else whole.find(mask.passage.words)
        return words_before(whole, max(at, 0))

    def _remove(self) -> None:
        mask = self._mask_with(self.masks.current_key())
        if mask is not None:
            self._act(lambda store, who, now: remove_part(store, Mask, mask.mask_id, "tog bort en maskering", who, now))

    def _act(self, operation: Callable[..., Changes], masked: str = "") -> None:
        self._desk.act(operation, lambda _: self._read_anew(masked), self._not_done)

    def _read_anew(self, masked: str = "") -> None:
        wish, passed = self._wish, self._passed
        self._desk.ask(
            lambda store: seen_anew(store, wish, passed), partial(self._take_seen, masked=masked), self._not_done
        )

    def _take_seen(self, seen: Publication, *, masked: str = "") -> None:
        self._seen = seen
        self._show()
        mask = next((one for one in seen.masks if one.passage.words == " ".join(masked.split())), None)
        if mask is not None:
            places = "ett ställe" if mask.effect.places == 1 else f"{mask.effect.places} ställen"
            announce(self.text, f"Maskerat på {places}.")
            self.masks.choose(mask.mask_id)

    # Showing

    def _show(self) -> None:
        seen = self._seen
        self.text.show_stretches(seen.masked.stretches, self._boxes() if self.reviewing else ())
        count = seen.masked.count
        self.text_panel.set_title("Texten", _counted(count))
        written = self.ground.currentText()
        shown = [self.ground.itemText(at).partition(_DASH)[0] for at in range(self.ground.count())]
        if shown != list(seen.grounds):
            self.ground.clear()
            for one in seen.grounds:
                self.ground.addItem(_DASH.join(filter(None, (one, GROUND_WORDS.get(one, "")))))
            self.ground.setEditText(written or (seen.grounds[0] if seen.grounds else ""))
        self.masks.set_rows([_mask_row(one) for one in seen.masks])
        self.masks_panel.set_title("Maskeras", str(len(seen.masks)) if seen.masks else "")
        self.masks.setVisible(bool(seen.masks))
        self._empty.setVisible(not seen.masks)
        self._chosen.setVisible(bool(seen.masks))
        self.proposals.set_rows([TaskRow(one.words, one.words, note=one.why) for one in seen.proposals])
        if seen.proposals and self.proposals.current_key() is None:
            # The first is the one that «Maskera» takes; what is marked in the text is left as it is.
            self.proposals.blockSignals(True)
            self.proposals.choose(seen.proposals[0].words)
            self.proposals.blockSignals(False)
        self.proposals_panel.set_title("Förslag", str(len(seen.proposals)) if seen.proposals else "")
        for part in (self.proposals, self.take_button, self.pass_button):
            part.setVisible(bool(seen.proposals))
        self._none_left.setVisible(not seen.proposals)
        if self.masks.current_key() is None and seen.masks:
            self.scope.setCurrentIndex(self.scope.findData(seen.masks[0].scope.value))
        self._show_side()
        if seen.decided and not self.reviewing:
            self.bar.show_message("info", _AS_DECIDED)
        elif self._wish.warning and not self.reviewing:
            self.bar.show_message("warn", self._wish.warning)
        elif seen.secrecy is Secrecy.hela and not self.reviewing:
            self.bar.show_message("warn", "Ärendet eller handlingen är märkt med sekretess i sin helhet.")

    def _show_side(self) -> None:
        for one in (self._marking, self.masks_panel, self.proposals_panel, self.review_button, self.close_button):
            one.setVisible(not self.reviewing)
        for one in (self.places_panel, self.back_button, *self.save_buttons.values()):
            one.setVisible(self.reviewing)

    def _boxes(self) -> list[str]:
        return [passage.box for passage in self._seen.passages]

    # Looking through

    def review(self) -> None:
        """Show what is masked with what stands instead, to be gone through before anything is saved."""
        self.reviewing = True
        self._looked = set()
        self.bar.hide()
        self._show()
        hits = [stretch for stretch in self._seen.masked.stretches if stretch.passage >= 0]
        self._hits = [(stretch.text, self._seen.passages[stretch.passage].ground) for stretch in hits]
        notes = []
        if self._seen.proposals:
            count = len(self._seen.proposals)
            notes.append(f"{count} förslag är inte avgjorda.")
        notes += [f"«{_short(one.passage.words)}»: {one.doubt}" for one in self._seen.masks if one.doubt]
        if self._seen.attachments:
            which = "Bilagan" if self._seen.attachments == 1 else f"De {self._seen.attachments} bilagorna"
            notes.append(f"{which} ingår inte i filen.")
        self.left_out.setText("\n".join(notes))
        self.left_out.setVisible(bool(notes))
        doubtful = bool(self._seen.proposals) or any(one.doubt for one in self._seen.masks)
        self.left_out.set_tone("warn" if doubtful else "muted")
        self._show_looked()
        if self._hits:
            self.next_place()
            self.next_button.setFocus()

    def go_back(self) -> None:
        """Go on masking."""
        self.reviewing = False
        self.bar.hide()
        self._show()
        self.text.setFocus()

    def next_place(self) -> None:
        """Go to the next masked passage that has not been looked at; after the last one, to the first again."""
        if not self.reviewing or not self._hits:
            return
        left = [at for at in range(len(self._hits)) if at not in self._looked]
        current = self.places.current_key()
        after = (current + 1) % len(self._hits) if isinstance(current, int) else 0
        self._look_at(left[0] if left else after)
        self.places.choose(left[0] if left else after)

    def _look_at(self, number: object) -> None:
        if not isinstance(number, int) or not self.reviewing:
            return
        self._looked.add(number)
        self.text.go_to_masked(number)
        self._show_looked()
        words, ground = self._hits[number]
        announce(self.text, f"{number + 1} av {len(self._hits)}: {words}, {ground or 'utan lagrum'}")

    def _show_looked(self) -> None:
        self.places.set_rows(
            [
                TaskRow(
                    at, _short(words), lead=str(at + 1), note=ground or "Utan lagrum",
                    tail="genomgången" if at in self._looked else "",
                )
                for at, (words, ground) in enumerate(self._hits)
            ]
        )  # fmt: skip
        left = len(self._hits) - len(self._looked)
        if not self._hits:
            words = "Inget är maskerat. Filen får samma text som handlingen."
        elif left:
            words = f"{_counted(len(self._hits))}, {left} kvar att gå igenom före du sparar."
        else:
            words = f"{_counted(len(self._hits))}, alla genomgångna."
        self.count.setText(words)
        self.next_button.setVisible(bool(self._hits))
        for one in self.save_buttons.values():
            one.setEnabled(not left)

    def _save(self, suffix: str) -> None:
        seen = self._seen
        path = self._choose(f"{seen.stem}.{suffix}", suffix)
        if path is not None:
            self._save_at(seen, suffix, path)

    def _save_at(self, seen: Publication, suffix: str, path: Path) -> None:
        self._desk.act(
            lambda store, who, now: save_document(store, published_document(seen, suffix), path, who, now),
            lambda _: self.out.tell_saved(path),
            lambda error: self.out.tell_not_saved(error, path, partial(self._save_at, seen, suffix)),
        )

    def _not_done(self, error: UserError) -> None:
        self.bar.show_message("late", str(error))


def seen_anew(store: Store, wish: PublishWish, passed: frozenset[str] = frozenset()) -> Publication:
    """The document to be published as it stands now.

    Raises:
        UserError: there is no such case, or no such document can be made of it.
    """
    return publication(store, wish.case_id, wish.kind, wish.template, wish.options, passed, version_id=wish.version_id)


def _mask_row(mask: ShownMask) -> TaskRow:
    places = "ett ställe" if mask.effect.places == 1 else f"{mask.effect.places} ställen"
    told = mask.doubt or ("" if mask.effect.places < 1 else places)
    note = " · ".join(filter(None, (mask.passage.ground or "Utan lagrum", told)))
    return TaskRow(mask.mask_id, _short(mask.passage.words), note=note, note_ink="warn" if mask.doubt else "text2")


def _counted(count: int) -> str:
    return "1 maskerad passage" if count == 1 else f"{count} maskerade passager" if count else ""


def _short(words: str) -> str:
    plain = " ".join(words.split())
    return plain if len(plain) <= _LONGEST else f"{plain[:_LONGEST].rsplit(' ', 1)[0]} …"


def _is_figure(words: str) -> bool:
    """Whether some words are but a short number, as «11» or «38 %»."""
    figures = [char for char in words if char.isdigit()]
    return 0 < len(figures) < _LONG_FIGURE and not any(char.isalpha() for char in words)
