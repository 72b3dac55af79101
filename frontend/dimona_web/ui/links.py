"""Links and native forms as the router and the browser want them."""

from typing import Any

import reflex as rx

from dimona_web.live import Live, View


class NativeForm(rx.Component):
    """A form that the browser itself submits; Reflex' own form always keeps it from doing so."""

    tag = "form"
    _is_tag_in_global_scope = True

    action: rx.Var[str]
    method: rx.Var[str]
    enc_type: rx.Var[str]


class NativeLink(rx.Component):
    """A link that the browser itself follows: within the page, unlike the router's, it moves the focus."""

    tag = "a"
    _is_tag_in_global_scope = True

    href: rx.Var[str]


native_form = NativeForm.create
native_link = NativeLink.create


def link(*children: Any, to: Live, class_name: str = "", **props: Any) -> View:
    """Link to a page of ours without loading a document."""
    return rx.el.a(*children, to=to, class_name=class_name, **props)


def document_link(*children: Any, to: str, class_name: str = "", **props: Any) -> View:
    """Link that loads a whole document: another language, or a new session."""
    return rx.el.a(*children, to=to, class_name=class_name, reload_document=True, **props)
