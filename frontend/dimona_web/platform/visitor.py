"""Who looks at the page whose event is being handled, and in which language."""

import reflex as rx

from dimona_web.api.client import Caller
from dimona_web.api.errors import NoSessionError
from dimona_web.i18n.catalogue import DEFAULT_LANGUAGE, languages
from dimona_web.paths import language_of
from dimona_web.platform.session import token_of


def language_at(address: str) -> str:
    """Return the language of a page by its address."""
    found = language_of(address, DEFAULT_LANGUAGE)
    return found if found in languages() else DEFAULT_LANGUAGE


def language(state: rx.State) -> str:
    """Return the language of the page this event came from."""
    return language_at(state.router.url.path)


def caller(state: rx.State) -> Caller:
    """Return in whose name this event may ask the API. Raises `NoSessionError` when nobody is."""
    token = token_of(state.router.headers.cookie)
    if not token:
        raise NoSessionError("no session")
    return Caller(token, language(state), state.router.session.client_ip)


def place(state: rx.State) -> str:
    """Return where the page is, whatever its language: its address after the first part."""
    return state.router.url.path.strip("/").partition("/")[2]


def subject(state: rx.State) -> str:
    """Return the id in the address of the page: its third part, after the language and the kind of page."""
    return (state.router.url.path.strip("/").split("/") + [""] * 3)[2]
