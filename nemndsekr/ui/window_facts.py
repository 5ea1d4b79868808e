"""What only Qt knows about the computer, for ``selfcheck``: style, screens, printers."""

from __future__ import annotations

import os
import sys
from typing import Any


def window_facts(*, with_printers: bool = True) -> dict[str, Any]:
    """Qt's version and platform, the style, each screen's scale, and the printers' names, or None: they are silent.

    Printers may be long in answering: a window asks for the rest alone, and for them beside itself.
    """
    if sys.platform.startswith("linux") and not (os.environ.get("DISPLAY") or os.environ.get("WAYLAND_DISPLAY")):
        os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    from PySide6.QtCore import QLocale, qVersion
    from PySide6.QtGui import QGuiApplication
    from PySide6.QtWidgets import QApplication

    from nemndsekr.ui.printer_search import known_printers

    existing = QApplication.instance()
    application = existing if isinstance(existing, QApplication) else QApplication(["nemndsekr"])
    printers = known_printers() if with_printers else []
    return {
        "qt": qVersion(),
        "platform": QGuiApplication.platformName(),
        "style": application.style().objectName(),
        "locale": QLocale.system().name(),
        "screens": [{"scale": screen.devicePixelRatio()} for screen in QGuiApplication.screens()],
        "printers": printers,
    }
