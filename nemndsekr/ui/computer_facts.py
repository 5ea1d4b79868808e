"""What only Qt knows of this computer, for the selfcheck: style, screens, colours, icons, printers."""

from __future__ import annotations

from typing import Any

from nemndsekr.ui.window_facts import window_facts


def computer_facts() -> dict[str, Any]:
    """The facts of the window and its printers; asked on the GUI thread."""
    facts = window_facts()
    from PySide6.QtGui import QGuiApplication
    from PySide6.QtSvg import QSvgRenderer

    from nemndsekr.support.paths import resource
    from nemndsekr.ui.kit.icons import ICON_NAMES

    screens = [
        {
            "width": screen.size().width(),
            "height": screen.size().height(),
            "scale": screen.devicePixelRatio(),
            "dpi": round(screen.logicalDotsPerInch()),
        }
        for screen in QGuiApplication.screens()
    ]
    missing = [name for name in ICON_NAMES if not QSvgRenderer(str(resource("icons", f"{name}.svg"))).isValid()]
    scheme = QGuiApplication.styleHints().colorScheme().name.lower()
    # Printers that did not answer are not the same as none.
    printers = facts["printers"] if facts.pop("printers_state", "svarade") == "svarade" else None
    return facts | {"printers": printers, "screens": screens, "color_scheme": scheme, "icons_missing": missing}
