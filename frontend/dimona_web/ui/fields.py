"""Form fields: native controls with a label, the error at the field, and the summary that takes focus."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import reflex as rx

from dimona_web.live import Live, View
from dimona_web.ui.icons import icon
from dimona_web.ui.links import native_link

SUMMARY_ID = "problems"
# Messages by field, as a state holds them for the form.
Errors = Live


def error_summary(errors: Errors, heading: Live) -> View:
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


def _summary_line(entry: Live) -> View:
    # What is mended elsewhere is under that address instead of under a field.
    href = rx.cond(entry[0].startswith("/"), entry[0], "#" + entry[0])
    return rx.el.li(native_link(entry[1], href=href))


def _error_at(errors: Errors, name: str) -> View:
    return rx.cond(
        errors.contains(name),
        rx.el.p(icon("warn"), errors[name], id=f"{name}-error", class_name="field-error"),
    )


@dataclass(frozen=True)
class Asked:
    """What a field asks: its name in the form, its label, and what is said with it.

    `aside` stands beside the label, small.
    """

    name: str
    label: Live
    hint: str = ""
    aside: Live = None


def _said_by(errors: Errors, asked: Asked) -> Mapping[str, Any]:
    """Tie control, hint and error together for those who do not see them."""
    is_wrong = errors.contains(asked.name)
    hint = f"{asked.name}-hint" if asked.hint else ""
    described = rx.cond(is_wrong, f"{asked.name}-error {hint}".strip(), hint)
    return {"aria-describedby": described, "aria-invalid": rx.cond(is_wrong, "true", "false")}


def field(asked: Asked, errors: Errors, *, look: Live = "", **props: Any) -> View:
    """Make one uncontrolled input. By `look` the stylesheet hides the field when it does not apply."""
    control = rx.el.input(id=asked.name, name=asked.name, custom_attrs=_said_by(errors, asked), **props)
    return _labelled(asked, errors, control, look)


def select(asked: Asked, errors: Errors, options: Sequence[View], default: Live, **props: Any) -> View:
    """Make one native list to choose from."""
    control = rx.el.select(
        *options,
        id=asked.name,
        name=asked.name,
        default_value=default,
        custom_attrs=_said_by(errors, asked),
        **props,
    )
    return _labelled(asked, errors, control)


def _labelled(asked: Asked, errors: Errors, control: View, look: Live = "") -> View:
    aside = rx.fragment() if asked.aside is None else rx.el.span(" ", asked.aside, class_name="aside")
    return rx.el.div(
        rx.el.label(asked.label, aside, html_for=asked.name),
        rx.el.p(asked.hint, id=f"{asked.name}-hint", class_name="hint") if asked.hint else rx.fragment(),
        _error_at(errors, asked.name),
        control,
        class_name="field " + look,
    )


def choice(label: Live, name: str, value: Live, *, checked: Live, hint: Live = "", **props: Any) -> View:
    """Make one radio button with a label as large as a thumb."""
    return rx.el.label(
        rx.el.input(type="radio", name=name, value=value, default_checked=checked, **props),
        rx.el.span(rx.el.span(label), rx.el.span(hint, class_name="hint")),
        class_name="choice",
    )


def choices(
    legend: Live, name: str, errors: Errors, options: Sequence[View], *, columns: bool = True
) -> View:
    """Group radio buttons under the question they answer, beside each other or one below the other."""
    return rx.el.fieldset(
        rx.el.legend(legend),
        _error_at(errors, name),
        rx.el.div(*options, class_name="choices" if columns else "choices one-column", id=name, tab_index=-1),
        class_name="field",
    )


def submit(words: str) -> View:
    """Make the one button that moves on."""
    return rx.el.div(rx.el.button(words, type="submit", class_name="primary"), class_name="action")
