"""A tab keeps its state when its network changes: the newest socket takes over, the older is closed."""

from typing import Any, cast

from reflex.app import EventNamespace

from dimona_web.platform.reconnect import NewestSocketWins, has_socket


class Namespace:
    """Notes which sockets were closed."""

    def __init__(self) -> None:
        self.closed: list[str] = []

    async def disconnect(self, sid: str) -> None:
        self.closed.append(sid)


def _manager() -> tuple[NewestSocketWins, Namespace]:
    namespace = Namespace()
    return NewestSocketWins(cast("EventNamespace", cast("Any", namespace))), namespace


async def test_a_second_socket_takes_over_the_tab() -> None:
    manager, namespace = _manager()
    assert await manager.link_token_to_sid("tab", "wifi") is None
    assert await manager.link_token_to_sid("tab", "4g") is None
    assert manager.token_to_sid == {"tab": "4g"}
    assert manager.sid_to_token == {"4g": "tab"}
    assert namespace.closed == ["wifi"]


async def test_the_late_end_of_the_old_socket_changes_nothing() -> None:
    manager, _ = _manager()
    await manager.link_token_to_sid("tab", "wifi")
    await manager.link_token_to_sid("tab", "4g")
    await manager.disconnect_token("tab", "wifi")
    assert manager.token_to_sid == {"tab": "4g"}


async def test_the_end_of_the_only_socket_frees_the_tab() -> None:
    manager, namespace = _manager()
    await manager.link_token_to_sid("tab", "wifi")
    await manager.link_token_to_sid("tab", "wifi")
    await manager.disconnect_token("tab", "wifi")
    assert (dict(manager.token_to_sid), manager.sid_to_token, namespace.closed) == ({}, {}, [])


async def test_a_tab_is_seen_as_long_as_one_socket_is_its() -> None:
    manager, _ = _manager()
    await manager.link_token_to_sid("seen", "wifi")
    await manager.link_token_to_sid("seen", "4g")
    await manager.disconnect_token("seen", "wifi")
    assert has_socket("seen")
    await manager.disconnect_token("seen", "4g")
    assert not has_socket("seen")
