"""Cancel a period, or cancel it and file it anew with other days or hours, as one intention."""

from collections.abc import AsyncIterator, Mapping
from typing import Any

import reflex as rx

from dimona_web.api.client import api
from dimona_web.api.period_shapes import Period
from dimona_web.i18n.catalogue import text
from dimona_web.live import View, live
from dimona_web.pages.declare.steps import focus_on_problems
from dimona_web.pages.period.act import (
    Act,
    Filing,
    for_whom,
    foreseen,
    foresight,
    guarded,
    opened,
    problems,
    send_button,
    sent,
)
from dimona_web.pages.period.change import asked_term
from dimona_web.pages.period.change_rules import FIELD_OF_ISSUE, FIELDS, anew, as_form, unreadable
from dimona_web.platform.visitor import caller, language
from dimona_web.ui.fields import choice, choices
from dimona_web.ui.frame import frame, title

_ONLY, _ANEW = "only", "anew"


class CancelState(rx.State):
    """Whether it is filed anew, and with which days and hours."""

    how: str = _ONLY
    form: dict[str, str] = dict.fromkeys(FIELDS, "")
    has: dict[str, bool] = dict.fromkeys(FIELDS, False)
    may_file_anew: bool = False
    edition: str = ""
    _terms: Mapping[str, Any] | None = None

    @rx.event
    async def load(self) -> None:
        """Start with cancelling alone; the terms of the first filing are at hand for a new one."""
        period = await opened(self, "cancel")
        if period is None:
            return
        self._terms = (
            await api().filed_terms(caller(self), period.declaration) if period.declaration else None
        )
        self.may_file_anew, self.how = bool(self._terms), _ONLY
        self.form, self.edition = as_form(period), f"{period.id} {as_form(period)}"
        self.has = {name: bool(said) for name, said in self.form.items()}
        await self._foresee()

    @rx.event
    async def choose(self, how: str) -> None:
        """Cancel only, or file anew as well."""
        self.how = _ANEW if how == _ANEW and self.may_file_anew else _ONLY
        await self._foresee()

    @rx.event
    async def write(self, name: str, said: str) -> None:
        """Take what was typed, at rest."""
        if name in FIELDS:
            self.form = self.form | {name: said[:20]}
            await self._foresee()

    @rx.event
    async def send(self, form: dict[str, Any]) -> AsyncIterator[Any]:
        """File what the form holds now."""
        self.form = self.form | {name: str(form[name]) for name in FIELDS if form.get(name) is not None}
        act, words = await self.get_state(Act), language(self)
        wrong = unreadable(self.form, FIELDS) if self.how == _ANEW else {}
        filing = await self._filing()
        if filing is None or wrong:
            act.refuse({name: text(words, key) for name, key in wrong.items()})
            yield focus_on_problems()
            return
        async for event in sent(self, filing, FIELD_OF_ISSUE):
            yield event

    async def _foresee(self) -> None:
        await foreseen(self, await self._filing(), FIELD_OF_ISSUE)

    async def _filing(self) -> Filing | None:
        period: Period | None = (await self.get_state(Act)).period
        if period is None:
            return None
        if self.how == _ANEW and self._terms:
            return anew(self.form, self._terms, period)
        return {"type": "cancel", "period": period.id}


def view(language: str) -> View:
    """Draw the page."""
    return frame(
        language,
        title(text(language, "cancel.title")),
        guarded(language, _form(language)),
        back=Act.back,
        with_bar=False,
    )


def _form(language: str) -> View:
    return rx.fragment(
        for_whom(),
        problems(language),
        rx.el.form(
            rx.cond(CancelState.may_file_anew, _how(language)),
            rx.cond(
                live(CancelState.how) == _ANEW,
                rx.el.div(
                    *(_term(language, name) for name in FIELDS),
                    rx.el.p(text(language, "cancel.anew.hint"), class_name="hint"),
                    class_name="part",
                ),
                rx.el.p(text(language, "cancel.hint"), class_name="hint"),
            ),
            foresight(language),
            rx.cond(
                live(CancelState.how) == _ANEW,
                send_button(language, "cancel.sendAnew"),
                send_button(language, "cancel.send"),
            ),
            key=CancelState.edition,
            on_submit=CancelState.send,
            class_name="act",
            no_validate=True,
        ),
    )


def _term(language: str, name: str) -> View:
    """Ask what the period says today; what it has no word for is not asked."""
    asked = asked_term(language, name, live(CancelState.form)[name], live(CancelState.write))
    return rx.cond(live(CancelState.has)[name], asked)


def _how(language: str) -> View:
    how = live(CancelState.how)
    return choices(
        text(language, "cancel.how"),
        "how",
        live(Act.errors),
        [
            choice(
                text(language, "cancel.only"),
                "how",
                _ONLY,
                checked=how == _ONLY,
                on_change=CancelState.choose,
            ),
            choice(
                text(language, "cancel.anew"),
                "how",
                _ANEW,
                checked=how == _ANEW,
                on_change=CancelState.choose,
            ),
        ],
    )
