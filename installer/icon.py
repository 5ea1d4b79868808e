"""The program's icon for Windows: an .ico with every size that Explorer asks for, drawn from the program's own SVG."""

from __future__ import annotations

import io
from pathlib import Path
from typing import Final

from PIL import Image

from nemndsekr.ui.kit.none_guard import keep_none_alive

SIZES: Final = (16, 20, 24, 32, 40, 48, 64, 128, 256)
"""16 to 48 at 100, 125, 150 and 200 %; 256 for the largest view."""


def write_icon(source: Path, target: Path) -> None:
    """Write the SVG as an .ico with every size, each drawn by itself so that its edges are sharp."""
    # Without a window nobody else has done so: Qt for Python uses None up, and this process ends in a crash.
    keep_none_alive()
    images = [_drawn(source, size) for size in SIZES]
    images[-1].save(target, format="ICO", sizes=[(size, size) for size in SIZES], append_images=images[:-1])


def _drawn(source: Path, size: int) -> Image.Image:
    from PySide6.QtCore import QBuffer, QIODevice, QRectF, Qt
    from PySide6.QtGui import QImage, QImageWriter, QPainter
    from PySide6.QtSvg import QSvgRenderer

    image = QImage(size, size, QImage.Format.Format_ARGB32)
    image.fill(Qt.GlobalColor.transparent)
    painter = QPainter(image)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    QSvgRenderer(str(source)).render(painter, QRectF(0, 0, size, size))
    painter.end()
    buffer = QBuffer()
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    QImageWriter(buffer, b"PNG").write(image)
    return Image.open(io.BytesIO(buffer.data().data())).convert("RGBA")
