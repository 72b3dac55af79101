"""The session: sealed in the cookie, never shared between two people, never in a log."""

import logging
from typing import Any

import pytest
import reflex as rx
from reflex.event import Event

from dimona_web.pages.declare.draft import Draft
from dimona_web.pages.declare.who import Candidate, WhoState
from dimona_web.platform.guard import Owner, SessionGuard
from dimona_web.platform.logs import ScrubbingFormatter, scrubbed
from dimona_web.platform.session import COOKIE, cookie_value, open_sealed, owner_of, seal, token_of
from tests.synthetic import SSINS
from tests.web.conftest import Tab, state, visit


def test_what_is_sealed_is_opened_again_and_cannot_be_read() -> None:
    sealed = seal("tok_secret")
    assert "tok_secret" not in sealed
    assert open_sealed(sealed) == "tok_secret"
    assert token_of(f"other=1; {COOKIE}={sealed}") == "tok_secret"


@pytest.mark.parametrize("value", ["", "tok_secret", "gAAAAA", f"{'x' * 120}"])
def test_a_cookie_that_is_not_ours_is_nobody(value: str) -> None:
    assert open_sealed(value) == ""
    assert token_of(f"{COOKIE}={value}") == ""


@pytest.mark.parametrize("header", ["", "a=b", "\x00;;=", "dimona=1; dimona_sessio=2"])
def test_a_header_without_our_cookie_is_nobody(header: str) -> None:
    assert cookie_value(header) == ""


def test_two_sessions_have_two_marks_that_tell_nothing() -> None:
    first, second = (f"{COOKIE}={seal('tok')}" for _ in range(2))
    assert owner_of(first) == owner_of(first)
    assert len({owner_of(first), owner_of(second), owner_of("")}) == 3
    assert cookie_value(first) not in owner_of(first)


async def _guarded(root: rx.State) -> None:
    await SessionGuard().preprocess(None, root, Event(name="state.hydrate"))  # type: ignore[arg-type] # app unused


async def _fill(root: rx.State) -> tuple[Any, Any]:
    who, draft = await state(root, WhoState), await state(root, Draft)
    who.found = [Candidate("wrk_1", "Lou Voorbeeld", "07.02.28-***.**")]
    draft._key, draft.worker_name = "key", "Lou Voorbeeld"
    return who, draft


async def test_the_next_person_in_a_tab_finds_it_empty(tab: Tab) -> None:
    root = tab("/nl/declare", token="tok_first")
    await _guarded(root)
    who, draft = await _fill(root)
    visit(root, "/nl", token="tok_second")
    await _guarded(root)
    assert (who.found, draft.worker_name, draft.key) == ([], "", "")


async def test_signing_out_empties_the_tab_too(tab: Tab) -> None:
    root = tab("/nl/declare", token="tok_first")
    await _guarded(root)
    who, _ = await _fill(root)
    visit(root, "/nl/sign-in", token="")
    await _guarded(root)
    assert who.found == []


async def test_the_same_person_keeps_everything(tab: Tab) -> None:
    root = tab("/nl/declare")
    cookie = root.router.headers.cookie
    await _guarded(root)
    who, draft = await _fill(root)
    await _guarded(root)
    assert root.router.headers.cookie == cookie
    assert (len(who.found), draft.key) == (1, "key")
    assert (await state(root, Owner)).belongs_to(owner_of(cookie))


@pytest.mark.parametrize("number", SSINS)
def test_no_log_line_carries_a_national_number(number: str) -> None:
    dotted = f"{number[:2]}.{number[2:4]}.{number[4:6]}-{number[6:9]}.{number[9:]}"
    for written in (number, dotted, f"{{'ssin': '{number}'}}"):
        assert number not in scrubbed(f"Event data: {written}")
        assert dotted not in scrubbed(f"Event data: {written}")
    assert scrubbed("dec_12345678901234 and 900000000116") == "dec_12345678901234 and 900000000116"


def test_a_trace_is_scrubbed_like_its_line() -> None:
    error = ValueError(SSINS[0])
    trace = (type(error), error, None)
    record = logging.LogRecord("x", logging.ERROR, __file__, 1, "failed for %s", (SSINS[1],), trace)
    line = ScrubbingFormatter("%(message)s").format(record)
    assert "ValueError" in line
    assert SSINS[0] not in line
    assert SSINS[1] not in line
