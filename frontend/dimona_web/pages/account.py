"""Who is signed in, for which employer, in which language; and the way out."""

from collections.abc import Mapping

import reflex as rx

from dimona_web.api.client import api
from dimona_web.i18n.catalogue import text
from dimona_web.live import Live, View, live
from dimona_web.pages.sign_in import language_links
from dimona_web.paths import ACCOUNT, home_path
from dimona_web.platform.visitor import caller, language
from dimona_web.ui.frame import frame, section, title
from dimona_web.ui.links import native_form

_ROLES: Mapping[str, str] = {
    "owner": "role.owner",
    "filer": "role.filer",
    "viewer": "role.viewer",
    "adviser": "role.adviser",
}


class AccountState(rx.State):
    """The person as the API knows them."""

    name: str = ""
    email: str = ""
    employers: rx.Field[list[str]] = rx.field(default_factory=list)
    role: str = ""

    @rx.event
    async def load(self) -> None:
        """Ask who this is."""
        me = await api().me(caller(self))
        self.name, self.email, self.employers = me.name, me.email, list(me.employers)
        self.role = text(language(self), _ROLES[me.role]) if me.role in _ROLES else me.role


def view(language: str) -> View:
    """Draw the page."""
    return frame(
        language,
        title(text(language, "account.title")),
        rx.el.dl(
            _fact(language, "account.name", AccountState.name),
            _fact(language, "account.email", AccountState.email),
            _fact(language, "account.employer", live(AccountState.employers).join(", ")),
            _fact(language, "account.role", AccountState.role),
            class_name="facts",
        ),
        section(text(language, "frame.languages"), language_links(language, ACCOUNT)),
        native_form(
            rx.el.input(type="hidden", name="language", value=language),
            rx.el.button(text(language, "account.signOut"), type="submit", class_name="secondary"),
            action="/auth/sign-out",
            method="post",
        ),
        back=home_path(language),
        with_bar=False,
    )


def _fact(language: str, key: str, value: Live) -> View:
    return rx.el.div(rx.el.dt(text(language, key)), rx.el.dd(value))
