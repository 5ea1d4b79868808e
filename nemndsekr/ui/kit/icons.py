"""The program's own icons: one-coloured SVG files, drawn at the asked size in a colour of the theme of the moment."""

from __future__ import annotations

from functools import cache
from typing import Final, Literal, get_args

from PySide6.QtCore import QByteArray, QPoint, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QIcon, QIconEngine, QImage, QPainter, QPixmap
from PySide6.QtSvg import QSvgRenderer

from nemndsekr.support.paths import resource
from nemndsekr.ui.kit.tokens import Token, tokens

IconName = Literal[
    "arrow-left", "arrow-right", "bold", "calendar", "calendar-today", "checklist", "chevron-down", "chevron-left",
    "chevron-right", "chevron-up", "close", "copy", "document", "dot", "download", "ellipsis", "flag", "folder",
    "folder-open", "half-ring", "heading", "info", "italic", "late", "link", "list-bullet", "list-number", "lock",
    "pencil", "people", "plan", "plus", "preview", "print", "question", "quote", "redo", "ring", "save", "search",
    "shield-check", "square-filled", "square-half", "square-hollow", "template", "tick", "trash", "undo", "upload",
    "vague", "warning", "word",
]  # fmt: skip

ICON_NAMES: Final[tuple[IconName, ...]] = get_args(IconName)
STROKE: Final = 1.5
_KEPT_IMAGES: Final = 400

# Images and not pixmaps: an image may outlive the application, a pixmap may not.
_images: dict[tuple[IconName, str, int, int, float, float], QImage] = {}


def icon(name: IconName, colour: Token = "text2") -> QIcon:
    """An icon for a button or action; it follows the theme by itself and is grey when disabled."""
    return QIcon(_Engine(name, colour))


def draw_icon(painter: QPainter, name: IconName, area: QRectF, colour: Token, stroke: float = STROKE) -> None:
    """Draw an icon in the square area, in whole device pixels so that it stays sharp."""
    device = painter.device()
    ratio = device.devicePixelRatioF() if device else 1.0
    image = icon_image(name, tokens().of(colour), area.size().toSize(), ratio, stroke)
    painter.drawImage(QPoint(round(area.left()), round(area.top())), image)


def icon_image(name: IconName, colour: str, size: QSize, ratio: float = 1.0, stroke: float = STROKE) -> QImage:
    """The icon as an image; kept, because rows ask for the same few over and over."""
    key = (name, colour, size.width(), size.height(), ratio, stroke)
    image = _images.get(key)
    if image is None:
        if len(_images) >= _KEPT_IMAGES:
            _images.clear()
        image = _images[key] = _drawn(name, colour, size, ratio, stroke)
    return image


def forget_icons() -> None:
    """Drop the kept images. Called by ``Theme`` only."""
    _images.clear()


def _drawn(name: IconName, colour: str, size: QSize, ratio: float, stroke: float) -> QImage:
    image = QImage(size * ratio, QImage.Format.Format_ARGB32_Premultiplied)
    image.fill(Qt.GlobalColor.transparent)
    source = _source(name).replace("currentColor", colour).replace('stroke-width="1.5"', f'stroke-width="{stroke}"')
    painter = QPainter(image)
    QSvgRenderer(QByteArray(source.encode())).render(painter, QRectF(image.rect()))
    painter.end()
    image.setDevicePixelRatio(ratio)
    return image


@cache
def _source(name: IconName) -> str:
    return resource("icons", f"{name}.svg").read_text(encoding="utf-8")


class _Engine(QIconEngine):
    """Draws an icon at whatever size Qt asks for, in the colour of the moment."""

    def __init__(self, name: IconName, colour: Token) -> None:
        super().__init__()
        self._name: IconName = name
        self._colour: Token = colour

    def paint(self, painter: QPainter, rect: QRect, mode: QIcon.Mode, state: QIcon.State) -> None:
        """Draw the icon, centred in the rectangle."""
        del state
        side = min(rect.width(), rect.height())
        area = QRectF(rect.center().x() - side / 2 + 0.5, rect.center().y() - side / 2 + 0.5, side, side)
        draw_icon(painter, self._name, area, self._ink(mode))

    def pixmap(self, size: QSize, mode: QIcon.Mode, state: QIcon.State) -> QPixmap:
        """The icon with this many pixels."""
        return self.scaledPixmap(size, mode, state, 1.0)

    def scaledPixmap(self, size: QSize, mode: QIcon.Mode, state: QIcon.State, scale: float) -> QPixmap:
        """The icon for a screen of this scale; Qt itself notes the ratio on what it gets."""
        del state
        side = round(min(size.width(), size.height()) * scale)
        return QPixmap.fromImage(icon_image(self._name, tokens().of(self._ink(mode)), QSize(side, side)))

    def clone(self) -> QIconEngine:
        """A copy, which Qt asks for when an icon is changed."""
        return _Engine(self._name, self._colour)

    def key(self) -> str:
        """A name for the engine."""
        return f"nemndsekr:{self._name}:{self._colour}"

    def _ink(self, mode: QIcon.Mode) -> Token:
        return "border" if mode == QIcon.Mode.Disabled else self._colour
