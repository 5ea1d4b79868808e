"""One writer at a time: the lock that a window holds while it is open and a writing command while it runs."""

from __future__ import annotations

from pathlib import Path

from filelock import FileLock, Timeout

from nemndsekr.support.errors import UserError


class DatabaseLock:
    """The lock beside a database; it goes away with the process, however that ends."""

    def __init__(self, database: Path) -> None:
        """Name the lock; nothing is taken yet."""
        # Taken by the worker thread that opens the database, let go of by the thread that closes it.
        self._lock = FileLock(database.with_suffix(".las"), thread_local=False)

    def take(self) -> None:
        """Take the lock.

        Raises:
            UserError: another window or command holds it, or the folder cannot be written.
        """
        try:
            self._lock.acquire(timeout=0)
        except Timeout as error:
            raise UserError(
                "Programmet är öppet och arbetar med samma databas.", "Stäng det fönstret och försök igen."
            ) from error
        except OSError as error:
            raise UserError(
                f"Det går inte att skriva i mappen {Path(self._lock.lock_file).parent}.",
                "Kontrollera att du får skriva där, eller välj en annan mapp.",
            ) from error

    def release(self) -> None:
        """Let go of the lock."""
        self._lock.release()
