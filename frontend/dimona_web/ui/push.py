"""Push on this device: the stylesheet shows what the browser alone knows; assets/push.js says which it is."""

from collections.abc import Mapping, Sequence

import reflex as rx

from dimona_web.i18n.catalogue import text
from dimona_web.live import Live, View

_SCRIPT = "/push.js"
# What may be the case, each with the key of what it says.
_CASES: Mapping[str, str] = {
    "none": "push.none",
    "blocked": "push.blocked",
    "off": "push.off",
    "busy": "page.loading",
    "on": "push.on",
    "tried": "push.tried",
    "failed": "push.failed",
}
# What can be done, each with the key of its button and the cases in which it is offered.
_BUTTONS: Mapping[str, tuple[str, Sequence[str]]] = {
    "on": ("push.turnOn", ("off", "failed")),
    "test": ("push.try", ("on", "tried")),
    "off": ("push.turnOff", ("on", "tried")),
}


def push_script() -> View:
    """Load the one script that subscribes and unsubscribes; the pages that need it, and they alone."""
    return rx.el.script(src=_SCRIPT, custom_attrs={"async": True})


def push(language: str, key: Live, mine: Live) -> View:
    """Say how it stands on this device and offer what can be done; `mine` are ids of the person's devices."""
    return rx.el.div(
        rx.el.div(*(_case(language, name) for name in _CASES), role="status"),
        *(_button(language, what) for what in _BUTTONS),
        id="push",
        custom_attrs={"data-key": key, "data-mine": mine},
        class_name="push",
    )


def _case(language: str, name: str) -> View:
    return rx.el.p(text(language, _CASES[name]), class_name=f"when when-{name}")


def _button(language: str, what: str) -> View:
    key, cases = _BUTTONS[what]
    look = " ".join(("primary" if what == "on" else "secondary", "when", *(f"when-{case}" for case in cases)))
    return rx.el.button(text(language, key), type="button", class_name=look, custom_attrs={"data-push": what})
