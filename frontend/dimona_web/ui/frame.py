"""The frame of every page: skip link, header, the one message, the content, the thumb's bar."""

from collections.abc import Sequence
from typing import Any

import reflex as rx

from dimona_web.i18n.catalogue import text
from dimona_web.live import Live, View, live
from dimona_web.paths import DECLARATIONS, DECLARE, HOME, MORE, REGISTER, path
from dimona_web.platform.notice import NOTICES, Notice
from dimona_web.ui.icons import icon
from dimona_web.ui.links import link, native_link

TITLE_ID = "page-title"
# The bar: address, icon, key of the word. What is looked at less often than every day stands under More.
BAR: Sequence[tuple[str, str, str]] = (
    (HOME, "home", "frame.home"),
    (DECLARATIONS, "list", "frame.declarations"),
    (REGISTER, "people", "frame.register"),
    (MORE, "more", "frame.more"),
)


def frame(
    language: str,
    *content: Any,
    here: str | None = None,
    back: Live | None = None,
    with_bar: bool = True,
    declares: bool = False,
) -> View:
    """Put content into the frame.

    `here` marks the page in the bar; `back` is where the back link leads; `declares` puts the one large
    button into the bar.
    """
    return rx.el.div(
        native_link(text(language, "frame.skip"), href=f"#{TITLE_ID}", class_name="skip"),
        _connection_banner(language),
        _header(language, back),
        rx.el.main(_notice(language), *content, id="content"),
        _bar(language, here, declares=declares) if with_bar else rx.fragment(),
        class_name=f"page{' with-bar' if with_bar else ''}{' declares' if declares else ''}",
        lang=language,
    )


def bare_frame(language: str, *content: Any) -> View:
    """Put content into a frame without session: sign-in, not found, error."""
    return rx.el.div(
        native_link(text(language, "frame.skip"), href=f"#{TITLE_ID}", class_name="skip"),
        rx.el.header(_brand(), class_name="top"),
        rx.el.main(*content, id="content"),
        class_name="page",
        lang=language,
    )


def title(words: Live, **props: Any) -> View:
    """Write the page's one heading, which takes focus after a step of a wizard."""
    return rx.el.h1(words, id=TITLE_ID, tab_index=-1, **props)


def section(heading: str, *content: Any, **props: Any) -> View:
    """Write a part of a page under its heading."""
    return rx.el.section(rx.el.h2(heading), *content, **props)


def _brand() -> View:
    return rx.el.span(
        rx.el.span("Dimona"), rx.el.span("24", class_name="brand-mark"), class_name="brand", lang="nl"
    )


def _header(language: str, back: Live | None) -> View:
    if back is not None:
        return rx.el.header(
            link(icon("back"), text(language, "frame.back"), to=back, class_name="back"), class_name="top"
        )
    return rx.el.header(_brand(), class_name="top")


def _bar(language: str, here: str | None, *, declares: bool) -> View:
    declare = link(
        icon("plus"),
        text(language, "frame.declare"),
        to=path(language, DECLARE),
        class_name="primary bar-declare",
    )
    items = (
        link(
            icon(drawing),
            rx.el.span(text(language, words)),
            to=path(language, page),
            class_name="bar-item",
            custom_attrs={"aria-current": "page"} if page == here else {},
        )
        for page, drawing, words in BAR
    )
    return rx.el.nav(
        declare if declares else rx.fragment(),
        rx.el.div(*items, class_name="bar-items"),
        class_name="bar",
        custom_attrs={"aria-label": text(language, "frame.bar")},
    )


def _connection_banner(language: str) -> View:
    """Say that the line is dead; browser/line.js decides when it is, the stylesheet shows it then."""
    return rx.el.div(
        rx.el.p(icon("link"), text(language, "frame.noConnection"), class_name="banner"),
        role="status",
        id="connection",
    )


def _notice(language: str) -> View:
    messages = tuple((kind, text(language, key)) for kind, key in NOTICES.items())
    # A link to this very page: the browser loads it anew, and nothing before one wants it.
    again = native_link(text(language, "notice.again"), href="", class_name="secondary", id="load-again")
    return rx.el.div(
        rx.cond(
            live(Notice.kind) != "",
            rx.el.p(icon("warn"), rx.match(Notice.kind, *messages, ""), class_name="notice"),
        ),
        rx.cond(Notice.may_load_again, again),
        role="alert",
    )
