"""The two RSZs of the contract: one in memory, and the real adapter before the real simulator.

A bench can lay down a fault, hold and process declarations, and tell what was really executed.
"""

import json
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import Any, Protocol

import httpx

from chalicelib.adapters.rsz.calls import TimeLimits
from chalicelib.adapters.rsz.client import RszAccount, rsz_client
from chalicelib.adapters.world import ShiftedClock
from chalicelib.application.ports import (
    Employer,
    NotExecutedError,
    NotPermittedError,
    OutcomeUnknownError,
    Rsz,
    RszFiling,
)
from chalicelib.domain.filing import InTerms
from chalicelib.domain.worker import Address, Municipality, WorkerIdentity
from tests.fakes.rsz import FakeRsz
from tests.fakes.rsz_http import pem, private_key
from tests.simulator.client import CLIENT_ID, Simulator
from tests.synthetic import CAFE, MAN_1990

STRANGER = WorkerIdentity(
    family_name="Voorbeeld",
    given_name="Alma",
    birth_date=date(1992, 3, 17),
    place_of_birth="Lille",
    country_of_birth=111,
    nationality=111,
    gender=2,
    address=Address(
        street="Rue de l'Exemple",
        house_number="5",
        post_code="59000",
        municipality=Municipality(name="Lille"),
        country=111,
    ),
)


def an_in(worker: WorkerIdentity | None = None, **terms: Any) -> RszFiling:
    """An ordinary worker of the café from the first of the month in 2030, unless told otherwise."""
    usual = {"worker_type": "OTH", "joint_committee": "XXX", "start_date": date(2030, 10, 1)}
    return RszFiling(
        employer=Employer(CAFE),
        worker=worker or WorkerIdentity(ssin=MAN_1990),
        terms=InTerms.model_validate({**usual, **terms}),
    )


class Bench(Protocol):
    """What a contract test needs of an RSZ beside the port."""

    @property
    def rsz(self) -> Rsz:
        """The port under test."""

    def hold(self) -> None:
        """Process nothing from now on."""

    def process(self) -> None:
        """Process what was held."""

    def answers_next(self, result: str, *anomalies: str, ssin: str | None = None) -> None:
        """Say what the next filing will be answered; the simulator decides that by its own rules."""

    def fault(self, name: str) -> None:
        """Let the next call fail; FAULTS has the names."""

    def executed(self) -> int:
        """Count the declarations that are really there."""


FAULTS: dict[str, tuple[str, Exception, bool]] = {
    # what the test calls it: the simulator's word, what the adapter makes of it, whether it was executed
    "dropBeforeCommit": ("dropBeforeCommit", OutcomeUnknownError("dropped"), False),
    "dropAfterCommit": ("dropAfterCommit", OutcomeUnknownError("dropped"), True),
    "silenceAfterCommit": ("slow:30", OutcomeUnknownError("silent"), True),
    "errorBeforeCommit": ("status:500", OutcomeUnknownError("HTTP 500"), False),
    "errorAfterCommit": ("statusAfterCommit:500", OutcomeUnknownError("HTTP 500"), True),
    "gatewayAfterCommit": ("statusAfterCommit:504", OutcomeUnknownError("HTTP 504"), True),
    "noMandate": ("status:403", NotPermittedError("missingPermission"), False),
    "busy": ("status:429", NotExecutedError("429", retry_after=5, throttled=True, kept_out=True), False),
    "maintenance": ("status:503", NotExecutedError("HTTP 503", retry_after=30), False),
    "maintenanceAfterCommit": ("statusAfterCommit:503", NotExecutedError("HTTP 503", retry_after=30), True),
}


@dataclass
class InMemory:
    """The fake."""

    rsz: FakeRsz = field(default_factory=FakeRsz)

    def hold(self) -> None:
        self.rsz.holds()

    def process(self) -> None:
        self.rsz.processes()

    def answers_next(self, result: str, *anomalies: str, ssin: str | None = None) -> None:
        self.rsz.answers_next(result, *anomalies, ssin=ssin)

    def fault(self, name: str) -> None:
        _, failure, executed = FAULTS[name]
        (self.rsz.loses_next if executed else self.rsz.fails_next)(failure)

    def executed(self) -> int:
        return len(self.rsz.executed)


class OverHttp:
    """The real adapter, the real simulator, a real token."""

    def __init__(self, simulator: Simulator, *, total: float = 8.0) -> None:
        self.control = httpx.Client(base_url=f"{simulator.url}/_simulator", timeout=60, trust_env=False)
        self.control.post("/reset").raise_for_status()
        self.rsz = adapter(simulator.url, total=total)

    def close(self) -> None:
        self.control.close()
        close(self.rsz)

    def settings(self, **changes: Any) -> None:
        self.control.patch("/settings", json=changes).raise_for_status()

    def hold(self) -> None:
        self.settings(processingDelay="3600")

    def process(self) -> None:
        self.control.post("/hurry").raise_for_status()

    def answers_next(self, result: str, *anomalies: str, ssin: str | None = None) -> None:
        """Nothing to lay down: the simulator judges by the rules."""

    def fault(self, name: str) -> None:
        self.settings(faults={"post": FAULTS[name][0], "times": 1})

    def executed(self) -> int:
        return len(self.control.get("/declarations").json()["items"])


def adapter(url: str, *, total: float = 8.0) -> Rsz:
    account = RszAccount(
        base_url=f"{url}/REST/dimona/v2",
        token_url=f"{url}/REST/oauth/v5/token",
        client_id=CLIENT_ID,
        private_key_pem=pem(),
    )
    return rsz_client(account, ShiftedClock(), limits=TimeLimits(connect=1.0, total=total))


def close(rsz: Rsz) -> None:
    """Close the connections of a real adapter."""
    getattr(rsz, "close", lambda: None)()


def a_simulator(folder: Path) -> Simulator:
    """A simulator process that knows our key and processes at once."""
    clients = folder / "clients.json"
    public = private_key().as_pem(private=False).decode()
    clients.write_text(json.dumps({CLIENT_ID: {"publicKey": public}}), encoding="utf-8")
    return Simulator(
        {
            "RSZ_STATE_DIR": str(folder / "state"),
            "RSZ_CLIENTS_FILE": str(clients),
            "RSZ_PROCESSING_DELAY": "0",
            "RSZ_SEED": "24",
        }
    ).start()
