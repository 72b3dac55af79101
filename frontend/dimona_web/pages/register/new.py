"""Add somebody to the register without declaring anything yet."""

from typing import Any

import reflex as rx

from dimona_web.api.errors import RefusedError
from dimona_web.i18n.catalogue import text
from dimona_web.live import View, live
from dimona_web.pages.declare.new_worker import errors_of, known_or_added, read_worker, worker_form
from dimona_web.pages.declare.steps import focus_on_problems
from dimona_web.paths import REGISTER, path, worker_path
from dimona_web.platform.visitor import caller, language
from dimona_web.ui.fields import error_summary
from dimona_web.ui.frame import frame, title


class RegisterNewState(rx.State):
    """What was wrong with the form; what was typed stays in the browser."""

    errors: rx.Field[dict[str, str]] = rx.field(default_factory=dict)

    @rx.event
    def load(self) -> None:
        """Forget the errors of an earlier visit."""
        self.errors = {}

    @rx.event
    async def submit(self, form: dict[str, Any]) -> Any:
        """Add the person, or find who has this number already, and show their page."""
        worker, wrong = read_worker({name: str(value) for name, value in form.items()})
        words = language(self)
        if wrong:
            self.errors = {name: text(words, key) for name, key in wrong.items()}
            return focus_on_problems()
        try:
            added = await known_or_added(caller(self), worker)
        except RefusedError as error:
            self.errors = errors_of(words, error)
            return focus_on_problems()
        self.errors = {}
        return rx.redirect(worker_path(words, added.id), replace=True)


def view(language: str) -> View:
    """Draw the page."""
    errors = live(RegisterNewState.errors)
    return frame(
        language,
        title(text(language, "newWorker.title")),
        rx.el.p(text(language, "register.new.lead"), class_name="lead"),
        error_summary(errors, text(language, "form.problems")),
        worker_form(language, errors, RegisterNewState.submit, "register.add"),
        back=path(language, REGISTER),
        with_bar=False,
    )
