"""Who owns a file: whether it was put there by those who look after the computer, or by anybody at all.

Anyone who is signed in to Windows may make folders and files in ProgramData, so the place alone proves nothing. Linux
lets only root write below /etc, unless somebody has been careless with a folder or copied a file with its owner.
"""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Final

from nemndsekr.support.windows import user_id

_ADMINISTRATORS: Final = "S-1-5-32-544"
TRUSTED: Final = {
    _ADMINISTRATORS: "Administrators",
    "S-1-5-18": "SYSTEM",
    "S-1-5-80-956008885-3418522649-1831038044-1853292631-2271478464": "TrustedInstaller",
}
"""The owners whose files are taken for those of the IT department, by their security identifiers."""


def is_trusted(owner: str | None) -> bool:
    """Whether a file of this owner is the IT department's; None (the system does not say) is not."""
    return owner in TRUSTED


if sys.platform == "win32":
    import ctypes
    from ctypes import wintypes

    _FILE_OBJECT: Final = 1
    _OWNER: Final = 1

    def file_owner(path: Path) -> str | None:
        """The security identifier of a file's owner («S-1-5-…»), or None where it cannot be told."""
        advapi = ctypes.WinDLL("advapi32")
        owner, descriptor, words = ctypes.c_void_p(), ctypes.c_void_p(), wintypes.LPWSTR()
        advapi.GetNamedSecurityInfoW.argtypes = (
            [wintypes.LPCWSTR, ctypes.c_int, wintypes.DWORD, ctypes.POINTER(ctypes.c_void_p)]
            + [ctypes.c_void_p] * 3
            + [ctypes.POINTER(ctypes.c_void_p)]
        )
        advapi.ConvertSidToStringSidW.argtypes = [ctypes.c_void_p, ctypes.POINTER(wintypes.LPWSTR)]
        local_free = ctypes.WinDLL("kernel32").LocalFree
        local_free.argtypes = [ctypes.c_void_p]
        failed = advapi.GetNamedSecurityInfoW(
            str(path), _FILE_OBJECT, _OWNER, ctypes.byref(owner), None, None, None, ctypes.byref(descriptor)
        )
        if failed:
            return None
        try:
            if not advapi.ConvertSidToStringSidW(owner, ctypes.byref(words)):
                return None
            told = words.value
            local_free(words)
            return told
        finally:
            local_free(descriptor)

    def others_may_write(path: Path) -> bool:
        """Whether others than the owner may write in a file; on Windows the owner answers for who may."""
        del path
        return False

else:
    import stat

    def file_owner(path: Path) -> str | None:
        """The owner of a file: root and whoever runs the program are the administrators, others their number."""
        uid = path.stat().st_uid
        return _ADMINISTRATORS if uid == 0 or str(uid) == user_id() else str(uid)

    def others_may_write(path: Path) -> bool:
        """Whether others than the owner may write in a file, or take files of others away in a folder."""
        mode = path.stat().st_mode
        kept_apart = stat.S_ISDIR(mode) and bool(mode & stat.S_ISVTX)
        return bool(mode & (stat.S_IWGRP | stat.S_IWOTH)) and not kept_apart
