"""Sign in: a plain form, one page for each thing it may have to say; works before any script runs."""

import reflex as rx

from dimona_web.i18n.catalogue import catalogues, text
from dimona_web.live import View
from dimona_web.paths import SIGN_IN, path
from dimona_web.ui.fields import SUMMARY_ID
from dimona_web.ui.frame import bare_frame, title
from dimona_web.ui.icons import icon
from dimona_web.ui.links import document_link, native_form, native_link

# What each notice is: an error that takes focus, or a calm word.
_ERRORS = {"wrong": "signIn.wrong", "later": "signIn.later", "unreachable": "signIn.unreachable"}
_CALM = {"ended": "signIn.ended", "goodbye": "signIn.goodbye"}


def view(language: str, notice: str = "") -> View:
    """Draw the page with what it has to say."""
    return bare_frame(
        language,
        _said(language, notice),
        title(text(language, "signIn.title")),
        rx.el.p(text(language, "signIn.lead"), class_name="lead"),
        native_form(
            rx.el.input(type="hidden", name="language", value=language),
            # What is wanted after it stands in the address; browser/line.js puts it here.
            rx.el.input(type="hidden", name="to", default_value=""),
            _input(
                language, "email", "signIn.email", type="email", auto_complete="username", input_mode="email"
            ),
            _input(
                language, "password", "signIn.password", type="password", auto_complete="current-password"
            ),
            rx.el.div(
                rx.el.button(text(language, "signIn.do"), type="submit", class_name="primary"),
                class_name="action",
            ),
            action="/auth/sign-in",
            method="post",
        ),
        rx.el.p(text(language, "signIn.help"), class_name="hint"),
        language_links(language, SIGN_IN),
    )


def language_links(language: str, page: str) -> View:
    """Offer the same page in the other languages, each named in itself."""
    return rx.el.nav(
        *(
            document_link(
                catalogue.autonym,
                to=path(code, page),
                class_name="language",
                lang=code,
                custom_attrs={"aria-current": "true"} if code == language else {},
            )
            for code, catalogue in catalogues().items()
        ),
        class_name="languages",
        custom_attrs={"aria-label": text(language, "frame.languages")},
    )


def _said(language: str, notice: str) -> View:
    if notice in _ERRORS:
        return rx.el.div(
            rx.el.h2(icon("warn"), text(language, "form.problems")),
            rx.el.ul(rx.el.li(native_link(text(language, _ERRORS[notice]), href="#email"))),
            id=SUMMARY_ID,
            class_name="summary",
            tab_index=-1,
            role="alert",
            on_mount=rx.set_focus(SUMMARY_ID),
        )
    if notice in _CALM:
        return rx.el.p(text(language, _CALM[notice]), class_name="calm", role="status")
    return rx.fragment()


def _input(language: str, name: str, key: str, **props: str) -> View:
    return rx.el.div(
        rx.el.label(text(language, key), html_for=name),
        rx.el.input(id=name, name=name, required=True, **props),
        class_name="field",
    )
