"""A page about one thing that its address names: it is looked for, it is not there, or it is shown."""

import reflex as rx

from dimona_web.i18n.catalogue import text
from dimona_web.live import Live, View
from dimona_web.paths import path
from dimona_web.ui.frame import title
from dimona_web.ui.links import link
from dimona_web.ui.waiting import waiting


def found(state: Live, *, loading: View, gone: View, shown: View, wanted: Live = None) -> View:
    """Show what fits: `state` is the page's state class, which says `ready` and `missing`.

    Where the address names it by a parameter, `wanted` is that, and `state` says what it is `about`.
    """
    fits = rx.cond(state.missing, gone, rx.cond(state.ready, shown, loading))
    return fits if wanted is None else rx.cond(state.about == wanted, fits, loading)


def back_from(state: Live, wanted: Live, otherwise: str) -> Live:
    """Return where the page leads back to, as `state` says it; `otherwise` while that is about another."""
    return rx.cond(state.about == wanted, state.back, otherwise)


def loading(language: str, heading: str) -> View:
    """Say that it is being looked for, under the page's own heading."""
    return rx.fragment(title(text(language, heading)), waiting(language))


def gone(language: str, heading: str, words: str, instead: str, called: str) -> View:
    """Say that there is no such thing, and lead to the page `instead`, which is `called` so."""
    return rx.fragment(
        title(text(language, heading)),
        rx.el.p(text(language, words), class_name="lead"),
        link(text(language, called), to=path(language, instead), class_name="secondary"),
    )
