"""The draft of the wizard at the API: kept at each answer, taken up again, and gone once it is filed.

Its id there is the idempotency key of the filing. So whatever is lost between filing a draft and throwing it
away, sending it again leads to the same declaration.
"""

import logging
from collections.abc import Mapping

import reflex as rx

from dimona_web import clock
from dimona_web.api.client import Caller, api
from dimona_web.api.drafts import KeptDraft
from dimona_web.api.errors import ApiError, MissingError, SignedOutError
from dimona_web.api.shapes import Worker, Workplace
from dimona_web.pages.declare.answers import read
from dimona_web.pages.declare.draft import Draft, Intent
from dimona_web.pages.declare.kept import answers_of, kept
from dimona_web.pages.declare.sheet import Tables
from dimona_web.pages.rows import worker_type
from dimona_web.platform.visitor import caller

logger = logging.getLogger(__name__)


async def keep(
    who: Caller, draft: Draft, answers: Mapping[str, str], places: tuple[Workplace, ...] = ()
) -> None:
    """Keep what is answered so far; that this fails stops nobody from filing."""
    if draft.team or draft.filed:
        return
    filing = kept(draft.intent.kind, answers, places, clock.today())
    called = {"familyName": draft.worker_name} if draft.worker_name else {}
    filing |= {"worker": {"id": draft.worker_id} | called}
    if draft.intent.replaces:
        filing["replaces"] = draft.intent.replaces
    try:
        await api().save_draft(who, draft.key, filing)
    except SignedOutError:
        raise
    except ApiError as error:
        logger.warning("a draft could not be kept: %s", type(error).__name__)


async def let_go(who: Caller, key: str) -> None:
    """Throw away the draft of what is filed; left behind, it leads to what it has become."""
    try:
        await api().remove_draft(who, key)
    except ApiError as error:
        logger.warning("the draft of a filing stays behind: %s", type(error).__name__)


async def take_up_again(page: rx.State, draft: Draft) -> None:
    """Take up the draft this tab was about when the server has forgotten it; else change nothing."""
    if draft.worker_id or not draft.number:
        return
    try:
        await resume(caller(page), draft, await api().draft(caller(page), draft.number))
    except MissingError:
        draft.number = ""


async def resume(who: Caller, draft: Draft, one: KeptDraft) -> None:
    """Go on with a kept draft, under its own key. Raises `MissingError` when its worker is gone."""
    worker = await _worker(who, one)
    code = str(one.filing.get("workerType") or "")
    replaces = str(one.filing.get("replaces") or "")
    kind = next((one for one in await api().worker_types(who) if one.code == code), None)
    if kind is None:
        draft.resume(worker, Intent(replaces=replaces), one.id)
        return
    me = await api().me(who)
    tables = Tables(kind, await api().committees(who), await api().workplaces(who, me.employer))
    answers = answers_of(one.filing, tables.places, clock.today())
    said = read(tables, answers, clock.today())
    filing = {} if said.wrong else said.filing
    draft.resume(worker, Intent(code, answers, filing, replaces), one.id)
    draft.kind_name = worker_type(who.language, code)


async def _worker(who: Caller, one: KeptDraft) -> Worker:
    if not one.worker.id:
        raise MissingError("a draft about nobody of the register")
    return await api().worker(who, one.worker.id)
