"""The program started without a console, as the Start menu does, and how it tells how that went."""

from __future__ import annotations

from typing import Final

from installer.wine.ground import Ground, windows_path

SILENT_START: Final = "tests/windows/silent_start.py"
PATIENCE: Final = 120  # seconds


def silent_start(ground: Ground) -> tuple[int, str]:
    """Start the program with neither stdout nor stderr; 0 when its window came and went, and its own words."""
    told = ground.folder / "silent.txt"
    told.unlink(missing_ok=True)
    script = windows_path(ground.source / SILENT_START)
    code = ground.pythonw(script, windows_path(told), timeout=PATIENCE)
    words = told.read_text(encoding="utf-8") if told.is_file() else "programmet startade inte, eller slutade inte"
    return (0 if words == "ok" else code or 1), words
