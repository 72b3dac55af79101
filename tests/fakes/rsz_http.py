"""The RSZ as an httpx transport: answers token requests, and everything else as a test lays down."""

import threading
from collections import deque
from collections.abc import Callable
from datetime import date
from functools import cache
from urllib.parse import parse_qs

import httpx
from joserfc.jwk import RSAKey

from chalicelib.adapters.rsz.calls import TimeLimits
from chalicelib.adapters.rsz.client import RszAccount, rsz_client
from chalicelib.application.ports import Clock, Employer, Rsz, RszFiling
from chalicelib.domain.filing import InTerms
from chalicelib.domain.worker import WorkerIdentity
from tests.synthetic import CAFE, MAN_1990

BASE_URL = "https://rsz.example/REST/dimona/v2"
TOKEN_URL = "https://rsz.example/REST/oauth/v5/token"
CLIENT_ID = "self_service_chaman_200000000001_test"
NUMBER = "900000000116"

Reaction = httpx.Response | Exception | Callable[[httpx.Request], httpx.Response]


@cache
def private_key() -> RSAKey:
    return RSAKey.generate_key(2048)


def pem(key: RSAKey | None = None) -> str:
    return (key or private_key()).as_pem(private=True).decode()


def filed() -> httpx.Response:
    return httpx.Response(201, headers={"Location": f"{BASE_URL}/declarations/{NUMBER}"})


def filing(worker: WorkerIdentity | None = None) -> RszFiling:
    return RszFiling(
        employer=Employer(CAFE),
        worker=worker or WorkerIdentity(ssin=MAN_1990),
        terms=InTerms(worker_type="OTH", joint_committee="XXX", start_date=date(2026, 12, 1)),
    )


class HttpRsz:
    """Reactions are used up one by one; ``tokens`` come before the default tokens t1, t2, ..."""

    def __init__(self, *reactions: Reaction) -> None:
        self.reactions = deque(reactions)
        self.tokens: deque[Reaction] = deque()
        self.assertions: list[str] = []
        self.requests: list[httpx.Request] = []
        self._lock = threading.Lock()

    def client(self, clock: Clock, limits: TimeLimits | None = None) -> Rsz:
        account = RszAccount(
            base_url=BASE_URL, token_url=TOKEN_URL, client_id=CLIENT_ID, private_key_pem=pem()
        )
        return rsz_client(account, clock, limits=limits, transport=httpx.MockTransport(self.handle))

    def handle(self, request: httpx.Request) -> httpx.Response:
        with self._lock:
            if request.url == TOKEN_URL:
                return self._token(request)
            self.requests.append(request)
            reaction = self.reactions.popleft()
        return _react(reaction, request)

    def _token(self, request: httpx.Request) -> httpx.Response:
        self.assertions += parse_qs(request.content.decode())["client_assertion"]
        if self.tokens:
            return _react(self.tokens.popleft(), request)
        text = f"t{len(self.assertions)}"
        return httpx.Response(200, json={"access_token": text, "token_type": "Bearer", "expires_in": 600})

    @property
    def bearers(self) -> list[str]:
        """The tokens the calls came with, in order."""
        return [request.headers["Authorization"].removeprefix("Bearer ") for request in self.requests]


def _react(reaction: Reaction, request: httpx.Request) -> httpx.Response:
    if isinstance(reaction, Exception):
        raise reaction
    return reaction if isinstance(reaction, httpx.Response) else reaction(request)
