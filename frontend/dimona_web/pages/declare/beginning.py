"""What a filing for somebody starts with: what the API knows of the last time."""

from collections.abc import Iterable
from typing import Any

import reflex as rx

from dimona_web import clock
from dimona_web.api.client import Caller, api
from dimona_web.api.shapes import Declaration, Worker
from dimona_web.pages.declare.answers import as_answers
from dimona_web.pages.declare.draft import Draft, Intent
from dimona_web.paths import KIND, TERMS, path
from dimona_web.platform.visitor import caller, language

_LOOKED_AT = 10
_NEVER_WAS = frozenset({"refused", "withdrawn"})


def last_in(declarations: Iterable[Declaration]) -> Declaration | None:
    """Return the newest start of employment that stood."""
    return next((one for one in declarations if one.type == "in" and one.state not in _NEVER_WAS), None)


async def as_last_time(who: Caller, worker: str) -> Intent:
    """Return what to start with for this worker: type, committee and hours of the last time, or nothing."""
    page = await api().declarations(who, page_size=_LOOKED_AT, filters={"workerId": worker})
    last = last_in(page.items)
    if last is None or not last.filed.worker_type:
        return Intent()
    answers = as_answers(last.filed, clock.today(), days=False)
    return Intent(last.filed.worker_type, answers, from_last_time=True)


async def begun_for(page: rx.State, worker: Worker) -> Any:
    """Begin a filing for a worker, as the last time, and lead to the first question that is open."""
    draft = await page.get_state(Draft)
    draft.start(worker, await as_last_time(caller(page), worker.id))
    return await led_on(page)


async def led_on(page: rx.State) -> Any:
    """Lead to the first question that is open in what was begun."""
    draft = await page.get_state(Draft)
    return rx.redirect(path(language(page), TERMS if draft.intent.kind else KIND))


def anew(one: Declaration, *, cancelling: bool) -> Intent:
    """Return what to start with to file a declaration anew; `cancelling` the period of the old one."""
    answers = as_answers(one.filed, clock.today(), days=True)
    return Intent(one.filed.worker_type, answers, replaces=one.period if cancelling else "")
