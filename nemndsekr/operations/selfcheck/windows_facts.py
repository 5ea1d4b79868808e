"""What only Windows can tell of a computer: its profile, file systems, code pages and usual PDF viewer."""

from __future__ import annotations

import os
import sys
from contextlib import suppress
from pathlib import Path
from typing import Final, NamedTuple

TEMPORARY: Final = 1
ROAMING: Final = 2
MANDATORY: Final = 4
"""What GetProfileType answers, as bits."""
STATE_MANDATORY: Final = 0x0001
STATE_GUEST: Final = 0x0080
STATE_TEMPORARY: Final = 0x0800
"""Bits of the value State of a profile in ProfileList."""


class Profile(NamedTuple):
    """The signed-in user's profile: its folder, and what Windows and FSLogix say of it."""

    home: str
    kind: int = 0
    """Bits of GetProfileType."""
    state: int = 0
    """Bits of State in ProfileList."""
    fslogix: bool = False
    """Whether FSLogix keeps profiles in containers on this computer."""


if sys.platform == "win32":
    import ctypes
    import winreg
    from ctypes import wintypes

    _PROFILES = r"SOFTWARE\Microsoft\Windows NT\CurrentVersion\ProfileList"
    _FSLOGIX = r"SOFTWARE\FSLogix\Profiles"
    _PDF_CHOICE = r"Software\Microsoft\Windows\CurrentVersion\Explorer\FileExts\.pdf\UserChoice"

    def read_profile() -> Profile:
        """The profile of the user who is signed in."""
        home = os.environ.get("USERPROFILE", "")
        kind = wintypes.DWORD(0)
        with suppress(OSError, AttributeError):
            ctypes.WinDLL("userenv").GetProfileType(ctypes.byref(kind))
        return Profile(home, kind.value, _state_of(home), _fslogix())

    def _state_of(home: str) -> int:
        with suppress(OSError), winreg.OpenKey(winreg.HKEY_LOCAL_MACHINE, _PROFILES) as profiles:
            for number in range(winreg.QueryInfoKey(profiles)[0]):
                with suppress(OSError), winreg.OpenKey(profiles, winreg.EnumKey(profiles, number)) as one:
                    path = os.path.expandvars(str(winreg.QueryValueEx(one, "ProfileImagePath")[0]))
                    if path.casefold() == home.casefold():
                        return int(winreg.QueryValueEx(one, "State")[0])
        return 0

    def _fslogix() -> bool:
        with suppress(OSError), winreg.OpenKey(winreg.HKEY_LOCAL_MACHINE, _FSLOGIX) as key:
            return bool(winreg.QueryValueEx(key, "Enabled")[0])
        return False

    def file_system(folder: Path) -> str:
        """The file system that a folder lies on («NTFS»), or "" where it cannot be told."""
        root = ctypes.create_unicode_buffer(32768)
        name = ctypes.create_unicode_buffer(64)
        kernel = ctypes.WinDLL("kernel32")
        if not kernel.GetVolumePathNameW(str(folder), root, len(root)):
            return ""
        if not kernel.GetVolumeInformationW(root, None, 0, None, None, None, name, len(name)):
            return ""
        return name.value

    def code_pages() -> tuple[int, int]:
        """The code page of Windows' own texts and that of the console."""
        kernel = ctypes.WinDLL("kernel32")
        return int(kernel.GetACP()), int(kernel.GetOEMCP())

    def pdf_viewer() -> str:
        """What opens PDF files for this user, by its name in the registry; "" where nothing does."""
        with suppress(OSError), winreg.OpenKey(winreg.HKEY_CURRENT_USER, _PDF_CHOICE) as key:
            return str(winreg.QueryValueEx(key, "ProgId")[0])
        with suppress(OSError):
            return winreg.QueryValue(winreg.HKEY_CLASSES_ROOT, ".pdf")
        return ""

else:
    import shutil
    import subprocess

    def read_profile() -> Profile:
        """The home folder; Linux has no profiles that are thrown away."""
        return Profile(os.environ.get("HOME", ""))

    def file_system(folder: Path) -> str:
        """The file system that a folder lies on («ext4»), or "" where it cannot be told."""
        best = ("", "")
        with suppress(OSError):
            for line in Path("/proc/self/mounts").read_text(encoding="utf-8", errors="replace").splitlines():
                _, place, system, *_ = line.split(" ")
                if folder.is_relative_to(place) and len(place) >= len(best[0]):
                    best = (place, system)
        return best[1]

    def code_pages() -> tuple[int, int]:
        """Linux has none."""
        return 0, 0

    def pdf_viewer() -> str:
        """What opens PDF files for this user, or "" where nothing does or it cannot be told."""
        asked = shutil.which("xdg-mime")
        if asked is None:
            return ""
        with suppress(OSError, subprocess.SubprocessError):
            told = subprocess.run(  # noqa: S603 - the system's own program, with words of our own
                [asked, "query", "default", "application/pdf"],
                capture_output=True,
                encoding="utf-8",
                timeout=3,
                check=False,
            )
            return told.stdout.strip()
        return ""
