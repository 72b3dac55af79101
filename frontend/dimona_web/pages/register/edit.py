"""What is known of a person, to be completed or mended; the national number has a page of its own."""

from collections.abc import AsyncIterator, Mapping, Sequence
from typing import Any

import reflex as rx

from dimona_web.api.client import api
from dimona_web.api.errors import MissingError, RefusedError
from dimona_web.api.worker_shapes import ADDRESS, PERSONAL, as_body
from dimona_web.i18n.catalogue import text
from dimona_web.live import Live, View, live
from dimona_web.pages.declare.steps import focus_on_problems
from dimona_web.pages.found import back_from, found, gone, loading
from dimona_web.paths import REGISTER, path, worker_path
from dimona_web.platform.visitor import caller, language, subject
from dimona_web.ui.address import named
from dimona_web.ui.fields import Asked, error_summary, field, select, submit
from dimona_web.ui.frame import frame, section, title

_COUNTRY = {"input_mode": "numeric", "max_length": 3}
# By field: the key of its label, and what its control needs. The form uses the API's own names.
_PERSON: Mapping[str, tuple[str, dict[str, Any]]] = {
    "givenName": ("newWorker.givenName", {"max_length": 24}),
    "familyName": ("newWorker.familyName", {"max_length": 48}),
    "birthDate": ("known.birthDate", {"type": "date"}),
    "placeOfBirth": ("known.placeOfBirth", {"max_length": 40}),
    "countryOfBirth": ("known.countryOfBirth", _COUNTRY),
    "nationality": ("known.nationality", _COUNTRY),
}
_HOME: Mapping[str, tuple[str, dict[str, Any]]] = {
    "street": ("known.street", {"max_length": 35}),
    "houseNumber": ("known.houseNumber", {"max_length": 10}),
    "boxNumber": ("known.boxNumber", {"max_length": 4}),
    "postCode": ("known.postCode", {"max_length": 9}),
    "municipality": ("known.municipality", {"max_length": 40}),
    "country": ("known.country", _COUNTRY),
}
_GENDERS: Sequence[tuple[str, str]] = (("", "known.unknown"), ("1", "known.male"), ("2", "known.female"))
_NAMES = {"givenName": "error.givenName", "familyName": "error.familyName"}


def field_of(issue: str) -> str:
    """Return the field of the form that an issue of the API is about: `address.municipality.name`, say."""
    parts = [part for part in issue.split(".") if part not in {"address", "name"}]
    return parts[0] if parts and parts[0] in (*PERSONAL, *ADDRESS) else "givenName"


class EditState(rx.State):
    """What is known of the person while the page is open; it is forgotten when the page is left.

    `about` is the worker's id, as the address names it.
    """

    about: str = ""
    known: rx.Field[dict[str, str]] = rx.field(default_factory=dict)
    has_number: bool = False
    ready: bool = False
    missing: bool = False
    back: str = ""
    errors: rx.Field[dict[str, str]] = rx.field(default_factory=dict)

    @rx.event
    async def load(self) -> AsyncIterator[Any]:
        """Show what is known; what is being typed for the same person stays."""
        self.errors, self.back = {}, worker_path(language(self), subject(self))
        if self.about != subject(self):
            self.about, self.known, self.ready, self.missing = subject(self), {}, False, False
            yield None
        try:
            found = await api().known_worker(caller(self), self.about)
        except MissingError:
            self.missing, self.ready = True, True
            return
        self.known, self.has_number = dict(found.known), bool(found.worker.ssin)
        self.ready, self.missing = True, False

    @rx.event
    def forget(self) -> None:
        """Keep nothing of a person once the page is left."""
        self.about, self.known, self.ready, self.errors = "", {}, False, {}

    @rx.event
    async def save(self, form: dict[str, Any]) -> Any:
        """Keep what the form holds, and show the person."""
        who = caller(self)
        said = {name: str(form.get(name) or "").strip() for name in (*PERSONAL, *ADDRESS)}
        wrong = {name: text(who.language, key) for name, key in _NAMES.items() if not said[name]}
        if wrong:
            self.errors = wrong
            return focus_on_problems()
        try:
            worker = (await api().change_worker(who, subject(self), as_body(said))).worker
        except RefusedError as error:
            told = {field_of(issue.name): issue.detail for issue in error.issues if issue.detail}
            self.errors = told or {"givenName": error.detail or text(who.language, "notice.refused")}
            return focus_on_problems()
        return rx.redirect(worker_path(who.language, worker.id), replace=True)


def view(language: str) -> View:
    """Draw the page."""
    return frame(
        language,
        rx.el.div(
            found(
                live(EditState),
                loading=loading(language, "edit.title"),
                gone=gone(
                    language, "person.missing.title", "declaration.missing.text", REGISTER, "register.title"
                ),
                shown=_form(language),
                wanted=named("worker_id"),
            ),
            on_unmount=EditState.forget,
        ),
        back=back_from(live(EditState), named("worker_id"), path(language, REGISTER)),
        with_bar=False,
    )


def _form(language: str) -> View:
    errors = live(EditState.errors)
    complete = text(language, "edit.complete")
    return rx.fragment(
        title(text(language, "edit.title")),
        rx.el.p(
            rx.cond(EditState.has_number, text(language, "edit.lead"), complete),
            class_name="lead",
        ),
        error_summary(errors, text(language, "form.problems")),
        rx.el.form(
            *(_field(language, name, asked) for name, asked in _PERSON.items()),
            _gender(language, errors),
            section(
                text(language, "edit.address"),
                *(_field(language, name, asked) for name, asked in _HOME.items()),
                class_name="part",
            ),
            submit(text(language, "settings.save")),
            on_submit=EditState.save,
            no_validate=True,
        ),
    )


def _field(language: str, name: str, asked: tuple[str, dict[str, Any]]) -> View:
    label, control = asked
    hint = text(language, "known.country.hint") if control is _COUNTRY else ""
    return field(
        Asked(name, text(language, label), hint),
        live(EditState.errors),
        auto_complete="off",
        default_value=live(EditState.known)[name],
        **control,
    )


def _gender(language: str, errors: Live) -> View:
    options = [rx.el.option(text(language, key), value=value) for value, key in _GENDERS]
    return select(
        Asked("gender", text(language, "known.gender")), errors, options, live(EditState.known)["gender"]
    )
