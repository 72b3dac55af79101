"""What a person chose is kept when only the line was lost, and begins anew in every other case."""

from typing import Any

import pytest
import reflex as rx
from reflex.event import Event
from reflex.state import OnLoadInternalState
from reflex_base.constants import CompileVars

from dimona_web.pages.declare.who import WhoState
from dimona_web.pages.many.several import SeveralState
from dimona_web.platform.guard import SessionGuard
from dimona_web.platform.visit import Visit, VisitKeeper
from tests.web.conftest import Tab, path_of, state, visit
from tests.web.stand_in import StandIn


def _name(handler: Any) -> str:
    return Event.from_event_type(handler)[0].name


HERE, THERE = "/nl/several", "/nl/register"
# As the browser says it, and as Reflex itself queues it.
OPENING = _name(OnLoadInternalState.on_load_internal)
HASHES = {CompileVars.PAYLOAD_HASHES: ["a1"]}


async def _happens(root: rx.State, name: str, payload: dict[str, list[str]] | None = None) -> None:
    event = Event(name=name, payload=payload or {})
    for middleware in (SessionGuard(), VisitKeeper()):
        await middleware.preprocess(None, root, event)  # type: ignore[arg-type] # app unused


async def _connects(root: rx.State, *, is_new: bool) -> None:
    await _happens(root, _name(rx.State.hydrate_and_load), HASHES if is_new else None)
    await _happens(root, OPENING)


async def _opens(root: rx.State, *, to_its_end: bool = True) -> Any:
    page = await state(root, SeveralState)
    async for _ in page.load():
        pass
    if to_its_end:
        (await state(root, Visit)).opened()
    return page


async def _with_one_chosen(root: rx.State, *, to_its_end: bool = True) -> Any:
    await _connects(root, is_new=True)
    page = await _opens(root, to_its_end=to_its_end)
    page.choose(page.found[0].id, True)
    assert len(page.chosen) == 1
    return page


async def test_a_line_that_was_lost_takes_no_choice_along(tab: Tab, api: StandIn) -> None:
    root = tab(HERE)
    page = await _with_one_chosen(root)
    asked = len(api.calls)

    for _ in range(2):
        await _connects(root, is_new=False)
        await _opens(root)

    assert (len(page.chosen), len(api.calls)) == (1, asked)


@pytest.mark.usefixtures("api")
async def test_a_page_that_is_drawn_anew_begins(tab: Tab) -> None:
    root = tab(HERE)
    page = await _with_one_chosen(root)

    await _connects(root, is_new=True)
    await _opens(root)

    assert page.chosen == {}


@pytest.mark.usefixtures("api")
async def test_a_page_whose_opening_was_cut_short_begins(tab: Tab) -> None:
    root = tab(HERE)
    page = await _with_one_chosen(root, to_its_end=False)

    await _connects(root, is_new=False)
    await _opens(root)

    assert page.chosen == {}


@pytest.mark.usefixtures("api")
async def test_who_goes_away_and_returns_begins(tab: Tab) -> None:
    root = tab(HERE)
    page = await _with_one_chosen(root)
    await _connects(root, is_new=False)
    await _opens(root)

    for address in (THERE, HERE):
        visit(root, address)
        await _happens(root, OPENING)
    await _opens(root)

    assert page.chosen == {}


async def test_another_person_on_the_same_page_begins(tab: Tab, api: StandIn) -> None:
    api.tokens.add("tok_second")
    root = tab(HERE)
    page = await _with_one_chosen(root)

    visit(root, HERE, token="tok_second")
    await _connects(root, is_new=False)
    await _opens(root)

    assert page.chosen == {}


async def _who_opens(root: rx.State, *, is_new: bool) -> Any:
    await _connects(root, is_new=is_new)
    led = await (await state(root, WhoState)).load()
    (await state(root, Visit)).opened()
    return led


@pytest.mark.usefixtures("api")
async def test_who_was_chosen_on_a_dying_line_is_led_on_when_it_is_back(tab: Tab) -> None:
    root = tab("/nl/declare")
    await _who_opens(root, is_new=True)
    who = await state(root, WhoState)
    await who.choose("wrk_2")

    for _ in range(2):
        assert path_of(await _who_opens(root, is_new=False)) == "/nl/declare/kind"

    assert await _who_opens(root, is_new=True) is None
    assert who.ready
