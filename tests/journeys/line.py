"""The line between phone and web app: a TCP proxy that can be cut, swallow everything, or change networks."""

import contextlib
import selectors
import socket
import struct
import threading
from types import TracebackType
from typing import Self

_CHUNK = 65536
_RESET_ON_CLOSE = struct.pack("ii", 1, 0)


class Connection:
    """One connection through the line: the phone's side and the server's side."""

    def __init__(self, phone: socket.socket, server: socket.socket) -> None:
        self.phone, self.server = phone, server
        self.swallows = False
        self._others = {phone: server, server: phone}
        threading.Thread(target=self._carry, daemon=True).start()

    def _carry(self) -> None:
        with selectors.DefaultSelector() as ready, contextlib.suppress(OSError, ValueError):
            for side in self._others:
                ready.register(side, selectors.EVENT_READ, side)
            while True:
                for key, _ in ready.select(timeout=0.2):
                    side = key.data
                    said = side.recv(_CHUNK)
                    if self.swallows:
                        continue
                    if not said:
                        return self.close()
                    self._others[side].sendall(said)

    def close(self) -> None:
        for side in self._others:
            side.close()

    def reset(self) -> None:
        for side in self._others:
            _reset(side)

    def leave_server_waiting(self) -> None:
        """End it for the phone only: the server still believes that the phone is there."""
        self.swallows = True
        _reset(self.phone)


def _reset(side: socket.socket) -> None:
    with contextlib.suppress(OSError):
        side.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, _RESET_ON_CLOSE)
        side.shutdown(socket.SHUT_RDWR)
    side.close()


class Line:
    """A line on its own port to a server on this machine."""

    def __init__(self, server_port: int) -> None:
        self._server_port = server_port
        self._listener = socket.create_server(("127.0.0.1", 0))
        self.port: int = self._listener.getsockname()[1]
        self._connections: list[Connection] = []
        self._left_waiting: list[Connection] = []
        self._is_up = True
        self._swallows = False
        threading.Thread(target=self._accept, daemon=True).start()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._listener.close()
        for connection in (*self._connections, *self._left_waiting):
            connection.close()

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.port}"

    def cut(self) -> None:
        """Drop everything, hard, for both sides; new connections go through."""
        for connection in self._taken():
            connection.reset()

    def down(self) -> None:
        """Drop everything and refuse what comes."""
        self._is_up = False
        self.cut()

    def up(self) -> None:
        """Let new connections through again."""
        self._is_up, self._swallows = True, False

    def freeze(self) -> None:
        """Swallow everything from now on, old connections and new, and tell nobody."""
        self._swallows = True
        for connection in self._connections:
            connection.swallows = True

    def change_network(self) -> None:
        """Give the phone a new address: its old connections end, the server is not told."""
        for connection in self._taken():
            connection.leave_server_waiting()
            self._left_waiting.append(connection)

    def _taken(self) -> list[Connection]:
        taken, self._connections = self._connections, []
        return taken

    def _accept(self) -> None:
        with contextlib.suppress(OSError):
            while True:
                phone, _ = self._listener.accept()
                self._join(phone)

    def _join(self, phone: socket.socket) -> None:
        if not self._is_up:
            _reset(phone)
            return
        try:
            server = socket.create_connection(("127.0.0.1", self._server_port), timeout=60)
        except OSError:
            _reset(phone)
            return
        server.settimeout(None)
        connection = Connection(phone, server)
        connection.swallows = self._swallows
        self._connections.append(connection)
