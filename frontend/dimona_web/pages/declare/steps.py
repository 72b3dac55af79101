"""What the pages of the wizard share: the frame with its progress, who it is about, the next step."""

from typing import Any

import reflex as rx

from dimona_web.i18n.catalogue import text
from dimona_web.live import View
from dimona_web.pages.declare.draft import Draft
from dimona_web.pages.names import or_nameless
from dimona_web.ui.fields import SUMMARY_ID
from dimona_web.ui.frame import TITLE_ID, frame, title
from dimona_web.ui.icons import icon

LAST_STEP = 4


def step_page(language: str, step: int, heading: str, *content: Any, back: str) -> View:
    """Draw one page of the wizard; its heading takes focus, so that everyone hears where they are."""
    progress = text(language, "declare.step", step=step, last=LAST_STEP)
    return frame(
        language,
        rx.el.div(
            rx.el.p(progress, class_name="hint"),
            rx.el.div(
                *(
                    rx.el.span(class_name="done" if number <= step else "")
                    for number in range(1, LAST_STEP + 1)
                ),
                class_name="progress",
                custom_attrs={"aria-hidden": "true"},
            ),
            title(heading, on_mount=rx.set_focus(TITLE_ID)),
        ),
        *content,
        back=back,
        with_bar=False,
    )


def for_whom(language: str) -> View:
    """Say about whom the filing is."""
    return rx.el.p(
        icon("person"), rx.el.strong(or_nameless(language, Draft.worker_name)), class_name="for-whom"
    )


def focus_on_problems() -> Any:
    """Bring the error summary to the person."""
    return rx.set_focus(SUMMARY_ID)
