"""A declarant for the tests: starts a simulator of its own, signs assertions, files declarations."""

import os
import socket
import subprocess
import sys
import time
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Self
from uuid import uuid4

import httpx
from joserfc import jwt
from joserfc.jwk import RSAKey

CLIENT_ID = "self_service_chaman_200000000001_test"
ASSERTION_TYPE = "urn:ietf:params:oauth:client-assertion-type:jwt-bearer"
CAFE = {"enterpriseNumber": "0999999922"}
BUILDER = {"enterpriseNumber": "0999999823"}
JAN, MIA, STUDENT = "90011599762", "88112399843", "07022899801"
ROOT = Path(__file__).parents[2]


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port


@dataclass
class Simulator:
    """One simulator process; `start` and `kill` may be repeated on the same state."""

    environment: dict[str, str]
    port: int = field(default_factory=free_port)
    _process: subprocess.Popen[bytes] | None = None

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.port}"

    @property
    def log(self) -> Path:
        return Path(self.environment["RSZ_STATE_DIR"]).with_suffix(".log")

    def start(self) -> Self:
        environment = {**os.environ, **self.environment, "RSZ_PORT": str(self.port), "STAGE": "test"}
        with self.log.open("ab") as log:
            self._process = subprocess.Popen(
                [sys.executable, "-m", "infra.rsz_simulator"],
                cwd=ROOT,
                env=environment,
                stdout=log,
                stderr=log,
            )
        self._wait()
        return self

    def _wait(self) -> None:
        assert self._process is not None
        deadline = time.monotonic() + 120
        while self._process.poll() is None and time.monotonic() < deadline:
            try:
                if httpx.get(f"{self.url}/_simulator/health", timeout=60).json() == {"status": "UP"}:
                    return
            except httpx.TransportError:
                time.sleep(0.02)
        raise AssertionError("the simulator did not come up")

    def kill(self) -> None:
        """kill -9, this process only."""
        assert self._process is not None
        self._process.kill()
        self._process.wait()


class Declarant:
    """Speaks HTTP to a simulator as a registered client."""

    def __init__(self, url: str, private_key: RSAKey) -> None:
        self.http = httpx.Client(base_url=url, timeout=60)
        self._url = url
        self._key = private_key
        self._token: str | None = None

    @property
    def audience(self) -> str:
        return f"{self._url}/REST/oauth/v5/token"

    def assertion(self, key: RSAKey | None = None, **changes: Any) -> str:
        """A right assertion, except for `changes` (None takes a claim away)."""
        now = int(time.time())
        right = {
            "iss": CLIENT_ID,
            "sub": CLIENT_ID,
            "aud": self.audience,
            "jti": str(uuid4()),
            "iat": now,
            "exp": now + 300,
        }
        claims = {name: value for name, value in {**right, **changes}.items() if value is not None}
        return jwt.encode({"alg": "RS256", "typ": "JWT"}, claims, key or self._key)

    def ask_token(self, assertion: str | None = None, **changes: str) -> httpx.Response:
        form = {
            "grant_type": "client_credentials",
            "client_assertion_type": ASSERTION_TYPE,
            "client_assertion": assertion or self.assertion(),
        }
        return self.http.post("/REST/oauth/v5/token", data={**form, **changes})

    @property
    def bearer(self) -> dict[str, str]:
        if self._token is None:
            self._token = str(self.ask_token().json()["access_token"])
        return {"Authorization": f"Bearer {self._token}"}

    def post(self, body: Any, path: str = "/declarations") -> httpx.Response:
        return self.http.post(f"/REST/dimona/v2{path}", json=body, headers=self.bearer)

    def get(self, path: str) -> httpx.Response:
        return self.http.get(f"/REST/dimona/v2{path}", headers=self.bearer)

    def file(self, body: Any) -> dict[str, Any]:
        """File and read the result; the processing delay must be 0."""
        answer = self.post(body)
        assert answer.status_code == 201, answer.text
        result = self.http.get(answer.headers["Location"], headers=self.bearer)
        assert result.status_code == 200, result.text
        return dict(result.json())

    def verdict(self, body: Any) -> tuple[str, list[str]]:
        """Result and anomaly codes of a declaration."""
        status = self.file(body)["declarationStatus"]
        return status["result"], [anomaly["errorId"] for anomaly in status["anomalies"]]

    def settings(self, **changes: Any) -> dict[str, Any]:
        answer = self.http.patch("/_simulator/settings", json=changes)
        assert answer.status_code == 200, answer.text
        return dict(answer.json())

    def received(self) -> list[dict[str, Any]]:
        return list(self.http.get("/_simulator/declarations").json()["items"])


def dimona_in(
    start: str = "2030-10-01",
    worker: dict[str, Any] | None = None,
    employer: dict[str, Any] | None = None,
    kind: str = "OTH",
    committee: str = "XXX",
    **content: Any,
) -> dict[str, Any]:
    """An IN; an ordinary worker of the café unless told otherwise."""
    return {
        "employer": CAFE if employer is None else employer,
        "worker": {"ssin": JAN} if worker is None else worker,
        "dimonaIn": {
            "startDate": start,
            "features": {"jointCommissionNumber": committee, "workerType": kind},
            **content,
        },
    }


def student(
    start: str = "2030-10-05", end: str = "2030-12-31", hours: int = 96, **rest: Any
) -> dict[str, Any]:
    """A right IN of a student, except for `rest`."""
    usual = {"worker": {"ssin": STUDENT}, "kind": "STU", "endDate": end, "plannedHoursNumber": hours}
    return dimona_in(start, **{**usual, **rest})


def stranger(**changes: Any) -> dict[str, Any]:
    """A worker without SSIN but with all identification data."""
    return {
        "familyName": "Voorbeeld",
        "givenName": "Alma",
        "birthDate": "1992-03-17",
        "placeOfBirth": "Lille",
        "countryOfBirth": 111,
        "nationality": 111,
        "gender": 2,
        "address": {
            "street": "Rue de l'Exemple",
            "houseNumber": "5",
            "postCode": "59000",
            "municipality": {"name": "Lille"},
            "country": 111,
        },
        **changes,
    }


def extra(**content: Any) -> dict[str, Any]:
    usual = {"startHour": "1800", "endDate": "2030-10-02", "endHour": "0200"}
    given = {name: value for name, value in {**usual, **content}.items() if value is not None}
    return dimona_in(kind="EXT", committee=given.pop("committee", "302"), **given)


def flexi(**content: Any) -> dict[str, Any]:
    return dimona_in(kind="FLX", **content)
