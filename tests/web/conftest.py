"""The web app without a browser: its states, its routes and its files, against a stand-in of the API."""

from collections.abc import Callable, Iterator
from functools import partial
from typing import Any

import httpx
import pytest
import reflex as rx

from dimona_web import clock
from dimona_web.api import client
from dimona_web.api.client import Api
from dimona_web.platform import session
from dimona_web.settings import settings
from tests.web.stand_in import NOW, StandIn

KEY = "MDEyMzQ1Njc4OWFiY2RlZjAxMjM0NTY3ODlhYmNkZWY="
Tab = Callable[..., rx.State]
_CACHES = (settings, session._sealer, clock.shift, client.api)


def _forget_caches() -> None:
    for cached in _CACHES:
        cached.cache_clear()


@pytest.fixture(autouse=True)
def _settled(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """Keys and addresses of no house, and a clock that stands in December."""
    given = {"API_URL": "http://api.example", "SESSION_KEY": KEY, "WEB_SIGNING_KEY": "shared", "CLOCK": NOW}
    for name, value in given.items():
        monkeypatch.setenv(name, value)
    monkeypatch.setenv("STAGE", "test")
    _forget_caches()
    yield
    _forget_caches()


@pytest.fixture
def api(monkeypatch: pytest.MonkeyPatch) -> StandIn:
    """The stand-in that every page now asks."""
    stand_in = StandIn()
    monkeypatch.setattr(client, "Api", partial(Api, transport=httpx.ASGITransport(stand_in.app())))
    return stand_in


@pytest.fixture
def tab() -> Tab:
    """Make the root state of a tab: at an address, with a session or without."""

    def opened(address: str = "/nl", token: str = "tok_eva") -> rx.State:
        root = rx.State(_reflex_internal_init=True)  # type: ignore[call-arg] # how Reflex itself makes one
        visit(root, address, token)
        return root

    return opened


async def state(root: rx.State, kind: type[rx.State]) -> Any:
    """A page's state within a tab; its handlers can be called like methods, which only Reflex knows."""
    return await root.get_state(kind)


def visit(root: rx.State, address: str, token: str = "tok_eva") -> None:
    """Let the tab's next event come from this address and session."""
    cookie = f"{session.COOKIE}={session.seal(token)}" if token else ""
    said = {
        "headers": {"cookie": cookie, "origin": "http://web.example"},
        "pathname": address,
        "asPath": address,
        "ip": "127.0.0.9",
    }
    root.router_data = root._update_router_vars(said, root.router_data)


def path_of(event: object) -> str:
    """The address a redirect leads to."""
    arguments = {str(name): value for name, value in getattr(event, "args", ())}
    return str(arguments["path"]._var_value)


def reference_of(event: object) -> str:
    """The element a focus event goes to."""
    arguments = {str(name): value for name, value in getattr(event, "args", ())}
    return str(arguments["ref"]._var_value)
