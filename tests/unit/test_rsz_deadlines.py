"""A call to the RSZ ends in time, and what was known when the time ran out is kept."""

import socket
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from datetime import timedelta

import httpx
import pytest

from chalicelib.adapters.rsz.calls import Deadline, TimeLimits
from chalicelib.adapters.rsz.client import RszAccount, rsz_client
from chalicelib.application.ports import NotExecutedError, OutcomeUnknownError, RszError
from tests.fakes.rsz_http import CLIENT_ID, NUMBER, HttpRsz, filed, filing, pem
from tests.fakes.world import FakeClock


@contextmanager
def server(*pieces: bytes, pause: float) -> Iterator[str]:
    """Answer one connection with these pieces, a pause before each; then hold it until the end."""
    over = threading.Event()
    with socket.create_server(("127.0.0.1", 0)) as listening:
        listening.settimeout(60)

        def serve() -> None:
            # Who calls may have gone by then.
            with suppress(OSError), listening.accept()[0] as connection:
                connection.recv(65536)
                for piece in pieces:
                    if over.wait(pause):
                        return
                    connection.sendall(piece)
                over.wait(30)

        thread = threading.Thread(target=serve)
        thread.start()
        try:
            yield f"http://127.0.0.1:{listening.getsockname()[1]}"
        finally:
            over.set()
            thread.join()


def slow_filing(url: str) -> tuple[str | RszError, float]:
    """File with four seconds in all, the token already there; what came of it, and how long it took."""
    tokens = HttpRsz()
    account = RszAccount(
        base_url=url,
        token_url="https://rsz.example/REST/oauth/v5/token",
        client_id=CLIENT_ID,
        private_key_pem=pem(),
    )
    rsz = rsz_client(
        account, FakeClock(), limits=TimeLimits(connect=0.5, total=4.0), transport=_Split(tokens)
    )
    started = time.monotonic()
    try:
        return rsz.file(filing()), time.monotonic() - started
    except RszError as failure:
        return failure, time.monotonic() - started


class _Split(httpx.BaseTransport):
    """Tokens from memory, everything else over the network."""

    def __init__(self, tokens: HttpRsz) -> None:
        self._tokens = tokens
        self._network = httpx.HTTPTransport()

    def handle_request(self, request: httpx.Request) -> httpx.Response:
        if request.url.host == "rsz.example":
            return self._tokens.handle(request)
        return self._network.handle_request(request)

    def close(self) -> None:
        self._network.close()


def test_silence_beyond_the_deadline_is_unknown() -> None:
    with server(pause=30) as url:
        outcome, took = slow_filing(url)
    assert isinstance(outcome, OutcomeUnknownError)
    assert took < 20


def test_a_body_that_drips_ends_with_the_deadline_and_the_status_counts() -> None:
    head = b"HTTP/1.1 503 Busy\r\nContent-Length: 1000\r\n\r\n"
    with server(head, *[b"x"] * 300, pause=0.1) as url:
        outcome, took = slow_filing(url)
    assert isinstance(outcome, OutcomeUnknownError)
    assert str(outcome) == "HTTP 503"
    assert took < 20


def test_a_body_that_breaks_off_leaves_the_status() -> None:
    head = f"HTTP/1.1 201 Created\r\nLocation: /declarations/{NUMBER}\r\nContent-Length: 10\r\n\r\n".encode()
    with server(head, b"x", pause=0) as url:
        outcome, _ = slow_filing(url)
    assert outcome == NUMBER


def test_a_call_is_not_begun_when_too_little_time_is_left() -> None:
    with pytest.raises(httpx.PoolTimeout):
        Deadline(ends=time.monotonic() + 0.2, least=0.25, connect=3).phases()


def test_a_token_that_eats_the_time_leaves_the_declaration_unsent() -> None:
    def slow(_request: httpx.Request) -> httpx.Response:
        spent.wait(3.2)
        return httpx.Response(200, json={"access_token": "x", "expires_in": 600})

    spent, http = threading.Event(), HttpRsz()
    http.tokens.append(slow)
    with pytest.raises(NotExecutedError, match="never sent"):
        http.client(FakeClock(), TimeLimits(connect=0.1, total=4)).file(filing())
    assert http.requests == []


@pytest.mark.parametrize("total", [1.0, 5.0, 20.0])
def test_the_phases_of_a_call_fit_into_its_time(total: float) -> None:
    phases = Deadline.start(TimeLimits(connect=3.0, total=total)).phases()
    parts = (phases.pool, phases.connect, phases.connect, phases.write, phases.read)
    assert all(part is not None and part > 0 for part in parts)
    assert sum(part or 0 for part in parts) <= total
    assert (phases.read or 0) > total / 2


def test_a_deadline_does_not_follow_our_clock() -> None:
    clock, http = FakeClock(), HttpRsz(filed())
    rsz = http.client(clock)
    clock.advance(timedelta(days=400))
    assert rsz.file(filing()) == NUMBER
