"""What happened before a journey begins: filed over the API, with the employer's own key."""

import time
from datetime import datetime
from typing import Any
from uuid import uuid4

import httpx

from infra.local.demo_people import Employer, Worker
from tests.journeys.conftest import Running

_PATIENCE = 120
_MOVING = frozenset({"recorded", "held", "submitting", "submitted", "unconfirmed", "waiting"})
HORECA: dict[str, Any] = {"workerType": "EXT", "jointCommittee": "302", "lump": "hours"}


class Office:
    """An employer's own partner app."""

    def __init__(self, running: Running, employer: Employer) -> None:
        self._url = running.house.urls["api"]
        self._headers = {"Authorization": f"Bearer {running.key_of(employer.enterprise_number)}"}

    def get(self, path: str) -> Any:
        answer = httpx.get(self._url + path, headers=self._headers, timeout=60, trust_env=False)
        answer.raise_for_status()
        return answer.json()

    def add(self, worker: Worker, *, numberless: bool = False) -> dict[str, Any]:
        """Put somebody in the register, without declaring anything."""
        known = {"birthDate": worker.birth_date} if numberless else {"ssin": worker.ssin}
        names = {"familyName": worker.family_name, "givenName": worker.given_name}
        return self._posted("/v1/workers", known | names)

    def keep(self, name: str, *workers: str, **terms: Any) -> None:
        """Keep the same terms for these workers as a template."""
        filings = [{"workerId": worker, "endsAfterDays": 0, **terms} for worker in workers]
        url = f"{self._url}/v1/templates/{name.lower()}"
        body = {"name": name, "filings": filings}
        answer = httpx.put(url, json=body, headers=self._headers, timeout=60, trust_env=False)
        assert answer.is_success, answer.text

    def now(self) -> datetime:
        """The instant on the house's clock."""
        return datetime.fromisoformat(self._posted("/v1/exports", {"kind": "workers"})["createdAt"])

    def file(self, worker: Worker, **terms: Any) -> dict[str, Any]:
        """File an IN and return it; the RSZ need not have answered."""
        return self._posted("/v1/declarations", self._ordinary(worker) | terms)

    @staticmethod
    def _ordinary(worker: Worker) -> dict[str, Any]:
        person = {"ssin": worker.ssin, "familyName": worker.family_name, "givenName": worker.given_name}
        return {"type": "in", "worker": person, "workerType": "OTH", "jointCommittee": "XXX"}

    def settle(self, filed: dict[str, Any]) -> dict[str, Any]:
        """Wait for the RSZ's answer, which must be yes."""
        filed = self.answered(filed)
        assert filed["state"] in {"accepted", "acceptedWithWarning"}, filed["rsz"]
        return filed

    def answered(self, filed: dict[str, Any]) -> dict[str, Any]:
        """Wait for the RSZ's answer, whatever it is, or until only a person can help."""
        end = time.monotonic() + _PATIENCE
        while filed["state"] in _MOVING:
            assert time.monotonic() < end, filed["state"]
            time.sleep(0.2)
            filed = self.get(f"/v1/declarations/{filed['id']}")
        return filed

    def hire(self, worker: Worker, **terms: Any) -> dict[str, Any]:
        """File an IN and wait for the yes."""
        return self.settle(self.file(worker, **terms))

    def list_of(self, worker: Worker) -> str:
        """File a list with a row that can be filed and one that cannot; returns the batch once it is done."""
        good = self._ordinary(worker) | {"startDate": "2027-05-03"}
        batch = self._posted(
            "/v1/declarationBatches", {"declarations": [good, good | {"startDate": "later"}]}
        )
        end = time.monotonic() + _PATIENCE
        while batch["state"] != "completed":
            assert time.monotonic() < end, batch
            time.sleep(0.2)
            batch = self.get(f"/v1/declarationBatches/{batch['id']}")
        return str(batch["id"])

    def job_done(self, path: str, body: dict[str, Any]) -> str:
        """Begin a list or a comparison and wait until nothing moves in it; returns its id."""
        job = self._posted(path, body)
        end = time.monotonic() + _PATIENCE
        while job.get("pollAfter"):
            assert time.monotonic() < end, job
            time.sleep(0.2)
            job = self.get(f"{path}/{job['id']}")
        return str(job["id"])

    def refused(self, path: str, body: dict[str, Any]) -> dict[str, Any]:
        """Ask for what the API refuses; returns the problem."""
        answer = httpx.post(self._url + path, json=body, headers=self._headers, timeout=60, trust_env=False)
        assert answer.is_error, answer.text
        return dict(answer.json())

    def _posted(self, path: str, body: dict[str, Any]) -> dict[str, Any]:
        headers = self._headers | {"Idempotency-Key": str(uuid4())}
        answer = httpx.post(self._url + path, json=body, headers=headers, timeout=60, trust_env=False)
        assert answer.is_success, answer.text
        return dict(answer.json())
