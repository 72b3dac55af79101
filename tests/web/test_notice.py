"""A notice knows whether the page could not be loaded: nothing is waited for then, and it begins anew."""

from typing import Any

import pytest
from reflex.event import Event
from reflex.state import OnLoadInternalState

from dimona_web.api.errors import ApiError, BusyError, ForbiddenError, RefusedError
from dimona_web.live import live
from dimona_web.pages.many.several import SeveralState
from dimona_web.platform.notice import NOTICES, Notice, on_exception
from dimona_web.platform.visit import Visit, VisitKeeper
from tests.web.conftest import Tab, state

LOADS, OPENED, SHOWN, SEARCHES, SAYS = (
    Event.from_event_type(live(handler))[0].name
    for handler in (
        SeveralState.load,
        Visit.opened,
        live(OnLoadInternalState.set_is_hydrated)(True),
        live(SeveralState.search)(""),
        live(Notice.say)(""),
    )
)


async def _said(root: Any, kind: str, *events: str) -> Any:
    """The notice of this kind, once these have been handled and the last but what follows it has failed."""
    for name in (*events, SAYS):
        await VisitKeeper().preprocess(None, root, Event(name=name))  # type: ignore[arg-type] # app unused
    notice = await state(root, Notice)
    await notice.say(kind)
    return notice


@pytest.mark.parametrize(
    ("kind", "events", "did_not_load", "may_load_again"),
    [
        ("unreachable", [LOADS, OPENED, SHOWN], True, True),
        ("later", [LOADS, OPENED, SHOWN], True, True),
        ("missing", [LOADS, OPENED, SHOWN], True, False),
        ("unreachable", [LOADS, OPENED, SHOWN, SEARCHES], False, False),
        ("refused", [LOADS, OPENED, SHOWN, SEARCHES], False, False),
    ],
)
async def test_only_a_page_that_did_not_load_is_offered_again(
    tab: Tab, kind: str, events: list[str], *, did_not_load: bool, may_load_again: bool
) -> None:
    notice = await _said(tab(), kind, *events)
    assert (notice.kind, notice.did_not_load, notice.may_load_again) == (kind, did_not_load, may_load_again)
    notice.clear()
    assert (notice.kind, notice.did_not_load, notice.may_load_again) == ("", False, False)


@pytest.mark.parametrize(
    ("error", "kind"),
    [(RefusedError(400, "x"), "refused"), (ForbiddenError(403, "x"), "lookOnly"), (BusyError(429), "later")],
)
def test_who_may_not_is_not_told_to_mend_what_was_filled_in(error: ApiError, kind: str) -> None:
    arguments: dict[str, Any] = {str(name): value for name, value in on_exception(error).args}
    assert arguments["kind"]._var_value == kind
    assert kind in NOTICES


@pytest.mark.parametrize(("failed", "has_come_back"), [(LOADS, False), (SEARCHES, True)])
async def test_a_page_that_did_not_load_is_not_open(tab: Tab, failed: str, *, has_come_back: bool) -> None:
    """When its line comes back after that, it loads; one that had loaded goes on."""
    root = tab("/nl/several")
    visit = await state(root, Visit)
    visit.connect("/nl/several", is_new=True)
    visit.open("/nl/several")
    visit.opened()
    await _said(root, "unreachable", failed)
    visit.connect("/nl/several", is_new=False)
    assert visit.has_come_back is has_come_back
