"""What a person does to a page comes behind what opens it, once, and never for ever."""

import pytest
import reflex as rx
from reflex.event import Event
from reflex.state import OnLoadInternalState

from dimona_web.live import live
from dimona_web.pages.register.register import RegisterState
from dimona_web.platform.in_turn import InTurn
from dimona_web.platform.notice import Notice
from tests.web.conftest import Tab, visit


def _name(handler: object) -> str:
    return Event.from_event_type(live(handler))[0].name


CONNECTS, OPENS = _name(rx.State.hydrate_and_load), _name(OnLoadInternalState.on_load_internal)
BEGINS, SEARCH = _name(Notice.clear), _name(live(RegisterState.search)("Peeters"))


async def _is_put_off(root: rx.State, name: str) -> bool:
    event = Event(name=name)
    answer = await InTurn().preprocess(None, root, event)  # type: ignore[arg-type] # app unused
    assert answer is None or answer.events == [event]
    return answer is not None


@pytest.mark.parametrize("before", [[CONNECTS], [OPENS], [CONNECTS, OPENS]])
async def test_what_is_typed_before_a_page_opens_comes_after_it(tab: Tab, before: list[str]) -> None:
    root = tab("/nl/register")
    for each in before:
        assert not await _is_put_off(root, each)

    assert await _is_put_off(root, SEARCH)
    assert await _is_put_off(root, SEARCH)
    assert not await _is_put_off(root, BEGINS)
    assert not await _is_put_off(root, SEARCH)


async def test_what_the_page_that_was_left_still_says_is_done_at_once(tab: Tab) -> None:
    root = tab("/nl/register/wrk_2/edit")
    await _is_put_off(root, OPENS)
    visit(root, "/nl/register/wrk_1/edit")

    assert not await _is_put_off(root, SEARCH)


async def test_a_page_that_does_nothing_when_it_opens_keeps_nobody_waiting(tab: Tab) -> None:
    root = tab("/nl/register/new")
    await _is_put_off(root, OPENS)
    live(root).is_hydrated = True

    assert not await _is_put_off(root, SEARCH)


async def test_a_page_that_never_opens_answers_in_the_end(tab: Tab) -> None:
    root = tab("/nl/register")
    await _is_put_off(root, CONNECTS)

    assert sum([await _is_put_off(root, SEARCH) for _ in range(1000)]) < 1000


async def test_what_reflex_does_by_itself_never_waits(tab: Tab) -> None:
    root = tab("/nl/register")
    await _is_put_off(root, CONNECTS)

    assert not await _is_put_off(root, _name(live(OnLoadInternalState.set_is_hydrated)(True)))
