"""WindowPlaces: where the window stood, how wide its columns and panes were, from one day to the next."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QByteArray, QSettings

if TYPE_CHECKING:
    from nemndsekr.ui.main_window import MainWindow


class WindowPlaces:
    """Kept in a file of its own, apart from the settings, since they belong to the screen and not to the person."""

    def __init__(self, window: MainWindow) -> None:
        self._window = window
        self._placed: set[str] = set()

    def restore(self) -> None:
        """Put the window and the columns of the list where they were."""
        window, kept_places = self._window, self._file()
        header = window.cases.table.horizontalHeader()
        for key, put in (("window", window.restoreGeometry), ("columns", header.restoreState)):
            kept = kept_places.value(key)
            if isinstance(kept, QByteArray):
                put(kept)
        window.cases.table.show_sorted(window.cases.filter.order)

    def place_panes(self, name: str) -> None:
        """Give the panes of a page the sizes they had; once, when it is first shown."""
        if name in self._placed:
            return
        self._placed.add(name)
        places = self._file()
        for number, panes in enumerate(self._window.panes_of(name)):
            kept = [int(size) for size in str(places.value(f"panes/{name}{number}", "")).split("-") if size.isdigit()]
            if len(kept) == panes.count():
                panes.setSizes(kept)

    def remember(self) -> None:
        """Keep how everything stands now."""
        window = self._window
        if not window.folder.root.is_dir():
            return
        places = self._file()
        places.setValue("window", window.saveGeometry())
        places.setValue("columns", window.cases.table.horizontalHeader().saveState())
        for name in self._placed:
            for number, panes in enumerate(window.panes_of(name)):
                # A pane that is folded away has no size; what one drew before that is to be kept.
                if all(panes.sizes()):
                    places.setValue(f"panes/{name}{number}", "-".join(map(str, panes.sizes())))
        places.sync()

    def _file(self) -> QSettings:
        return QSettings(str(self._window.folder.root / "fonster.ini"), QSettings.Format.IniFormat)
