"""Form fields: native controls with a label, the error at the field, and the summary that takes focus."""

from collections.abc import Mapping, Sequence
from typing import Any, cast

import reflex as rx

from dimona_web.ui.icons import icon
from dimona_web.ui.links import native_link

SUMMARY_ID = "problems"
Errors = rx.Var[dict[str, str]]


def error_summary(errors: Errors, heading: str) -> rx.Component:
    """List all errors of a form, each a link to its field; focus goes here after a failed submit."""
    return rx.cond(
        errors.length() > 0,
        rx.el.div(
            rx.el.h2(icon("warn"), heading),
            rx.el.ul(rx.foreach(errors, _summary_line)),
            id=SUMMARY_ID,
            class_name="summary",
            tab_index=-1,
            role="alert",
        ),
    )


def _summary_line(entry: Any) -> rx.Component:
    return rx.el.li(native_link(entry[1], href="#" + cast("rx.Var[str]", entry[0])))


def _error_at(errors: Errors, name: str) -> rx.Component:
    return rx.cond(
        errors.contains(name),
        rx.el.p(icon("warn"), errors[name], id=f"{name}-error", class_name="field-error"),
    )


def _said_by(errors: Errors, name: str, hint: str) -> Mapping[str, Any]:
    """Tie control, hint and error together for those who do not see them."""
    hint_id = f"{name}-hint" if hint else ""
    described = rx.cond(errors.contains(name), f"{name}-error {hint_id}".strip(), hint_id)
    return {"aria-describedby": described, "aria-invalid": rx.cond(errors.contains(name), "true", "false")}


def field(  # noqa: PLR0913 - the parts of a field are many, each is named at the call
    label: str, name: str, errors: Errors, *, hint: str = "", aside: str = "", look: str = "", aside_look: str = "", **props: Any
) -> rx.Component:
    """Make one uncontrolled input under its label. `aside` is said beside the label: optional.

    `look` and `aside_look` are classes by which the stylesheet shows or hides them with the choices made.
    """
    return rx.el.div(
        rx.el.label(label, rx.el.span(" ", aside, class_name=f"aside {aside_look}".strip()) if aside else "", html_for=name),
        rx.el.p(hint, id=f"{name}-hint", class_name="hint") if hint else rx.fragment(),
        _error_at(errors, name),
        rx.el.input(id=name, name=name, custom_attrs=_said_by(errors, name, hint), **props),
        class_name=f"field {look}".strip(),
    )


def choice(
    label: str, name: str, value: str, *, checked: Any, hint: rx.Var[str] | str = ""
) -> rx.Component:
    """Make one radio button with a label as large as a thumb; its hint may be known only while the page runs."""
    return rx.el.label(
        rx.el.input(type="radio", name=name, value=value, default_checked=checked),
        rx.el.span(rx.el.span(label), rx.el.span(hint, class_name="hint")),
        class_name="choice",
    )


def choices(legend: str, name: str, errors: Errors, options: Sequence[rx.Component]) -> rx.Component:
    """Group radio buttons under the question they answer."""
    return rx.el.fieldset(
        rx.el.legend(legend),
        _error_at(errors, name),
        rx.el.div(*options, class_name="choices", id=name),
        class_name="field",
    )


def select(
    label: str, name: str, errors: Errors, options: Sequence[tuple[str, str]], default: Any, *, hint: str = ""
) -> rx.Component:
    """Make one native list to choose from."""
    return rx.el.div(
        rx.el.label(label, html_for=name),
        rx.el.p(hint, id=f"{name}-hint", class_name="hint") if hint else rx.fragment(),
        _error_at(errors, name),
        rx.el.select(
            *(rx.el.option(words, value=value) for value, words in options),
            id=name,
            name=name,
            default_value=default,
            custom_attrs=_said_by(errors, name, hint),
        ),
        class_name="field",
    )


def submit(words: str, *, busy: Any = False, busy_words: str = "") -> rx.Component:
    """Make the one button that moves on; it says so while it works, and cannot be pressed again meanwhile."""
    label = rx.cond(busy, busy_words, words) if busy_words else words
    return rx.el.div(
        rx.el.button(label, type="submit", class_name="primary", disabled=busy), class_name="action"
    )
