"""Step 1, for somebody new: national number and names. The number goes to the API and nowhere else."""

from collections.abc import Mapping
from typing import Any
from uuid import uuid4

import reflex as rx

from dimona_web.api.client import Caller, api
from dimona_web.api.errors import RefusedError
from dimona_web.api.shapes import Worker
from dimona_web.i18n.catalogue import text
from dimona_web.live import Live, View, live
from dimona_web.pages.declare.beginning import as_last_time
from dimona_web.pages.declare.draft import Draft
from dimona_web.pages.declare.number import national_number
from dimona_web.pages.declare.steps import focus_on_problems, step_page
from dimona_web.paths import DECLARE, KIND, TERMS, path
from dimona_web.platform.visitor import caller, language
from dimona_web.ui.fields import Asked, error_summary, field, submit

FIELD_OF_ISSUE: Mapping[str, str] = {
    "ssin": "ssin",
    "worker.ssin": "ssin",
    "familyName": "family_name",
    "givenName": "given_name",
}


def read_worker(form: Mapping[str, str]) -> tuple[dict[str, str], dict[str, str]]:
    """Return the worker a form holds as the API takes it, and the key of what is wrong by field."""
    family, given = form.get("family_name", "").strip(), form.get("given_name", "").strip()
    number = national_number(form.get("ssin", ""))
    checks = (
        ("ssin", "error.ssin", not number),
        ("given_name", "error.givenName", not given),
        ("family_name", "error.familyName", not family),
    )
    errors = {name: key for name, key, wrong in checks if wrong}
    return {"ssin": number, "familyName": family, "givenName": given}, errors


class NewWorkerState(rx.State):
    """What was wrong with the form; what was typed stays in the browser.

    Nothing runs when the page opens: a quick answer must not be overtaken by it.
    """

    errors: rx.Field[dict[str, str]] = rx.field(default_factory=dict)

    @rx.event
    def forget(self) -> None:
        """Forget the errors of this visit: somebody leaves the page."""
        self.errors = {}

    @rx.event
    async def submit(self, form: dict[str, Any]) -> Any:
        """Take the worker who has this number, or add them, and go on to the terms."""
        worker, wrong = read_worker({name: str(value) for name, value in form.items()})
        words = language(self)
        if wrong:
            self.errors = {name: text(words, key) for name, key in wrong.items()}
            return focus_on_problems()
        try:
            chosen = await known_or_added(caller(self), worker)
        except RefusedError as error:
            self.errors = errors_of(words, error)
            return focus_on_problems()
        self.errors = {}
        draft = await self.get_state(Draft)
        intent = await as_last_time(caller(self), chosen.id)
        draft.start(chosen, intent)
        return rx.redirect(path(words, TERMS if intent.kind else KIND))


async def known_or_added(who: Caller, worker: Mapping[str, str]) -> Worker:
    """Return the worker who has this number, added to the register when nobody had it."""
    known = await api().worker_with_number(who, worker["ssin"])
    return known or await api().add_worker(who, worker, str(uuid4()))


def errors_of(language: str, error: RefusedError) -> dict[str, str]:
    """Return what the API objected to, by field."""
    told = {FIELD_OF_ISSUE.get(issue.name, "ssin"): issue.detail for issue in error.issues if issue.detail}
    return told or {"ssin": error.detail or text(language, "notice.refused")}


def view(language: str) -> View:
    """Draw the page."""
    errors = live(NewWorkerState.errors)
    return step_page(
        language,
        1,
        text(language, "newWorker.title"),
        error_summary(errors, text(language, "form.problems")),
        worker_form(
            language, errors, NewWorkerState.submit, "declare.next", on_unmount=NewWorkerState.forget
        ),
        back=path(language, DECLARE),
    )


def worker_form(language: str, errors: Live, on_submit: Live, send: str, **events: Live) -> View:
    """Draw the form for somebody new; `send` is the key of the button's words."""
    return rx.el.form(
        field(
            Asked("ssin", text(language, "newWorker.ssin"), text(language, "newWorker.ssin.hint")),
            errors,
            type="text",
            input_mode="numeric",
            auto_complete="off",
            max_length=20,
        ),
        field(
            Asked("given_name", text(language, "newWorker.givenName")),
            errors,
            auto_complete="off",
            max_length=48,
        ),
        field(
            Asked("family_name", text(language, "newWorker.familyName")),
            errors,
            auto_complete="off",
            max_length=48,
        ),
        submit(text(language, send)),
        on_submit=on_submit,
        no_validate=True,
        **events,
    )
