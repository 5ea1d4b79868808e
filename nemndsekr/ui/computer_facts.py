"""What only Qt knows of this computer, for the selfcheck: style, screens, colours, icons, printers."""

from __future__ import annotations

from typing import Any

from nemndsekr.ui.window_facts import window_facts


def computer_facts(*, with_printers: bool = True) -> dict[str, Any]:
    """The facts of the window, asked on the GUI thread; and of the printers, which may be long in answering."""
    facts = window_facts(with_printers=with_printers)
    from PySide6.QtGui import QGuiApplication
    from PySide6.QtSvg import QSvgRenderer
    from PySide6.QtWidgets import QStyleFactory

    from nemndsekr.support.paths import resource
    from nemndsekr.ui.kit.icons import ICON_NAMES

    facts["screens"] = [
        {
            "width": screen.size().width(),
            "height": screen.size().height(),
            "scale": screen.devicePixelRatio(),
            "dpi": round(screen.logicalDotsPerInch()),
        }
        for screen in QGuiApplication.screens()
    ]
    facts["styles"] = QStyleFactory.keys()
    facts["color_scheme"] = QGuiApplication.styleHints().colorScheme().name.lower()
    facts["icons_missing"] = [
        name for name in ICON_NAMES if not QSvgRenderer(str(resource("icons", f"{name}.svg"))).isValid()
    ]
    return facts
