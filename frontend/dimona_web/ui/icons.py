"""Our own few icons, inline, drawn with one stroke; decoration only, a word always stands beside them."""

from collections.abc import Mapping

import reflex as rx

from dimona_web.live import Live, View

_PATHS: Mapping[str, str] = {
    "home": "M4 11.5 12 4l8 7.5V20h-5.5v-5.5h-5V20H4z",
    "list": "M8.5 6.5H20M8.5 12H20M8.5 17.5H20M4 6.5h.6M4 12h.6M4 17.5h.6",
    "plus": "M12 5v14M5 12h14",
    "person": "M12 11.5a3.75 3.75 0 1 0 0-7.5 3.75 3.75 0 0 0 0 7.5Z"
    "M4.5 20c.8-3.4 3.8-5.5 7.5-5.5s6.7 2.1 7.5 5.5",
    "more": "M6 12a1 1 0 1 1-2 0 1 1 0 0 1 2 0Z"
    "M13 12a1 1 0 1 1-2 0 1 1 0 0 1 2 0ZM20 12a1 1 0 1 1-2 0 1 1 0 0 1 2 0Z",
    "search": "M10.5 17a6.5 6.5 0 1 0 0-13 6.5 6.5 0 0 0 0 13ZM15.3 15.3 20 20",
    "back": "M14.5 5.5 8 12l6.5 6.5",
    "forward": "M9.5 5.5 16 12l-6.5 6.5",
    "ok": "M5 12.5l4.5 4.5L19 7.5",
    "calendar": "M5 6.5h14V20H5zM5 10.5h14M8.5 4v4M15.5 4v4",
    "people": "M9 11.5a3.25 3.25 0 1 0 0-6.5 3.25 3.25 0 0 0 0 6.5ZM2.5 19.5c.6-3 3.2-5 6.5-5s5.9 2 6.5 5"
    "M15.5 5.3a3.25 3.25 0 0 1 0 6.1M17.5 14.9c2.1.6 3.6 2.3 4 4.6",
    "again": "M19.5 5v5h-5M4.5 19v-5h5M18.6 10A7 7 0 0 0 6 7.6M5.4 14A7 7 0 0 0 18 16.4",
    "table": "M4 5h16v14H4zM4 10h16M4 14.5h16M10 10v9",
    "down": "M12 4.5v11M7 11l5 5 5-5M5 19.5h14",
    "busy": "M12 7v5.2l3.2 2M12 20.5a8.5 8.5 0 1 0 0-17 8.5 8.5 0 0 0 0 17Z",
    "warn": "M12 9.5v4.2M12 16.8v.1M12 4 3.2 19.5h17.6z",
    "bad": "M7 7l10 10M17 7 7 17",
    "none": "M12 20a8 8 0 1 0 0-16 8 8 0 0 0 0 16Z",
    "link": "M5 12.5a10 10 0 0 1 5-2.8M3 8.8a14 14 0 0 1 5.2-3M14.5 10a10 10 0 0 1 4.5 2.5"
    "M12 5.2a14 14 0 0 1 9 3.6M8.5 16a5 5 0 0 1 7 0M12 19.4v.1M4 4l16 16",
}
# The icons that a status may carry, chosen by its tone while the page runs.
TONES = ("ok", "busy", "warn", "bad", "none")


def icon(name: str) -> View:
    """Draw an icon by name."""
    return rx.el.svg(
        rx.el.path(d=_PATHS[name]),
        view_box="0 0 24 24",
        class_name="icon",
        custom_attrs={"aria-hidden": "true", "focusable": "false"},
    )


def tone_icon(tone: Live) -> View:
    """Draw the icon of a tone that is only known while the page runs."""
    return rx.match(tone, *((name, icon(name)) for name in TONES), icon("none"))
