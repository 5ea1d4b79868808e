"""CasePanes: list, form and source of a case side by side; the source folds to a button where it has no room."""

from __future__ import annotations

from typing import Final

from nemndsekr.ui.case.item_list import ItemList
from nemndsekr.ui.case.item_pane import ItemPane
from nemndsekr.ui.case.side_pane import SidePane
from nemndsekr.ui.kit.panels import SplitPanes
from nemndsekr.ui.kit.tokens import points, u

LIST_UNITS: Final = 284
SOURCE_UNITS: Final = 300
WIDEST_FORM: Final = 720
_FOLD_BELOW: Final = 1000
"""Units of the page's width under which the source folds to a button."""


class CasePanes(SplitPanes):
    """Shares the page's width among the three; what a person has moved by hand stays while nothing else changes."""

    def __init__(self, items: ItemList, pane: ItemPane, side: SidePane) -> None:
        super().__init__(items, pane, side, stretch=(0, 1, 0))
        self._items, self._pane, self._side = items, pane, side
        self.source_shown = False
        """Whether the source is shown although it is folded."""
        self._page_width = 0
        self._wide = False
        self._moved_by_hand = False
        self._laid: tuple[bool, bool, float, int] | None = None
        self.splitterMoved.connect(self._moved)

    @property
    def folded(self) -> bool:
        """Whether the side is folded to a button: where there is no room for it, and beside a table that is wide."""
        return self._narrow or self._wide

    @property
    def _narrow(self) -> bool:
        return self._page_width < u(_FOLD_BELOW)

    def set_page_width(self, width: int) -> None:
        """Lay out anew for a page of this width, in pixels."""
        self._page_width = width
        self._lay_out()

    def grown(self) -> None:
        """Lay out anew at once when the text has grown: panes that do not fit would make the window larger."""
        if self._laid is not None:
            self._lay_out()

    def show_source(self, *, shown: bool, into: bool = True) -> None:
        """Show the side, and go there, or fold it."""
        self.source_shown = shown
        self._lay_out()
        if shown and into:
            self._side.first().setFocus()

    def make_room(self, *, wide: bool) -> None:
        """Lay out for an item that is a wide table, or is none."""
        if wide and not self._wide:
            self.source_shown = False  # what was shown beside another item is not asked for beside this one
        self._wide = wide
        self._lay_out()

    def beside_width(self) -> int:
        """Pixels that the side needs at least while all three are shown; it is folded before they are lacking."""
        both = not self._side.isHidden() and not self._items.isHidden()
        return self._side.minimumSizeHint().width() if both else 0

    def _lay_out(self) -> None:
        folded = self.folded
        now = (folded, self.source_shown, points(), self._page_width)
        self._pane.set_folded(folded, source_shown=self.source_shown)
        self._side.setVisible(not folded or self.source_shown)
        self._items.setVisible(not (self._narrow and self.source_shown))
        if self._laid is None or now[:3] != self._laid[:3]:
            self._moved_by_hand = False
        if now != self._laid and not self._moved_by_hand:
            room = self._page_width - u(32)
            left = min(u(LIST_UNITS), round(room * 0.34))
            # In a wide window the source gets what would only make the form's lines too long to read.
            right = round(room * 0.45) if self._narrow else max(u(SOURCE_UNITS), room - left - u(WIDEST_FORM + 16))
            beside = 0 if self._narrow or (folded and not self.source_shown) else right
            self._laid = now
            self.setSizes([left, max(u(240), room - left - beside), right])

    def _moved(self) -> None:
        self._moved_by_hand = True
