"""One writer at a time: the lock that a window holds while it is open and a writing command while it runs."""

from __future__ import annotations

import json
from contextlib import suppress
from pathlib import Path

from filelock import FileLock, Timeout

from nemndsekr.support.drives import is_network_drive
from nemndsekr.support.errors import NotWritableError, UserError
from nemndsekr.support.held_files import remove_file
from nemndsekr.support.login import login_name
from nemndsekr.support.windows import computer_name, session_number


class DatabaseLock:
    """The lock beside a database; it goes away with the process, however that ends.

    While it is held a small file beside it tells where: the same person may be signed in to two computers, or have
    two sessions of one terminal server.
    """

    def __init__(self, database: Path) -> None:
        """Name the lock; nothing is taken yet."""
        # Taken by the worker thread that opens the database, let go of by the thread that closes it.
        self._lock = FileLock(database.with_suffix(".las"), thread_local=False)
        self._holder = database.with_suffix(".oppen")

    def take(self) -> None:
        """Take the lock.

        Raises:
            UserError: another window or command holds it, or the folder cannot be written.
        """
        try:
            self._lock.acquire(timeout=0)
        except Timeout as error:
            raise self._in_use() from error
        except OSError as error:
            raise NotWritableError(
                f"Det går inte att skriva i mappen {Path(self._lock.lock_file).parent}.",
                "Kontrollera att du får skriva där, eller välj en annan mapp.",
            ) from error
        # Only for the sentence that another is told: without it, that sentence is shorter.
        with suppress(OSError):
            self._holder.write_text(json.dumps(_here(), ensure_ascii=False), encoding="utf-8")

    def release(self) -> None:
        """Let go of the lock."""
        if self._lock.is_locked:
            with suppress(OSError):
                remove_file(self._holder, ())
        self._lock.release()

    def _in_use(self) -> UserError:
        try:
            holder = json.loads(self._holder.read_text(encoding="utf-8"))
        except (OSError, ValueError):
            holder = {}
        where = holder_in_words(holder if isinstance(holder, dict) else {}, _here())
        next_step = "Stäng det fönstret och försök igen."
        if is_network_drive(self._holder) and where:
            # A server keeps the lock of a computer that was switched off until it has missed it for some minutes.
            next_step += " Om den datorn har stängts av: vänta några minuter först."
        return UserError(f"Programmet är öppet{where} och arbetar med samma databas.", next_step)


def _here() -> dict[str, str]:
    session = session_number()
    return {"dator": computer_name(), "inloggad": login_name(), "session": "" if session is None else str(session)}


def holder_in_words(holder: dict[str, object], here: dict[str, str]) -> str:
    """« på datorn RDS-02 (asa.berg, session 3)», as far as it is known and is not where one sits oneself."""
    theirs = {key: str(holder.get(key) or "") for key in here}
    if not theirs["dator"] or theirs == here:
        return ""
    place = " på den här datorn" if theirs["dator"] == here["dator"] else f" på datorn {theirs['dator']}"
    session = f"session {theirs['session']}" if theirs["session"] else ""
    more = ", ".join(filter(None, (theirs["inloggad"], session)))
    return f"{place} ({more})" if more else place
