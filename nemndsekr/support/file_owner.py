"""Who owns a file on Windows: whether it was put there by those who look after the computer, or by anybody at all.

Anyone who is signed in may make folders and files in ProgramData, so the place alone proves nothing.
"""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Final

TRUSTED: Final = {
    "S-1-5-32-544": "Administrators",
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

else:

    def file_owner(path: Path) -> str | None:
        """Linux lets only the administrator write below /etc, so every file there is the administrator's."""
        del path
        return "S-1-5-32-544"
