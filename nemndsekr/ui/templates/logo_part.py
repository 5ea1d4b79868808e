"""LogoPart: the picture at the top of the documents of a template, chosen from a file and taken away again."""

from __future__ import annotations

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QPixmap
from PySide6.QtWidgets import QLabel, QWidget

from nemndsekr.ui.kit.labels import caption, link_button
from nemndsekr.ui.kit.measures import column, row
from nemndsekr.ui.kit.messages import FieldMessage
from nemndsekr.ui.kit.tokens import u

_NONE = "Ingen bild. PNG eller JPEG, högst 2 MB. Den står överst på första sidan."


class LogoPart(QWidget):
    """``wanted``: another picture is to be chosen; ``removed``: none is wanted any more."""

    wanted = Signal()
    removed = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.picture = QLabel()
        self.picture.setAccessibleName("Logotypen")
        self.told = caption(_NONE, wrap=True)
        self.choose_button = link_button("Välj bild …", "download")
        self.remove_button = link_button("Ta bort bilden", "trash")
        self.message = FieldMessage()
        acts = row(self.choose_button, self.remove_button, None, gap=4)
        self.setLayout(column(self.picture, self.told, acts, self.message, gap=6))
        self.choose_button.clicked.connect(self.wanted)
        self.remove_button.clicked.connect(self.removed)

    def show_logo(self, content: bytes, *, locked: bool) -> None:
        """Show a picture, or that there is none."""
        self.message.set_message("")
        shown = QPixmap()
        shown.loadFromData(content)
        if not shown.isNull():
            most = QSize(u(220), u(64)) * self.devicePixelRatioF()
            keep, smooth = Qt.AspectRatioMode.KeepAspectRatio, Qt.TransformationMode.SmoothTransformation
            shown = shown.scaled(shown.size().boundedTo(most), keep, smooth)
            shown.setDevicePixelRatio(self.devicePixelRatioF())
        self.picture.setPixmap(shown)
        self.picture.setVisible(not shown.isNull())
        self.told.setVisible(shown.isNull())
        self.choose_button.setEnabled(not locked)
        self.choose_button.setText("Välj bild …" if shown.isNull() else "Byt bild …")
        self.remove_button.setVisible(not shown.isNull())
        self.remove_button.setEnabled(not locked)
