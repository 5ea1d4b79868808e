"""One window for each person, session and data folder: a second start hands its files to the first and raises it.

A name of Windows' pipes is known in the whole computer, also to the others who work on the same terminal server.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Sequence
from pathlib import Path

from PySide6.QtCore import QObject, Signal
from PySide6.QtNetwork import QLocalServer, QLocalSocket

from nemndsekr.support.windows import let_others_come_forward, whose_desk

_PATIENCE_MS = 1000


def channel_name(root: Path, whose: str | None = None) -> str:
    """The name by which one person's starts on one data folder, in one session, find each other."""
    place = f"{whose_desk() if whose is None else whose}\n{str(root.resolve()).casefold()}"
    return "nemndsekr-" + hashlib.sha256(place.encode("utf-8")).hexdigest()[:24]


def hand_over(root: Path, files: Sequence[Path]) -> bool:
    """Give the files to the window that is already open, if there is one; whether it took them."""
    socket = QLocalSocket()
    socket.connectToServer(channel_name(root))
    if not socket.waitForConnected(_PATIENCE_MS):
        return False
    let_others_come_forward()
    words = json.dumps([str(file.resolve()) for file in files], ensure_ascii=False)
    socket.write(words.encode("utf-8") + b"\n")
    taken = socket.waitForBytesWritten(_PATIENCE_MS)
    socket.waitForDisconnected(_PATIENCE_MS)
    return taken


class FirstWindow(QObject):
    """Listens for later starts on the same data folder."""

    called = Signal(list)  # the files of a later start; empty: only come forward

    def __init__(self, root: Path, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._server = QLocalServer(self)
        self._sockets: list[QLocalSocket] = []
        self._server.setSocketOptions(QLocalServer.SocketOption.UserAccessOption)
        name = channel_name(root)
        if not self._server.listen(name):
            # A window that was killed leaves its name behind on Linux.
            QLocalServer.removeServer(name)
            self._server.listen(name)
        self._server.newConnection.connect(self._answer)

    def _answer(self) -> None:
        socket = self._server.nextPendingConnection()
        # Not through the socket's own connection: a socket that holds itself is freed when Qt has no use for it.
        self._sockets.append(socket)
        socket.readyRead.connect(self._take)
        # What had come before anybody listened is told of no more.
        self._take()

    def _take(self) -> None:
        socket = next((socket for socket in self._sockets if socket.canReadLine()), None)
        if socket is None:
            return
        line = bytes(socket.readLine().data()).decode("utf-8", errors="replace")
        self._sockets.remove(socket)
        socket.readyRead.disconnect(self._take)
        socket.disconnectFromServer()
        socket.deleteLater()
        try:
            files = json.loads(line)
        except ValueError:
            files = []
        self.called.emit([Path(file) for file in files if isinstance(file, str)])

    def close(self) -> None:
        """Stop listening."""
        self._server.close()
