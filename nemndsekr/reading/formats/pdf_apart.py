"""A process apart for PDF files: what a bad file does to pdfium, crash, hang or eat the memory, stays in it.

The process is started for the first file, kept for the next, and ends with the program. It is spoken to through its
standard input and output: a path in; progress, and at last a document or a refusal, out.
"""

from __future__ import annotations

import atexit
import gc
import os
import pickle
import queue
import subprocess
import sys
import threading
import time
from pathlib import Path
from typing import IO, Any, Final

import nemndsekr
from nemndsekr.reading.raw_document import Progress, RawDocument
from nemndsekr.support.errors import UserError
from nemndsekr.support.windows import bound_process

# So long no page takes; what takes longer has hung.
PATIENCE: Final = 60.0
# How often it is asked whether the person still waits.
TICK: Final = 0.1
# A process that has read so many files is let go, with the memory it holds.
MOST_FILES: Final = 25
MOST_MEMORY: Final = 1024 * 1024 * 1024
CHILD: Final = "from nemndsekr.reading.formats.pdf_apart import serve; serve()"


class ReadingBroke(RuntimeError):  # noqa: N818 - it tells what happened
    """A bug in the reading, told of by the process apart."""


class _Reader:
    """One process that reads PDF files, one at a time."""

    def __init__(self) -> None:
        root = str(Path(nemndsekr.__file__).parent.parent)
        paths = os.pathsep.join([root, *filter(None, [os.environ.get("PYTHONPATH")])])
        self._process = subprocess.Popen(  # noqa: S603 - this very Python, with words of our own
            [sys.executable, "-c", CHILD],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            env={**os.environ, "PYTHONPATH": paths},
            creationflags=getattr(subprocess, "CREATE_NO_WINDOW", 0),
        )
        self._told: queue.SimpleQueue[tuple[Any, ...]] = queue.SimpleQueue()
        threading.Thread(target=self._listen, name="pdf", daemon=True).start()
        self.files = 0
        self.is_idle = True

    def _listen(self) -> None:
        stream = self._process.stdout
        try:
            while stream is not None:
                self._told.put(pickle.load(stream))  # noqa: S301 - our own process
        except (EOFError, OSError, ValueError, pickle.UnpicklingError):
            self._told.put(("ended",))

    def read(self, path: Path, progress: Progress) -> RawDocument:
        """Let the process read a file, and tell of its progress; what ``progress`` raises ends the process."""
        self.files += 1
        self.is_idle = False
        done, of = 0, 1
        until = time.monotonic() + PATIENCE
        try:
            stream = self._process.stdin
            if stream is not None:
                pickle.dump(str(path.absolute()), stream)
                stream.flush()
            while True:
                try:
                    told = self._told.get(timeout=TICK)
                except queue.Empty:
                    progress(done, of)
                    if time.monotonic() > until:
                        raise UserError(
                            f"Sidan {done + 1} går inte att läsa: den är för tung eller skadad.",
                            "Skriv ut filen till PDF på nytt och läs in den nya filen.",
                        ) from None
                    continue
                until = time.monotonic() + PATIENCE
                match told:
                    case ("progress", int(done), int(of)):
                        progress(done, of)
                    case ("read", RawDocument() as raw):
                        self.is_idle = True
                        return raw
                    case ("refused", str(what), str(next_step)):
                        self.is_idle = True
                        raise UserError(what, next_step)
                    case ("broke", str(trace)):
                        self.is_idle = True
                        raise ReadingBroke(trace)
                    case _:
                        raise BrokenPipeError
        except OSError as error:
            self.end()
            raise UserError(
                "Filen är så skadad eller så tung att läsningen avbröts.",
                "Be avsändaren om en ny fil, eller skriv ut den till PDF på nytt.",
            ) from error

    @property
    def is_alive(self) -> bool:
        """Whether the process still runs."""
        return self._process.poll() is None

    def end(self) -> None:
        """End the process, whatever it does."""
        self._process.kill()
        self._process.wait()
        for stream in (self._process.stdin, self._process.stdout):
            if stream is not None:
                try:
                    stream.close()
                except OSError:
                    # What was left to be written has nobody to read it.
                    continue


_free: list[_Reader] = []
_lock = threading.Lock()


def read_apart(path: Path, progress: Progress) -> RawDocument:
    """Read a PDF file in the process apart.

    Raises:
        UserError: as ``read_pdf_here``, and where the process ended or did not come on.
    """
    if getattr(sys, "frozen", False):
        # A program packed into one file has no Python to start.
        from nemndsekr.reading.formats.pdf_file import read_pdf_here

        return read_pdf_here(path, progress)
    reader = _taken()
    keep = False
    try:
        raw = reader.read(path, progress)
        keep = True
    except (UserError, ReadingBroke):
        keep = reader.is_idle
        raise
    finally:
        if keep and reader.is_alive and reader.files < MOST_FILES:
            with _lock:
                _free.append(reader)
        else:
            reader.end()
    return raw


def _taken() -> _Reader:
    with _lock:
        while _free:
            reader = _free.pop()
            if reader.is_alive:
                return reader
            reader.end()
    return _Reader()


@atexit.register
def end_readers() -> None:
    """End the processes that wait for files."""
    with _lock:
        while _free:
            _free.pop().end()


def serve() -> None:
    """Read the files whose paths come in on standard input, until it ends: what the process apart does."""
    from nemndsekr.reading.formats.pdf_file import read_pdf_here

    bound_process(MOST_MEMORY)
    source, target = sys.stdin.buffer, sys.stdout.buffer
    while True:
        try:
            path = Path(pickle.load(source))  # noqa: S301 - our own program
        except EOFError:
            return
        # Rubbish is gathered between the files, not while somebody waits.
        gc.disable()
        _tell(target, *_answer(read_pdf_here, path, target))
        gc.enable()
        gc.collect()


def _answer(read: Any, path: Path, target: IO[bytes]) -> tuple[Any, ...]:
    told_at = 0.0

    def tell(done: int, of: int) -> None:
        nonlocal told_at
        now = time.monotonic()
        if done == of or now - told_at > TICK / 2:
            told_at = now
            _tell(target, "progress", done, of)

    try:
        return ("read", read(path, tell))
    except UserError as error:
        return ("refused", error.what, error.next_step)
    except MemoryError:
        os._exit(1)
    except Exception:  # noqa: BLE001 - it is told of in the program, which then says what it was
        import traceback

        return ("broke", traceback.format_exc())


def _tell(target: IO[bytes], *words: Any) -> None:
    pickle.dump(words, target, protocol=pickle.HIGHEST_PROTOCOL)
    target.flush()
