"""Notifications: of what a person hears by mail, and whether this device shows something."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

import reflex as rx

from dimona_web.api.client import api
from dimona_web.api.notifications import TOPICS, Notifications
from dimona_web.i18n.catalogue import catalogues, text
from dimona_web.i18n.formats import moment
from dimona_web.live import View, live
from dimona_web.paths import MORE, path
from dimona_web.platform.visitor import caller
from dimona_web.ui.fields import Asked, select
from dimona_web.ui.frame import frame, section, title
from dimona_web.ui.icons import icon
from dimona_web.ui.push import push, push_script
from dimona_web.ui.waiting import waiting

# Each topic with the key of its name and of what falls under it.
_TOPICS: Mapping[str, tuple[str, str]] = {
    "refused": ("notifications.topic.refused", "notifications.topic.refused.what"),
    "actionNeeded": ("notifications.topic.act", "notifications.topic.act.what"),
    "needsHelp": ("notifications.topic.help", "notifications.topic.help.what"),
    "unsent": ("notifications.topic.unsent", "notifications.topic.unsent.what"),
}


class NotificationsState(rx.State):
    """How the person is told, as the API knows it."""

    email: str = ""
    chosen: str = ""
    topics: rx.Field[dict[str, bool]] = rx.field(default_factory=dict)
    refused: str = ""
    push_key: str = ""
    mine: str = ""
    ready: bool = False
    saved: bool = False

    @rx.event
    async def load(self) -> None:
        """Ask how this person is told."""
        who = caller(self)
        self.email, self.saved = (await api().me(who)).email, False
        self._show(await api().notifications(who), who.language)
        self.ready = True

    @rx.event
    async def save(self, form: dict[str, Any]) -> None:
        """Keep what was chosen; a refused address is tried again when any mail is wanted."""
        who = caller(self)
        chosen = str(form.get("language") or self.chosen)
        changes = {"language": chosen, "mail": {topic: bool(form.get(topic)) for topic in TOPICS}}
        self.saved = False
        self._show(await api().change_notifications(who, changes), who.language)
        self.saved = True

    def _show(self, told: Notifications, language: str) -> None:
        self.chosen, self.topics = told.language, dict(told.mail)
        self.push_key, self.mine = told.push_key, " ".join(told.devices)
        self.refused = ""
        if told.mail_refused_at:
            since = moment(language, datetime.fromisoformat(told.mail_refused_at))
            self.refused = text(language, "notifications.refused", since=since)


def view(language: str) -> View:
    """Draw the page."""
    return frame(
        language,
        title(text(language, "notifications.title")),
        rx.el.p(text(language, "notifications.lead"), class_name="calm"),
        rx.cond(
            NotificationsState.ready,
            rx.fragment(_mail(language), _device(language)),
            waiting(language),
        ),
        push_script(),
        here=MORE,
        back=path(language, MORE),
    )


def _mail(language: str) -> View:
    return section(
        text(language, "notifications.mail"),
        rx.el.p(text(language, "notifications.mail.to"), " ", rx.el.strong(NotificationsState.email)),
        rx.cond(
            NotificationsState.refused != "",
            rx.el.p(icon("warn"), NotificationsState.refused, class_name="notice"),
        ),
        rx.el.form(
            rx.el.fieldset(
                rx.el.legend(text(language, "notifications.topics")),
                rx.el.div(*(_topic(language, topic) for topic in TOPICS), class_name="rows"),
                class_name="field",
            ),
            select(
                Asked("language", text(language, "notifications.language")),
                rx.Var.create({}),
                [rx.el.option(one.autonym, value=code, lang=code) for code, one in catalogues().items()],
                NotificationsState.chosen,
            ),
            rx.el.button(text(language, "settings.save"), type="submit", class_name="primary"),
            rx.el.p(
                rx.cond(NotificationsState.saved, text(language, "settings.saved"), ""),
                role="status",
                class_name="saved",
            ),
            on_submit=NotificationsState.save,
        ),
    )


def _topic(language: str, topic: str) -> View:
    return rx.el.label(
        rx.el.input(type="checkbox", name=topic, default_checked=live(NotificationsState.topics)[topic]),
        rx.el.span(
            rx.el.span(text(language, _TOPICS[topic][0]), class_name="row-name"),
            rx.el.span(text(language, _TOPICS[topic][1]), class_name="row-what"),
            class_name="row-text",
        ),
        class_name="row tick",
    )


def _device(language: str) -> View:
    return section(
        text(language, "notifications.device"),
        rx.el.p(text(language, "notifications.device.what"), class_name="hint"),
        rx.cond(
            NotificationsState.push_key != "",
            push(language, NotificationsState.push_key, NotificationsState.mine),
            rx.el.p(text(language, "push.none")),
        ),
    )
