"""What is declared past our register: by another tool, or on the RSZ's own site."""

import time
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, date, datetime

from chalicelib.adapters.rsz.client import RszAccount, rsz_client
from chalicelib.adapters.world import ShiftedClock
from chalicelib.application.ports import Employer, Rsz, RszFiling
from chalicelib.domain.filing import InTerms, OutTerms
from chalicelib.domain.worker import WorkerIdentity
from infra.local import demo_people
from infra.local.demo_people import Worker
from infra.local.keys import RSZ_CLIENT_ID
from tests.contracts.rsz_benches import close
from tests.journeys.conftest import Running
from tests.journeys.office import Office

_PATIENCE = 30


class Elsewhere:
    """Declares for an employer without our knowing, and waits for the RSZ's answer."""

    def __init__(self, rsz: Rsz, employer: demo_people.Employer) -> None:
        self._rsz, self._employer = rsz, Employer(employer.enterprise_number)

    def hire(self, worker: Worker, start: date) -> str:
        """Declare that somebody starts; the number of the period."""
        terms = InTerms(worker_type="OTH", joint_committee="XXX", start_date=start)
        return self._filed(RszFiling(self._employer, WorkerIdentity(ssin=worker.ssin), terms))

    def end(self, worker: Worker, number: str, last_day: date) -> None:
        """Declare the last day of a period."""
        held = self._rsz.period(number, self._employer)
        assert held is not None
        identity = WorkerIdentity(ssin=worker.ssin)
        self._filed(RszFiling(self._employer, identity, OutTerms(end_date=last_day), held.period))

    def _filed(self, filing: RszFiling) -> str:
        number, end = self._rsz.file(filing), time.monotonic() + _PATIENCE
        while (raw := self._rsz.answer(number)) is None:
            assert time.monotonic() < end
            time.sleep(0.2)
        period = self._rsz.interpret(raw).period_id
        assert period is not None
        return period


@contextmanager
def elsewhere(running: Running, employer: demo_people.Employer) -> Iterator[Elsewhere]:
    """Open a connection of another tool to the house's RSZ, on the house's clock."""
    state, url = running.house.plan.state_dir, running.house.urls["rsz"]
    account = RszAccount(
        base_url=f"{url}/REST/dimona/v2",
        token_url=f"{url}/REST/oauth/v5/token",
        client_id=RSZ_CLIENT_ID,
        private_key_pem=(state / "keys" / "rsz-private-key.pem").read_text(),
    )
    client = rsz_client(account, ShiftedClock(Office(running, employer).now() - datetime.now(UTC)))
    yield Elsewhere(client, employer)
    close(client)
