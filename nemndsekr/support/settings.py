"""The settings as one checked record; read leniently, written to a temporary file and then put in place."""

from __future__ import annotations

import json
import threading
from collections.abc import Callable
from dataclasses import asdict, dataclass, fields, replace
from pathlib import Path
from typing import Any

from nemndsekr.support.held_files import BRIEF, replace_file, tried

THEMES = ("system", "light", "dark")
SMALLEST_TEXT, LARGEST_TEXT = 9, 16
MOST_LISTS = 30
# The window changes them, and so does what reads a list in the background.
_CHANGING = threading.Lock()


@dataclass(frozen=True, slots=True)
class Settings:
    """What a person chooses about the program; nothing of any case."""

    theme: str = "system"
    text_points: int = 10
    last_folder: str = ""
    folders: tuple[tuple[str, str], ...] = ()
    """By the kind of file («pdf»; what is read in is «in»): the folder that was last used for it."""
    templates: tuple[tuple[str, str], ...] = ()
    window: str = ""
    told_of_place: str = ""
    """What kind of place the database lay in when the person was told that it is a poor one."""
    list_columns: tuple[tuple[str, str], ...] = ()
    """By the headings of a list that was read in: what its columns were said to hold. The latest come last."""
    policy_told: str = ""
    """A checksum of what was last told of the IT department's policy file."""

    def template_for(self, kind: str) -> str:
        """The template last used for a kind of document, or nothing."""
        return dict(self.templates).get(kind, "")

    def with_template(self, kind: str, name: str) -> Settings:
        """The settings with another template remembered for a kind."""
        return replace(self, templates=tuple(sorted({**dict(self.templates), kind: name}.items())))

    def folder_for(self, kind: str) -> str:
        """The folder last used for a kind of file, else the last one of all, or nothing."""
        return dict(self.folders).get(kind, self.last_folder)

    def with_folder(self, kind: str, folder: str) -> Settings:
        """The settings with another folder remembered for a kind of file."""
        folders = tuple(sorted({**dict(self.folders), kind: folder}.items()))
        return replace(self, folders=folders, last_folder=folder)

    def columns_for(self, headings: str) -> str:
        """What the columns of a list with these headings were said to hold, or nothing."""
        return dict(self.list_columns).get(headings, "")

    def with_columns(self, headings: str, columns: str) -> Settings:
        """The settings with the columns of one more list remembered; the oldest is forgotten when there are many."""
        others = tuple(pair for pair in self.list_columns if pair[0] != headings)
        return replace(self, list_columns=(*others, (headings, columns))[-MOST_LISTS:])


def load_settings(path: Path) -> Settings:
    """The settings of a file; what is missing, unknown or wrong in it is taken as not said."""
    try:
        return _read(path)
    except OSError:
        return Settings()


def _read(path: Path) -> Settings:
    try:
        stored = json.loads(tried(lambda: path.read_text(encoding="utf-8"), BRIEF))
    except (FileNotFoundError, ValueError):
        return Settings()
    return _checked(stored) if isinstance(stored, dict) else Settings()


def _checked(stored: dict[str, Any]) -> Settings:
    plain = Settings()
    known = {field.name for field in fields(Settings)}
    values = {
        name: value for name, value in stored.items() if name in known and isinstance(value, type(getattr(plain, name)))
    }
    for name in ("templates", "folders", "list_columns"):
        if isinstance(stored.get(name), list):
            values[name] = tuple(
                (str(pair[0]), str(pair[1])) for pair in stored[name] if isinstance(pair, list) and len(pair) == 2
            )
    settings = Settings(**values)
    if settings.theme not in THEMES:
        settings = replace(settings, theme=plain.theme)
    return replace(settings, text_points=min(max(settings.text_points, SMALLEST_TEXT), LARGEST_TEXT))


def save_settings(path: Path, settings: Settings) -> None:
    """Write the settings; a reader never sees half a file.

    Raises:
        OSError: the folder cannot be written, or somebody holds the file; the window is not kept waiting for that.
    """
    path.parent.mkdir(parents=True, exist_ok=True)
    unfinished = path.with_suffix(".tmp")
    words = json.dumps(asdict(settings), ensure_ascii=False, indent=1)
    tried(lambda: unfinished.write_text(words, encoding="utf-8"), BRIEF)
    replace_file(unfinished, path, BRIEF)


def change_settings(path: Path, change: Callable[[Settings], Settings]) -> bool:
    """Change what is kept, from what is there now; False where that cannot be read just now, or not be written."""
    try:
        with _CHANGING:
            # One that cannot be read is never taken for empty here: all else in it would be lost.
            save_settings(path, change(_read(path)))
    except OSError:
        return False
    return True
