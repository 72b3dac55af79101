"""A tab keeps its state when its network changes.

Reflex gives a tab a new, empty state when its old socket still looks alive, which is what a phone that moves
from WiFi to 4G looks like. Here the newest socket always takes over the tab's state, and the older is closed.
This touches one private attribute of Reflex, so its version is pinned and journeys cut the line for real.
"""

from typing import cast

from reflex.app import App, EventNamespace
from reflex.utils.token_manager import LocalTokenManager, SocketRecord

from dimona_web.live import live

# The tabs that have a socket now: one process holds them all.
_connected: set[str] = set()


def has_socket(tab: str) -> bool:
    """Say whether anybody sees what is done for the tab with this token."""
    return tab in _connected


class NewestSocketWins(LocalTokenManager):
    """Links a tab's token to its newest socket, whatever became of the older one."""

    def __init__(self, namespace: EventNamespace) -> None:
        live(super().__init__)()
        self._namespace = namespace

    async def link_token_to_sid(self, token: str, sid: str) -> str | None:
        """Let `sid` take over the tab; never hands out another token."""
        older = self.token_to_socket.get(token)
        self.token_to_socket[token] = SocketRecord(instance_id=self.instance_id, sid=sid)
        self.sid_to_token[sid] = token
        _connected.add(token)
        if older is not None and older.sid != sid:
            self.sid_to_token.pop(older.sid, None)
            await self._namespace.disconnect(older.sid)
        # In Reflex's contract: no other token is handed out.
        return None

    async def disconnect_token(self, token: str, sid: str) -> None:
        """Forget a closed socket, but leave the tab to the socket that took it over."""
        self.sid_to_token.pop(sid, None)
        record = self.token_to_socket.get(token)
        if record is not None and record.sid == sid:
            del self.token_to_socket[token]
            _connected.discard(token)


def keep_state_over_networks(app: App) -> None:
    """Give `app` the manager of sockets above."""
    namespace = cast("EventNamespace", app.event_namespace)
    namespace._token_manager = NewestSocketWins(namespace)  # noqa: SLF001 - Reflex has no setting for it
