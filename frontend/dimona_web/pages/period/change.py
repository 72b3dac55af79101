"""Change a period: only what the law allows now, with what follows from it before it is sent."""

from collections.abc import AsyncIterator, Mapping
from typing import Any

import reflex as rx

from dimona_web.api.period_shapes import Period
from dimona_web.i18n.catalogue import text
from dimona_web.live import Live, View, live
from dimona_web.pages.declare.steps import focus_on_problems
from dimona_web.pages.period.act import Act, Filing, foreseen, is_open_still, opened, sent, turned
from dimona_web.pages.period.act_page import act_form, act_page
from dimona_web.pages.period.change_rules import (
    FIELD_OF_ISSUE,
    FIELDS,
    as_form,
    changed,
    unreadable,
    wish_of,
    wishes_of,
)
from dimona_web.paths import PERIOD_CHANGE
from dimona_web.platform.visitor import language
from dimona_web.ui.fields import Asked, choice, choices, field

_WORDS: Mapping[str, str] = {
    "end": "change.end",
    "removeEnd": "change.removeEnd",
    "start": "change.start",
    "hours": "change.hours",
}
_TYPES = {"date": "date", "hour": "time", "hours": "text"}
_LABELS: Mapping[str, str] = {
    "start_date": "terms.startDate",
    "start_hour": "terms.startHour",
    "end_date": "terms.end",
    "end_hour": "terms.endHour",
    "planned_hours": "terms.hours",
}


class ChangeState(rx.State):
    """What is to change, and to what; `form` starts with what holds now."""

    wishes: rx.Field[list[str]] = rx.field(default_factory=list)
    wish: str = ""
    form: dict[str, str] = dict.fromkeys(FIELDS, "")
    by_hours: bool = False
    edition: str = ""

    @rx.event
    async def load(self) -> AsyncIterator[Any]:
        """Start with what holds now, and with the change the address names, if it is allowed."""
        if await is_open_still(self):
            return
        await turned(self)
        yield None
        period = await opened(self, "update")
        if period is None:
            return
        self.wishes = wishes_of(period)
        named = wish_of(self.router.url.query_parameters.get("what", ""))
        self.wish = named if named in self.wishes else "".join(self.wishes[:1])
        self.form, self.edition = as_form(period), f"{period.id} {self.wish} {as_form(period)}"
        self.by_hours = bool(period.start_hour)
        await self._foresee()

    @rx.event
    async def choose(self, wish: str) -> None:
        """Change something else."""
        if wish in self.wishes:
            self.wish = wish
            await self._foresee()

    @rx.event
    async def write(self, name: str, said: str) -> None:
        """Take what was typed, at rest."""
        if name in FIELDS:
            self.form = self.form | {name: said[:20]}
            await self._foresee()

    @rx.event
    async def send(self, form: dict[str, Any]) -> AsyncIterator[Any]:
        """File what the form holds now; a form that changes nothing files nothing."""
        self.form = self.form | {name: str(form[name]) for name in FIELDS if form.get(name) is not None}
        act, words = await self.get_state(Act), language(self)
        wrong = unreadable(self.form, FIELDS)
        filing = await self._filing()
        if filing is None or wrong:
            said = {name: text(words, key) for name, key in wrong.items()}
            act.refuse(said or {"act": text(words, "change.nothing")})
            yield focus_on_problems()
            return
        async for event in sent(self, filing, FIELD_OF_ISSUE):
            yield event

    async def _foresee(self) -> None:
        await foreseen(self, await self._filing(), FIELD_OF_ISSUE)

    async def _filing(self) -> Filing | None:
        period: Period | None = (await self.get_state(Act)).period
        changes = changed(self.wish, self.form, period) if period else {}
        return {"type": "update", "period": period.id, **changes} if period and changes else None


def view(language: str) -> View:
    """Draw the page."""
    form = act_form(
        language,
        "change.send",
        ChangeState.send,
        _wishes(language),
        _part("end", _asked(language, "end_date"), _by_hour(language, "end_hour")),
        _part("removeEnd", rx.el.p(text(language, "change.removeEnd.hint"), class_name="hint")),
        _part("start", _asked(language, "start_date"), _by_hour(language, "start_hour")),
        _part("hours", _asked(language, "planned_hours")),
        key=ChangeState.edition,
    )
    return act_page(language, PERIOD_CHANGE, "change.title", form)


def _wishes(language: str) -> View:
    wishes = live(ChangeState.wishes)
    options = [
        rx.cond(
            wishes.contains(wish),
            choice(
                text(language, key),
                "wish",
                wish,
                checked=live(ChangeState.wish) == wish,
                on_change=ChangeState.choose,
            ),
        )
        for wish, key in _WORDS.items()
    ]
    return choices(text(language, "change.what"), "wish", live(Act.errors), options, columns=False)


def _part(wish: str, *content: Any) -> View:
    return rx.cond(live(ChangeState.wish) == wish, rx.el.div(*content, class_name="part"))


def _by_hour(language: str, name: str) -> View:
    return rx.cond(ChangeState.by_hours, _asked(language, name))


def _asked(language: str, name: str) -> View:
    return asked_term(language, name, live(ChangeState.form)[name], live(ChangeState.write))


def asked_term(language: str, name: str, value: Live, on_write: Live) -> View:
    """Ask for one term of a period, with the keyboard it needs."""
    kind = _TYPES[name.rpartition("_")[2]]
    numeric: dict[str, Any] = {"input_mode": "numeric", "max_length": 3} if kind == "text" else {}
    return field(
        Asked(name, text(language, _LABELS[name])),
        live(Act.errors),
        type=kind,
        auto_complete="off",
        default_value=value,
        on_change=on_write(name).debounce(300),
        **numeric,
    )
