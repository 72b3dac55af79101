"""Asks for patience while a page looks something up, until it is said that nobody answered."""

import reflex as rx

from dimona_web.i18n.catalogue import text
from dimona_web.live import Live, View, live
from dimona_web.platform.notice import Notice


def waiting(language: str) -> View:
    """Say that something is being looked for."""
    return rx.el.p(waiting_words(language), class_name="nothing")


def waiting_words(language: str) -> Live:
    """Return what is said meanwhile: nothing below a notice that it could not be loaded."""
    return rx.cond(Notice.did_not_load, "", text(language, "page.loading"))


def is_busy(ready: Live) -> Live:
    """Return whether a part of the page is on its way, as `aria-busy` wants it."""
    return rx.cond(ready | live(Notice.did_not_load), "false", "true")
