"""Where things are: the resources that come with the program and the folder that holds the user's data."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from pathlib import Path

from nemndsekr.support.retention import EVERYTHING, Kept

APP_NAME = "nemndsekr"


@cache
def resource_folder() -> Path:
    """Folder with fonts, icons and templates, in the source tree, the wheel or the bundled program.

    In the wheel the folder lies inside the package (pyproject.toml, force-include); in the source
    tree and in the bundled program it lies beside it.
    """
    package = Path(__file__).resolve().parent.parent
    inside = package / "_resources"
    return inside if inside.is_dir() else package.parent / "resources"


def resource(*parts: str) -> Path:
    """Path of one resource, for example ``resource("fonts", "NotoSans-Regular.ttf")``."""
    return resource_folder().joinpath(*parts)


@dataclass(frozen=True, slots=True)
class DataFolder:
    """The folder that holds one office's data; nothing in it is made until it is needed."""

    root: Path
    kept: Kept = EVERYTHING
    """How long the program keeps its own copies and logs here."""

    @property
    def database(self) -> Path:
        """The SQLite file."""
        return self.root / "nemndsekr.sqlite"

    @property
    def backups(self) -> Path:
        """Where the dated copies of the database lie."""
        return self.root / "sakerhetskopior"

    @property
    def logs(self) -> Path:
        """Where the rotating log file lies."""
        return self.root / "logg"

    @property
    def settings(self) -> Path:
        """The settings file."""
        return self.root / "installningar.json"


def default_data_folder() -> DataFolder:
    """The folder the operating system gives to this user's local data."""
    from platformdirs import user_data_path

    return DataFolder(user_data_path(APP_NAME, appauthor=False, roaming=False))
