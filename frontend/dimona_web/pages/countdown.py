"""What time is left, told so that the browser counts on while the page stays open: `browser/line.js` does."""

from datetime import datetime
from typing import Any

import reflex as rx

from dimona_web import clock
from dimona_web.i18n.catalogue import text
from dimona_web.i18n.formats import moment
from dimona_web.live import Live, View


def counts_on(language: str, until: datetime, key: str = "deadline.left", **words: str) -> str:
    """Return the seconds left, the text of `key` around them, and what is said once they are over."""
    seconds = int((until - clock.now()).total_seconds())
    over = text(language, "deadline.passed", at=moment(language, until))
    return "|".join((str(seconds), text(language, key, left="{left}", **words), over))


def counting(told: Live, counts: Live, **props: Any) -> View:
    """Show what is told now; by an empty `counts` nothing counts on. It changes without being read out."""
    return rx.el.span(told, custom_attrs={"data-left": counts, "aria-live": "off"}, **props)
