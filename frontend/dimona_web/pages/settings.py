"""Settings: who is signed in, language and appearance, what the employer chose; and the way out."""

from collections.abc import Mapping
from typing import Any

import reflex as rx

from dimona_web.api.client import Caller, api
from dimona_web.api.errors import RefusedError
from dimona_web.i18n.catalogue import text
from dimona_web.live import Live, View, live
from dimona_web.pages.declare.sheet import Option
from dimona_web.pages.declare.steps import focus_on_problems
from dimona_web.pages.sign_in import language_links
from dimona_web.paths import MORE, NOTIFICATIONS, SETTINGS, path
from dimona_web.platform.visitor import caller
from dimona_web.ui.fields import Asked, choice, choices, error_summary, select
from dimona_web.ui.frame import frame, section, title
from dimona_web.ui.links import link, native_form
from dimona_web.ui.push import push_script

_ROLES: Mapping[str, str] = {
    "owner": "role.owner",
    "filer": "role.filer",
    "viewer": "role.viewer",
    "adviser": "role.adviser",
}
_WORKING_DAYS: Mapping[str, str] = {"monSat": "settings.days.monSat", "monFri": "settings.days.monFri"}
# What the browser alone keeps: browser/line.js knows these three.
_LOOKS: Mapping[str, str] = {
    "system": "settings.look.system",
    "light": "settings.look.light",
    "dark": "settings.look.dark",
}
_FIELD_OF_ISSUE: Mapping[str, str] = {"defaultJointCommittee": "committee", "workingDays": "working_days"}
_CONFLICT = 409


class SettingsState(rx.State):
    """The person and the employer as the API knows them."""

    name: str = ""
    email: str = ""
    employers: rx.Field[list[str]] = rx.field(default_factory=list)
    role: str = ""
    ready: bool = False
    may_change: bool = False
    saved: bool = False
    committee: str = ""
    working_days: str = ""
    committees: rx.Field[list[Option]] = rx.field(default_factory=list)
    errors: rx.Field[dict[str, str]] = rx.field(default_factory=dict)
    _number: str = ""
    _version: int = 0

    @rx.event
    async def load(self) -> None:
        """Ask who this is and what the employer chose."""
        who = caller(self)
        me = await api().me(who)
        self.name, self.email, self.employers = me.name, me.email, list(me.employers)
        self.role = text(who.language, _ROLES[me.role]) if me.role in _ROLES else me.role
        self.may_change, self._number = "settings:write" in me.permissions, me.employer
        self.saved, self.errors = False, {}
        self.committees = [
            Option(one.number, f"{one.number} · {one.name}") for one in await api().committees(who)
        ]
        await self._read(who)
        self.ready = True

    async def _read(self, who: Caller) -> None:
        employer = await api().employer(who, self._number)
        self.committee, self.working_days = employer.committee, employer.working_days
        self._version = employer.version

    @rx.event
    async def save(self, form: dict[str, Any]) -> Any:
        """Keep what the employer chose; what somebody else changed meanwhile is shown first."""
        who = caller(self)
        wanted = {
            "defaultJointCommittee": str(form.get("committee") or ""),
            "workingDays": str(form.get("working_days") or ""),
        }
        self.saved, self.errors = False, {}
        try:
            changes = {"version": self._version, **wanted}
            employer = await api().change_employer(who, self._number, changes)
        except RefusedError as error:
            said = {_FIELD_OF_ISSUE.get(issue.name, "committee"): issue.detail for issue in error.issues}
            self.errors = said or {"committee": error.detail}
            if error.status == _CONFLICT:
                await self._read(who)
            return focus_on_problems()
        self.committee, self.working_days = employer.committee, employer.working_days
        self._version, self.saved = employer.version, True
        return None


def view(language: str) -> View:
    """Draw the page."""
    return frame(
        language,
        title(text(language, "settings.title")),
        error_summary(live(SettingsState.errors), text(language, "form.problems")),
        section(text(language, "frame.languages"), language_links(language, SETTINGS)),
        _look(language),
        section(text(language, "settings.you"), _you(language)),
        link(text(language, "notifications.title"), to=path(language, NOTIFICATIONS), class_name="more"),
        native_form(
            rx.el.input(type="hidden", name="language", value=language),
            rx.el.button(text(language, "account.signOut"), type="submit", class_name="secondary"),
            action="/auth/sign-out",
            method="post",
        ),
        # Last, for it comes with an answer, and would push away what stands below it.
        rx.cond(SettingsState.ready, _employer(language)),
        push_script(),
        here=MORE,
        back=path(language, MORE),
    )


def _look(language: str) -> View:
    options = [
        choice(text(language, key), "appearance", value, checked=value == "system")
        for value, key in _LOOKS.items()
    ]
    return rx.el.div(
        choices(text(language, "settings.look"), "appearance", rx.Var.create({}), options),
        rx.el.p(text(language, "settings.look.hint"), class_name="hint"),
        class_name="answer",
    )


def _employer(language: str) -> View:
    errors = live(SettingsState.errors)
    committee = Asked(
        "committee", text(language, "settings.committee"), text(language, "settings.committee.hint")
    )
    options = [rx.foreach(SettingsState.committees, lambda one: rx.el.option(one.label, value=one.value))]
    readings = [
        choice(text(language, key), "working_days", value, checked=SettingsState.working_days == value)
        for value, key in _WORKING_DAYS.items()
    ]
    return section(
        text(language, "settings.employer"),
        rx.el.form(
            select(committee, errors, options, SettingsState.committee),
            choices(text(language, "settings.days"), "working_days", errors, readings, columns=False),
            rx.el.p(text(language, "settings.days.hint"), class_name="hint"),
            rx.el.button(
                text(language, "settings.save"),
                type="submit",
                class_name="primary",
                disabled=~live(SettingsState.may_change),
            ),
            rx.el.p(
                rx.cond(SettingsState.saved, text(language, "settings.saved"), ""),
                role="status",
                class_name="saved",
            ),
            on_submit=SettingsState.save,
            key=SettingsState.committee,
        ),
    )


def _you(language: str) -> View:
    return rx.el.dl(
        _fact(language, "account.name", SettingsState.name),
        _fact(language, "account.email", SettingsState.email),
        _fact(language, "account.employer", live(SettingsState.employers).join(", ")),
        _fact(language, "account.role", SettingsState.role),
        class_name="facts",
    )


def _fact(language: str, key: str, value: Live) -> View:
    return rx.el.div(rx.el.dt(text(language, key)), rx.el.dd(value))
