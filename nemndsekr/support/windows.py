"""What Windows must be asked, or told: who is signed in and where, that the program runs, who may come to the front.

Everything here is plain ctypes and does no harm elsewhere: there is no session, no mark and nothing to bring forward.
"""

from __future__ import annotations

import os
import sys
from typing import Final, Self

RUNNING_NAMES: Final = ("Local\\nemndsekr-igang", "Global\\nemndsekr-igang")
"""What an installer looks for: the first in this session, the second from every session of the computer."""
# Every user of the computer may see it; else what one person runs would be hidden from what another installs.
_FOR_ALL: Final = "D:(A;;0x1F0001;;;WD)S:(ML;;NW;;;LW)"


class RunningMark:
    """Tells installers that the program is in use; it goes with the process, however that ends."""

    def __init__(self) -> None:
        """Nothing is told yet."""
        self._handles: list[int] = []

    def hold(self) -> None:
        """Tell it, from now on."""
        if not self._handles:
            self._handles = [handle for handle in map(_make_mutex, RUNNING_NAMES) if handle]

    def release(self) -> None:
        """Tell it no longer."""
        handles, self._handles = self._handles, []
        for handle in handles:
            _close(handle)

    def __enter__(self) -> Self:
        self.hold()
        return self

    def __exit__(self, *_: object) -> None:
        self.release()


def computer_name() -> str:
    """What the computer is called on the network."""
    import socket

    return os.environ.get("COMPUTERNAME") or socket.gethostname()


def whose_desk() -> str:
    """Who sits here, in which session: what keeps two persons, or two sessions of one, apart on a terminal server."""
    return f"{user_id()}-{session_number() or 0}"


if sys.platform == "win32":
    import ctypes
    from ctypes import wintypes

    _KERNEL = ctypes.WinDLL("kernel32", use_last_error=True)
    _ADVAPI = ctypes.WinDLL("advapi32", use_last_error=True)
    _USER = ctypes.WinDLL("user32", use_last_error=True)
    _TOKEN_QUERY: Final = 0x0008
    _TOKEN_USER: Final = 1
    _ANY_PROCESS: Final = 0xFFFFFFFF
    _ERROR_SIGN: Final = 0x10
    _TO_THE_FRONT: Final = 0x10000
    _TRIES: Final = 3

    class _SecurityAttributes(ctypes.Structure):
        _fields_ = (
            ("length", wintypes.DWORD),
            ("descriptor", wintypes.LPVOID),
            ("inherit", wintypes.BOOL),
        )

    _KERNEL.CreateMutexW.argtypes = (ctypes.POINTER(_SecurityAttributes), wintypes.BOOL, wintypes.LPCWSTR)
    _KERNEL.CreateMutexW.restype = wintypes.HANDLE
    _KERNEL.CloseHandle.argtypes = (wintypes.HANDLE,)
    _KERNEL.LocalFree.argtypes = (wintypes.HLOCAL,)
    _KERNEL.LocalFree.restype = wintypes.HLOCAL
    _KERNEL.GetCurrentProcess.restype = wintypes.HANDLE
    _ADVAPI.OpenProcessToken.argtypes = (wintypes.HANDLE, wintypes.DWORD, ctypes.POINTER(wintypes.HANDLE))
    _ADVAPI.GetTokenInformation.argtypes = (
        wintypes.HANDLE,
        ctypes.c_int,
        wintypes.LPVOID,
        wintypes.DWORD,
        ctypes.POINTER(wintypes.DWORD),
    )
    _ADVAPI.ConvertSidToStringSidW.argtypes = (wintypes.LPVOID, ctypes.POINTER(wintypes.LPWSTR))
    _ADVAPI.ConvertStringSecurityDescriptorToSecurityDescriptorW.argtypes = (
        wintypes.LPCWSTR,
        wintypes.DWORD,
        ctypes.POINTER(wintypes.LPVOID),
        wintypes.LPVOID,
    )

    class _PrinterName(ctypes.Structure):
        _fields_ = (("name", wintypes.LPWSTR), ("server", wintypes.LPWSTR), ("attributes", wintypes.DWORD))

    class _Limits(ctypes.Structure):
        # JOBOBJECT_EXTENDED_LIMIT_INFORMATION, of which only what is asked for here has a name of its own.
        _fields_ = (
            ("times", ctypes.c_int64 * 2),
            ("flags", wintypes.DWORD),
            ("working_sets", ctypes.c_size_t * 2),
            ("processes", wintypes.DWORD),
            ("affinity", ctypes.c_size_t),
            ("classes", wintypes.DWORD * 2),
            ("input_output", ctypes.c_uint64 * 6),
            ("process_memory", ctypes.c_size_t),
            ("job_memory", ctypes.c_size_t),
            ("peaks", ctypes.c_size_t * 2),
        )

    _EXTENDED_LIMITS: Final = 9
    _PROCESS_MEMORY: Final = 0x100
    _DIE_UNHANDLED: Final = 0x400
    _NO_BOXES: Final = 0x1 | 0x2 | 0x8000
    _KERNEL.CreateJobObjectW.argtypes = (wintypes.LPVOID, wintypes.LPCWSTR)
    _KERNEL.CreateJobObjectW.restype = wintypes.HANDLE
    _KERNEL.SetInformationJobObject.argtypes = (wintypes.HANDLE, ctypes.c_int, wintypes.LPVOID, wintypes.DWORD)
    _KERNEL.AssignProcessToJobObject.argtypes = (wintypes.HANDLE, wintypes.HANDLE)
    _LOCAL_AND_CONNECTED: Final = 0x2 | 0x4
    _NAMES_ONLY: Final = 4
    _ADVAPI.GetUserNameW.argtypes = (wintypes.LPWSTR, ctypes.POINTER(wintypes.DWORD))
    _USER.AllowSetForegroundWindow.argtypes = (wintypes.DWORD,)
    _USER.MessageBoxW.argtypes = (wintypes.HWND, wintypes.LPCWSTR, wintypes.LPCWSTR, wintypes.UINT)

    def session_number() -> int | None:
        """The number of the desktop session that this process runs in, or None where there are none."""
        number = wintypes.DWORD()
        found = _KERNEL.ProcessIdToSessionId(os.getpid(), ctypes.byref(number))
        return int(number.value) if found else None

    def account_name() -> str | None:
        """The name that Windows itself gives to who is signed in; variables of the environment may say anything."""
        length = wintypes.DWORD(257)
        name = ctypes.create_unicode_buffer(length.value)
        return name.value or None if _ADVAPI.GetUserNameW(name, ctypes.byref(length)) else None

    def let_others_come_forward() -> None:
        """Let another process put its window in front: Windows lets only the one that the person just started."""
        _USER.AllowSetForegroundWindow(_ANY_PROCESS)

    def show_error_box(title: str, words: str) -> bool:
        """Tell it in a box of Windows' own, where there is no window yet and no console; whether that was done."""
        return bool(_USER.MessageBoxW(None, words, title, _ERROR_SIGN | _TO_THE_FRONT))

    def printer_names() -> list[str] | None:
        """The names of the printers that this person has; None where it is not Windows that knows them.

        Names are all that is asked for (level 4), which Windows keeps itself: no printer and no server is spoken to.
        """
        enum_printers = ctypes.WinDLL("winspool.drv").EnumPrintersW
        needed, count = wintypes.DWORD(), wintypes.DWORD()
        room = ctypes.create_string_buffer(0)
        for _ in range(_TRIES):
            if enum_printers(
                _LOCAL_AND_CONNECTED,
                None,
                _NAMES_ONLY,
                room,
                len(room),
                ctypes.byref(needed),
                ctypes.byref(count),
            ):
                found = ctypes.cast(room, ctypes.POINTER(_PrinterName))
                return [found[number].name for number in range(count.value)]
            # Told how much room is needed; another may have come since.
            room = ctypes.create_string_buffer(needed.value)
        return []

    def bound_process(most_memory: int) -> bool:
        """Let this process have so many bytes and no more, and end in silence when it breaks; whether it took."""
        _KERNEL.SetErrorMode(_NO_BOXES)
        job = _KERNEL.CreateJobObjectW(None, None)
        limits = _Limits(flags=_PROCESS_MEMORY | _DIE_UNHANDLED, process_memory=most_memory)
        return bool(
            _KERNEL.SetInformationJobObject(job, _EXTENDED_LIMITS, ctypes.byref(limits), ctypes.sizeof(limits))
            and _KERNEL.AssignProcessToJobObject(job, _KERNEL.GetCurrentProcess())
        )

    def user_id() -> str:
        """The security identifier of whoever runs the program."""
        token = wintypes.HANDLE()
        if not _ADVAPI.OpenProcessToken(_KERNEL.GetCurrentProcess(), _TOKEN_QUERY, ctypes.byref(token)):
            return account_name() or ""
        try:
            size = wintypes.DWORD()
            _ADVAPI.GetTokenInformation(token, _TOKEN_USER, None, 0, ctypes.byref(size))
            user = ctypes.create_string_buffer(size.value)
            words = wintypes.LPWSTR()
            # What is given begins with the address of the user's SID.
            if not _ADVAPI.GetTokenInformation(
                token, _TOKEN_USER, user, size, ctypes.byref(size)
            ) or not _ADVAPI.ConvertSidToStringSidW(ctypes.c_void_p.from_buffer(user).value, ctypes.byref(words)):
                return account_name() or ""
            sid = words.value or ""
            _KERNEL.LocalFree(ctypes.cast(words, wintypes.HLOCAL))
            return sid
        finally:
            _KERNEL.CloseHandle(token)

    def _make_mutex(name: str) -> int:
        descriptor = wintypes.LPVOID()
        _ADVAPI.ConvertStringSecurityDescriptorToSecurityDescriptorW(_FOR_ALL, 1, ctypes.byref(descriptor), None)
        attributes = _SecurityAttributes(ctypes.sizeof(_SecurityAttributes), descriptor, False)  # noqa: FBT003 - Windows' own
        handle = _KERNEL.CreateMutexW(ctypes.byref(attributes), False, name)  # noqa: FBT003 - Windows' own
        if descriptor:
            _KERNEL.LocalFree(descriptor)
        return int(handle or 0)

    def _close(handle: int) -> None:
        _KERNEL.CloseHandle(handle)

else:

    def session_number() -> int | None:
        """The number of the desktop session that this process runs in, or None where there are none."""
        return None

    def account_name() -> str | None:
        """The name that Windows itself gives to who is signed in; None where Windows is not."""
        return None

    def let_others_come_forward() -> None:
        """Let another process put its window in front; elsewhere than on Windows the window manager decides."""

    def show_error_box(title: str, words: str) -> bool:
        """Tell it in a box of Windows' own; elsewhere there is none."""
        del title, words
        return False

    def printer_names() -> list[str] | None:
        """The names of the printers that this person has; None where it is not Windows that knows them."""
        return None

    def bound_process(most_memory: int) -> bool:
        """Let this process have so many bytes and no more; whether it took."""
        import resource

        resource.setrlimit(resource.RLIMIT_AS, (most_memory, most_memory))
        return True

    def user_id() -> str:
        """The number of whoever runs the program."""
        return str(os.getuid())

    def _make_mutex(name: str) -> int:
        del name
        return 0

    def _close(handle: int) -> None:
        del handle
