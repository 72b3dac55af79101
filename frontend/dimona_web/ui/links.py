"""Links and native forms as the router and the browser want them."""

from typing import Any

import reflex as rx
from reflex_components_core.el.elements.base import BaseHTML
from reflex_components_core.react_router.dom import ReactRouterLink


class NativeForm(BaseHTML):
    """A form that the browser itself submits; Reflex' own form always keeps it from doing so."""

    tag = "form"

    action: rx.Var[str]
    method: rx.Var[str]


class NativeLink(BaseHTML):
    """A link that the browser itself follows; within the page that moves the focus too, the router's does not."""

    tag = "a"

    href: rx.Var[str]


native_form = NativeForm.create
native_link = NativeLink.create


def link(*children: Any, to: str | rx.Var[str], class_name: str = "", **props: Any) -> rx.Component:
    """Link to a page of ours without loading a document."""
    return ReactRouterLink.create(*children, to=to, class_name=class_name, **props)


def document_link(*children: Any, to: str, class_name: str = "", **props: Any) -> rx.Component:
    """Link that loads a whole document: another language, or a new session."""
    return ReactRouterLink.create(
        *children, to=to, class_name=class_name, reload_document=True, **props
    )
