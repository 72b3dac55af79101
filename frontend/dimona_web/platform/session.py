"""The browser's session: an HttpOnly cookie that holds the API token sealed.

Reflex writes request headers, cookies included, into its state store; so the cookie is a sealed value and
is opened anew for each call.
"""

import hashlib
from functools import cache
from http.cookies import CookieError, SimpleCookie

from cryptography.fernet import Fernet, InvalidToken

from dimona_web.settings import settings

COOKIE = "dimona_session"
# Marks sealed words, so that a sealed session never passes for them; and how long they last, in seconds.
_WORDS, _WORDS_LAST = b"words:", 600


@cache
def _sealer() -> Fernet:
    return Fernet(settings().session_key)


def seal(token: str) -> str:
    """Return the cookie value for an API token."""
    return _sealer().encrypt(token.encode()).decode()


def open_sealed(value: str) -> str:
    """Return the API token of a cookie value; empty when the value is not ours."""
    try:
        return _sealer().decrypt(value).decode()
    except InvalidToken:
        return ""


def seal_words(words: str) -> str:
    """Return words for a page as they may stand in an address: nobody else can make a page say anything."""
    return _sealer().encrypt(_WORDS + words.encode()).decode()


def open_words(value: str) -> str:
    """Return the words of an address; empty when they are not ours, or of some while ago."""
    try:
        opened = _sealer().decrypt(value, ttl=_WORDS_LAST)
    except InvalidToken:
        return ""
    return opened.removeprefix(_WORDS).decode() if opened.startswith(_WORDS) else ""


def cookie_value(cookie_header: str) -> str:
    """Return our cookie's value out of a Cookie header; empty when it is not there."""
    try:
        morsel = SimpleCookie(cookie_header).get(COOKIE)
    except CookieError:
        return ""
    return morsel.value if morsel else ""


def token_of(cookie_header: str) -> str:
    """Return the API token a Cookie header carries; empty when signed out."""
    value = cookie_value(cookie_header)
    return open_sealed(value) if value else ""


def owner_of(cookie_header: str) -> str:
    """Return a mark that differs between any two sessions and tells nothing about either."""
    return hashlib.sha256(cookie_value(cookie_header).encode()).hexdigest()
