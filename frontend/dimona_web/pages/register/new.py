"""Add somebody to the register without declaring anything yet; also who has no national number yet."""

from typing import Any

import reflex as rx

from dimona_web.api.shapes import Worker
from dimona_web.i18n.catalogue import text
from dimona_web.live import View, live
from dimona_web.pages.register.adding import Adding, worker_form
from dimona_web.paths import REGISTER, WORKER, WORKER_EDIT, path, worker_path
from dimona_web.platform.visitor import language
from dimona_web.ui.fields import Asked, error_summary, field
from dimona_web.ui.frame import frame, title


class RegisterNewState(Adding, rx.State):
    """The form of the register: a birth date will do while there is no number."""

    _numberless: bool = True

    async def _leads_on(self, worker: Worker) -> Any:
        """Show the person's page; of somebody without a number the rest is asked at once."""
        page = WORKER if worker.ssin else WORKER_EDIT
        return rx.redirect(worker_path(language(self), worker.id, page), replace=True)


def view(language: str) -> View:
    """Draw the page."""
    errors = live(RegisterNewState.errors)
    return frame(
        language,
        title(text(language, "newWorker.title")),
        rx.el.p(text(language, "register.new.lead"), class_name="lead"),
        error_summary(errors, text(language, "form.problems")),
        worker_form(language, RegisterNewState, "register.add", _numberless(language)),
        back=path(language, REGISTER),
        with_bar=False,
    )


def _numberless(language: str) -> View:
    born = Asked("birth_date", text(language, "known.birthDate"), text(language, "newWorker.birthDate.hint"))
    return rx.el.details(
        rx.el.summary(text(language, "newWorker.numberless")),
        field(born, live(RegisterNewState.errors), type="date", auto_complete="off"),
        id="numberless",
    )
