"""What kind of place a folder lies in: a disk of this computer, a network drive, or a folder that a cloud copies away.

SQLite's write-ahead log needs memory that all who have the file open share, which no network drive gives
(https://www.sqlite.org/wal.html), and a program that copies a live database away may copy half of a write.
"""

from __future__ import annotations

import os
import re
import sys
from collections.abc import Callable, Iterable, Mapping
from contextlib import suppress
from enum import StrEnum
from pathlib import Path, PurePath, PurePosixPath, PureWindowsPath
from typing import Final


class DriveKind(StrEnum):
    """What a folder lies on."""

    fixed = "fixed"
    removable = "removable"
    network = "network"
    optical = "optical"
    memory = "memory"
    unknown = "unknown"


# What GetDriveTypeW answers; 0 and 1 are «cannot say» and «there is no such root».
_BY_WINDOWS_NUMBER: Final = {
    2: DriveKind.removable,
    3: DriveKind.fixed,
    4: DriveKind.network,
    5: DriveKind.optical,
    6: DriveKind.memory,
}
# Also the folders that a virtual machine shares with its host: their locks and mapped files are no better.
_NETWORK_SYSTEMS: Final = frozenset(
    {"nfs", "nfs4", "cifs", "smb", "smb2", "smb3", "smbfs", "ncpfs", "afs", "ceph", "glusterfs", "lustre", "gfs2"}
    | {"davfs", "9p", "vboxsf", "vmhgfs", "fuse.sshfs", "fuse.glusterfs", "fuse.davfs2", "fuse.rclone", "fuse.s3fs"}
    | {"fuse.gvfsd-fuse", "fuse.smbnetfs", "fuse.curlftpfs", "fuse.vmhgfs-fuse"}
)
_MEMORY_SYSTEMS: Final = frozenset({"tmpfs", "ramfs"})
_OPTICAL_SYSTEMS: Final = frozenset({"iso9660", "udf"})
_REMOVABLE_PLACES: Final = ("/media/", "/run/media/")
_MOUNTS: Final = Path("/proc/self/mounts")

_CLOUD_VARIABLES: Final = ("OneDriveCommercial", "OneDriveConsumer", "OneDrive")
# What the programs call the folder they keep, with what some put after it: «OneDrive - Vidinge kommun», «Dropbox (2)».
_CLOUD_NAMES: Final = {
    "onedrive": "OneDrive",
    "dropbox": "Dropbox",
    "google drive": "Google Drive",
    "googledrive": "Google Drive",
    "icloud drive": "iCloud",
    "iclouddrive": "iCloud",
    "nextcloud": "Nextcloud",
    "owncloud": "ownCloud",
    "box sync": "Box",
}
_CLOUD_NAME: Final = re.compile(rf"^(?P<name>{'|'.join(map(re.escape, _CLOUD_NAMES))})(?:\d| [-–(].*)?$", re.IGNORECASE)
_ONEDRIVE_KEY: Final = r"Software\SyncEngines\Providers\OneDrive"


def drive_kind(path: Path) -> DriveKind:
    """What a file or folder lies on, whether it exists yet or not; ``unknown`` where the system does not say."""
    if os.name == "nt":
        kind = windows_drive_kind(os.path.abspath(path), _ask_windows)  # noqa: PTH100 - resolve() would ask the drive
        # A folder on a disk may be a link that leads to a share.
        return windows_drive_kind(os.path.realpath(path), _ask_windows) if kind == DriveKind.fixed else kind
    try:
        mounts = _MOUNTS.read_text(encoding="utf-8", errors="surrogateescape")
    except OSError:
        return DriveKind.unknown
    return linux_drive_kind(path.resolve(), mounts)


def is_network_drive(path: Path) -> bool:
    """Whether the file or folder lies on a network drive or a share, where it is best to take the cautious way."""
    return drive_kind(path) == DriveKind.network


def windows_drive_kind(path: str, ask: Callable[[str], int]) -> DriveKind:
    r"""What a whole Windows path lies on: a share by its form, else what ``ask`` says of its root (``C:\``).

    ``ask`` answers as GetDriveTypeW does. ``\\?\`` before a path only says that it is to be taken as it stands.
    """
    text = path.replace("/", "\\")
    if text.upper().startswith("\\\\?\\UNC\\"):
        return DriveKind.network
    if text.startswith(("\\\\?\\", "\\\\.\\")):
        text = text[4:]
        if text.upper().startswith("VOLUME{"):
            volume = text.partition("\\")[0]
            return _BY_WINDOWS_NUMBER.get(ask(f"\\\\?\\{volume}\\"), DriveKind.unknown)
    elif text.startswith("\\\\"):
        return DriveKind.network
    drive = PureWindowsPath(text).drive
    return _BY_WINDOWS_NUMBER.get(ask(f"{drive}\\"), DriveKind.unknown) if drive else DriveKind.unknown


def linux_drive_kind(path: PurePath, mounts: str) -> DriveKind:
    """What a whole path lies on, by the words of ``/proc/self/mounts``; what was mounted last hides what was before."""
    wanted = PurePosixPath(path)
    found = ("", "")
    for line in mounts.splitlines():
        words = line.split(" ")
        if len(words) < 3:
            continue
        place = re.sub(r"\\([0-7]{3})", lambda octal: chr(int(octal[1], 8)), words[1])
        if wanted.is_relative_to(place) and len(place) >= len(found[0]):
            found = (place, words[2])
    place, system = found
    if not system:
        return DriveKind.unknown
    if system in _NETWORK_SYSTEMS:
        return DriveKind.network
    if system in _MEMORY_SYSTEMS:
        return DriveKind.memory
    if system in _OPTICAL_SYSTEMS:
        return DriveKind.optical
    return DriveKind.removable if place.startswith(_REMOVABLE_PLACES) else DriveKind.fixed


def cloud_folder(path: Path) -> str | None:
    """The name of the service that copies this folder away («OneDrive», «Dropbox» …), or None."""
    return cloud_service(os.path.abspath(path), os.environ, _onedrive_roots())  # noqa: PTH100 - nothing is asked


def cloud_service(path: str, environment: Mapping[str, str], roots: Iterable[str] = ()) -> str | None:
    """The service that copies a whole path away.

    Told by the variables that OneDrive sets, by the libraries that it keeps (``roots``: also of SharePoint, whose
    folders bear the name of the municipality), or by the name of a folder on the way.
    """
    pure = PureWindowsPath if re.match(r"[A-Za-z]:|\\\\", path) else PurePosixPath
    wanted = pure(path)
    known = [environment[name] for name in _CLOUD_VARIABLES if environment.get(name)]
    for root in (*known, *roots):
        if root.strip() and wanted.is_relative_to(pure(root)):
            return "OneDrive"
    for part in wanted.parts:
        named = _CLOUD_NAME.match(part)
        if named is not None:
            return _CLOUD_NAMES[named["name"].lower()]
    return None


if sys.platform == "win32":
    import ctypes
    import winreg

    def _ask_windows(root: str) -> int:
        answer: int = ctypes.windll.kernel32.GetDriveTypeW(root)
        return answer

    def _onedrive_roots() -> list[str]:
        found: list[str] = []
        # There is no OneDrive on this computer, or a library has no place yet.
        with suppress(OSError), winreg.OpenKey(winreg.HKEY_CURRENT_USER, _ONEDRIVE_KEY) as key:
            for number in range(winreg.QueryInfoKey(key)[0]):
                with suppress(OSError), winreg.OpenKey(key, winreg.EnumKey(key, number)) as library:
                    found.append(str(winreg.QueryValueEx(library, "MountPoint")[0]))
        return found

else:

    def _ask_windows(root: str) -> int:
        del root
        return 0

    def _onedrive_roots() -> list[str]:
        return []
