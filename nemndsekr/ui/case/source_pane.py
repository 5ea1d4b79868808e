"""SourcePane: the right pane - what was read in, with search, the passage behind the chosen item, and «Citera»."""

from __future__ import annotations

from collections.abc import Collection
from typing import Final

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from nemndsekr.records.case_file import CaseFile
from nemndsekr.records.choices import label
from nemndsekr.records.source import SourceDocument
from nemndsekr.rules.passages import Passage, definite, page_starts, passages_of
from nemndsekr.ui.case.editors import ChoiceBox
from nemndsekr.ui.case.item_pane import show_foot
from nemndsekr.ui.kit.labels import button, caption
from nemndsekr.ui.kit.measures import column, holding, row
from nemndsekr.ui.kit.messages import EmptyState
from nemndsekr.ui.kit.panels import PageStack, Panel
from nemndsekr.ui.kit.source_view import SourceView

_STANDS_HERE: Final = " · står här också"


class SourcePane(Panel):
    """The case's sources, one at a time. ``quoted`` gives the words to put in."""

    quoted = Signal(str)

    def __init__(self, switch: QWidget | None = None) -> None:
        """Make it; a ``switch`` stands in the place of the title."""
        self.view = SourceView("Källtext")
        self.chooser = ChoiceBox()
        self.chooser.setAccessibleName("Källa")
        self._chooser_row = holding(row((self.chooser, 1), margins=(12, 8, 12, 0)))
        self.quote_button = button("Citera", "quote")
        self.quote_button.setToolTip("Sätter in den markerade texten som citat i svaret")
        self.hint = caption("Markera text för att citera", wrap=True)
        empty = EmptyState(
            "document", "Ingen källa", "Läs in rapporten eller initiativet, så går det att söka i texten och citera."
        )
        # Where a switch has taken the title's place, this says which paper it is.
        self.name = caption("", wrap=True)
        self._name_row = holding(row((self.name, 1), margins=(14, 8, 12, 0)))
        self._name_row.hide()
        shown = holding(column(self._chooser_row, self._name_row, (self.view, 1), gap=0))
        self._stack = PageStack()
        self._stack.addWidget(shown)
        self._stack.addWidget(empty)
        super().__init__("Källa", body=self._stack, footer=row((self.hint, 1), self.quote_button))
        self._switched = switch is not None
        if switch is not None:
            self.put_in_head(switch)
        self._file: CaseFile | None = None
        self._source: SourceDocument | None = None
        self._shown: tuple[int, str] | None = None
        self._passages: list[Passage] = []
        self.chooser.currentIndexChanged.connect(self._choose)
        self.quote_button.clicked.connect(self._quote)
        self.view.text.selectionChanged.connect(self._tell)
        self._tell()

    def show_file(self, file: CaseFile) -> None:
        """Offer the case's sources; the one that is shown stays."""
        self._file = file
        readable = [source for source in file.sources if source.text]
        self._stack.setCurrentIndex(0 if readable else 1)
        show_foot(self, shown=bool(readable))
        self._chooser_row.setVisible(len(readable) > 1)
        self._name_row.setVisible(self._switched and len(readable) == 1)
        self.chooser.set_choices([(source.stored_id, f"{label(source.kind)} · {source.name}") for source in readable])
        wanted = self._source.id if self._source else None
        chosen = next((one for one in readable if one.id == wanted), readable[0] if readable else None)
        self._show_source(chosen)

    def show_passages(self, record_uid: str) -> None:
        """Mark what an item was read from, in the source where it stands."""
        if self._file is None:
            return
        self._passages = passages_of(self._file, record_uid) if record_uid else []
        holding_it = {one.source_id for one in self._passages}
        # One who reads in the missive stays there as long as the items stand there too.
        if self._passages and (self._source is None or self._source.id not in holding_it):
            self._show_source(next(one for one in self._file.sources if one.id == self._passages[0].source_id))
        self._name_sources(holding_it)
        self._mark()

    def _mark(self) -> None:
        """Mark what the item was read from in the source that is shown."""
        here = [one for one in self._passages if self._source is not None and one.source_id == self._source.id]
        self.view.set_passages([(one.start, one.end) for one in here])
        if here:
            self.view.show_passage(here[0].start, here[0].end)
            self.view.set_passages([(one.start, one.end) for one in here])

    def _name_sources(self, holding_it: Collection[int]) -> None:
        """Say in the list of sources in which of them the item stands."""
        self.chooser.blockSignals(True)
        for place in range(self.chooser.count()):
            words = self.chooser.itemText(place).removesuffix(_STANDS_HERE)
            stands = self.chooser.members[place] in holding_it and len(holding_it) > 1
            self.chooser.setItemText(place, f"{words}{_STANDS_HERE}" if stands else words)
        self.chooser.blockSignals(False)

    def first(self) -> QWidget:
        """Where the focus goes with F6."""
        return self.view.field if self._source is not None else self

    def _choose(self, _: int) -> None:
        wanted = self.chooser.value()
        if self._file is not None and wanted is not None:
            self._show_source(next((one for one in self._file.sources if one.id == wanted), None))
            self._mark()

    def _show_source(self, source: SourceDocument | None) -> None:
        self._source = source
        shown = (source.stored_id, source.sha256) if source else None
        if shown == self._shown:
            return
        self._shown = shown
        if source is None:
            self.set_title("Källa")
            return
        words = definite(source.kind)
        self.set_title(words[:1].upper() + words[1:])
        self.title.setToolTip(source.name)
        self.name.setText(words[:1].upper() + words[1:])
        self.name.setToolTip(source.name)
        self.view.set_source(source.text, page_starts(source))
        self.chooser.blockSignals(True)
        self.chooser.set_value(source.stored_id)
        self.chooser.blockSignals(False)

    def _tell(self) -> None:
        marked = self._source is not None and self.view.selected() is not None
        self.quote_button.setEnabled(marked)
        self.hint.setText("" if marked else "Markera text för att citera")

    def _quote(self) -> None:
        span = self.view.selected()
        if span is None or self._source is None:
            return
        words = " ".join(self._source.text[span[0] : span[1]].split())
        page = self.view.page_at(span[0])
        self.quoted.emit(f"”{words}” ({definite(self._source.kind)}{f', s. {page}' if page else ''})")
