"""Somebody new: the form, and that nobody comes into the register twice. The number is never kept here."""

from collections.abc import Mapping
from typing import Any
from uuid import uuid4

import reflex as rx

from dimona_web.api.client import Caller, api
from dimona_web.api.errors import RefusedError
from dimona_web.api.shapes import Worker
from dimona_web.api.worker_shapes import as_body
from dimona_web.i18n.catalogue import text
from dimona_web.live import Live, View
from dimona_web.pages.declare.number import national_number
from dimona_web.pages.declare.sheet import Option
from dimona_web.pages.declare.steps import focus_on_problems
from dimona_web.pages.period.days import read_day
from dimona_web.platform.visitor import caller, language
from dimona_web.ui.fields import Asked, choice, choices, field, submit

FIELD_OF_ISSUE: Mapping[str, str] = {
    "ssin": "ssin",
    "worker.ssin": "ssin",
    "familyName": "family_name",
    "givenName": "given_name",
    "birthDate": "birth_date",
}
SOMEBODY_ELSE = "new"


def read_worker(
    form: Mapping[str, str], *, numberless: bool = False
) -> tuple[dict[str, str], dict[str, str]]:
    """Return the worker a form holds as the API takes it, and the key of what is wrong by field.

    `numberless`: a birth date will do while there is no national number.
    """
    family, given = form.get("family_name", "").strip(), form.get("given_name", "").strip()
    written, born = form.get("ssin", "").strip(), form.get("birth_date", "")
    number = national_number(written)
    has_day = numberless and not written and read_day(born) is not None
    checks = (
        (
            "ssin",
            "error.ssinOrDay" if numberless and not written else "error.ssin",
            not number and not has_day,
        ),
        ("given_name", "error.givenName", not given),
        ("family_name", "error.familyName", not family),
    )
    errors = {name: key for name, key, wrong in checks if wrong}
    known = {"ssin": number} if number else {"birthDate": born}
    return known | {"familyName": family, "givenName": given}, errors


async def namesakes(who: Caller, worker: Mapping[str, str]) -> tuple[Worker, ...]:
    """Return those of the register who may be this person: the same names, and not two numbers."""
    found = await api().workers(who, f"{worker['givenName']} {worker['familyName']}")
    return tuple(one for one in found if not (one.ssin and worker.get("ssin")))


async def numbered(who: Caller, worker: str, ssin: str) -> Worker:
    """Give somebody of the register a national number that nobody there has; they get a new id by it."""
    known = (await api().known_worker(who, worker)).known
    said = {name: value for name, value in as_body(known).items() if value is not None}
    added = await api().add_worker(who, said | {"ssin": ssin}, str(uuid4()))
    return await api().merge_worker(who, worker, added.id)


def errors_of(language: str, error: RefusedError) -> dict[str, str]:
    """Return what the API objected to, by field."""
    told = {FIELD_OF_ISSUE.get(issue.name, "ssin"): issue.detail for issue in error.issues if issue.detail}
    return told or {"ssin": error.detail or text(language, "notice.refused")}


class Adding(rx.State, mixin=True):
    """What was wrong with the form, and who may be the same person; what was typed stays in the browser.

    Nothing runs when the page opens: a quick answer must not be overtaken by it.
    """

    errors: rx.Field[dict[str, str]] = rx.field(default_factory=dict)
    alike: rx.Field[list[Option]] = rx.field(default_factory=list)
    _numberless: bool = False

    async def _leads_on(self, worker: Worker) -> Any:
        """Return what comes after somebody was found or added."""
        raise NotImplementedError

    @rx.event
    def forget(self) -> None:
        """Forget the errors of this visit: somebody leaves the page."""
        self.errors, self.alike = {}, []

    @rx.event
    async def submit(self, form: dict[str, Any]) -> Any:
        """Take the worker who has this number, or add them, once it is clear that they are not there yet."""
        said = {name: str(value) for name, value in form.items()}
        worker, wrong = read_worker(said, numberless=self._numberless)
        words = language(self)
        if wrong:
            self.errors = {name: text(words, key) for name, key in wrong.items()}
            return focus_on_problems()
        try:
            found = await self._found(worker, said.get("same", ""))
        except RefusedError as error:
            self.errors = errors_of(words, error)
            return focus_on_problems()
        if found is None:
            self.errors = {"same": text(words, "adding.which")}
            return focus_on_problems()
        self.errors, self.alike = {}, []
        return await self._leads_on(found)

    async def _found(self, worker: Mapping[str, str], same: str) -> Worker | None:
        """Return whom the form means, added if need be; None when the person must say who it is first."""
        who, number = caller(self), worker.get("ssin", "")
        if number and (known := await api().worker_with_number(who, number)):
            return known
        if same and any(one.value == same for one in self.alike):
            return await numbered(who, same, number) if number else await api().worker(who, same)
        if same != SOMEBODY_ELSE and (others := await namesakes(who, worker)):
            self.alike = [Option(one.id, one.name, self._told(one)) for one in others]
            return None
        return await api().add_worker(who, worker, str(uuid4()))

    def _told(self, worker: Worker) -> str:
        return worker.ssin or text(language(self), "person.numberless")


def worker_form(language: str, state: Live, send: str, *more: View) -> View:
    """Draw the form for somebody new; `send` is the key of the button's words, `more` what else is asked."""
    errors = state.errors
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
            max_length=24,
        ),
        field(
            Asked("family_name", text(language, "newWorker.familyName")),
            errors,
            auto_complete="off",
            max_length=48,
        ),
        *more,
        rx.cond(state.alike.length() > 0, _alike(language, state)),
        submit(text(language, send)),
        on_submit=state.submit,
        on_unmount=state.forget,
        no_validate=True,
    )


def _alike(language: str, state: Live) -> View:
    options = [
        rx.foreach(
            state.alike, lambda one: choice(one.label, "same", one.value, checked=False, hint=one.hint)
        ),
        choice(text(language, "adding.else"), "same", SOMEBODY_ELSE, checked=False),
    ]
    return choices(text(language, "adding.alike"), "same", state.errors, options, columns=False)
