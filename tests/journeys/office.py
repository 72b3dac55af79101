"""What happened before a journey begins: filed over the API, with the employer's own key."""

import time
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

    def file(self, worker: Worker, **terms: Any) -> dict[str, Any]:
        """File an IN and return it; the RSZ need not have answered."""
        person = {"ssin": worker.ssin, "familyName": worker.family_name, "givenName": worker.given_name}
        ordinary = {"type": "in", "worker": person, "workerType": "OTH", "jointCommittee": "XXX"}
        return self._filed(ordinary | terms)

    def add(self, worker: Worker) -> None:
        """Add somebody to the register, for a journey that wants people of its own."""
        person = {"ssin": worker.ssin, "familyName": worker.family_name, "givenName": worker.given_name}
        headers = self._headers | {"Idempotency-Key": str(uuid4())}
        answer = httpx.post(
            f"{self._url}/v1/workers", json=person, headers=headers, timeout=60, trust_env=False
        )
        assert answer.is_success, answer.text

    def settle(self, filed: dict[str, Any]) -> dict[str, Any]:
        """Wait for the RSZ's answer, which must be yes."""
        end = time.monotonic() + _PATIENCE
        while filed["state"] in _MOVING:
            assert time.monotonic() < end, filed["state"]
            time.sleep(0.2)
            filed = self.get(f"/v1/declarations/{filed['id']}")
        assert filed["state"] in {"accepted", "acceptedWithWarning"}, filed["rsz"]
        return filed

    def hire(self, worker: Worker, **terms: Any) -> dict[str, Any]:
        """File an IN and wait for the yes."""
        return self.settle(self.file(worker, **terms))

    def _filed(self, body: dict[str, Any]) -> dict[str, Any]:
        headers = self._headers | {"Idempotency-Key": str(uuid4())}
        url = f"{self._url}/v1/declarations"
        answer = httpx.post(url, json=body, headers=headers, timeout=60, trust_env=False)
        assert answer.is_success, answer.text
        return dict(answer.json())
