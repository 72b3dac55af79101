"""Send a spreadsheet: a plain form, so that the file goes to the API and stays nowhere on the way."""

from collections.abc import Sequence
from typing import Any
from uuid import uuid4

import reflex as rx

from dimona_web.i18n.catalogue import text
from dimona_web.live import View, live
from dimona_web.pages.declare.steps import focus_on_problems
from dimona_web.pages.rows import WORKER_TYPES
from dimona_web.paths import DECLARE, path
from dimona_web.platform.session import open_words
from dimona_web.ui.fields import Asked, error_summary, field, submit
from dimona_web.ui.frame import frame, section, title
from dimona_web.ui.icons import icon
from dimona_web.ui.links import native_form, native_link

KINDS: Sequence[str] = ("xlsx", "csv")


class UploadState(rx.State):
    """What came of the last upload or download, when it was nothing; and the key of the next upload."""

    errors: rx.Field[dict[str, str]] = rx.field(default_factory=dict)
    key: str = ""

    @rx.event
    def load(self) -> Any:
        """Say what was wrong with the last file, once; the next upload gets its own key."""
        self.key, asked = str(uuid4()), self.router.url.query_parameters
        said = open_words(asked.get("said", ""))
        about = "templates" if asked.get("about") == "templates" else "file"
        self.errors = {about: said} if said else {}
        return focus_on_problems() if said else None


def view(language: str) -> View:
    """Draw the page."""
    errors = live(UploadState.errors)
    asked = Asked("file", text(language, "upload.file"), hint=text(language, "upload.file.hint"))
    return frame(
        language,
        title(text(language, "upload.title")),
        rx.el.p(text(language, "upload.text"), " ", text(language, "upload.lead"), class_name="lead"),
        error_summary(
            errors,
            rx.cond(
                errors.contains("file"), text(language, "upload.problem"), text(language, "upload.noDownload")
            ),
        ),
        native_form(
            rx.el.input(type="hidden", name="key", value=UploadState.key),
            field(
                asked,
                errors,
                type="file",
                accept=".xlsx,.csv,text/csv",
            ),
            submit(text(language, "upload.send")),
            action=f"/files/upload?language={language}",
            method="post",
            enc_type="multipart/form-data",
        ),
        section(
            text(language, "upload.templates"),
            rx.el.p(text(language, "upload.templates.hint"), class_name="hint"),
            rx.el.ul(
                *(_template(language, code, key) for code, key in WORKER_TYPES.items()), class_name="rows"
            ),
            id="templates",
        ),
        back=path(language, DECLARE),
    )


def _template(language: str, code: str, key: str) -> View:
    return rx.el.li(
        rx.el.span(text(language, key), class_name="row-name"),
        rx.el.span(
            *(
                native_link(
                    icon("down"),
                    kind.upper(),
                    href=f"/files/template.{kind}?type={code}&language={language}",
                    custom_attrs={"aria-label": f"{text(language, key)}, {kind.upper()}"},
                )
                for kind in KINDS
            ),
            class_name="doors",
        ),
        class_name="row template",
    )
